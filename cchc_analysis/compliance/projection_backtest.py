"""Whether the projection held in years whose end is known."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.projection import projection_table
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import LEGS, QuotaRule
from cchc_analysis.reference.projection_settings import ProjectionSettings


def projection_backtest(
    packages: pd.DataFrame | ir.Table,
    agencies: pd.DataFrame,
    periods: Sequence[tuple[Period, QuotaRule]],
    settings: ProjectionSettings,
    *,
    counts_shortened: bool,
) -> pd.DataFrame:
    """Project past years from points within them, knowing only what was known then, and count the hits.

    Parameters
    ----------
    agencies
        ``agency_code, agency_name, group``.
    periods
        The points (quarters of years that are over), each with its rule.

    Returns
    -------
    ``year, quarter, leg, method, projected_count`` (agencies with an interval), ``inside_count`` (whose year ended
    within it), ``coverage_share`` (to be held against the level set), ``mean_width_share``, ``mean_error_share``
    (mean absolute distance of the projection, 0-1) and ``carried_error_share``, the same distance if the share to
    date had simply been carried to the end.
    """
    parts = []
    for period, rule in periods:
        history = year_end_history(packages, rule, period=period, counts_shortened=counts_shortened)
        projected = projection_table(history, agencies, rule.minimums(period.year), settings, year=period.year)
        ended = quota_table(
            packages, agencies, rule, period=Period(period.year), counts_shortened=counts_shortened
        ).set_index("agency_code")
        for leg in LEGS:
            own = projected[projected["leg"] == leg]
            parts.append(
                own.assign(
                    year=period.year, quarter=period.quarter, end=own["agency_code"].map(ended[f"{leg}_share"])
                )
            )
    cases = pd.concat(parts, ignore_index=True)
    cases = cases[cases["method"].ne("none") & cases["end"].notna()]
    cases = cases.assign(
        is_inside=cases["end"].between(cases["low_share"], cases["high_share"]),
        width=cases["high_share"] - cases["low_share"],
        error=(cases["projected_share"] - cases["end"]).abs(),
        carried=(cases["share_to_date"] - cases["end"]).abs(),
    )
    return cases.groupby(["year", "quarter", "leg", "method"], as_index=False, sort=True).agg(
        projected_count=("is_inside", "size"),
        inside_count=("is_inside", "sum"),
        coverage_share=("is_inside", "mean"),
        mean_width_share=("width", "mean"),
        mean_error_share=("error", "mean"),
        carried_error_share=("carried", "mean"),
    )

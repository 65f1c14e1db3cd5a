"""Measured results of the directive's other lines against their targets."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cchc_analysis.period import Period


def target_progress(
    measures: pd.DataFrame, targets: pd.DataFrame, *, period: Period, agency: str = ""
) -> pd.DataFrame:
    """Add up each measure over the year to date and hold it against its target.

    Parameters
    ----------
    measures
        The contract ``measures``: numerator and denominator by agency and quarter.
    targets
        Targets in force: ``measure, name, accumulates, target_pct``. A measure that ``accumulates`` as
        ``flow`` (dossiers, petitions) is added over the quarters of the year; a ``stock`` (certified
        units) is read at each agency's latest quarter on record. ``target_pct`` is missing where no target
        could be sourced.
    agency
        One agency, or "" for all.

    Returns
    -------
    The ``targets`` table with `name`: ``numerator, denominator`` as counted, ``share`` 0-1, ``is_met``
    missing without a target or without anything counted.
    """
    in_year = measures[(measures["year"] == period.year) & (measures["quarter"] <= period.last_quarter)]
    if agency:
        in_year = in_year[in_year["agency_code"] == agency]
    is_stock = in_year["measure"].map(_by_measure(targets, "accumulates")).eq("stock")
    latest = in_year.groupby(["agency_code", "measure"], observed=True)["quarter"].transform("max")
    counted = in_year[~is_stock | in_year["quarter"].eq(latest)]
    sums = counted.groupby("measure", observed=True)[["numerator", "denominator"]].sum()
    table = targets[["measure", "name", "target_pct"]].merge(
        sums, left_on="measure", right_index=True, how="inner", validate="1:1"
    )
    has_any = table["denominator"].gt(0)
    table["share"] = table["numerator"] / table["denominator"].where(has_any)
    met = [
        pd.NA if pd.isna(target) or whole == 0 else 100 * part >= target * whole
        for part, whole, target in zip(table["numerator"], table["denominator"], table["target_pct"], strict=True)
    ]
    table["is_met"] = pd.array(met, dtype="boolean")
    return table.reset_index(drop=True)


def _by_measure(targets: pd.DataFrame, column: str) -> Mapping[str, str]:
    return dict(zip(targets["measure"], targets[column], strict=True))

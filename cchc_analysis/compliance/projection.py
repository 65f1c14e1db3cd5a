"""Where the shares may stand at the end of the year, going by how earlier years went on from the same point."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.reference.procurement_rules import LEGS, Minimums
from cchc_analysis.reference.projection_settings import ProjectionSettings
from cchc_analysis.stats.prediction_interval import ranked_interval, student_interval

METHODS = ("own", "group", "none")
_COLUMNS = ["agency_code", "agency_name", "leg", "share_to_date", "projected_share", "low_share", "high_share",
            "level_share", "least_years", "method", "year_count", "case_count", "min_pct", "reading"]  # fmt: skip


def projection_table(
    history: pd.DataFrame,
    agencies: pd.DataFrame,
    minimums: Minimums,
    settings: ProjectionSettings,
    *,
    year: int,
) -> pd.DataFrame:
    """Project each agency's share at the end of the year, with an interval, from the changes of earlier years.

    The change of a year is its share at the end less its share at the same point of that year. With at least
    `least_years` earlier years of its own (method ``own``) the projection is the share to date plus the mean
    change, the interval Student's prediction interval for one more change: mean ± t·s·√(1 + 1/n) with n − 1
    degrees of freedom (Hahn, Meeker and Escobar, Statistical Intervals, 2nd ed., Wiley 2017). It supposes that
    changes of years are independent, alike and about normal; with three or four years nobody can test that, hence
    the back-test (`cchc_analysis.compliance.projection_backtest`).

    Else, or where all its changes are the same (which tells no spread), the changes of all agencies of its group
    stand in (method ``group``), if they are of as many years: the projection adds their median, the interval the
    k-th smallest and k-th largest of n changes, with k the whole part of (n + 1)(1 − level)/2. It holds at least
    that level if the agency's change is exchangeable with those (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman,
    Distribution-Free Predictive Inference for Regression, JASA 113, 2018); changes of one year are not independent
    of each other, so that it may hold less.

    Else nothing is projected (method ``none``). Shares stay within 0 and 1. No probability of meeting the quota is
    given: it would rest on the tail of a distribution that three years cannot show.

    Parameters
    ----------
    history
        See `cchc_analysis.compliance.projection_history.year_end_history`.
    agencies
        ``agency_code, agency_name, group``; a code of its own group (as that of all together) has no stand-in.
    settings
        The level of the interval and the least number of years, see ``data/reference/settings/projection.yml``.

    Returns
    -------
    One row per agency and leg: ``agency_code, agency_name, leg`` (``count``, ``value``), ``share_to_date,
    projected_share, low_share, high_share`` (0-1), ``level_share, least_years`` (as set), ``method,
    year_count`` (different earlier years used), ``case_count`` (changes used), ``min_pct``, and ``reading`` of
    the interval against the quota: ``above``, ``below``, ``across``, ``no_interval`` or ``no_quota``. It is an
    estimate, no verdict.
    """
    groups = dict(zip(agencies["agency_code"], agencies["group"], strict=True))
    rows = []
    for leg, min_pct in zip(LEGS, minimums, strict=True):
        now = history[history["year"] == year].set_index("agency_code")[f"{leg}_share_to_date"]
        changes = _changes(history, leg, before=year).assign(group=lambda table: table["agency_code"].map(groups))
        of_agency = dict(iter(changes.groupby("agency_code")))
        of_group = dict(iter(changes.groupby("group")))
        for code, name in zip(agencies["agency_code"], agencies["agency_name"], strict=True):
            own = of_agency.get(code, changes.head(0))
            projected = _project(
                float(now.get(code, math.nan)),
                own,
                of_group.get(groups[code], own),
                settings,
            )
            reading = _reading(projected, min_pct)
            who = {"agency_code": code, "agency_name": name, "leg": leg, "min_pct": min_pct}
            asked = {"level_share": settings.level, "least_years": settings.least_years}
            rows.append({**who, **asked, **projected, "reading": reading})
    table = pd.DataFrame(rows, columns=_COLUMNS).astype({"min_pct": "Int64"})
    # Legs of one agency beside each other.
    return table.sort_values(["agency_code", "leg"], kind="stable", ignore_index=True)


def _changes(history: pd.DataFrame, leg: str, *, before: int) -> pd.DataFrame:
    earlier = history[history["year"] < before]
    change = earlier[f"{leg}_share_at_end"] - earlier[f"{leg}_share_to_date"]
    return earlier[["agency_code", "year"]].assign(change=change).dropna(subset=["change"])


def _project(
    now: float, own: pd.DataFrame, group: pd.DataFrame, settings: ProjectionSettings
) -> Mapping[str, Any]:
    least, level = settings.least_years, settings.level
    has_own = own["year"].nunique() >= least and own["change"].nunique() > 1
    method, used = ("own", own) if has_own else ("group", group)
    found = None
    if not math.isnan(now) and used["year"].nunique() >= least:
        changes = used["change"].tolist()
        found = (
            student_interval(changes, level=level) if method == "own" else ranked_interval(changes, level=level)
        )
    if found is None:
        nothing = dict.fromkeys(("projected_share", "low_share", "high_share"), math.nan)
        years = own["year"].nunique()
        return {"share_to_date": now, **nothing, "method": "none", "year_count": years, "case_count": len(own)}
    middle, low, high = (min(1.0, max(0.0, now + change)) for change in found)
    return {
        "share_to_date": now,
        "projected_share": middle,
        "low_share": low,
        "high_share": high,
        "method": method,
        "year_count": used["year"].nunique(),
        "case_count": len(used),
    }


def _reading(projected: Mapping[str, Any], min_pct: int | None) -> str:
    if min_pct is None:
        return "no_quota"
    if projected["method"] == "none":
        return "no_interval"
    if 100 * projected["low_share"] >= min_pct:
        return "above"
    return "below" if 100 * projected["high_share"] < min_pct else "across"

"""The three slides of the city's briefing, from the result tables of a run."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.index_slide import index_slide
from cchc_analysis.publish.quota_slide import quota_slide
from cchc_analysis.publish.slides import ChartSlide
from cchc_analysis.publish.targets_slide import targets_slide
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums
from cchc_analysis.texts import Language


def city_slides(
    results: Mapping[str, pd.DataFrame],
    *,
    period: Period,
    language: Language,
    quota_pct: Minimums = NO_MINIMUMS,
    unassigned_count: int = 0,
    place: str = "",
    legal_basis: Mapping[str, str] | None = None,
) -> tuple[ChartSlide, ...]:
    """Return the slides on reform index, online procurement and programme targets, in that order.

    Parameters
    ----------
    results
        The tables ``league``, ``quota`` and ``targets``; a table may be empty, its slide then says so.
    quota_pct
        The quota in force by number and by value, in percent; None where not set or not sourced.
    unassigned_count
        Packages that may count toward the quota and belong to no known agency.
    place
        Where packages are carried out if only those of a place are looked at: the quota is then not concluded.
    legal_basis
        One line per table name, for the speaker notes; what is left out is said to be missing.

    Raises `KeyError` for a missing table: a briefing with a silent hole is worse than none.
    """
    bases = legal_basis or {}
    return (
        index_slide(results["league"], period=period, language=language, legal_basis=bases.get("league")),
        quota_slide(
            results["quota"],
            period=period,
            language=language,
            quota_pct=quota_pct,
            unassigned_count=unassigned_count,
            place=place,
            legal_basis=bases.get("quota"),
        ),
        targets_slide(results["targets"], period=period, language=language, legal_basis=bases.get("targets")),
    )

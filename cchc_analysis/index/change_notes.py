"""What a reader must be told beside figures of change between two years."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from cchc_analysis.index.change import YearChange
from cchc_analysis.reference.criterion_words import spoken_criteria
from cchc_analysis.reference.framework_changes import comparison_warning
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language, text


def change_notes(
    change: YearChange,
    before: Framework,
    after: Framework,
    *,
    language: Language,
    renumbered: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Say what limits the comparison of two years: changed rules, agencies counted differently, agencies left out.

    Returns
    -------
    Sentences, the gravest first: the two versions do not compare (with the criteria that differ); a year without
    a survey; agencies to which other criteria applied; agencies that are in one year only or lack an index, by
    name and reason. Empty where nothing limits it.
    """
    notes = [comparison_warning(before, after, language=language, renumbered=renumbered)]
    parts = change.change_by_criterion
    unsurveyed = parts[parts["reason"] == "no_survey"]
    for part, year, asked in (("dropped", after.year, before), ("added", before.year, after)):
        codes = list(unsurveyed.loc[unsurveyed["part"] == part, "criterion_code"].unique())
        if codes:
            names = spoken_criteria(codes, asked, language)
            notes.append(text("change.no_survey", language, year=year, count=len(codes), names=names))
    otherwise = parts[parts["reason"] == "applicability"].drop_duplicates("agency_code")
    if len(otherwise):
        notes.append(text("change.applicability", language, count=len(otherwise), names=_names(otherwise)))
    for key, rows in change.left_out.groupby(["year", "reason"], sort=True):
        gap_year, reason = key
        said = text(f"change.reason_{reason}", language, year=gap_year)
        notes.append(text("change.left_out", language, count=len(rows), reason=said, names=_names(rows)))
    return tuple(filter(None, notes))


def _names(rows: pd.DataFrame) -> str:
    return "; ".join(rows["agency_name"])

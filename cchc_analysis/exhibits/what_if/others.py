"""What the other agencies do while one of them is asked about."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.charts.wording import list_names
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.index.assessment import Assessment, nodes_with
from cchc_analysis.index.moving_others import is_on_scale_of, moving_points, without_history
from cchc_analysis.reference.framework_changes import comparison_warning
from cchc_analysis.reference.renumbered import renumbered_criteria
from cchc_analysis.texts import Language, text

_ALL_NAMES = 1000


@dataclass(frozen=True)
class Others:
    """The other agencies of the group: `nodes` is None where they keep their points.

    `earlier` is the year by whose change they move. `obstacle` says why they should move and cannot:
    ``history_missing`` (no scores of the year before), ``history_faulty`` (they contradict their framework) or
    ``history_scale`` (its index is on another scale).
    `staying` are the names of those who stay for lack of the year before's scores.
    """

    earlier: Assessment | None = None
    nodes: pd.DataFrame | None = None
    staying: tuple[str, ...] = ()
    obstacle: str = ""


def year_before(index: IndexResults, assessment: Assessment) -> tuple[Assessment | None, str]:
    """Return the year by whose change others can move, or None and the obstacle."""
    before = [year for year in index.years if year.year == index.year - 1]
    if not before:
        return None, "history_faulty" if index.year - 1 in index.faulty_years else "history_missing"
    earlier = before[0]
    return (earlier, "") if is_on_scale_of(assessment, earlier) else (None, "history_scale")


def moving_others(assessment: Assessment, earlier: Assessment, *, agency_code: str) -> Others:
    """Let the others of the group move once more as they did since the year before."""
    renumbered = renumbered_criteria(earlier.framework, assessment.framework)
    points = moving_points(assessment, earlier, agency_code=agency_code, renumbered=renumbered)
    staying = without_history(assessment, points, agency_code=agency_code)["agency_name"]
    return Others(earlier, nodes_with(assessment, points), tuple(staying))


def others_words(others: Others, assessment: Assessment) -> list[tuple[str, str]]:
    """Say what the others are taken to do and what limits that, as sentences with their style."""
    language: Language = assessment.language
    last = assessment.framework.year - 1
    kind = "fixed" if others.earlier is None else "moving"
    said = [(text(f"what_if.others_{kind}", language, last=last), "paragraph")]
    if others.obstacle:
        said.append((text(f"what_if.{others.obstacle}", language, last=last), "warning"))
    if others.earlier is not None:
        before, after = others.earlier.framework, assessment.framework
        renumbered = renumbered_criteria(before, after)
        warning = comparison_warning(before, after, language=language, renumbered=renumbered)
        said += [(warning, "warning")] if warning else []
    if others.staying:
        names = list_names(others.staying, language, most=_ALL_NAMES)
        said.append((text("what_if.staying", language, names=names, last=last), "note"))
    return said

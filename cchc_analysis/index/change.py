"""How far each agency's index moved between two years, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.change_split import Part, RulePair, Split, rule_pair, split_change
from cchc_analysis.index.exact_points import AgencyScores, exact_scores
from cchc_analysis.index.left_out import Gap, find_gaps, gap_table
from cchc_analysis.index.named_rows import WHO_BETWEEN
from cchc_analysis.index.part_wording import part_wording
from cchc_analysis.stats.exact import as_float, to_fraction
from cchc_analysis.texts import Language, SpokenError

_WHO = {**dict.fromkeys(WHO_BETWEEN, "str"), "year_from": "int64", "year_to": "int64"}
_INDEX_FIGURES = [
    "index_from", "index_to", "change", "own_change", "added_change", "dropped_change", "points_change",
    "rounding_change", "chained_from", "chained_to", "chained_change",
]  # fmt: skip
_INDEX_TYPES = {**_WHO, **dict.fromkeys(_INDEX_FIGURES, "float64"), "is_comparable": "bool"}
_CRITERION_WORDS = ["criterion_code", "criterion_name", "part", "reason"]
_CRITERION_FIGURES = ["score_from", "score_to", "max_from", "max_to", "share_from", "share_to", "change"]
_CRITERION_TYPES = {
    **_WHO,
    **dict.fromkeys(_CRITERION_WORDS, "str"),
    **dict.fromkeys(_CRITERION_FIGURES, "float64"),
}

Record = tuple[object, ...]
Scores = Mapping[str, Fraction]


class ScalesDifferError(SpokenError, ValueError):
    """Two years whose indices are not in one unit: nothing between them can be subtracted."""

    key = "change.scales_differ"


@dataclass(frozen=True)
class YearChange:
    """The tables ``index_change`` and ``change_by_criterion``, and who is in neither, with the reason.

    `left_out`: agency_code, agency_name, group, year_from, year_to, year (the one with the gap), reason
    (``not_assessed``, ``no_index``, ``no_common_criteria``), missing_codes (criteria without a score).
    """

    index_change: pd.DataFrame
    change_by_criterion: pd.DataFrame
    left_out: pd.DataFrame


def change_between(
    earlier: Assessment, later: Assessment, *, language: Language, renumbered: Mapping[str, str] | None = None
) -> YearChange:
    """Split the change of every agency's published index into its own scores and the changed rules.

    The parts are exact fractions until they are written down (see `split_change`); ``rounding_change`` is what the
    rounding of the two published figures adds, so that the printed change is the sum of its parts.

    Parameters
    ----------
    renumbered
        New criterion code by old code where equal codes would mislead; see
        `cchc_analysis.reference.criterion_match.match_criteria`.

    Returns
    -------
    ``index_change``, one row per agency with a complete index in both years (group and name of the later one), all
    in index points: index_from and index_to as published, change = own_change + added_change + dropped_change +
    points_change + rounding_change; chained_from and chained_to, the index on the criteria common to both years
    with the later year's points, not rounded; chained_change = own_change; is_comparable: the same criteria,
    points and directions counted for this agency in both years.

    ``change_by_criterion``, one row per agency, criterion and part (``own``, ``added``, ``dropped``, ``points``):
    score, maximum and share (0-1) in both years and the change in index points; the rows of a part add up to it.
    reason says why a criterion was added or dropped: ``framework`` (not in the other year's criteria),
    ``applicability`` (it did not apply to this agency in the other year), ``no_survey`` (no survey that year),
    ``direction`` (less was better in one year, more in the other: it counts as dropped and as added).

    Raises
    ------
    ScalesDifferError
        If one index is a share and the other a sum of points.
    RenumberingError
        If `renumbered` does not fit the two framework versions.
    """
    before, after = earlier.framework, later.framework
    if before.index_scale != after.index_scale:
        raise ScalesDifferError(year_from=before.year, year_to=after.year)
    rules = rule_pair(before, after, renumbered)
    scores_from, scores_to = exact_scores(earlier), exact_scores(later)
    gaps = find_gaps(earlier, later, scores_from=scores_from, scores_to=scores_to)
    wording = part_wording(before, after, rules, scores_from=scores_from, scores_to=scores_to, language=language)
    without = {gap.agency_code for gap in gaps}
    published = dict(zip(earlier.league["agency_code"], earlier.league["index"], strict=True))
    compared = later.league[~later.league["agency_code"].isin(without)].sort_values(["group", "agency_code"])
    index_rows: list[Record] = []
    criterion_rows: list[Record] = []
    for agency, name, group, index in zip(
        *(compared[column] for column in ("agency_code", "agency_name", "group", "index")), strict=True
    ):
        own_from, own_to = _known(scores_from[agency]), _known(scores_to[agency])
        split = split_change(own_from, own_to, rules)
        if split is None:
            gaps.append(Gap(agency, name, group, after.year, "no_common_criteria"))
            continue
        who = (agency, name, group, before.year, after.year)
        is_comparable = all(part.part == "own" for part in split.parts)
        index_rows.append((*who, *_index_figures(split, published[agency], index), is_comparable))
        criterion_rows += [
            (*who, *wording.of_part(part), *_criterion_figures(part, own_from, own_to, rules))
            for part in split.parts
        ]
    return YearChange(
        pd.DataFrame.from_records(index_rows, columns=list(_INDEX_TYPES)).astype(_INDEX_TYPES),
        pd.DataFrame.from_records(criterion_rows, columns=list(_CRITERION_TYPES)).astype(_CRITERION_TYPES),
        gap_table(gaps, year_from=before.year, year_to=after.year),
    )


def _known(scores: AgencyScores) -> dict[str, Fraction]:
    return {code: score for code, score in scores.items() if score is not None}


def _index_figures(split: Split, published_from: float, published_to: float) -> Iterator[float]:
    index_from, index_to = (to_fraction(index) or Fraction(0) for index in (published_from, published_to))
    change = index_to - index_from
    parts = [split.total(part) for part in ("own", "added", "dropped", "points")]
    figures = (index_from, index_to, change, *parts, change - (split.index_to - split.index_from))
    return map(float, (*figures, split.chained_from, split.chained_to, split.chained_to - split.chained_from))


def _criterion_figures(part: Part, before: Scores, after: Scores, rules: RulePair) -> Iterator[float]:
    """Return score, maximum and share of both years, missing where the criterion did not count, and the change."""
    scores = before.get(part.code_from), after.get(part.code_to)
    maxima = (
        None if scores[0] is None else rules.maxima_from[part.code_from],
        None if scores[1] is None else rules.maxima_to[part.code_to],
    )
    shares = (
        score / maximum if score is not None and maximum else None
        for score, maximum in zip(scores, maxima, strict=True)
    )
    return map(as_float, (*scores, *maxima, *shares, part.change))

"""Past years as the rules of one year would have counted them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.change_split import RulePair, rule_pair
from cchc_analysis.index.exact_points import AgencyScores, exact_scores
from cchc_analysis.index.league import published
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, sum_fractions
from cchc_analysis.texts import SpokenError

LEAST_COVERED_SHARE = 0.8

_TYPES = {
    "agency_code": "str", "agency_name": "str", "group": "str", "year": "int64", "index": "float64",
    "restated_index": "float64", "rules_year_index": "float64", "covered_share": "float64", "is_covered": "bool",
    "shared_count": "int64", "applicable_count": "int64", "missing_codes": "str", "reason": "str",
    "rules_year": "int64",
}  # fmt: skip


class NotRestatableError(SpokenError, ValueError):
    """Past years whose index is on another scale than that of the rules they should be restated under."""

    key = "change.not_restatable"


def restated(
    past: Sequence[Assessment],
    rules: Assessment,
    *,
    renumbered: Mapping[int, Mapping[str, str]] | None = None,
    least_covered_share: float = LEAST_COVERED_SHARE,
) -> pd.DataFrame:
    """Recompute past indices with one year's criteria and points, so that a trend compares like with like.

    Only criteria that both the past year and the rules have, and that applied to the agency, can be counted; a
    score keeps its share of the maximum. The figure stands beside the published index and never replaces it.

    Parameters
    ----------
    past
        The years to restate.
    rules
        The year whose rules are used. What applies to an agency is what applied to it that year; for one that was
        not there, what the criteria say of its group.
    renumbered
        By past year: new criterion code by old code.
    least_covered_share
        Below this share of the rules' points the restated index says little of the whole: `is_covered` is False.
        The default is this project's choice, not a legal one.

    Returns
    -------
    The ``restated`` table, one row per past year and agency of its league: agency_code, agency_name, group, year;
    index as published that year; restated_index, rounded as the rules' index is published; rules_year_index, the
    agency's index of the rules' year on the same criteria (missing where it has none); covered_share (0-1) of the
    points that the rules apply to the agency - of their number where no points are stated; is_covered;
    shared_count, applicable_count (criteria); missing_codes (shared criteria without a score);
    reason for a missing restated index (``no_score``, ``no_common_criteria``, else ""); rules_year.

    Raises
    ------
    NotRestatableError
        If an index is a share of points and the rules' a sum of points, or the reverse; names every such year.
    RenumberingError
        If a renumbering does not fit.
    """
    scale = rules.framework.index_scale
    strange = [str(one.framework.year) for one in past if one.framework.index_scale != scale]
    if strange:
        raise NotRestatableError(years=", ".join(strange), rules_year=rules.framework.year)
    todays = exact_scores(rules)
    rows: list[tuple[object, ...]] = []
    for year in past:
        pair = rule_pair(year.framework, rules.framework, (renumbered or {}).get(year.framework.year))
        rows += _restated_year(year, rules.framework, pair, todays, Fraction(repr(least_covered_share)))
    return pd.DataFrame.from_records(rows, columns=list(_TYPES)).astype(_TYPES)


def _restated_year(
    year: Assessment,
    framework: Framework,
    pair: RulePair,
    todays: Mapping[str, AgencyScores],
    least_covered: Fraction,
) -> Iterator[tuple[object, ...]]:
    scores = exact_scores(year)
    weights = {code: pair.weight_to(code) if pair.is_share else Fraction(1) for code in framework.leaf_codes}
    columns = (year.league[name] for name in ("agency_code", "agency_name", "group", "index"))
    for agency, name, group, index in zip(*columns, strict=True):
        own, today = scores.get(agency, {}), todays.get(agency, {})
        applicable = set(today) or framework.leaves_for(group)
        shared = {old: new for old, new in pair.matched.items() if old in own and new in applicable}
        missing = [old for old in shared if own[old] is None]
        restated_scores = {
            new: None if (score := own[old]) is None else pair.restated(old, score) for old, new in shared.items()
        }
        covered = sum_fractions(weights[code] for code in shared.values())
        whole = sum_fractions(weights[code] for code in applicable)
        covered_share = covered / whole if whole else Fraction(0)
        reason = "" if shared and not missing else "no_score" if missing or not own else "no_common_criteria"
        yield (
            agency, name, group, year.framework.year, index,
            _index(restated_scores, pair, framework),
            _index({code: today.get(code) for code in shared.values()}, pair, framework),
            float(covered_share), covered_share >= least_covered,
            len(shared), len(applicable), ", ".join(missing), reason, framework.year,
        )  # fmt: skip


def _index(scores: Mapping[str, Fraction | None], pair: RulePair, framework: Framework) -> float:
    """Return the index on these criteria as published; NaN where there is none or a score is missing."""
    known = {code: score for code, score in scores.items() if score is not None}
    whole = pair.whole(pair.weight_to(code) for code in known)
    if not known or len(known) < len(scores) or not whole:
        return math.nan
    return as_float(published(float(pair.per_point(whole) * sum_fractions(known.values())), framework))

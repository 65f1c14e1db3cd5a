"""Strengths and weaknesses of an agency among its peers, by a written rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

import pandas as pd

from cchc_analysis.index.named_rows import WHO, named
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import sum_fractions, to_fraction
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

STRENGTH_COLUMNS = [
    *WHO, "criterion_code", "criterion_name", "kind", "share", "group_mean_share", "group_sd_share",
    "criterion_rank", "compared", "score", "max_points", "group_mean_score", "group_sd_score", "percentile_share",
]  # fmt: skip
LEFT_OUT_COLUMNS = [*WHO, "criterion_code", "criterion_name", "reason", "compared"]

_CODES = {"agency_code": "str", "criterion_code": "str"}
_COUNTS = {"criterion_rank": "int64", "compared": "int64"}
_FIGURES = {column: "float64" for column in STRENGTH_COLUMNS[7:] if column not in _COUNTS}
_FOUND_TYPES = {**_CODES, "kind": "str", **_COUNTS, **_FIGURES}
_LEFT_OUT_TYPES = {**_CODES, "reason": "str", "compared": "int64"}


@dataclass(frozen=True)
class StrengthRule:
    """The rule's figures: as a reader finds them in `strength_rule`."""

    most_listed: int = 5
    always_rank: int = 3
    least_compared: int = 5
    least_coverage_share: float = 0.65


@dataclass(frozen=True)
class Strengths:
    """`found`: the strengths and weaknesses. `left_out`: what was not judged.

    `found` has who, criterion_code, criterion_name, kind (strength|weakness), share, group_mean_share and
    group_sd_share (0-1 of the maximum; missing where none is stated), criterion_rank (1 = best of the group),
    compared (agencies), score, max_points, group_mean_score and group_sd_score (points), percentile_share (0-1).
    `left_out` has who, criterion_code ("" = all of the agency), criterion_name, reason (coverage|few_compared),
    compared.
    """

    found: pd.DataFrame
    left_out: pd.DataFrame


@dataclass(frozen=True)
class _Standing:
    """One agency on one criterion of its group; `level` counts those with the same points, itself included."""

    score: Fraction
    mean: Fraction
    variance: Fraction
    rank: int
    level: int
    compared: int

    @property
    def percentile(self) -> Fraction:
        """Share of the other agencies that it beats; those level with it count half."""
        below = self.compared - self.rank - self.level + 1
        return (below + Fraction(self.level - 1, 2)) / (self.compared - 1)

    @property
    def is_far(self) -> bool:
        # Squared, so that the bound itself is met exactly.
        return self.variance > 0 and (self.score - self.mean) ** 2 >= self.variance

    @property
    def last_rank(self) -> int:
        """The rank when all that are level with it count before it."""
        return self.rank + self.level - 1


_DEFAULT_RULE = StrengthRule()


def strengths(
    nodes: pd.DataFrame,
    assessed: pd.DataFrame,
    framework: Framework,
    *,
    language: Language,
    rule: StrengthRule = _DEFAULT_RULE,
) -> Strengths:
    """Name what an agency does markedly better and markedly worse than its peers.

    A criterion is a strength if the agency stands one standard deviation or more above its group's mean there and
    the percentile is among its own `most_listed` highest (ties at the last place are all kept); or, however that
    is, if it is above the mean and among the first `always_rank` of the group, all agencies level with it counted
    (half a group level at full marks is nobody's strength). A weakness is the mirror image of the first half. Mean
    and standard deviation are those of the agencies compared, the agency itself among them (they are the whole
    group, not a sample of it). Points decide, as exact fractions; on one criterion they compare like shares of its
    maximum.

    Not judged: a criterion on which fewer than `least_compared` agencies of the group have a score, and an agency
    with scores on less than `least_coverage_share` of the criteria that apply to it.

    Parameters
    ----------
    nodes
        From `cchc_analysis.index.roll_up.roll_up`.
    assessed
        Who had to be assessed: ``agency_code, agency_name, group``.

    Source: after the rule of WIPO's Global Innovation Index 2023 (percentile ranks cut at the best and worst of an
    economy's own; peers' mean ± 1 standard deviation; the first three ranks always a strength; none where coverage
    is short), joined into one and made smaller for trees of a few dozen criteria.
    """
    leaves = nodes[nodes["criterion_code"].isin(framework.leaf_codes)]
    leaves = leaves.merge(assessed[["agency_code", "group"]], on="agency_code", validate="m:1")
    standings, few = _standings(leaves, rule)
    short = _short_of_scores(leaves, rule)
    maxima = dict(zip(framework.criteria["code"], framework.criteria["max_points"], strict=True))
    found = [
        (agency, code, kind, *_figures(own[code], maxima[code]))
        for agency, own in standings.items()
        if agency not in short
        for code, kind in _judged(own, rule)
    ]
    columns = [column for column in STRENGTH_COLUMNS if column not in (*WHO[1:], "criterion_name")]
    left_out = [(agency, "", "coverage", 0) for agency in short] + [
        (agency, code, "few_compared", count) for agency, code, count in few if agency not in short
    ]
    left_columns = [column for column in LEFT_OUT_COLUMNS if column not in (*WHO[1:], "criterion_name")]
    return Strengths(
        named(pd.DataFrame(found, columns=columns).astype(_FOUND_TYPES), assessed, framework, language=language)[
            STRENGTH_COLUMNS
        ],
        named(
            pd.DataFrame(left_out, columns=left_columns).astype(_LEFT_OUT_TYPES),
            assessed,
            framework,
            language=language,
        )[LEFT_OUT_COLUMNS],
    )


def strength_rule(rule: StrengthRule = _DEFAULT_RULE, *, language: Language) -> str:
    """Return the rule in words, to stand on the card beside what it found."""
    return text(
        "results.strength_rule",
        language,
        most=rule.most_listed,
        rank=rule.always_rank,
        compared=rule.least_compared,
        coverage=format_share(rule.least_coverage_share, language, 0),
    )


def _standings(
    leaves: pd.DataFrame, rule: StrengthRule
) -> tuple[dict[str, dict[str, _Standing]], list[tuple[str, str, int]]]:
    """Place every given score among its group; also return what too few agencies share to be judged."""
    standings: dict[str, dict[str, _Standing]] = {}
    few: list[tuple[str, str, int]] = []
    given = leaves[leaves["score"].notna()]
    for (_, of_criterion), rows in given.groupby(["group", "criterion_code"]):
        code, count = str(of_criterion), len(rows)
        if count < max(rule.least_compared, 2):
            few += [(agency, code, count) for agency in rows["agency_code"]]
            continue
        exact = [value for value in map(to_fraction, rows["score"]) if value is not None]
        mean = sum_fractions(exact) / count
        variance = sum_fractions((score - mean) ** 2 for score in exact) / count
        ordered = sorted(exact, reverse=True)
        first = {score: place for place, score in reversed(list(enumerate(ordered, start=1)))}
        level = {score: ordered.count(score) for score in first}
        for agency, score in zip(rows["agency_code"], exact, strict=True):
            own = standings.setdefault(agency, {})
            own[code] = _Standing(score, mean, variance, first[score], level[score], count)
    return standings, few


def _short_of_scores(leaves: pd.DataFrame, rule: StrengthRule) -> list[str]:
    least = Fraction(str(rule.least_coverage_share))
    return [
        str(agency)
        for agency, rows in leaves.groupby("agency_code")
        if Fraction(int(rows["score"].notna().sum()), len(rows)) < least
    ]


def _judged(own: Mapping[str, _Standing], rule: StrengthRule) -> list[tuple[str, str]]:
    percentiles = sorted(standing.percentile for standing in own.values())
    listed = min(rule.most_listed, len(percentiles))
    lowest, highest = percentiles[listed - 1], percentiles[-listed]
    judged = []
    for code, place in own.items():
        is_above = place.score > place.mean
        is_first = place.last_rank <= rule.always_rank
        if is_above and (is_first or (place.is_far and place.percentile >= highest)):
            judged.append((code, "strength"))
        elif not is_above and place.is_far and place.percentile <= lowest:
            judged.append((code, "weakness"))
    return judged


def _figures(place: _Standing, maximum: float) -> tuple[float | int, ...]:
    most = to_fraction(maximum)
    spread = sqrt(place.variance)
    shares = (
        (float("nan"),) * 3
        if not most
        else (float(place.score / most), float(place.mean / most), spread / maximum)
    )
    points = (float(place.score), maximum, float(place.mean), spread)
    return *shares, place.rank, place.compared, *points, float(place.percentile)

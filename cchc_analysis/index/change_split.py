"""Why one agency's index changed between two years, as an exact sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from cchc_analysis.index.exact_points import exact_maxima
from cchc_analysis.reference.criterion_match import match_leaves
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import sum_fractions

PartName = Literal["own", "added", "dropped", "points"]


class Part(NamedTuple):
    """What one criterion did to the index for one reason; its code in a year it was not part of is ""."""

    part: PartName
    code_from: str
    code_to: str
    change: Fraction


@dataclass(frozen=True)
class RulePair:
    """The rules of two years, for the arithmetic between them.

    `matched` are the criteria that go on, new code by old code; `turned` those of which less was better in one
    year and more in the other. `is_share` is False where the index is the sum of points.
    """

    matched: Mapping[str, str]
    maxima_from: Mapping[str, Fraction | None]
    maxima_to: Mapping[str, Fraction | None]
    is_share: bool
    turned: Mapping[str, str] = field(default_factory=dict)

    def weight_from(self, code: str) -> Fraction:
        """Return what a criterion counts for in the earlier year's denominator."""
        return (self.maxima_from[code] or Fraction(0)) if self.is_share else Fraction(0)

    def weight_to(self, code: str) -> Fraction:
        """Return what a criterion counts for in the later year's denominator."""
        return (self.maxima_to[code] or Fraction(0)) if self.is_share else Fraction(0)

    def restated(self, code: str, score: Fraction) -> Fraction:
        """Return an earlier score in the points of the later rules: it keeps its share of the maximum."""
        before, after = self.maxima_from[code], self.maxima_to[self.matched[code]]
        return score if before == after or not before or after is None else score * after / before

    def whole(self, weights: Iterable[Fraction]) -> Fraction:
        """Return the denominator of an index of criteria of these weights."""
        return sum_fractions(weights) if self.is_share else Fraction(1)

    def per_point(self, whole: Fraction) -> Fraction:
        """Return the index points that one point is worth."""
        return 100 / whole if self.is_share else Fraction(1)


@dataclass(frozen=True)
class Split:
    """The steps from one index to the next: common criteria alone, with the later points, with the later scores.

    `parts` add up to ``index_to - index_from`` exactly.
    """

    index_from: Fraction
    common_from: Fraction
    chained_from: Fraction
    chained_to: Fraction
    index_to: Fraction
    parts: tuple[Part, ...]

    def total(self, part: PartName) -> Fraction:
        """Return the change for one reason over all criteria."""
        return sum_fractions(one.change for one in self.parts if one.part == part)


def rule_pair(before: Framework, after: Framework, renumbered: Mapping[str, str] | None = None) -> RulePair:
    """Compile the rules of two years that publish their index on one scale.

    Two kinds of criteria count as dropped and added, for no earlier score says anything under the later rule: one
    that had a maximum of zero and now has another, or the reverse, as it has no share to keep; and one whose
    direction turned.
    """
    maxima_from, maxima_to = exact_maxima(before), exact_maxima(after)
    same = match_leaves(before, after, renumbered)
    was, now = (dict(zip(one.criteria["code"], one.criteria["direction"], strict=True)) for one in (before, after))
    turned = {old: new for old, new in same.items() if was[old] != now[new]}
    matched = {
        old: new
        for old, new in same.items()
        if old not in turned and (maxima_from[old] == 0) == (maxima_to[new] == 0)
    }
    return RulePair(matched, maxima_from, maxima_to, after.index_scale == "share", turned)


def split_change(before: Mapping[str, Fraction], after: Mapping[str, Fraction], rules: RulePair) -> Split | None:
    """Split the change of one agency's index into its own scores and the rules.

    Four steps lead from one index to the next: criteria that ended leave; the common criteria get the later
    year's maximum of points, scores keeping their share of it; the scores become the later ones; new criteria
    come in. Each step is exact and split by criterion. With shares s (score / maximum × 100), weights w (maximum
    over the sum of maxima) and the index I of the common criteria, a criterion that ended counts w·(I - s), one
    that came in w·(s - I), a changed weight Δw·(s - I) and a changed score w·Δs. Where the index is a sum of
    points, these are the points themselves.

    Parameters
    ----------
    before, after
        Points of the criteria that applied to the agency in the two years, none missing. One that applied in one
        year only counts as dropped or added.

    Returns
    -------
    The steps in index points; None where no criterion with points applied in both years.
    """
    common = {old: new for old, new in rules.matched.items() if old in before and new in after}
    continuing = set(common.values())
    earlier = {old: rules.weight_from(old) for old in common}
    later = {new: rules.weight_to(new) for new in common.values()}
    wholes = rules.whole(earlier.values()), rules.whole(later.values())
    if not common or not all(wholes):
        return None
    gains = rules.per_point(wholes[0]), rules.per_point(wholes[1])
    restated = {old: rules.restated(old, before[old]) for old in common}
    common_from = gains[0] * sum_fractions(before[old] for old in common)
    chained_from = gains[1] * sum_fractions(restated.values())
    chained_to = gains[1] * sum_fractions(after[new] for new in common.values())

    whole_from = rules.whole(rules.weight_from(code) for code in before)
    gain_from = rules.per_point(whole_from)
    parts = [
        Part("dropped", old, "", common_from * rules.weight_from(old) / whole_from - gain_from * score)
        for old, score in before.items()
        if old not in common
    ]
    for old, new in common.items():
        weight_change = later[new] / wholes[1] - earlier[old] / wholes[0]
        if weight_change or restated[old] != before[old]:
            points = gains[1] * restated[old] - gains[0] * before[old] - weight_change * common_from
            parts.append(Part("points", old, new, points))
        parts.append(Part("own", old, new, gains[1] * (after[new] - restated[old])))
    whole_to = rules.whole(rules.weight_to(code) for code in after)
    gain_to = rules.per_point(whole_to)
    parts += [
        Part("added", "", new, gain_to * score - chained_to * rules.weight_to(new) / whole_to)
        for new, score in after.items()
        if new not in continuing
    ]
    return Split(
        index_from=gain_from * sum_fractions(before.values()),
        common_from=common_from,
        chained_from=chained_from,
        chained_to=chained_to,
        index_to=gain_to * sum_fractions(after.values()),
        parts=tuple(parts),
    )

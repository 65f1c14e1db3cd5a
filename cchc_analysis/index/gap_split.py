"""The distance between an agency and a target, split over criteria so that the parts add up exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cchc_analysis.stats.exact import sum_fractions


@dataclass(frozen=True)
class Profile:
    """Exact points on the criteria that apply; `maxima` of the same criteria, empty where none are stated."""

    points: Mapping[str, Fraction]
    maxima: Mapping[str, Fraction]

    @cached_property
    def index(self) -> Fraction:
        """The index before rounding: share of the maximum × 100, or the sum of points without maxima."""
        total = sum_fractions(self.points.values())
        return total * 100 / sum_fractions(self.maxima.values()) if self.maxima else total

    def filled(self, maxima: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
        """Return points on all criteria of `maxima`, with the same index.

        Leaving a criterion out of the maximum gives the same index as keeping it with the agency's own average
        share; that share fills in what does not apply.
        """
        average = self.index / 100
        return {code: self.points.get(code, maximum * average) for code, maximum in maxima.items()}


def toward_profile(own: Profile, target: Profile) -> dict[str, Fraction]:
    """Split ``target.index - own.index`` over all criteria that apply to either.

    Both are laid out over the union of their criteria; where one does not apply, that side stands at its own
    average share of points (`Profile.filled`), which leaves both indices as they are. Each criterion then carries
    the difference in points over the common maximum × 100. Without maxima a criterion that does not apply brings
    no points.
    """
    if not own.maxima:
        codes = dict.fromkeys([*own.points, *target.points])
        zero = Fraction(0)
        return {code: target.points.get(code, zero) - own.points.get(code, zero) for code in codes}
    maxima = {**own.maxima, **target.maxima}
    whole = sum_fractions(maxima.values())
    mine, theirs = own.filled(maxima), target.filled(maxima)
    factor = Fraction(100) / whole
    return {code: (theirs[code] - mine[code]) * factor for code in maxima}


def toward_typical(own: Profile, typical: Mapping[str, Fraction], target_index: Fraction) -> dict[str, Fraction]:
    """Split ``target_index - own.index`` over the agency's criteria, by what is typical on each.

    `typical` are points on each criterion, such as the group's medians. Their sum is not the target index, for the
    median of sums is not the sum of medians; what is left over is spread by maximum points (evenly without
    maxima), that is, every typical share is moved by the same amount until they make the target.
    """
    whole = sum_fractions(own.maxima.values())
    factor = Fraction(100) / whole if own.maxima else Fraction(1)
    parts = {code: (typical[code] - points) * factor for code, points in own.points.items()}
    rest = target_index - own.index - sum_fractions(parts.values())
    spread = {code: own.maxima[code] / whole if own.maxima else Fraction(1, len(parts)) for code in parts}
    return {code: part + rest * spread[code] for code, part in parts.items()}


def toward_bound(own: Profile, bound: Fraction) -> dict[str, Fraction]:
    """Split ``bound - own.index`` over the agency's criteria, in proportion to the points still to be had.

    No other agency stands behind a bound, so each criterion is asked for the same part of what it lacks. Empty
    where nothing is lacking or no maximum is stated.
    """
    room = {code: maximum - own.points[code] for code, maximum in own.maxima.items()}
    whole = sum_fractions(room.values())
    if not whole:
        return {}
    part_of_room = (bound - own.index) / whole
    return {code: part * part_of_room for code, part in room.items()}


def mean_profile(profiles: list[Profile]) -> Profile:
    """Return the profile midway between agencies of one and the same index; it has that index too."""
    if len(profiles) == 1:
        return profiles[0]
    count = len(profiles)
    if not profiles[0].maxima:
        codes = dict.fromkeys(code for profile in profiles for code in profile.points)
        zero = Fraction(0)
        sums = {code: sum_fractions(one.points.get(code, zero) for one in profiles) for code in codes}
        return Profile({code: total / count for code, total in sums.items()}, {})
    maxima = {code: most for profile in profiles for code, most in profile.maxima.items()}
    filled = [profile.filled(maxima) for profile in profiles]
    return Profile({code: sum_fractions(one[code] for one in filled) / count for code in maxima}, maxima)

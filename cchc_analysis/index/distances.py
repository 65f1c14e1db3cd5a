"""What separates an agency from its group's leader, from the middle of its group, and from the next class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import pandas as pd

from cchc_analysis.index.gap_split import Profile, mean_profile, toward_bound, toward_profile, toward_typical
from cchc_analysis.index.leaf_scores import groups_of
from cchc_analysis.index.league import published
from cchc_analysis.index.named_rows import WHO, named_records
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import to_decimal
from cchc_analysis.texts import Language

TARGETS = ("leader", "median", "next_class")
DISTANCE_COLUMNS = [
    *WHO, "index", "target", "target_name", "target_index", "criterion_code", "criterion_name", "is_applicable",
    "gap_index",
]  # fmt: skip

_TYPES = {
    "agency_code": "str", "index": "float64", "target": "str", "target_name": "str", "target_index": "float64",
    "criterion_code": "str", "is_applicable": "bool", "gap_index": "float64",
}  # fmt: skip


def distances(
    nodes: pd.DataFrame,
    assessed: pd.DataFrame,
    framework: Framework,
    *,
    bands: ClassBands | None,
    language: Language,
) -> pd.DataFrame:
    """Split every agency's distance to the leader, the group's median and the next class over the criteria.

    Indices here are those before rounding; the rows of one agency and target add up to ``target_index - index``.

    - ``leader``: the highest index of the group. Several with exactly that index stand together, at their mean.
      A criterion that applies to one side only counts there at that side's own average share, so its row says
      what the leader gains from it (`is_applicable` False: the agency itself cannot act on it).
    - ``median``: the median index of the group, criterion by criterion toward the median points of those it
      applies to; what the medians do not explain is spread by maximum points.
    - ``next_class``: the lower bound of the next better class, in proportion to the points still to be had. None
      in the best class, without bands, or where no maximum is stated.

    Agencies without a complete index have no rows and are nobody's target.

    Parameters
    ----------
    nodes
        From `cchc_analysis.index.roll_up.roll_up`.
    bands
        Class bands in force that year; None where they could not be sourced.

    Returns
    -------
    who, index, target, target_name (leader's name or names, next class; "" for the median), target_index,
    criterion_code, criterion_name, is_applicable, gap_index (index points; above zero = the target is ahead).
    On the scale ``points`` all of it is in points.

    Source: rebasing as in `cchc_analysis.index.roll_up`; the splits are proved in `cchc_analysis.index.gap_split`.
    """
    groups = groups_of(assessed)
    profiles = {code: profile for code, profile in exact_profiles(nodes, framework).items() if code in groups}
    names = dict(zip(assessed["agency_code"], assessed["agency_name"], strict=True))
    records: list[tuple[object, ...]] = []
    for group in sorted(set(groups.values())):
        peers = {code: profile for code, profile in profiles.items() if groups[code] == group}
        middle = _Middle.of(peers)
        best = max((profile.index for profile in peers.values()), default=Fraction(0))
        leaders = [code for code, profile in peers.items() if profile.index == best]
        leader_name = ", ".join(sorted(names[code] for code in leaders))
        leader = mean_profile([peers[code] for code in leaders]) if leaders else None
        for code, own in peers.items():
            splits = [("median", "", middle.index, toward_typical(own, middle.points, middle.index))]
            if leader is not None:
                splits.append(("leader", leader_name, leader.index, toward_profile(own, leader)))
            splits += _next_class(own, framework, bands, language)
            records += (
                (code, float(own.index), target, name, float(index), part, part in own.points, float(gap))
                for target, name, index, split in splits
                for part, gap in split.items()
            )
    table = named_records(records, _TYPES, assessed, framework, language=language)
    order = table["target"].map({target: place for place, target in enumerate(TARGETS)})
    table = table.assign(_order=order).sort_values(["group", "agency_code", "_order"], kind="stable")
    return table[DISTANCE_COLUMNS].reset_index(drop=True)


def exact_profiles(nodes: pd.DataFrame, framework: Framework) -> dict[str, Profile]:
    """Return the exact points of every agency with a complete index, by code."""
    roots = nodes[nodes["criterion_code"] == framework.root_code].set_index("agency_code")
    complete = set(roots.index[roots["index"].notna()])
    leaves = nodes[nodes["criterion_code"].isin(framework.leaf_codes) & nodes["agency_code"].isin(complete)]
    profiles = {}
    for code, own in leaves.groupby("agency_code"):
        points = _exact_by_criterion(own, "score")
        maxima = _exact_by_criterion(own, "max_points") if framework.index_scale == "share" else {}
        profiles[str(code)] = Profile(points, maxima)
    return profiles


@dataclass(frozen=True)
class _Middle:
    """The middle of a group: the median index, and the median points of each criterion."""

    index: Fraction
    points: dict[str, Fraction]

    @classmethod
    def of(cls, peers: dict[str, Profile]) -> _Middle:
        of_criterion: dict[str, list[Fraction]] = {}
        for profile in peers.values():
            for code, points in profile.points.items():
                of_criterion.setdefault(code, []).append(points)
        index = median([profile.index for profile in peers.values()]) if peers else Fraction(0)
        return cls(index, {code: median(points) for code, points in of_criterion.items()})


def _next_class(
    own: Profile, framework: Framework, bands: ClassBands | None, language: Language
) -> Iterator[tuple[str, str, Fraction, dict[str, Fraction]]]:
    shown = published(float(own.index), framework)
    if bands is None or shown is None:
        return
    band = bands.next_above(shown)
    if band is not None:
        bound = Fraction(band.lower)
        yield "next_class", band.name(language), bound, toward_bound(own, bound)


def _exact_by_criterion(rows: pd.DataFrame, column: str) -> dict[str, Fraction]:
    exact = zip(rows["criterion_code"], map(to_decimal, rows[column]), strict=True)
    # A complete index has no missing part, so nothing is left out here.
    return {code: Fraction(value) for code, value in exact if value is not None}

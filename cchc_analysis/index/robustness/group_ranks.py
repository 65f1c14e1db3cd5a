"""Ranks within each group of agencies, in every replication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray, IntArray
from cchc_analysis.stats.exact import Rounding
from cchc_analysis.stats.rank import competition_ranks

# A figure this near to the middle between two printed ones is the middle: binary arithmetic cannot tell. Points
# with four decimals over a maximum with two, below 1000, are on it or, at two printed decimals, 5e-8 from it.
_TIE = 1e-9
# Figures on a scale nobody publishes are the same if they differ by less than arithmetic can vouch for.
_UNPUBLISHED_DECIMALS = 11


def group_rows(groups: Sequence[str]) -> dict[str, IntArray]:
    """Return the rows of the agencies of each group, in order of first appearance."""
    names = np.array(groups, dtype=object)
    return {group: np.flatnonzero(names == group) for group in dict.fromkeys(groups)}


def group_of(agency_codes: Sequence[str], groups: Mapping[str, str] | None) -> tuple[str, ...]:
    """Return the group of each agency; without groups all are in one, named ""."""
    return tuple("" if groups is None else groups[code] for code in agency_codes)


def published_units(scores: FloatArray, *, decimals: int, rounding: Rounding) -> FloatArray:
    """Round as published, to whole units of the last printed decimal (84.995 with two decimals is 8500)."""
    shifted = scores * 10.0**decimals
    below = np.floor(shifted)
    beyond = shifted - below
    is_tie = np.abs(beyond - 0.5) <= _TIE * 10.0**decimals
    goes_up = beyond > 0.5
    tie_goes_up = np.ones_like(goes_up) if rounding == "half_up" else below % 2 == 1
    return below + np.where(is_tie, tie_goes_up, goes_up)


def comparable_scores(
    scores: FloatArray, *, is_published: BoolArray, decimals: int | None, rounding: Rounding
) -> FloatArray:
    """Return figures of which equals are equal: as printed where the scale is the published index's."""
    exact = np.round(scores, _UNPUBLISHED_DECIMALS)
    if decimals is None or not is_published.any():
        return exact
    exact[is_published] = published_units(scores[is_published], decimals=decimals, rounding=rounding)
    return exact


def ranks_within(
    scores: FloatArray, groups: Sequence[str], *, is_ranked: BoolArray
) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Rank every replication (rows) within each group of agencies (columns); equals share the smallest rank.

    Only agencies of `is_ranked` take part. Where one of them has no figure, the whole group has no ranks in that
    replication: a place among fewer is not the place that is asked for.

    Returns ranks, and for every replication and agency whether its group could be ranked.
    """
    ranks = np.full(scores.shape, np.nan)
    is_whole = np.zeros(scores.shape, dtype=bool)
    for rows in group_rows(groups).values():
        ranked = rows[is_ranked[rows]]
        if not len(ranked):
            continue
        figures = scores[:, ranked]
        whole = ~np.isnan(figures).any(axis=1)
        is_whole[np.ix_(whole, rows)] = True
        ranks[np.ix_(whole, ranked)] = competition_ranks(figures[whole])
    return ranks, is_whole

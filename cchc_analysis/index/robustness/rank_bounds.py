"""Bounds and middle of simulated ranks: places that were really taken, never one between two."""

from __future__ import annotations

import numpy as np

from cchc_analysis.index.hierarchy import FloatArray

# A share of replications that is this near to a whole number of them is that number.
_WHOLE = 1e-9


def rank_bounds(ranks: FloatArray, *, coverage: float = 0.90) -> FloatArray:
    """Return between which places agencies stand in `coverage` of the replications, and in the middle of them.

    Of n ranks in order the lower bound is number k, the upper number k from the end, where k is n × (1 - coverage)
    / 2, rounded up: fewer than 5% of the replications lie beyond either bound of a 90% interval, and the interval
    is rather too wide than too narrow. The median is the middle one, of two in the middle the better place.

    Takes replications × agencies, at least one replication, nothing missing. Returns low (best place), median and
    high × agencies.

    Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996),
    type 1 (inverse of the empirical distribution), the upper bound mirrored.
    """
    ordered, count = np.sort(ranks, axis=0), len(ranks)
    beyond, middle = (max(int(np.ceil(count * share - _WHOLE)), 1) for share in (0.5 - coverage / 2, 0.5))
    return ordered[[beyond - 1, middle - 1, count - beyond]]

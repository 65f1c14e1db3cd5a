"""What a simulation leaves behind: every replication's choices, index and ranks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray, IntArray
from cchc_analysis.index.robustness.root_scores import ReasonArray
from cchc_analysis.stats.exact import Rounding


@dataclass(frozen=True)
class Simulation:
    """Replications (rows) × agencies (columns, in the order of `agency_codes`).

    `scores` are on the scale of the replication's own normalisation, not rounded; `ranks` are within the agency's
    group, of scores rounded as published where `keeps_scale` says the replication is on the index's scale. NaN
    means that it could not be computed; `reasons` says why an agency has no score. `has_index` says which agencies
    are ranked: if one of them fails, nobody of its group has a rank in that replication (`is_ranked` False).

    `draws` has one row per replication with the options it took; see
    `cchc_analysis.index.robustness.draws.random_draws`.
    """

    agency_codes: tuple[str, ...]
    groups: tuple[str, ...]
    has_index: BoolArray
    nominal_scores: FloatArray
    nominal_ranks: FloatArray
    draws: pd.DataFrame
    scores: FloatArray
    ranks: FloatArray
    reasons: ReasonArray
    is_ranked: BoolArray
    keeps_scale: BoolArray
    decimals: int | None
    rounding: Rounding
    seed: int

    @property
    def replications(self) -> int:
        """How many replications were tried, failed ones included."""
        return len(self.draws)

    def failed(self, group: str | None = None) -> int:
        """Return in how many replications the group has no ranks; without a name, any group."""
        return int(self.is_failed(group).sum())

    def is_failed(self, group: str | None = None) -> BoolArray:
        """Return for each replication whether the group, or without a name any group, has no ranks."""
        own = self.has_index
        if group is not None:
            own = own & (np.array(self.groups, dtype=object) == group)
        return np.asarray((~self.is_ranked[:, own]).any(axis=1), dtype=np.bool_)

    def rows_of_groups(self) -> dict[str, IntArray]:
        """Return the columns of the agencies of each group that have an index."""
        names = np.array(self.groups, dtype=object)
        return {group: np.flatnonzero((names == group) & self.has_index) for group in dict.fromkeys(self.groups)}

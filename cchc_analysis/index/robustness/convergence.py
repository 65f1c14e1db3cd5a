"""Whether enough replications were run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.rank_bounds import rank_bounds
from cchc_analysis.index.robustness.simulation import Simulation

PLACES = 1.0
MEAN_ERROR = 0.25
_HALVINGS = 4


def convergence(
    simulation: Simulation, *, coverage: float = 0.90, places: float = PLACES, mean_error: float = MEAN_ERROR
) -> pd.DataFrame:
    """Say whether more replications would still move the bounds of a rank.

    The run has converged when doubling it moved no bound of any agency by more than `places` and no agency's mean
    rank has a standard error above `mean_error` places.

    Returns
    -------
    One row for the whole run and for its first half, quarter and eighth, longest last: replications (tried),
    failed_replications (without ranks for some group), widest_change (places, of any agency's low or high bound
    against the first half of these replications), mean_rank_error (places, the largest standard error of a
    mean rank), is_converged. Figures are missing, and the run has not converged, where a group has fewer than two
    usable replications in either half.
    """
    counts = sorted({simulation.replications >> step for step in range(_HALVINGS)} - {0})
    groups = [
        (simulation.is_ranked[:, rows[0]], simulation.ranks[:, rows])
        for rows in simulation.rows_of_groups().values()
        if len(rows)
    ]
    records = []
    for count in counts:
        changes, errors = [], []
        for is_ranked, ranks in groups:
            whole, half = (ranks[:part][is_ranked[:part]] for part in (count, count // 2))
            changes.append(_widest(whole, half, coverage))
            errors.append(whole.std(axis=0, ddof=1).max() / np.sqrt(len(whole)) if len(whole) > 1 else np.nan)
        change, error = (float(np.max(found)) if found else np.nan for found in (changes, errors))
        failed = int(simulation.is_failed()[:count].sum())
        records.append((count, failed, change, error, bool(change <= places and error <= mean_error)))
    columns = ["replications", "failed_replications", "widest_change", "mean_rank_error", "is_converged"]
    return pd.DataFrame.from_records(records, columns=columns)


def _widest(whole: FloatArray, half: FloatArray, coverage: float) -> float:
    if min(len(whole), len(half)) < 2:
        return np.nan
    bounds, earlier = (rank_bounds(ranks, coverage=coverage)[[0, 2]] for ranks in (whole, half))
    return float(np.abs(bounds - earlier).max())

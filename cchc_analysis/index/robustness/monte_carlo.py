"""The index computed again and again under other choices that could have been made."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from cchc_analysis.index.aggregate import BoolArray
from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.choices import Uncertainty
from cchc_analysis.index.robustness.draws import draws_of, random_draws
from cchc_analysis.index.robustness.faults import (
    UncertaintyError,
    count_faults,
    draw_faults,
    uncertainty_faults,
)
from cchc_analysis.index.robustness.group_ranks import comparable_scores, group_of, ranks_within
from cchc_analysis.index.robustness.replications import replication_scores
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.exact import Rounding


def simulate(
    matrix: ScoreMatrix,
    uncertainty: Uncertainty,
    *,
    replications: int = 1000,
    seed: int,
    groups: Mapping[str, str] | None = None,
    with_index: Collection[str] | None = None,
    decimals: int | None = None,
    rounding: Rounding = "half_up",
) -> Simulation:
    """Compute index and rank of every agency under many draws of the uncertain choices.

    The same seed gives the same result. The draws depend neither on names nor on the order of the agencies;
    survey error alone belongs to the rows of the matrix.

    Parameters
    ----------
    matrix
        The scores, from `cchc_analysis.index.score_matrix.score_matrix`.
    uncertainty
        What is varied, and how.
    replications
        How often. `cchc_analysis.index.robustness.convergence.convergence` says whether it was enough.
    groups
        Agency group by agency code: ranks are within the group. None: all agencies are one group.
    with_index
        Codes of the agencies that the published table ranks: a replication without an index of one of them has
        failed. None: those whose nominal index can be computed.
    decimals, rounding
        How the index is published; ranks are then read from rounded figures, as in the league table, wherever the
        replication is on the index's scale. None: not rounded.

    Raises
    ------
    UncertaintyError
        If the specification cannot be simulated; lists every fault.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7; M. Saisana, A. Saltelli,
    S. Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    faults = uncertainty_faults(matrix, uncertainty) + count_faults(replications=replications, seed=seed)
    if faults:
        raise UncertaintyError(faults)
    draws = random_draws(uncertainty, replications=replications, seed=seed)
    return replay(
        matrix, uncertainty, draws, seed=seed, groups=groups, with_index=with_index, decimals=decimals,
        rounding=rounding,
    )  # fmt: skip


def replay(
    matrix: ScoreMatrix,
    uncertainty: Uncertainty,
    draws: pd.DataFrame,
    *,
    seed: int,
    groups: Mapping[str, str] | None = None,
    with_index: Collection[str] | None = None,
    decimals: int | None = None,
    rounding: Rounding = "half_up",
    reuse: bool = True,
) -> Simulation:
    """Compute the replications that a table of draws names, as `simulate` does with its own.

    `draws` has the columns of `cchc_analysis.index.robustness.draws.random_draws`; `seed` is needed where numbered
    sets of weight noise or survey draws are asked for. `reuse` False computes every step in every replication.

    Raises `UncertaintyError` for draws that name an unknown option, and as `simulate` does.
    """
    faults = uncertainty_faults(matrix, uncertainty) or draw_faults(draws, matrix, uncertainty)
    if faults:
        raise UncertaintyError(faults)
    draws = draws.reset_index(drop=True)
    names = group_of(matrix.agency_codes, groups)
    certain = uncertainty.certain
    own_draw = draws_of(np.zeros((1, 0)), certain, sets=1)
    nominal, _ = replication_scores(matrix, certain, own_draw, seed=seed)
    scores, reasons = replication_scores(matrix, uncertainty, draws, seed=seed, reuse=reuse)
    codes = matrix.agency_codes
    has_index = ~np.isnan(nominal[0]) if with_index is None else np.isin(codes, list(with_index))
    keeps_scale = draws["normalisation"].isin(uncertainty.scale_keepers).to_numpy(bool)

    def ranked(figures: FloatArray, is_published: BoolArray) -> tuple[FloatArray, BoolArray]:
        comparable = comparable_scores(figures, is_published=is_published, decimals=decimals, rounding=rounding)
        return ranks_within(comparable, names, is_ranked=has_index)

    nominal_ranks, _ = ranked(nominal, np.ones(1, dtype=bool))
    ranks, is_ranked = ranked(scores, keeps_scale)
    return Simulation(
        agency_codes=codes,
        groups=names,
        has_index=has_index,
        nominal_scores=nominal[0],
        nominal_ranks=nominal_ranks[0],
        draws=draws,
        scores=scores,
        ranks=ranks,
        reasons=reasons,
        is_ranked=is_ranked,
        keeps_scale=keeps_scale,
        decimals=decimals,
        rounding=rounding,
        seed=seed,
    )

"""What the ranks would be without one criterion or domain."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from cchc_analysis.index.robustness.choices import Uncertainty
from cchc_analysis.index.robustness.draws import draws_of
from cchc_analysis.index.robustness.dropped_node import branch_above, droppable_codes
from cchc_analysis.index.robustness.monte_carlo import replay
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.exact import Rounding


def without_each(
    matrix: ScoreMatrix,
    uncertainty: Uncertainty,
    *,
    groups: Mapping[str, str] | None = None,
    with_index: Collection[str] | None = None,
    decimals: int | None = None,
    rounding: Rounding = "half_up",
) -> Simulation:
    """Compute the nominal index once without each criterion and each domain, the rest rebased.

    One replication per node that can go (`draws` names it in `dropped`), in the tree's order; none where the whole
    index is one criterion. Nothing is random.
    """
    codes = droppable_codes(matrix.hierarchy)
    certain = uncertainty.certain
    draws = draws_of(np.zeros((len(codes), 0)), certain, sets=1).assign(dropped=np.array(codes, dtype=object))
    return replay(
        matrix, certain, draws, seed=0, groups=groups, with_index=with_index, decimals=decimals, rounding=rounding
    )


def leave_one_out(
    without: Simulation,
    matrix: ScoreMatrix,
    *,
    criterion_names: Mapping[str, str],
    agency_names: Mapping[str, str],
) -> pd.DataFrame:
    """Say on which criteria the ranks hang: how far they move when one is left out.

    Parameters
    ----------
    without
        From `without_each`.

    Returns
    -------
    One row per criterion and domain, those that move ranks most first: criterion_code, criterion_name, level (1 =
    domain), mean_rank_change and max_rank_change (places, over the agencies ranked with and without it),
    agency_code, agency_name (the one moved most; of equals the better ranked), rank_before, rank_after,
    agency_count (how many could be compared).
    """
    above = branch_above(matrix.hierarchy)
    records = []
    for code, after in zip(without.draws["dropped"], without.ranks, strict=True):
        level = above[matrix.hierarchy.codes.index(code)].level + 1
        moved = np.abs(after - without.nominal_ranks)
        count = int((~np.isnan(moved)).sum())
        who: tuple[object, ...] = (np.nan, np.nan, "", "", np.nan, np.nan)
        if count:
            # Rank first, code second, so that the order of the rows decides nothing.
            order = sorted(
                np.flatnonzero(moved == np.nanmax(moved)),
                key=lambda row: (without.nominal_ranks[row], without.agency_codes[row]),
            )
            agency = without.agency_codes[order[0]]
            ranks = without.nominal_ranks[order[0]], after[order[0]]
            who = (np.nanmean(moved), np.nanmax(moved), agency, agency_names.get(agency, agency), *ranks)
        records.append((code, criterion_names.get(code, code), level, *who, count))
    columns = [
        "criterion_code", "criterion_name", "level", "mean_rank_change", "max_rank_change", "agency_code",
        "agency_name", "rank_before", "rank_after", "agency_count",
    ]  # fmt: skip
    table = pd.DataFrame.from_records(records, columns=columns)
    return table.sort_values("mean_rank_change", ascending=False, kind="stable", ignore_index=True)

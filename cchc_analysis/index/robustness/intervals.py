"""A rank that says how sure it is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.named_rows import WHO
from cchc_analysis.index.robustness.group_ranks import published_units
from cchc_analysis.index.robustness.rank_bounds import rank_bounds
from cchc_analysis.index.robustness.simulation import Simulation

NEAR_PLACES = 3


def rank_intervals(
    simulation: Simulation, league: pd.DataFrame, *, top: int = 3, coverage: float = 0.90
) -> pd.DataFrame:
    """Say between which places an agency stands, whichever of the tested choices had been made.

    Parameters
    ----------
    league
        agency_code, agency_name, group, year, index, rank: as published.
    top
        `top_share` is the share of replications in which the agency is among the first `top` of its group.
    coverage
        Share of replications between low and high: 0.90 leaves out 5% at either end, of ranks at most that.

    Returns
    -------
    The rows of `league`, in their order: agency_code, agency_name, group, year, index, rank, rank_low (best
    place), rank_median, rank_high, rank_mean, index_low, index_high (index points, of replications on the index's
    own scale), top_share (0-1), is_within_three (the published rank is at most 3 places from the median; missing
    without a rank), replications, failed_replications and index_replications: on how many the figures stand
    (none were tried for an agency without an index).

    Bounds of ranks are places that were taken, see `cchc_analysis.index.robustness.rank_bounds.rank_bounds`; those
    of the index are quantiles of type 7: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The
    American Statistician 50 (1996).
    """
    tails = (0.5 - coverage / 2, 0.5 + coverage / 2)
    figures = pd.DataFrame({"agency_code": simulation.agency_codes}).assign(
        **dict.fromkeys(
            ["rank_low", "rank_median", "rank_high", "rank_mean", "index_low", "index_high", "top_share"], np.nan
        )
    )
    counts = np.zeros((len(figures), 3), dtype=np.int64)
    published = published_scores(simulation)
    for group, rows in simulation.rows_of_groups().items():
        if not len(rows):
            continue
        is_ranked = simulation.is_ranked[:, rows[0]]
        on_scale = is_ranked & simulation.keeps_scale
        counts[rows] = is_ranked.sum(), simulation.failed(group), on_scale.sum()
        ranks = simulation.ranks[np.ix_(is_ranked, rows)]
        if len(ranks):
            figures.loc[rows, ["rank_low", "rank_median", "rank_high"]] = rank_bounds(ranks, coverage=coverage).T
            figures.loc[rows, "rank_mean"] = ranks.mean(axis=0)
            figures.loc[rows, "top_share"] = (ranks <= top).mean(axis=0)
        if on_scale.any():
            indices = published[np.ix_(on_scale, rows)]
            figures.loc[rows, ["index_low", "index_high"]] = np.quantile(indices, tails, axis=0).T
    numbers = ["replications", "failed_replications", "index_replications"]
    figures[numbers] = counts
    table = league[[*WHO, "index", "rank"]].merge(figures, on="agency_code", how="left", validate="1:1")
    table[numbers] = table[numbers].fillna(0).astype("int64")
    is_near = (table["rank"].astype("float64") - table["rank_median"]).abs() <= NEAR_PLACES
    has_both = table["rank"].notna() & table["rank_median"].notna()
    table["is_within_three"] = is_near.astype("boolean").mask(~has_both)
    return table


def within_three_shares(intervals: pd.DataFrame) -> pd.DataFrame:
    """Say of how many agencies the published rank is at most 3 places from the simulated median.

    Takes `rank_intervals`. Returns one row per group: group, agency_count (with both ranks), within_three_count,
    within_three_share (0-1; missing for a group without ranks).

    Source: the JRC audits of the Global Innovation Index and of the WJP Rule of Law Index (2014), which report
    this share.
    """
    compared = intervals["is_within_three"].groupby(intervals["group"], observed=True, sort=False)
    table = pd.DataFrame({"agency_count": compared.count(), "within_three_count": compared.sum()})
    table = table.astype("int64")
    table["within_three_share"] = table["within_three_count"] / table["agency_count"].where(
        table["agency_count"] > 0
    )
    return table.rename_axis("group").reset_index()


def published_scores(simulation: Simulation) -> FloatArray:
    """Return the scores rounded as the index is published; meaningful where `keeps_scale`."""
    if simulation.decimals is None:
        return simulation.scores
    units = published_units(simulation.scores, decimals=simulation.decimals, rounding=simulation.rounding)
    return units / 10.0**simulation.decimals

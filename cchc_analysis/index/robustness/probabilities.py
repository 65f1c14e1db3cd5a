"""How likely a class is, and how likely one agency stands before another."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.named_rows import WHO
from cchc_analysis.index.robustness.group_ranks import published_units
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.reference.classes import ClassBand, ClassBands
from cchc_analysis.texts import Language, text

_COMPARISONS = 4_000_000  # held at once
_UNROUNDED_DECIMALS = 9


def class_probabilities(
    simulation: Simulation, league: pd.DataFrame, bands: ClassBands, *, language: Language
) -> pd.DataFrame:
    """Say how often each class would have come out of the tested choices.

    Only replications on the scale of the published index count: a class has bounds on no other. Each index is
    rounded as published and compared with the bounds in whole units of its last decimal, so that 84.995 is in the
    same class as in the league table.

    Returns
    -------
    One row per agency of `league` and class: agency_code, agency_name, group, year, class_code, class_name,
    class_position (0 = best), probability_share (0-1; the rows of an agency add up to 1; missing without an
    index or any replication), replications (on how many it stands), failed_replications (on the scale, without an
    index for the agency). If an index ever falls outside every class, one more class without code says so.
    """
    decimals = _UNROUNDED_DECIMALS if simulation.decimals is None else simulation.decimals
    units = published_units(
        simulation.scores[simulation.keeps_scale], decimals=decimals, rounding=simulation.rounding
    )
    # Nobody without an index gets a class because a replication left out what is missing.
    has_index = ~np.isnan(units) & simulation.has_index
    counted = has_index.sum(axis=0)
    is_in = [has_index & _is_in(units, band, decimals) for band in bands.bands]
    outside = has_index & ~np.logical_or.reduce(is_in)
    classes = [
        (band.code, bands.name(band.code, language), own) for band, own in zip(bands.bands, is_in, strict=True)
    ]
    if outside.any():
        classes.append(("", text("robustness.outside_classes", language), outside))
    parts = [
        pd.DataFrame(
            {
                "agency_code": simulation.agency_codes,
                "class_code": code,
                "class_name": name,
                "class_position": position,
                "probability_share": own.sum(axis=0) / np.where(counted > 0, counted, np.nan),
                "replications": counted,
                "failed_replications": np.where(simulation.has_index, len(units) - counted, 0),
            }
        )
        for position, (code, name, own) in enumerate(classes)
    ]
    order = pd.DataFrame({"agency_code": league["agency_code"], "place": np.arange(len(league))})
    table = league[WHO].merge(pd.concat(parts), on="agency_code", how="inner", validate="1:m")
    table = table.merge(order, on="agency_code", validate="m:1").sort_values(["place", "class_position"])
    return table.drop(columns="place").reset_index(drop=True)


def pairwise(simulation: Simulation) -> pd.DataFrame:
    """Say how often one agency stands before another of its group; a tie counts half for each.

    Returns one row per ordered pair of agencies that have an index: agency_code, rival_code, beats_share (0-1; the
    two shares of a pair add up to 1), replications, failed_replications (of their group).
    """
    codes = np.array(simulation.agency_codes, dtype=object)
    parts = []
    for group, rows in simulation.rows_of_groups().items():
        if len(rows) < 2:
            continue
        ranks = simulation.ranks[np.ix_(simulation.is_ranked[:, rows[0]], rows)]
        first, second = np.nonzero(~np.eye(len(rows), dtype=bool))
        wins = _wins(ranks)[first, second] / (len(ranks) or np.nan)
        pair = {"agency_code": codes[rows[first]], "rival_code": codes[rows[second]]}
        counts = {"replications": len(ranks), "failed_replications": simulation.failed(group)}
        parts.append(pd.DataFrame(pair | {"beats_share": wins} | counts))
    columns = ["agency_code", "rival_code", "beats_share", "replications", "failed_replications"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _wins(ranks: FloatArray) -> FloatArray:
    count = ranks.shape[1]
    wins = np.zeros((count, count))
    size = max(1, _COMPARISONS // count**2)
    for start in range(0, len(ranks), size):
        block = ranks[start : start + size]
        is_better = (block[:, :, None] < block[:, None, :]).sum(axis=0)
        wins += (len(block) + is_better - is_better.T) / 2
    return wins


def _is_in(units: FloatArray, band: ClassBand, decimals: int) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    low, high = (float(bound.scaleb(decimals)) for bound in (band.lowest(decimals), band.highest(decimals)))
    return (units >= low) & (units <= high)

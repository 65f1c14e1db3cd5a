"""Replications that gave no ranks: how many, and why."""

from __future__ import annotations

from typing import cast

import pandas as pd

from cchc_analysis.index.robustness.root_scores import Reason
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.texts import Language, text

_OPTIONS = ["imputation", "normalisation", "aggregation"]
_SAID = {
    Reason.NOT_FINITE: "failed_not_finite",
    Reason.MISSING_FIGURE: "failed_missing_figure",
    Reason.NEGATIVE_FIGURE: "failed_negative_figure",
    Reason.NOTHING_LEFT: "failed_nothing_left",
}


def failures(simulation: Simulation, *, language: Language) -> pd.DataFrame:
    """Count the replications in which an agency that has an index got none, by reason and by the options taken.

    In such a replication nobody of the agency's group is ranked, and every table says on how many replications it
    stands.

    Returns
    -------
    reason (a sentence), imputation, normalisation, aggregation (names of the options), replications, agencies (how
    many had no index at least once for that reason); most replications first, empty if all went well.
    """
    records = []
    for kind, rows in simulation.draws.groupby(_OPTIONS, sort=False).indices.items():
        options = cast(tuple[str, str, str], kind)
        reasons = simulation.reasons[rows][:, simulation.has_index]
        for reason, key in _SAID.items():
            is_failed = reasons == reason
            if is_failed.any():
                said = text(f"robustness.{key}", language)
                records.append((said, *options, is_failed.any(axis=1).sum(), is_failed.any(axis=0).sum()))
    table = pd.DataFrame.from_records(records, columns=["reason", *_OPTIONS, "replications", "agencies"])
    table = table.astype({"replications": "int64", "agencies": "int64"})
    return table.sort_values("replications", ascending=False, kind="stable", ignore_index=True)

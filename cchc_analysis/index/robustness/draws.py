"""Which option every replication takes: drawn once, kept in a table, replayed at will."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray, Hierarchy, IntArray
from cchc_analysis.index.robustness.choices import Uncertainty, WeightNoise, WeightSets

ObjectArray = npt.NDArray[np.object_]

DRAW_COLUMNS = [
    "replication", "normalisation", "aggregation", "imputation", "weight_set", "survey_set", "dropped",
]  # fmt: skip
NONE_DRAWN = -1
_CHOICES, _WEIGHTS = 0, 1


def uncertain_inputs(uncertainty: Uncertainty) -> tuple[str, ...]:
    """Return the names of the choices that are really varied, in the order of a design's columns."""
    found = []
    if len(uncertainty.normalisations) > 1:
        found.append("normalisation")
    if uncertainty.weights is not None:
        found.append("weights")
    if len(uncertainty.powers) > 1:
        found.append("aggregation")
    if len(uncertainty.imputations) > 1:
        found.append("imputation")
    if uncertainty.survey_error is not None:
        found.append("survey_error")
    if uncertainty.dropped is not None:
        found.append("dropped")
    return tuple(found)


def random_draws(uncertainty: Uncertainty, *, replications: int, seed: int) -> pd.DataFrame:
    """Draw every replication's choices independently.

    Nothing here depends on the agencies: the same seed gives the same draws for any of them, in any order. Weight
    noise and survey error get a set of their own in every replication; stated sets of weights are drawn from.

    Returns one row per replication: replication (from 1), normalisation, aggregation, imputation (names of the
    options), weight_set, survey_set (numbers from 0; -1: the own weights, the points as they are), dropped (code;
    empty: nothing).
    """
    inputs = uncertain_inputs(uncertainty)
    generator = np.random.default_rng((seed, _CHOICES))
    unit = generator.random((replications, len(inputs)))
    draws = draws_of(unit, uncertainty, sets=replications)
    own_set = np.arange(replications)
    if isinstance(uncertainty.weights, WeightNoise):
        draws["weight_set"] = own_set
    if uncertainty.survey_error is not None:
        draws["survey_set"] = own_set
    return draws


def draws_of(unit: FloatArray, uncertainty: Uncertainty, *, sets: int) -> pd.DataFrame:
    """Read a design of numbers from 0 to 1 (replications × uncertain inputs) as choices.

    The interval is cut into as many equal parts as a choice has options; noise counts as `sets` options.
    """
    count = len(unit)
    columns = dict(zip(uncertain_inputs(uncertainty), unit.T, strict=True))

    def option(name: str, options: int) -> IntArray:
        drawn: FloatArray = columns.get(name, np.zeros(count))
        return np.minimum((drawn * options).astype(np.intp), options - 1)

    none = np.full(count, NONE_DRAWN)
    weights = uncertainty.weights
    weight_sets = len(weights.sets) if isinstance(weights, WeightSets) else sets
    return pd.DataFrame(
        {
            "replication": np.arange(1, count + 1),
            "normalisation": _named(
                option("normalisation", len(uncertainty.normalisations)), uncertainty.normalisations
            ),
            "aggregation": _named(option("aggregation", len(uncertainty.powers)), uncertainty.powers),
            "imputation": _named(option("imputation", len(uncertainty.imputations)), uncertainty.imputations),
            "weight_set": none if weights is None else option("weights", weight_sets),
            "survey_set": none if uncertainty.survey_error is None else option("survey_error", sets),
            "dropped": _dropped(columns.get("dropped"), uncertainty, count),
        },
        columns=DRAW_COLUMNS,
    )


def drawn_weights(draws: pd.DataFrame, uncertainty: Uncertainty, hierarchy: Hierarchy, *, seed: int) -> FloatArray:
    """Return replications × nodes: the weights of every replication, before anything is dropped."""
    numbers = draws["weight_set"].to_numpy("int64")
    choice = uncertainty.weights
    if choice is None or (numbers == NONE_DRAWN).all():
        return np.repeat(hierarchy.weights[None], len(draws), axis=0)
    if isinstance(choice, WeightSets):
        sets = choice.sets
    else:
        # Filled row by row: set 7 is the same however many follow.
        shape = (int(numbers.max()) + 1, len(hierarchy.codes))
        noise = np.random.default_rng((seed, _WEIGHTS)).uniform(1 - choice.spread, 1 + choice.spread, shape)
        sets = hierarchy.weights * noise
    return np.where((numbers == NONE_DRAWN)[:, None], hierarchy.weights, sets[numbers])


def _named(positions: IntArray, options: Iterable[str]) -> ObjectArray:
    return np.array(list(options), dtype=object)[positions]


def _dropped(drawn: FloatArray | None, uncertainty: Uncertainty, count: int) -> ObjectArray:
    names = np.full(count, "", dtype=object)
    choice = uncertainty.dropped
    if drawn is None or choice is None or choice.probability <= 0:
        return names
    is_dropped = drawn < choice.probability
    position = np.minimum((drawn / choice.probability * len(choice.codes)).astype(np.intp), len(choice.codes) - 1)
    names[is_dropped] = np.array(choice.codes, dtype=object)[position[is_dropped]]
    return names

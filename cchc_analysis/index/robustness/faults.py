"""Why a simulation cannot be run: everything that is wrong with its specification, at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cchc_analysis.index.robustness.choices import DropOne, SurveyError, Uncertainty, WeightNoise, WeightSets
from cchc_analysis.index.robustness.draws import DRAW_COLUMNS
from cchc_analysis.index.robustness.dropped_node import droppable_codes
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.texts.faults import Fault, FaultsError


class UncertaintyError(FaultsError):
    """A specification that cannot be simulated; `faults` lists everything that is wrong with it."""

    key = "robustness.refused"


def uncertainty_faults(matrix: ScoreMatrix, uncertainty: Uncertainty) -> tuple[Fault, ...]:
    """Return everything that makes the specification impossible for these scores."""
    faults: list[Fault] = []
    options = (uncertainty.normalisations, uncertainty.powers, uncertainty.imputations)
    names = ("normalisations", "powers", "imputations")
    faults += [
        ("robustness.fault_no_option", {"choice": name})
        for name, own in zip(names, options, strict=True)
        if not own
    ]
    if uncertainty.on_index_scale is not None:
        unknown = sorted(uncertainty.on_index_scale - set(uncertainty.normalisations))
        faults += [
            ("robustness.fault_unknown_option", {"choice": "on_index_scale", "name": name}) for name in unknown
        ]
    faults += _weight_faults(matrix, uncertainty.weights)
    if uncertainty.survey_error is not None:
        faults += _survey_faults(matrix, uncertainty.survey_error)
    if uncertainty.dropped is not None:
        faults += _dropped_faults(matrix, uncertainty.dropped)
    return tuple(faults)


def count_faults(
    *,
    replications: int = 1,
    least_replications: int = 1,
    base_samples: int = 2,
    top: int = 1,
    seed: int = 0,
) -> tuple[Fault, ...]:
    """Return every number of a run that makes no sense."""
    faults: list[Fault] = []
    if replications < least_replications:
        counts = {"replications": replications, "least": least_replications}
        faults.append(("robustness.fault_replications", counts))
    if base_samples < 2 or base_samples & (base_samples - 1):
        faults.append(("robustness.fault_base_samples", {"count": base_samples}))
    if top < 1:
        faults.append(("robustness.fault_top", {"top": top}))
    if seed < 0:
        faults.append(("robustness.fault_seed", {"seed": seed}))
    return tuple(faults)


def draw_faults(draws: pd.DataFrame, matrix: ScoreMatrix, uncertainty: Uncertainty) -> tuple[Fault, ...]:
    """Return everything that the draws ask for and the specification does not have."""
    missing = [column for column in DRAW_COLUMNS if column not in draws]
    if missing:
        return (("robustness.fault_draws", {"columns": ", ".join(DRAW_COLUMNS)}),)
    known = {
        "normalisation": set(uncertainty.normalisations),
        "aggregation": set(uncertainty.powers),
        "imputation": set(uncertainty.imputations),
        "dropped": {"", *droppable_codes(matrix.hierarchy)},
    }
    faults: list[Fault] = [
        ("robustness.fault_unknown_option", {"choice": column, "name": name})
        for column, names in known.items()
        for name in sorted(set(draws[column]) - names)
    ]
    if isinstance(uncertainty.weights, WeightSets):
        beyond = sorted(set(draws["weight_set"]) - set(range(-1, len(uncertainty.weights.sets))))
        faults += [
            ("robustness.fault_unknown_option", {"choice": "weight_set", "name": number}) for number in beyond
        ]
    return tuple(faults)


def _weight_faults(matrix: ScoreMatrix, choice: WeightNoise | WeightSets | None) -> list[Fault]:
    if isinstance(choice, WeightNoise):
        return [] if 0 <= choice.spread < 1 else [("robustness.fault_spread", {"spread": choice.spread})]
    if choice is None:
        return []
    nodes = len(matrix.hierarchy.codes)
    if choice.sets.ndim != 2 or choice.sets.shape[1] != nodes or not len(choice.sets):
        return [
            ("robustness.fault_weight_shape", {"nodes": nodes, "shape": " × ".join(map(str, choice.sets.shape))})
        ]
    is_sound = np.isfinite(choice.sets).all(axis=1) & (choice.sets >= 0).all(axis=1)
    for branch in matrix.hierarchy.branches:
        if matrix.hierarchy.weights[branch.parts].any():  # parts that weigh nothing anyway need no weight here
            is_sound &= choice.sets[:, branch.parts].sum(axis=1) > 0
    return [("robustness.fault_weight_set", {"number": int(number)}) for number in np.flatnonzero(~is_sound)]


def _survey_faults(matrix: ScoreMatrix, error: SurveyError) -> list[Fault]:
    if error.standard_errors.shape != matrix.values.shape:
        shape = " × ".join(map(str, error.standard_errors.shape))
        return [
            (
                "robustness.fault_survey_shape",
                {"shape": shape, "wanted": " × ".join(map(str, matrix.values.shape))},
            )
        ]
    errors = np.nan_to_num(error.standard_errors)
    faults: list[Fault] = []
    for column, code in enumerate(matrix.hierarchy.leaf_codes):
        points, spread, most = matrix.values[:, column], errors[:, column], matrix.maxima[column]
        if not spread.any():
            continue
        if not most > 0:
            faults.append(("robustness.fault_survey_maximum", {"code": code}))
            continue
        is_known = ~np.isnan(points)
        # No score between 0 and its maximum can vary by more; at either end it cannot vary at all.
        too_wide = is_known & (spread != 0) & ~((spread > 0) & (spread**2 < points * (most - points)))
        faults += [
            ("robustness.fault_survey_error", {"agency": matrix.agency_codes[row], "code": code})
            for row in np.flatnonzero(too_wide)
        ]
    return faults


def _dropped_faults(matrix: ScoreMatrix, choice: DropOne) -> list[Fault]:
    known = set(droppable_codes(matrix.hierarchy))
    faults: list[Fault] = [
        ("robustness.fault_dropped", {"code": code}) for code in choice.codes if code not in known
    ]
    if not choice.codes:
        faults.append(("robustness.fault_no_option", {"choice": "dropped"}))
    if not 0 <= choice.probability <= 1:
        faults.append(("robustness.fault_probability", {"probability": choice.probability}))
    return faults

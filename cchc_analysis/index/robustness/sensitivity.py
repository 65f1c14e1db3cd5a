"""Which of the uncertain choices the ranks depend on, for each agency and overall."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.robustness.choices import Uncertainty
from cchc_analysis.index.robustness.draws import draws_of, uncertain_inputs
from cchc_analysis.index.robustness.faults import UncertaintyError, count_faults, uncertainty_faults
from cchc_analysis.index.robustness.monte_carlo import replay
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.stats.exact import Rounding
from cchc_analysis.stats.sobol import SobolIndices, design_outputs, sobol_design, sobol_indices
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

OVERALL = ""
_BOUNDS = ["first_order", "first_low", "first_high", "total_order", "total_low", "total_high"]


def sensitivity(
    matrix: ScoreMatrix,
    uncertainty: Uncertainty,
    *,
    base_samples: int = 256,
    seed: int,
    groups: Mapping[str, str] | None = None,
    with_index: Collection[str] | None = None,
    decimals: int | None = None,
    rounding: Rounding = "half_up",
    agency_names: Mapping[str, str] | None = None,
    coverage: float = 0.90,
    language: Language,
) -> pd.DataFrame:
    """Say which choice an agency's rank depends on, and which the table as a whole depends on.

    Parameters
    ----------
    base_samples
        A power of 2; the index is computed base_samples × (choices + 2) times.
    coverage
        Of the bounds: percentiles of 1,000 bootstrap resamples.

    Returns
    -------
    One row per agency with an index and choice, and one per choice with an empty agency_code for all together (the
    output is then the mean absolute change of ranks against the nominal index): agency_code, agency_name, input,
    input_name, first_order, first_low, first_high, total_order, total_low, total_high (shares of the variance of
    the rank; estimates as they come out), base_samples (usable), note (why there is no figure, or that one below 0
    or above 1 is noise).

    Raises
    ------
    UncertaintyError
        If the specification cannot be simulated, varies nothing, or `base_samples` is not a power of 2.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.
    """
    inputs = uncertain_inputs(uncertainty)
    faults = uncertainty_faults(matrix, uncertainty)
    if not inputs:
        faults = (*faults, ("robustness.fault_nothing_varies", {}))
    faults += count_faults(base_samples=base_samples, seed=seed)
    if faults:
        raise UncertaintyError(faults)
    design = sobol_design(len(inputs), base_samples=base_samples, seed=seed)
    draws = draws_of(design, uncertainty, sets=base_samples)
    simulation = replay(
        matrix, uncertainty, draws, seed=seed, groups=groups, with_index=with_index, decimals=decimals,
        rounding=rounding,
    )  # fmt: skip
    outputs = design_outputs(_outputs(simulation), inputs=len(inputs))
    indices = sobol_indices(outputs, coverage=coverage, seed=seed)
    names = agency_names or {}
    ranked = np.flatnonzero(simulation.has_index)
    codes = [OVERALL, *(simulation.agency_codes[row] for row in ranked)]
    parts = [
        pd.DataFrame(
            {
                "agency_code": codes,
                "agency_name": [names.get(code, code) for code in codes],
                "input": name,
                "input_name": text(f"robustness.input_{name}", language),
                **{column: getattr(indices, column)[place] for column in _BOUNDS},
                "base_samples": indices.base_samples,
                "note": _notes(indices, place, base_samples, language),
                "place": np.arange(len(codes)),
            }
        )
        for place, name in enumerate(inputs)
    ]
    table = pd.concat(parts).sort_values("place", kind="stable", ignore_index=True)
    return table.drop(columns="place")


def _outputs(simulation: Simulation) -> FloatArray:
    """Return replications × outputs: the mean absolute change of all ranks, then every ranked agency's rank."""
    ranks = simulation.ranks[:, simulation.has_index]
    if not ranks.shape[1]:
        return np.full((len(ranks), 1), np.nan)
    change = np.abs(ranks - simulation.nominal_ranks[simulation.has_index]).mean(axis=1)
    return np.column_stack([change, ranks])


def _notes(indices: SobolIndices, place: int, base_samples: int, language: Language) -> list[str]:
    rows = zip(*(getattr(indices, name)[place] for name in _BOUNDS), indices.base_samples, strict=True)
    notes = []
    for first, low, high, total, _, _, usable in rows:
        if usable < 2:
            notes.append(text("robustness.note_too_few", language, usable=int(usable), base_samples=base_samples))
        elif np.isnan(first):
            notes.append(text("robustness.note_constant", language))
        else:
            said = []
            if first < 0:
                bounds = {"low": format_number(low, language, 2), "high": format_number(high, language, 2)}
                said.append(text("robustness.note_negative", language, **bounds))
            if max(first, total) > 1:
                said.append(text("robustness.note_above_one", language))
            notes.append(" ".join(said))
    return notes

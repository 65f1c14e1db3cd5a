"""What a reader must know before believing a table of robustness, in sentences."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.index.robustness.choices import Uncertainty
from cchc_analysis.index.robustness.draws import uncertain_inputs
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number


def robustness_statements(
    simulation: Simulation,
    uncertainty: Uncertainty,
    converged: pd.DataFrame,
    *,
    has_classes: bool = True,
    language: Language,
) -> tuple[str, ...]:
    """Say what was varied, on how many replications the figures stand, and whether they were enough.

    `converged` is from `cchc_analysis.index.robustness.convergence.convergence`.
    """
    names = [text(f"robustness.input_{name}", language) for name in uncertain_inputs(uncertainty)]
    varied = "; ".join(names) or text("robustness.nothing", language)
    count = format_number(simulation.replications, language)
    filled = list(uncertainty.imputations)
    return (
        text("robustness.said_varied", language, count=count, inputs=varied),
        *([text("robustness.said_filled", language, methods="; ".join(filled))] if len(filled) > 1 else []),
        _said_failed(simulation, language),
        *([_said_scale(simulation, language)] if has_classes else []),
        _said_convergence(converged, language),
    )


def _said_failed(simulation: Simulation, language: Language) -> str:
    failed = simulation.failed()
    if not simulation.has_index.any():
        return text("robustness.said_nobody", language)
    if not failed:
        return text("robustness.said_none_failed", language)
    counts = {"failed": format_number(failed, language), "count": format_number(simulation.replications, language)}
    return text("robustness.said_failed", language, **counts)


def _said_scale(simulation: Simulation, language: Language) -> str:
    kept = int(simulation.keeps_scale.sum())
    if kept == simulation.replications:
        return text("robustness.said_scale_kept", language)
    counts = {"kept": format_number(kept, language), "count": format_number(simulation.replications, language)}
    return text("robustness.said_scale_left", language, **counts)


def _said_convergence(converged: pd.DataFrame, language: Language) -> str:
    last = converged.iloc[-1]
    if last[["widest_change", "mean_rank_error"]].isna().any():
        return text("robustness.said_convergence_unknown", language)
    figures = {
        "change": format_number(last["widest_change"], language),
        "error": format_number(last["mean_rank_error"], language, 2),
    }
    key = "said_converged" if last["is_converged"] else "said_not_converged"
    return text(f"robustness.{key}", language, **figures)

"""What a report was asked with, as its page prints it: first what decides a figure, then how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cchc_analysis.publish.provenance import ParameterValue
from cchc_analysis.reference.indicators import load_indicators
from cchc_analysis.texts import Language, catalogue, text
from cchc_analysis.vietnamese.numbers import format_number

# Parameters of the notebooks that decide a figure, in the order of printing: each has a label in the texts.
DECIDING = (
    "imputation", "replications", "weight_spread", "survey_sample", "drop_probability", "base_samples", "top",
    "seed", "target", "target_index", "rank_gain", "others", "step_points", "max_criteria", "with_survey",
    "untouched", "limits", "changes", "indicator", "reported",
)  # fmt: skip
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class PrintedParameter:
    """One parameter: its name in the notebook, what it is in words ("" for one that has none), and its value."""

    name: str
    label: str
    value: str


def printed_parameters(
    parameters: Mapping[str, ParameterValue], language: Language
) -> tuple[tuple[PrintedParameter, ...], tuple[PrintedParameter, ...]]:
    """Return the parameters that decide a figure, then all others by name."""
    deciding = [name for name in DECIDING if name in parameters]
    others = sorted(set(parameters) - set(deciding))
    return (
        tuple(
            PrintedParameter(
                name, text(f"page.parameter_{name}", language), _value(name, parameters[name], language)
            )
            for name in deciding
        ),
        tuple(PrintedParameter(name, _made(name, language), _said(parameters[name], language)) for name in others),
    )


def _made(name: str, language: Language) -> str:
    """Return in words how a report was made; a report may be given parameters of its own, which have none."""
    key = f"page.made_{name}"
    return text(key, language) if key in catalogue(language) else ""


def _value(name: str, value: ParameterValue, language: Language) -> str:
    """Print a value; an indicator is asked for by its name in the registry and read by its name in words."""
    names = {one.indicator: one.name(language) for one in load_indicators()} if name == "indicator" else {}
    said = _said(value, language)
    return f"{names[said]} ({said})" if said in names else said


def _said(value: ParameterValue, language: Language) -> str:
    if isinstance(value, bool):
        return text(f"columns.yes_no_{str(value).lower()}", language)
    if isinstance(value, float):
        decimals = len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
        return format_number(value, language, decimals)
    # A whole number stands as it is typed: a seed of 2020 is no quantity. Nothing typed is said to be nothing.
    return "–" if value in ("", None) else str(value)

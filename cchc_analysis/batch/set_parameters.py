"""Parameters of a report's notebooks typed on the command line as ``name=value``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from cchc_analysis.batch.parameters import Parameter, notebook_parameters
from cchc_analysis.batch.reports import OWN_WORDS, ReportSpec
from cchc_analysis.texts.faults import Fault, FaultsError

_TRUTH = {"true": True, "false": False}

Value = bool | int | float | str


class SetParametersError(FaultsError):
    """Words after ``--set`` that fit no parameter of the report; every one is named."""

    key = "cli.bad_set"


def set_parameters(spec: ReportSpec, typed: Iterable[str], *, notebooks_dir: Path) -> ReportSpec:
    """Return the report with parameters of its notebooks changed as typed.

    A value is read as the type that the notebook declares. Raises `SetParametersError` with all faults at once.
    """
    words = list(typed)
    if not words:
        return spec
    names = [name for name in (spec.city_notebook, spec.agency_notebook) if name]
    known = [notebook_parameters(notebooks_dir / f"{name}.ipynb") for name in dict.fromkeys(names)]
    shared = {name: one for name, one in known[0].items() if all(name in other for other in known)}
    free = {name: one for name, one in shared.items() if name not in OWN_WORDS}
    values: dict[str, Value] = {}
    first_words: dict[str, str] = {}
    faults: list[Fault] = []
    for word in words:
        name, equals, value = word.partition("=")
        name = name.strip()
        if not equals or name not in free:
            close = difflib.get_close_matches(name, free, n=1)
            listed = ", ".join(close or free) or "–"
            faults.append(("cli.set_unknown", {"word": word, "known": listed}))
            continue
        if name in first_words:
            faults.append(("cli.set_twice", {"first": first_words[name], "second": word}))
            continue
        first_words[name] = word
        read = _read(value.strip(), free[name])
        if read is None:
            faults.append(("cli.set_type", {"word": word, "type": free[name].type_name}))
        else:
            values[name] = read
    if faults:
        raise SetParametersError(faults)
    return spec.model_copy(update={"parameters": {**spec.parameters, **values}})


def _read(value: str, parameter: Parameter) -> Value | None:
    """Return the value in the parameter's type, None if it is none; a decimal comma is understood."""
    try:
        match parameter.type_name:
            case "bool":
                return _TRUTH.get(value.lower())
            case "int":
                return int(value)
            case "float":
                return float(value.replace(",", "."))
            case _:
                return value
    except ValueError:
        return None

"""What parameters a notebook takes, read from its own parameters cell; anything else is refused."""

from __future__ import annotations

import ast
import difflib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_analysis.texts.faults import Fault, FaultsError

TAG = "parameters"
# Set by the runner, new in every run: it proves the run and is no part of what was asked for.
NONCE = "nonce"
_TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}


class NotebookParametersError(FaultsError):
    """A notebook whose parameters cell cannot be trusted, or values that do not fit it."""

    key = "cli.bad_parameters"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook: ``name: type = default  # help``."""

    name: str
    type_name: str
    default: Any


def notebook_parameters(path: Path) -> dict[str, Parameter]:
    """Read the parameters of a notebook from its one cell tagged ``parameters``.

    Papermill runs a notebook without that tag on its defaults, and only logs an unknown name: a report
    would silently show another agency. So a notebook must have exactly one such cell, holding nothing but
    ``name: str | int | float | bool = literal`` lines.

    Raises
    ------
    NotebookParametersError
        If the cell is absent, doubled, or holds anything else.
    """
    # Read as the JSON it is: importing nbformat takes a second, which every command would wait.
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if TAG in cell["metadata"].get("tags", [])]
    if len(cells) != 1:
        fault: Fault = ("cli.parameters_cells", {"count": len(cells), "tag": TAG})
        raise NotebookParametersError([fault], notebook=path.name)
    parameters: dict[str, Parameter] = {}
    for line in ast.parse("".join(cells[0]["source"])).body:
        parameter = _parameter(line)
        if parameter is None or parameter.name in parameters:
            fault = ("cli.parameters_line", {"line": ast.unparse(line)})
            raise NotebookParametersError([fault], notebook=path.name)
        parameters[parameter.name] = parameter
    return parameters


def _parameter(line: ast.stmt) -> Parameter | None:
    if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None):
        return None
    type_name = ast.unparse(line.annotation)
    try:
        default = ast.literal_eval(line.value)
    except ValueError:
        return None
    is_typed = type_name in _TYPES and type(default) is _TYPES[type_name]
    return Parameter(line.target.id, type_name, default) if is_typed else None


def check_parameters(path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` if the notebook takes each of them with that very type; raise with all faults.

    Types are compared exactly: Papermill would turn a NumPy ``False`` into the true text "False".
    """
    known = notebook_parameters(path)
    faults: list[Fault] = []
    for name, value in values.items():
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            faults.append(("cli.parameter_unknown", {"name": name, "close": close[0] if close else "–"}))
        elif type(value) is not _TYPES[known[name].type_name]:
            given = {"name": name, "given": type(value).__name__, "wanted": known[name].type_name}
            faults.append(("cli.parameter_type", given))
    if faults:
        raise NotebookParametersError(faults, notebook=path.name)
    return values

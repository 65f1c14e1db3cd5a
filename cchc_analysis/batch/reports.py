"""The named reports of ``notebooks/reports.yml``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, StrictBool, StrictFloat, StrictInt, StrictStr, ValidationError

from cchc_analysis.settings import load_settings
from cchc_analysis.texts import SpokenError
from cchc_analysis.texts.faults import Fault, FaultsError

FILE_NAME = "reports.yml"
# Parameters with an option of their own on the command line, or set by the runner.
OWN_WORDS = frozenset({"period", "agency", "source", "language", "place", "counts_shortened", "nonce"})
# What pydantic calls a fault, and the text that says it; anything else is a value of the wrong kind.
_FAULTS = {"missing": "cli.reports_missing", "extra_forbidden": "cli.reports_unknown_key"}


class UnknownReportError(SpokenError, LookupError):
    """A report that ``reports.yml`` does not name."""

    key = "cli.unknown_report"


class ReportsFileError(FaultsError):
    """A ``reports.yml`` that cannot be used; every fault is named with its report and key."""

    key = "cli.bad_reports"


class ReportSpec(BaseModel):
    """One named report: the notebook for the whole, the notebook per agency, and for whom by default.

    The title for provinces, where one is given, stands above reports on an index of provinces.

    Either notebook may be absent (None): a report may be about the whole only, or about agencies only.
    `parameters` are given to both, beside those of the command line. `reads_procedures`: a source that has
    procedures and neither packages nor scores (contracting data of another country) is enough for it, and the
    buyers of procedures are among its agencies.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title_vi: str
    title_en: str
    provinces_title_vi: str = ""
    provinces_title_en: str = ""
    city_notebook: str | None = None
    agency_notebook: str | None = None
    agencies: dict[str, list[str]]
    briefing: bool
    reads_procedures: bool = False
    parameters: dict[str, StrictBool | StrictInt | StrictFloat | StrictStr] = {}


def load_report_spec(name: str, notebooks_dir: Path | None = None) -> ReportSpec:
    """Return the report called `name`.

    Raises
    ------
    ReportsFileError
        If the file cannot be read, or any report in it has a fault; all of them are named.
    UnknownReportError
        If there is no report of that name; says which there are.
    """
    path = (notebooks_dir or load_settings().notebooks_dir) / FILE_NAME
    entries = _read(path)
    specs: dict[str, ReportSpec] = {}
    faults: list[Fault] = []
    for report, entry in entries.items():
        try:
            specs[str(report)] = ReportSpec.model_validate(entry)
        except ValidationError as error:
            faults += _typing_faults(str(report), error)
        if isinstance(entry, dict):
            faults += _meaning_faults(str(report), entry, path.parent)
    if faults:
        raise ReportsFileError(faults, file=FILE_NAME)
    if name not in specs:
        raise UnknownReportError(report=name, known=", ".join(specs))
    return specs[name]


def _read(path: Path) -> dict[Any, Any]:
    fault: Fault
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        fault = ("cli.reports_no_file", {"folder": path.parent.name})
        raise ReportsFileError([fault], file=path.name) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ReportsFileError([("cli.reports_not_utf8", {"line": line})], file=path.name) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fault = ("cli.reports_not_yaml", {"line": "–" if mark is None else mark.line + 1})
        raise ReportsFileError([fault], file=path.name) from error
    if not isinstance(entries, dict):
        raise ReportsFileError([("cli.reports_no_mapping", {})], file=path.name)
    return entries


def _meaning_faults(report: str, entry: dict[Any, Any], folder: Path) -> Iterator[Fault]:
    """Yield what is wrong between the keys of a report, also of one that has faults of type."""
    named = {key: entry[key] for key in ("city_notebook", "agency_notebook") if entry.get(key)}
    if not named:
        yield "cli.reports_makes_nothing", {"report": report}
    elif entry.get("briefing") and "city_notebook" not in named:
        yield "cli.reports_no_briefing", {"report": report}
    for key, notebook in named.items():
        if not (folder / f"{notebook}.ipynb").is_file():
            yield "cli.reports_no_notebook", {"report": report, "place": key, "notebook": notebook}
    parameters = entry.get("parameters")
    for name in sorted(OWN_WORDS & parameters.keys()) if isinstance(parameters, dict) else ():
        yield "cli.reports_own_word", {"report": report, "place": f"parameters.{name}"}


def _typing_faults(report: str, error: ValidationError) -> Iterator[Fault]:
    """Yield each fault once: pydantic names a value of several allowed kinds once for every kind."""
    seen: set[tuple[str, str]] = set()
    for found in error.errors(include_url=False):
        # What follows the name of a parameter is the kind that it was tried as.
        place = found["loc"][:2] if found["loc"][:1] == ("parameters",) else found["loc"]
        where = ".".join(map(str, place)) or "–"
        key = _FAULTS.get(found["type"], "cli.reports_bad_value")
        if (key, where) not in seen:
            seen.add((key, where))
            yield key, {"report": report, "place": where, "value": _as_typed(found["input"])}


def _as_typed(value: Any) -> str:
    """Print a value about as it stands in the file: null, true, "x", [1, 2]."""
    return json.dumps(value, ensure_ascii=False, default=str)

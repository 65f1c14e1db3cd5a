"""The named reports of ``notebooks/reports.yml``."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from cchc_analysis.settings import load_settings
from cchc_analysis.texts import SpokenError


class UnknownReportError(SpokenError, LookupError):
    """A report that ``reports.yml`` does not name."""

    key = "cli.unknown_report"


class ReportSpec(BaseModel):
    """One named report: the notebook for the whole, the notebook per agency, and for whom by default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title_vi: str
    title_en: str
    city_notebook: str
    agency_notebook: str
    agencies: dict[str, list[str]]
    briefing: bool


def load_report_spec(name: str, notebooks_dir: Path | None = None) -> ReportSpec:
    """Return the report called `name`; raise `UnknownReportError` with the close names if there is none."""
    folder = notebooks_dir or load_settings().notebooks_dir
    entries = yaml.safe_load((folder / "reports.yml").read_text(encoding="utf-8"))
    if name not in entries:
        raise UnknownReportError(report=name, known=", ".join(entries))
    return ReportSpec.model_validate(entries[name])

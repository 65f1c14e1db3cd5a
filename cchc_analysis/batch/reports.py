"""The named reports of ``notebooks/reports.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, StrictBool, StrictFloat, StrictInt, StrictStr, model_validator

from cchc_analysis.settings import load_settings
from cchc_analysis.texts import SpokenError


class UnknownReportError(SpokenError, LookupError):
    """A report that ``reports.yml`` does not name."""

    key = "cli.unknown_report"


class ReportSpec(BaseModel):
    """One named report: the notebook for the whole, the notebook per agency, and for whom by default.

    The title for provinces, where one is given, stands above reports on an index of provinces.

    Either notebook may be absent (None): a report may be about the whole only, or about agencies only.
    `parameters` are given to both, beside those of the command line.
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
    parameters: dict[str, StrictBool | StrictInt | StrictFloat | StrictStr] = {}

    @model_validator(mode="after")
    def _makes_something(self) -> Self:
        if not (self.city_notebook or self.agency_notebook):
            raise ValueError("a report needs a city_notebook or an agency_notebook")
        if self.briefing and not self.city_notebook:
            raise ValueError("the briefing is made from the city_notebook")
        return self


def load_report_spec(name: str, notebooks_dir: Path | None = None) -> ReportSpec:
    """Return the report called `name`; raise `UnknownReportError` with the close names if there is none."""
    folder = notebooks_dir or load_settings().notebooks_dir
    entries = yaml.safe_load((folder / "reports.yml").read_text(encoding="utf-8"))
    if name not in entries:
        raise UnknownReportError(report=name, known=", ".join(entries))
    return ReportSpec.model_validate(entries[name])

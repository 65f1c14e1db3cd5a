"""Builders of score forms: a small framework, a filled form, and ways to spoil it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from cchc_analysis.intake.score.template import write_score_template
from cchc_analysis.intake.score.workbook_file import ScoreFile, read_score_file
from cchc_analysis.intake.workbook.cells import read_cells
from cchc_analysis.reference.errors import no_rule
from cchc_analysis.reference.frameworks import Framework

# The rows of the form: 9 headings, 10 domain 1, 11 1.1, 12 node 1.2, 13 1.2.1, 14 1.2.2, 15 domain 2,
# 16 2.1 (departments), 17 2.2 (districts), 18 domain 3, 19 3.1 (survey).
# The columns: A serial, B code, C name, D maximum, E applies, F self, G appraised, H survey, I note.
TREE = [
    ("R", "", 13.5, "", ""),
    ("1", "R", 4.5, "", ""),
    ("1.1", "1", 1.0, "appraised", ""),
    ("1.2", "1", 3.5, "", ""),
    ("1.2.1", "1.2", 2.0, "appraised", ""),
    ("1.2.2", "1.2", 1.5, "appraised", ""),
    ("2", "R", 5.0, "", ""),
    ("2.1", "2", 3.0, "appraised", "department"),
    ("2.2", "2", 2.0, "appraised", "district"),
    ("3", "R", 4.0, "", ""),
    ("3.1", "3", 4.0, "survey", ""),
]
SCORES = {"1.1": (1.0, 0.5), "1.2.1": (1.75, 1.5), "1.2.2": (1.5, 1.25), "2.1": (3.0, 2.0)}


def framework(tree: list[tuple[str, str, float, str, str]] = TREE, year: int = 2020) -> Framework:
    """Build a framework from (code, parent, maximum, source, groups)."""
    names = ["code", "parent_code", "max_points", "score_source", "applies_to"]
    criteria = pd.DataFrame(tree, columns=names).assign(
        name_vi=lambda nodes: "Tiêu chí " + nodes["code"],
        name_en=lambda nodes: "Criterion " + nodes["code"],
        source="",
    )
    return Framework(
        code="small",
        year=year,
        root_code="R",
        name_vi="Bộ tiêu chí nhỏ",
        name_en="Small framework",
        is_synthetic=True,
        published_decimals=2,
        published_rounding="half_up",
        legal_basis_vi="",
        legal_basis_en="",
        notes_vi="",
        notes_en="",
        criteria=criteria,
    )


def load_small(code: str, year: int) -> Framework:
    """Stand in for `load_framework`: only "small" exists."""
    if code != "small":
        raise no_rule(code, str(year), "")
    return framework(year=year)


def score_table(agency_code: str = "STP", **changes: tuple[float, float]) -> pd.DataFrame:
    """Build the contract scores that fill the form of one agency."""
    entries = {code: (*points, None) for code, points in (SCORES | changes).items()}
    entries["3.1"] = (None, None, 3.25)
    records = [
        {
            "agency_code": agency_code,
            "year": 2020,
            "framework": "small",
            "criterion_code": code,
            "self_score": own,
            "appraised_score": appraised,
            "survey_score": survey,
            "is_applicable": True,
            "source_file": "form.xlsx",
            "source_row": 1,
        }
        for code, (own, appraised, survey) in entries.items()
    ]
    columns = ["self_score", "appraised_score", "survey_score"]
    return pd.DataFrame(records).astype(dict.fromkeys(columns, "float64"))


def write_form(path: Path, edit: Callable[[Worksheet], Any] | None = None, **changes: Any) -> Path:
    """Write a filled form; `edit` spoils its score sheet as a person in Excel would."""
    settings = {"agency_code": "STP", "agency_name": "Sở Tư pháp", "year": 2020, **changes}
    scores = changes.pop("scores", score_table(settings["agency_code"]))
    settings |= {"framework": settings.get("framework", framework(year=settings["year"])), "scores": scores}
    write_score_template(path, **settings)
    if edit:
        book = openpyxl.load_workbook(path)
        edit(book["Chấm điểm"])
        book.save(path)
    return path


def set_cells(**values: Any) -> Callable[[Worksheet], None]:
    """Return an edit that types values into cells."""

    def edit(sheet: Worksheet) -> None:
        for address, value in values.items():
            sheet[address] = value

    return edit


def read_form(path: Path) -> ScoreFile:
    """Read a form in this process."""
    return read_score_file(path.name, "0" * 64, read_cells(path.read_bytes()))


def found(file: ScoreFile) -> list[tuple[str, str]]:
    """List the findings as (code without subject, place)."""
    return [(finding.code.removeprefix("workbook."), finding.place) for finding in file.intake.findings]


def used(file: ScoreFile) -> dict[str, tuple[float, ...]]:
    """List the scores used, by criterion."""
    rows = [row for row in file.rows if row.outcome == "used" and row.entries]
    return {row.code: tuple(row.entries.scores.values()) for row in rows if row.entries}


def rezip(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Replace, add or (None) remove parts of a workbook."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            if name not in changes:
                archive.writestr(name, source.read(name))
        for name, part in changes.items():
            if part is not None:
                archive.writestr(name, part)
    return target.getvalue()


def patch(content: bytes, part: str, old: str, new: str) -> bytes:
    """Replace a piece of the XML of one part, which must be there exactly once."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(part).decode("utf-8")
    assert xml.count(old) == 1, f"{xml.count(old)} x {old}"
    return rezip(content, {part: xml.replace(old, new).encode("utf-8")})

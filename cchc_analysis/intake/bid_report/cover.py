"""Whose procurement report a workbook is, and of which year: read from its words or its name, never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.intake.stated_days import implausible_day
from cchc_analysis.intake.workbook.cells import Cell, Sheet
from cchc_analysis.intake.workbook.hidden import hidden_notes
from cchc_analysis.period import Period, PeriodError
from cchc_analysis.reference.agencies import agencies_in_force, load_agencies, resolve_name
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.vietnamese.names import clean, name_key

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_TITLE_YEAR = re.compile(r"năm (20\d\d)(?!\d)")
_YEAR_WORD = re.compile(r"^năm\s+", re.IGNORECASE)
_TITLE_ROWS = 12
_NAME_PARTS = re.compile(r"\s*[_–—.]\s*|\s+-\s+|-")


@dataclass(frozen=True)
class ReportCover:
    """The agency and the year of a report."""

    agency_code: str
    year: int


def read_report_cover(sheets: Sequence[Sheet], file: str) -> ReportCover:
    """Read agency and year from labelled cells (``Cơ quan báo cáo: …``), titles (``năm 2022``) or the file's name.

    A name is matched with the registry of that year exactly, by code, name (in either language) or alias.
    Labels are those of `forms/cover_labels.csv`.

    Raises
    ------
    IntakeError
        With every fault at once: no year, several, one in which no package can have been, a quarter; no agency,
        several, or one the registry of that year does not have.
    """
    stated = list(_labelled(sheets))
    faults: list[Finding] = []
    year = _year(stated, sheets, file, faults)
    agency = _agency(stated, file, year, faults)
    if faults:
        raise IntakeError(faults)
    return ReportCover(agency, year)


def name_findings(cover: ReportCover, file: str) -> list[Finding]:
    """Hold a report whose file name says another agency or year than the report itself, which is followed."""
    stem = PurePosixPath(file).stem
    on = dt.date(cover.year, 12, 31)
    agencies = _named_agencies(stem, agencies_in_force(load_agencies(), on), on)
    years = {int(year) for year in _YEAR.findall(stem)}
    findings = []
    if agencies and cover.agency_code not in agencies:
        values: dict[str, object] = {"own": cover.agency_code, "named": ", ".join(sorted(agencies))}
        findings.append(Finding("bid_report.name_agency", Severity.HELD, file, values=values))
    if years and cover.year not in years:
        values = {"own": cover.year, "named": ", ".join(map(str, sorted(years)))}
        findings.append(Finding("bid_report.name_year", Severity.HELD, file, values=values))
    return findings


def hidden_cover_notes(sheets: Sequence[Sheet], file: str) -> Iterator[Finding]:
    """Note the cells that name agency and year although nobody sees them."""
    stated = list(_labelled(sheets))
    says_period = any(field == "period" for field, *_ in stated)
    for sheet in sheets:
        titles = [] if says_period else [cell for cell in sheet.cells if _names_year(cell)]
        own = [cell for _, _, name, cell in stated if name == sheet.name]
        yield from hidden_notes(
            [*own, *(titles if sheet.is_visible else [])],
            hidden_columns=sheet.hidden_columns,
            hidden_rows=sheet.hidden_rows,
            file=file,
            sheet=sheet.name,
        )


def _names_year(cell: Cell) -> bool:
    return cell.row <= _TITLE_ROWS and bool(_TITLE_YEAR.search(name_key(str(cell.value))))


def _named_agencies(stem: str, registry: pd.DataFrame, on: dt.date) -> set[str]:
    codes = set(registry["agency_code"])
    parts = [part for part in _NAME_PARTS.split(stem) if part]
    return {code for part in parts if (code := part if part in codes else resolve_name(registry, part, on))}


def _labelled(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str, str, Cell]]:
    """Yield field, value, sheet and cell of every label that is followed by a value."""
    table = read_rows(reference_file("forms/cover_labels.csv", None), ["field", "label", "source"])
    fields = {name_key(words): field for words, field in zip(table["label"], table["field"], strict=True)}
    for sheet in sheets:
        cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        for cell in sheet.cells if sheet.is_visible else ():
            if cell.row > _TITLE_ROWS:
                continue
            for words, value in _parts(str(cell.value), fields):
                right = cells.get((cell.row, cell.column + 1))
                told = clean(value) or clean(right.raw if right else "")
                if told:
                    yield fields[words], told, sheet.name, cell


def _parts(line: str, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Cut a line at its labels (``Cơ quan báo cáo: … – Kỳ báo cáo: …``); a dash inside a name cuts nothing."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"\s+–\s+", line):
        words, _, value = part.partition(":")
        if name_key(words) in fields:
            found.append((name_key(words), value))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} – {part}")
    return found


def _year(
    stated: Sequence[tuple[str, str, str, Cell]], sheets: Sequence[Sheet], file: str, faults: list[Finding]
) -> int:
    years: set[int] = set()
    for field, value, sheet, cell in stated:
        if field != "period":
            continue
        try:
            period = Period.parse(_YEAR_WORD.sub("", value))
        except PeriodError:
            faults.append(_rejected("period_unreadable", file, sheet=sheet, place=cell.address, raw_value=value))
            return 0
        if period != Period(period.year):
            faults.append(_rejected("cover_quarter", file, sheet=sheet, place=cell.address, raw_value=value))
            return 0
        years.add(period.year)
    titles = (str(cell.value) for sheet in sheets if sheet.is_visible for cell in sheet.cells
              if cell.row <= _TITLE_ROWS)  # fmt: skip
    years = years or {int(year) for title in titles for year in _TITLE_YEAR.findall(name_key(title))}
    years = years or {int(year) for year in _YEAR.findall(PurePosixPath(file).stem)}
    if len(years) != 1:
        code = "cover_years" if years else "cover_no_year"
        faults.append(_rejected(code, file, raw_value=", ".join(map(str, sorted(years)))))
        return 0
    year = years.pop()
    if (bounds := implausible_day(dt.date(year, 12, 31))) is not None:
        faults.append(_rejected("cover_year_implausible", file, raw_value=str(year), values=bounds))
        return 0
    return year


def _agency(stated: Sequence[tuple[str, str, str, Cell]], file: str, year: int, faults: list[Finding]) -> str:
    if not year:
        return ""
    on = dt.date(year, 12, 31)
    registry = agencies_in_force(load_agencies(), on)
    codes = set(registry["agency_code"])
    named = [(value, sheet, cell) for field, value, sheet, cell in stated if field.startswith("agency")]
    found: set[str] = set()
    for value, sheet, cell in named:
        code = value if value in codes else resolve_name(registry, value, on) or _english_name(registry, value)
        if code is None:
            faults.append(
                _rejected("cover_agency_unknown", file, sheet=sheet, place=cell.address, raw_value=value)
            )
        else:
            found.add(code)
    if not named:
        # The name of a file is only asked where the file itself says nothing.
        found = _named_agencies(PurePosixPath(file).stem, registry, on)
    if len(found) == 1 and not (named and faults):
        return found.pop()
    if not (named and faults):
        code = "cover_agencies" if found else "cover_no_agency"
        faults.append(_rejected(code, file, raw_value=", ".join(sorted(found))))
    return ""


def _english_name(registry: pd.DataFrame, value: str) -> str | None:
    """Return the only agency of this English name: so `bid-report` writes it in English."""
    own = registry.loc[registry["name_en"].map(name_key).eq(name_key(value)), "agency_code"].unique()
    return str(own[0]) if len(own) == 1 else None


def _rejected(
    code: str,
    file: str,
    *,
    sheet: str = "",
    place: str = "",
    raw_value: str = "",
    values: Mapping[str, int] | None = None,
) -> Finding:
    told = dict(values or {})
    return Finding(f"bid_report.{code}", Severity.FILE_REJECTED, file, sheet, place, raw_value[:200], told)

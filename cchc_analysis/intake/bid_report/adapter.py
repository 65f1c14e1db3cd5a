"""Procurement reports of agencies (Biểu 01-06B as filled in) into the table ``reported_totals``."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc_analysis.intake.bid_report.cover import (
    ReportCover,
    hidden_cover_notes,
    name_findings,
    read_report_cover,
)
from cchc_analysis.intake.bid_report.figures import SheetFigures
from cchc_analysis.intake.bid_report.layout import find_sheet
from cchc_analysis.intake.bid_report.sheet import other_sheet, read_sheet
from cchc_analysis.intake.bid_report.unsorted import is_unsorted, read_unsorted
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.table_types import REPORTED_TOTAL_TYPES, typed_table
from cchc_analysis.intake.workbook.opened import OpenedWorkbook, open_workbooks
from cchc_analysis.reference.bid_report_form import MEASURES, ReportSheet, load_bid_report_form

ADAPTER = "bid_reports"


@dataclass
class _Report:
    """One workbook after reading."""

    file: str
    sha256: str
    cover: ReportCover | None = None
    sheets: list[SheetFigures] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cell_count: int = 0

    @property
    def is_rejected(self) -> bool:
        return any(finding.severity is Severity.FILE_REJECTED for finding in self.findings)


def read_bid_reports(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read filled procurement report workbooks, trusting no total in them.

    Sheets are known by their number, rows and columns by their words: what stands elsewhere than on the official
    form is a finding, for the system refuses such a file. Packages on the sheet that `bid-report` adds for those
    in no Biểu are noted; their rows bear its Vietnamese name as their sheet. Every total and difference is
    computed again. Two workbooks of one agency and year are both rejected.

    Returns
    -------
    Table ``reported_totals`` as in `cchc_analysis.tables.report_contracts`, in đồng, as the agency reported it.
    Counts per file: ``row`` = rows of figures of the recognised sheets; ``cell`` = non-empty cells of the
    workbook, where labels and what is not read are explained.

    Raises `OSError` if a path cannot be read, `SandboxError` if the reading process does not start.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths] or [Path()]))
    report_form = load_bid_report_form()
    reports = [_read(one, report_form) for one in open_workbooks(paths, root=base)]
    _reject_competing(reports)
    records = [record for report in reports if not report.is_rejected for record in _records(report)]
    table = typed_table(records, REPORTED_TOTAL_TYPES)
    return SourceIntake(ADAPTER, {"reported_totals": table}, tuple(map(_account, reports)))


def _read(opened: OpenedWorkbook, report_form: Sequence[ReportSheet]) -> _Report:
    report = _Report(opened.file, opened.sha256, findings=list(opened.findings))
    if opened.sheets is None:
        return report
    report.cell_count = sum(len(sheet.cells) for sheet in opened.sheets)
    try:
        report.cover = read_report_cover(opened.sheets, opened.file)
        report.findings += name_findings(report.cover, opened.file)
        report.findings += hidden_cover_notes(opened.sheets, opened.file)
    except IntakeError as error:
        report.findings += error.findings
    numbers: list[str] = []
    unsorted: list[str] = []
    present: set[str] = set()
    for sheet in opened.sheets:
        if is_unsorted(sheet):
            figures, findings = read_unsorted(sheet, report_form, file=opened.file)
            report.findings += findings
            report.sheets += [figures] if figures else []
            unsorted += [sheet.name] if figures else []
            continue
        filled = find_sheet(sheet, report_form)
        if filled is None:
            report.findings += other_sheet(sheet, report_form, file=opened.file)
            continue
        present.add(filled.report_form.sheet)
        if not sheet.is_visible:
            report.findings.append(Finding("bid_report.sheet_hidden", Severity.HELD, opened.file, sheet.name))
        else:
            numbers.append(filled.report_form.sheet)
            figures, findings = read_sheet(filled, file=opened.file)
            report.findings += findings
            report.sheets += [figures] if figures else []
    for name in [*sorted({name for name in numbers if numbers.count(name) > 1}), *unsorted[1:]]:
        report.findings.append(Finding("bid_report.sheet_twice", Severity.FILE_REJECTED, opened.file, name))
    if not numbers and not present:
        report.findings.append(Finding("bid_report.no_sheet", Severity.FILE_REJECTED, opened.file))
    elif lost := [one.sheet for one in report_form if one.lines and one.sheet not in present]:
        values = {"sheets": ", ".join(lost)}
        report.findings.append(Finding("bid_report.sheets_missing", Severity.HELD, opened.file, values=values))
    return report


def _reject_competing(reports: Sequence[_Report]) -> None:
    rivals: dict[ReportCover, list[_Report]] = defaultdict(list)
    for report in reports:
        if report.cover and not report.is_rejected:
            rivals[report.cover].append(report)
    for cover, same in rivals.items():
        values = {
            "agency_code": cover.agency_code,
            "year": cover.year,
            "files": ", ".join(one.file for one in same),
        }
        for report in same if len(same) > 1 else []:
            rejected = Finding("bid_report.agency_twice", Severity.FILE_REJECTED, report.file, values=values)
            report.findings.append(rejected)


def _records(report: _Report) -> Iterator[dict[str, Any]]:
    cover = report.cover
    for figures in report.sheets if cover else []:
        groups = list(dict.fromkeys(group for group, _ in figures.filled.columns))
        for row in figures.filled.rows:
            for group in groups if row.row not in figures.rejected_rows else []:
                amounts = [figures.values.get((row.row, group, measure)) for measure in MEASURES[:3]]
                if cover is None or all(amount is None for amount in amounts):
                    continue
                count, *money = (None if amount is None else amount for amount in amounts)
                price, award = (None if one is None else round(one * figures.unit_vnd) for one in money)
                block, code, is_online, is_domestic = row.key
                yield {
                    "agency_code": cover.agency_code,
                    "year": cover.year,
                    "sheet": figures.filled.report_form.sheet,
                    "block": block,
                    "row_code": code,
                    "is_online": is_online,
                    "is_domestic": is_domestic,
                    "group": group,
                    "package_count": None if count is None else int(count),
                    "price_vnd": price,
                    "award_vnd": award,
                    "source_file": report.file,
                    "source_row": row.row,
                }


def _account(report: _Report) -> FileIntake:
    rows, cells = Counter[str](), Counter[str]()
    for figures in report.sheets:
        for row in figures.filled.rows:
            outcome = "rejected" if report.is_rejected or row.row in figures.rejected_rows else "used"
            rows[outcome] += 1
            places = [place for place in (*figures.values, *figures.faulty) if place[0] == row.row]
            cells["rejected"] += len(
                {place for place in places if outcome == "rejected" or place in figures.faulty}
            )
            cells["used"] += len({p for p in places if outcome == "used" and p not in figures.faulty})
        unknown = len(figures.filled.unknown)
        rows["rejected"] += unknown
    counted = (
        Counts("row", sum(rows.values()), rows["used"], rejected=rows["rejected"]),
        Counts("cell", report.cell_count, cells["used"], rejected=cells["rejected"],
               explained=report.cell_count - cells["used"] - cells["rejected"]),
    )  # fmt: skip
    return FileIntake(report.file, report.sha256, ADAPTER, counted, tuple(report.findings))

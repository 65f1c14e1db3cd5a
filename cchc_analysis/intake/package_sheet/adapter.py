"""Hand-made lists of packages (Excel or CSV with Vietnamese headings) into the table ``packages``."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cchc_analysis.intake.delimited import read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.package_sheet.headings import Rows, text_cells
from cchc_analysis.intake.package_sheet.package_list import PackageList, read_list
from cchc_analysis.intake.package_sheet.rows import Known, load_known
from cchc_analysis.intake.package_sheet.tables import PlacedRow, package_tables
from cchc_analysis.intake.package_sheet.unsettled import CONTRADICTS
from cchc_analysis.intake.workbook.opened import open_workbooks
from cchc_analysis.intake.workbook.safety import is_workbook

ADAPTER = "packages"
_CSV_SUFFIXES = {".csv", ".tsv", ".txt"}


def read_package_sheets(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read lists of packages with Vietnamese headings (`forms/package_headings.csv`), workbooks and CSV alike.

    A list needs the name, agency, field, form, online mark, price (with its unit) and day of publication of every
    package; all faults of a row are named at once. Where it has no column for domestic or international and for
    the method, packages are taken for what almost all are (`ASSUMED`), and that is said. The same package twice
    counts once; one that stands with two contents is not used and is one package of ``unsettled``. Numbers that
    differ by capitals or dashes are one number. A list whose unit of money is not certain is held
    whole.

    Returns ``packages``, ``unsettled`` and, with columns on results, ``procedures`` as in
    `cchc_analysis.tables.package_contracts`. Counts per file in rows below the heading, blank ones not counted.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths] or [Path()]))
    texts = [path for path in paths if path.suffix.lower() in _CSV_SUFFIXES]
    books = [path for path in paths if path not in texts and is_workbook(path)]
    known = load_known()
    lists: dict[str, PackageList | FileIntake] = {}
    for path in paths:
        file = path.relative_to(base).as_posix()
        if path in texts:
            lists[file] = _read_text(file, path, known)
        elif path not in books:
            lists[file] = unused_file(file, path, adapter=ADAPTER)
    for opened in open_workbooks(books, root=base):
        one = PackageList(opened.file, opened.sha256, findings=list(opened.findings))
        lists[opened.file] = one
        for sheet in opened.sheets or ():
            rows: Rows = {}
            for cell in sheet.cells:
                rows.setdefault(cell.row, {})[cell.column] = cell
            read_list(
                one,
                rows,
                known,
                sheet=sheet.name,
                is_visible=sheet.is_visible,
                hidden=sheet.hidden_rows,
                merged=sheet.merged,
            )
        if opened.sheets is not None and not one.has_heading:
            one.findings.append(Finding("package_sheet.no_heading", Severity.FILE_REJECTED, opened.file))
    read = [one for one in lists.values() if isinstance(one, PackageList)]
    judged = _judge_twice(read)
    accounts = tuple(_account(one) if isinstance(one, PackageList) else one for _, one in sorted(lists.items()))
    return SourceIntake(ADAPTER, package_tables(judged), accounts)


def _read_text(file: str, path: Path, known: Known) -> PackageList | FileIntake:
    data = path.read_bytes()
    try:
        delimited = read_delimited(data, file=file)
    except IntakeError as refusal:
        return refused_file(file, data, adapter=ADAPTER, findings=refusal.findings)
    one = PackageList(file, hashlib.sha256(data).hexdigest(), findings=list(delimited.findings))
    rows = {record.number: text_cells(record) for record in delimited.records}
    read_list(one, {number: cells for number, cells in rows.items() if cells}, known)
    if not one.has_heading:
        one.findings.append(Finding("package_sheet.no_heading", Severity.FILE_REJECTED, file))
        one.outcomes["rejected"] += len(rows)
    return one


def _judge_twice(lists: Sequence[PackageList]) -> list[PlacedRow]:
    """Count a package once; reject every row of one that stands with several contents.

    A row that is not used has a say too if it bears a number: a package that a sound row gives is used only where
    the others say the same of it, and then they stand for no other package.
    """
    same: dict[str, list[tuple[PackageList, PlacedRow]]] = defaultdict(list)
    for one in lists:
        for placed in one.rows:
            if placed.key:
                same[placed.key].append((one, placed))
    judged: list[PlacedRow] = []
    for one in lists:
        for placed in one.rows:
            rivals = [rival for _, rival in same[placed.key]] if placed.key else []
            sound = [rival for rival in rivals if not rival.finding]
            place = f"row {placed.row.number}"
            values = {"package_id": placed.key}
            if _contradict(rivals):
                one.findings.append(
                    Finding(CONTRADICTS, Severity.ROW_REJECTED, one.file, place=place, values=values)
                )
                rejected = replace(placed, finding=CONTRADICTS, severity=Severity.ROW_REJECTED.value)
                judged.append(placed if placed.finding else rejected)
                one.outcomes["rejected"] += 1
            elif placed.finding:
                judged += [] if sound else [placed]
                one.outcomes["rejected"] += 1
            elif sound[0] is not placed:
                code = "package_sheet.repeated"
                one.findings.append(Finding(code, Severity.NOTE, one.file, place=place, values=values))
                one.outcomes["repeated"] += 1
            else:
                judged.append(placed)
                one.outcomes["used"] += 1
    return judged


def _contradict(rows: Sequence[PlacedRow]) -> bool:
    """Tell whether rows say different things of a package; a price whose unit is asked about says nothing."""
    asked = [placed for placed in rows if placed.finding == "package_sheet.unit_unknown"]
    said = [placed.content for placed in rows if placed.finding != "package_sheet.unit_unknown"]
    unpriced = [placed.content | {"value_vnd": None} for placed in (rows if asked else ())]
    return any(content != said[0] for content in said) or any(content != unpriced[0] for content in unpriced)


def _account(one: PackageList) -> FileIntake:
    names = ("used", "repeated", "rejected", "explained")
    counts = Counts("row", sum(one.outcomes.values()), **{name: one.outcomes[name] for name in names})
    return FileIntake(one.file, one.sha256, ADAPTER, (counts,), tuple(one.findings))

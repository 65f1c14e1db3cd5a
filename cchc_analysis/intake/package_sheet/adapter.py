"""Hand-made lists of packages (Excel or CSV with Vietnamese headings) into the table ``packages``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from cchc_analysis.intake.delimited import read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.package_sheet.headings import Rows, text_cells
from cchc_analysis.intake.package_sheet.judging import judge_rows
from cchc_analysis.intake.package_sheet.package_list import PackageList, read_list
from cchc_analysis.intake.package_sheet.rows import Known, load_known
from cchc_analysis.intake.package_sheet.tables import package_tables
from cchc_analysis.intake.workbook.opened import open_workbooks
from cchc_analysis.intake.workbook.safety import is_workbook

ADAPTER = "packages"
_CSV_SUFFIXES = {".csv", ".tsv", ".txt"}


def read_package_sheets(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read lists of packages with Vietnamese headings (`forms/package_headings.csv`), workbooks and CSV alike.

    A list needs the name, agency, field, form, online mark, price (with its unit) and day of publication of every
    package; all faults of a row are named at once. Where it has no column for domestic or international and for
    the method, packages are taken for what almost all are (`ASSUMED`), and that is said. A list whose unit of
    money is not certain is held whole.

    The same package twice counts once; one that stands with two contents is not used and is one package of
    ``unsettled``. What a number identifies is said by `cchc_analysis.intake.package_sheet.judging.judge_rows`.

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
    for opened in open_workbooks(books, root=base, are_lists=True):
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
                hidden_columns=sheet.hidden_columns,
                merged=sheet.merged,
            )
        if opened.sheets is not None and not one.has_heading:
            one.findings.append(Finding("package_sheet.no_heading", Severity.FILE_REJECTED, opened.file))
    read = [one for one in lists.values() if isinstance(one, PackageList)]
    judged = judge_rows(read)
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


def _account(one: PackageList) -> FileIntake:
    names = ("used", "repeated", "rejected", "explained")
    counts = Counts("row", sum(one.outcomes.values()), **{name: one.outcomes[name] for name in names})
    return FileIntake(one.file, one.sha256, ADAPTER, (counts,), tuple(one.findings))

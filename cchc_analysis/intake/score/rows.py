"""Every row of a score table: used, rejected with its cells, or explained; none is lost."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.score.cells import is_blank, read_applies, read_code, read_score
from cchc_analysis.intake.score.criterion_row import Criterion, Entries, read_entries
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.layout import REQUIRED_COLUMNS, SCORE_COLUMNS, ScoreTable, label_key
from cchc_analysis.texts import LANGUAGES, text

# A criterion code has a digit and no space: "1.2.3", "TC-04"; "Nơi nhận:" and "TỔNG CỘNG" have not.
_CODE_SHAPE = re.compile(r"[\w.\-]*\d[\w.\-]*")


@dataclass(frozen=True)
class ScoreRow:
    """One row of the table: its cells by column name, its code, and what became of it."""

    number: int
    cells: dict[str, Cell]
    code: str
    code_finding: str
    outcome: Literal["used", "rejected", "explained"] = "explained"
    findings: tuple[Finding, ...] = ()
    entries: Entries | None = None


def read_rows(
    table: ScoreTable, criteria: Iterable[Criterion], *, inner_codes: Collection[str], file: str
) -> list[ScoreRow]:
    """Judge every non-empty row below the header, in order.

    Used: a criterion whose entries have no fault. Rejected: a fault, with its cells; both rows of a
    criterion given twice; hidden rows and cells (held for a person); an unknown code; points without a code.
    Explained: domains, repeated headings, blank lines, a total that agrees, and text such as the signature.
    """
    leaves = {criterion.code: criterion for criterion in criteria}
    rows = [_open_row(table, number, {*leaves, *inner_codes}) for number in table.rows]
    times = Counter(row.code for row in rows)
    last_coded = max((row.number for row in rows if row.code in {*leaves, *inner_codes}), default=0)
    judged, totals = [], []
    for row in rows:
        findings: list[Finding] = []
        if row.number in table.repeated_header_rows:
            findings = [_finding(table, file, "workbook.repeated_header", Severity.NOTE, row.number)]
        elif row.code_finding == "workbook.code_unreadable":
            findings = [_rejected(table, file, row.code_finding, row.cells["code"])]
        elif row.code in leaves:
            judged.append(_judge_criterion(table, row, leaves[row.code], file, times=times[row.code]))
            continue
        elif row.code in inner_codes:
            findings = _inner_node_findings(table, row, file)
        elif _CODE_SHAPE.fullmatch(row.code):
            findings = [_rejected(table, file, "workbook.criterion_unknown", row.cells["code"])]
        elif _is_total(row):
            totals.append(row.number)
        else:
            findings = _words_findings(table, row, file, is_after_table=row.number > last_coded)
        judged.append(_with_findings(row, findings))
    return [
        _with_findings(row, _total_findings(table, row, judged, file)) if row.number in totals else row
        for row in judged
    ]


def _open_row(table: ScoreTable, number: int, known: Collection[str]) -> ScoreRow:
    named = {name: table.rows[number].get(column) for name, column in table.columns.items()}
    cells = {name: cell for name, cell in named.items() if cell is not None and not is_blank(cell)}
    return ScoreRow(number, cells, *read_code(cells.get("code"), known))


def _finding(
    table: ScoreTable, file: str, code: str, severity: Severity, at: Cell | int, **values: object
) -> Finding:
    place, raw_value = (f"row {at}", "") if isinstance(at, int) else (at.address, at.raw)
    return Finding(code, severity, file, table.sheet.name, place, raw_value, values)


def _rejected(table: ScoreTable, file: str, code: str, at: Cell | int, **values: object) -> Finding:
    return _finding(table, file, code, Severity.ROW_REJECTED, at, **values)


def _with_findings(row: ScoreRow, findings: Sequence[Finding]) -> ScoreRow:
    """Add findings to a row; one that costs the row makes it rejected."""
    is_lost = any(finding.severity != Severity.NOTE for finding in findings)
    outcome = "rejected" if is_lost else row.outcome
    return replace(row, outcome=outcome, findings=(*row.findings, *findings))


def _judge_criterion(table: ScoreTable, row: ScoreRow, criterion: Criterion, file: str, *, times: int) -> ScoreRow:
    entries = read_entries(row.cells, criterion)
    findings = [*_hidden_findings(table, row, file), *_merged_findings(table, row, file)]
    if times > 1:
        findings.append(_rejected(table, file, "workbook.criterion_twice", row.cells["code"], times=times))
    for fault in entries.faults:
        # What another workbook holds may be right: only a person can look there.
        is_external = fault.code == "workbook.formula_external"
        severity = Severity.HELD if is_external else Severity.ROW_REJECTED
        findings.append(_finding(table, file, fault.code, severity, fault.cell, **fault.values))
    if not findings and not criterion.is_for_agency:
        note = _finding(table, file, "workbook.criterion_not_due", Severity.NOTE, row.cells["code"])
        return _with_findings(row, [note])
    notes = [_finding(table, file, note.code, Severity.NOTE, note.cell) for note in entries.notes]
    if row.code_finding:
        code_cell = row.cells["code"]
        notes.append(_finding(table, file, row.code_finding, Severity.NOTE, code_cell, criterion=row.code))
    return _with_findings(replace(row, outcome="used", entries=entries), [*findings, *notes])


def _hidden_findings(table: ScoreTable, row: ScoreRow, file: str) -> list[Finding]:
    is_hidden_row = row.number in table.sheet.hidden_rows
    hidden = [
        cell.address
        for name, cell in row.cells.items()
        if is_hidden_row or (name in REQUIRED_COLUMNS and cell.column in table.sheet.hidden_columns)
    ]
    if not hidden:
        return []
    addresses = ", ".join(hidden)
    return [_finding(table, file, "workbook.hidden_cells", Severity.HELD, row.number, cells=addresses)]


def _merged_findings(table: ScoreTable, row: ScoreRow, file: str) -> list[Finding]:
    required = {table.columns[name] for name in REQUIRED_COLUMNS}
    return [
        _rejected(table, file, "workbook.merged_cells", row.number)
        for top, left, bottom, right in table.sheet.merged
        if top <= row.number <= bottom and required & set(range(left, right + 1))
    ][:1]


def _inner_node_findings(table: ScoreTable, row: ScoreRow, file: str) -> list[Finding]:
    """Points on a domain are a sum of its criteria and not used; "not applicable" must not be lost there."""
    applies = row.cells.get("applies")
    if applies is not None and not read_applies(applies):
        return [_rejected(table, file, "workbook.inner_not_applicable", applies, criterion=row.code)]
    scores = [row.cells[name] for name in SCORE_COLUMNS if name in row.cells]
    return [_finding(table, file, "workbook.inner_score", Severity.NOTE, cell) for cell in scores]


def _words_findings(table: ScoreTable, row: ScoreRow, file: str, *, is_after_table: bool) -> list[Finding]:
    """Judge a row without a criterion code: a heading or the signature, or points nobody can place."""
    entries = [row.cells[name] for name in ("applies", *SCORE_COLUMNS) if name in row.cells]
    # A signature block stands where the scores stand; there, only words are words.
    lost = [cell for cell in entries if not (is_after_table and _is_plain_words(cell))]
    if lost:
        return [_rejected(table, file, "workbook.code_missing", cell) for cell in lost]
    words = " | ".join(cell.raw for cell in row.cells.values())
    note = _finding(table, file, "workbook.text_row", Severity.NOTE, row.number)
    return [replace(note, raw_value=words)] if words else []


def _is_plain_words(cell: Cell) -> bool:
    is_answer = read_applies(cell) is not None
    return cell.kind == "text" and not cell.formula and not is_answer and bool(read_score(cell).fault)


def _is_total(row: ScoreRow) -> bool:
    words = {word for language in LANGUAGES for word in text("workbook.total_words", language).split(";")}
    starts = tuple(label_key(word) for word in words)
    return any(cell.kind == "text" and label_key(cell.value).startswith(starts) for cell in row.cells.values())


def _total_findings(table: ScoreTable, row: ScoreRow, rows: Sequence[ScoreRow], file: str) -> list[Finding]:
    """Hold a total that is not the sum of the points used: something may have been lost above it."""
    findings = [_finding(table, file, "workbook.total_row", Severity.NOTE, row.number)]
    for column in SCORE_COLUMNS:
        cell = row.cells.get(column)
        used = [other.entries.scores[column] for other in rows if other.entries and other.outcome == "used"]
        expected = math.fsum(points for points in used if not math.isnan(points))
        if cell is not None and not math.isclose(read_score(cell).points, expected, abs_tol=1e-6):
            finding = _finding(
                table, file, "workbook.total_differs", Severity.HELD, cell, expected=float(f"{expected:g}")
            )
            findings.append(finding)
    return findings

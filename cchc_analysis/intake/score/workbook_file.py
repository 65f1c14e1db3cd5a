"""One score workbook: accepted with every row accounted for, or rejected whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity
from cchc_analysis.intake.score.cover import Cover, read_cover
from cchc_analysis.intake.score.rows import ScoreRow, read_rows
from cchc_analysis.intake.workbook.cells import Sheet
from cchc_analysis.intake.workbook.layout import ScoreTable, find_table

_ADAPTER = "score_workbook"
_UNKNOWN_SHARE = 0.5


@dataclass(frozen=True)
class ScoreFile:
    """One file after intake: its account and, when it was accepted, its cover and its rows."""

    intake: FileIntake
    cover: Cover | None = None
    rows: tuple[ScoreRow, ...] = ()

    def rejected(self, *findings: Finding) -> ScoreFile:
        """Return the file as refused whole, for a reason found later."""
        counts = tuple(Counts(part.unit, part.read, 0, rejected=part.read) for part in self.intake.counts)
        return ScoreFile(replace(self.intake, counts=counts, findings=findings))


def unopened_file(file: str, sha256: str, findings: Sequence[Finding]) -> ScoreFile:
    """Account for a file that never became a workbook: what it holds cannot be known and counts 0."""
    counts = (Counts("row", 0, 0), Counts("cell", 0, 0))
    return ScoreFile(FileIntake(file, sha256, _ADAPTER, counts, tuple(findings)))


def read_score_file(
    file: str, sha256: str, sheets: Sequence[Sheet], *, notes: Sequence[Finding] = ()
) -> ScoreFile:
    """Read the cells of one workbook as scores; `notes` are what is already known of the file.

    Rejected whole: no table, a cover that cannot be believed, no criterion at all, or more than half of the
    coded rows unknown to the framework (another framework's form).
    """
    cell_count = sum(len(sheet.cells) for sheet in sheets)
    lost = [Counts("row", 0, 0), Counts("cell", cell_count, 0, rejected=cell_count)]
    try:
        table = find_table(sheets, file)
        lost[0] = Counts("row", len(table.rows), 0, rejected=len(table.rows))
        cover, cover_notes = read_cover(table, file)
        rows = read_rows(table, cover.criteria, inner_codes=cover.inner_codes, file=file)
        _check_framework(table, cover, rows, file)
    except IntakeError as error:
        findings = (*notes, *error.findings)
        return ScoreFile(FileIntake(file, sha256, _ADAPTER, tuple(lost), findings))
    row_findings = [finding for row in rows for finding in row.findings]
    findings = (*notes, *table.findings, *cover_notes, *row_findings, *_missing(table, cover, rows, file))
    counts = (_row_counts(rows), _cell_counts(sheets, table, rows))
    return ScoreFile(FileIntake(file, sha256, _ADAPTER, counts, findings), cover, tuple(rows))


def _check_framework(table: ScoreTable, cover: Cover, rows: Sequence[ScoreRow], file: str) -> None:
    coded = [row for row in rows if row.code or row.code_finding]
    unknown = [row for row in coded if any(found.code == "workbook.criterion_unknown" for found in row.findings)]
    if not coded or len(unknown) > _UNKNOWN_SHARE * len(coded):
        values = {
            "unknown": len(unknown),
            "coded": len(coded),
            "framework": cover.framework.code,
            "year": cover.year,
        }
        code = "workbook.framework_differs" if coded else "workbook.no_criteria"
        raise IntakeError([Finding(code, Severity.FILE_REJECTED, file, table.sheet.name, values=values)])


def _missing(table: ScoreTable, cover: Cover, rows: Sequence[ScoreRow], file: str) -> list[Finding]:
    """Note each criterion the agency owes and did not list: it is missing, never 0."""
    listed = {row.code for row in rows}
    return [
        Finding("workbook.criterion_missing", Severity.NOTE, file, table.sheet.name, raw_value=criterion.code)
        for criterion in cover.criteria
        if criterion.is_for_agency and criterion.code not in listed
    ]


def _row_counts(rows: Sequence[ScoreRow]) -> Counts:
    outcomes = [row.outcome for row in rows]
    return Counts(
        "row",
        read=len(rows),
        used=outcomes.count("used"),
        rejected=outcomes.count("rejected"),
        explained=outcomes.count("explained"),
    )


def _cell_counts(sheets: Sequence[Sheet], table: ScoreTable, rows: Sequence[ScoreRow]) -> Counts:
    """Account for every cell; other sheets, cover, header and cells outside the table are explained."""
    sizes = {row.number: len(table.rows[row.number]) for row in rows}
    used = sum(len(row.cells) for row in rows if row.outcome == "used")
    beside = sum(sizes[row.number] - len(row.cells) for row in rows if row.outcome == "used")
    above = sum(cell.row <= table.header_row for cell in table.sheet.cells)
    elsewhere = sum(len(sheet.cells) for sheet in sheets if sheet.name != table.sheet.name)
    return Counts(
        "cell",
        read=sum(len(sheet.cells) for sheet in sheets),
        used=used,
        rejected=sum(sizes[row.number] for row in rows if row.outcome == "rejected"),
        explained=beside
        + above
        + elsewhere
        + sum(sizes[row.number] for row in rows if row.outcome == "explained"),
    )

"""The provincial competitiveness index (PCI) as one table by province and year: sub-indices into ``scores``."""

from __future__ import annotations

import functools
import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.intake.delimited import Record, read_delimited
from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.pci.coverage import year_findings
from cchc_analysis.intake.pci.rows import Row, Ruling, Versions, filled_cells, rule, understand
from cchc_analysis.intake.pci.versions import is_pci_heading, is_totals_heading, version_of
from cchc_analysis.intake.score.records import scores_table
from cchc_analysis.reference.provinces import province_codes

ADAPTER = "pci"

_UNITS = ("row", "cell")
_HEADING_BYTES = 4096


@dataclass(frozen=True)
class _File:
    """One table after its heading was understood."""

    file: str
    sha256: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]
    findings: tuple[Finding, ...]


def read_pci(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read the sub-indices of the competitiveness index into the table ``scores``.

    A table with the columns ``prov, year, pci_…`` holds one row per province and year, each sub-index on a
    scale of 0 to 10. The framework of the year gives a sub-index its maximum points (its weight in percent), so
    points = sub-index × maximum / 10, computed in exact decimals: 10 is the full points, and the points of a
    province add up to its index. Provinces are matched by name, with or without accents, or by a listed alias.

    An empty sub-index stays missing, never 0. A row without a province, of an unknown one, of one that no longer
    existed, or given twice with different content is rejected and named. The published totals are not scores: they
    are compared with the sum of the points, and a year in which they differ is held for a person. A file with
    totals only (``rank, province, pci_YYYY``) and any other file is listed and not used.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    ``scores`` as in `cchc_analysis.tables.contracts`, framework ``pci``, `agency_code` the province code. Each
    file has counts of rows and of filled cells; published totals count as explained cells.

    Source: data/reference/frameworks.yml, entries ``pci``.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    named = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    read = {name: _read_file(name, path) for name, path in named}
    tables = [one for one in read.values() if isinstance(one, _File)]
    rulings = _rule_rows(tables)
    files = tuple(_account(one, rulings[name]) if isinstance(one, _File) else one for name, one in read.items())
    scores = (score for ruled in rulings.values() for ruling in ruled for score in ruling.scores)
    return SourceIntake(ADAPTER, {"scores": scores_table(scores)}, files)


def is_pci_file(path: Path) -> bool:
    """Tell by its heading whether a file is a table of sub-indices."""
    return is_pci_heading(_first_line(path))


def _first_line(path: Path) -> tuple[str, ...]:
    if path.suffix.lower() != ".csv":
        return ()
    with path.open("rb") as stream:
        line = stream.readline(_HEADING_BYTES)
    try:
        return read_delimited(line, file=path.name).records[0].cells
    except IntakeError:
        return ()


def _read_file(file: str, path: Path) -> _File | FileIntake:
    if is_totals_heading(_first_line(path)):
        note = Finding("pci.totals_only", Severity.NOTE, file)
        return FileIntake(file, file_sha256(path), ADAPTER, (), (note,))
    if not is_pci_file(path):
        return unused_file(file, path, adapter=ADAPTER)
    data = path.read_bytes()
    try:
        delimited = read_delimited(data, file=file)
        columns = tuple(cell.strip() for cell in delimited.records[0].cells)
        repeated = sorted({column for column in columns if columns.count(column) > 1})
        if repeated:
            names = ", ".join(repeated)
            raise IntakeError(
                [Finding("pci.column_repeated", Severity.FILE_REJECTED, file, place="row 1", raw_value=names)]
            )
    except IntakeError as refusal:
        return refused_file(file, data, adapter=ADAPTER, findings=refusal.findings, units=_UNITS)
    return _File(file, hashlib.sha256(data).hexdigest(), columns, delimited.records[1:], delimited.findings)


def _rule_rows(files: Iterable[_File]) -> dict[str, list[Ruling]]:
    """Rule on every row in file order; a province has one row a year over all files."""
    codes, versions = province_codes(), functools.cache(version_of)
    understood = {file.file: _understand(file, codes, versions) for file in files}
    same_key: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for rows in understood.values():
        for _, row in rows:
            if isinstance(row, Row):
                same_key[row.key].append(row)
    return {file: [_rule_row(record, row, same_key) for record, row in rows] for file, rows in understood.items()}


def _understand(
    file: _File, codes: Mapping[str, str], versions: Versions
) -> list[tuple[Record, Row | Finding | None]]:
    """Pair every record with whose row it is; an empty one is nobody's."""
    return [
        (
            record,
            None
            if record.is_empty
            else understand(file.file, file.columns, record, codes=codes, versions=versions),
        )
        for record in file.records
    ]


def _rule_row(
    record: Record, row: Row | Finding | None, same_key: Mapping[tuple[int, str], Sequence[Row]]
) -> Ruling:
    if row is None:
        return Ruling("explained", Counter())
    filled = filled_cells(record)
    if isinstance(row, Finding):
        return Ruling("rejected", Counter(rejected=filled), findings=(row,))
    rows = same_key[row.key]
    if len({one.content for one in rows}) > 1:
        finding = Finding(
            "pci.province_conflict",
            Severity.ROW_REJECTED,
            row.file,
            place=f"row {row.number}",
            raw_value=row.cells["prov"],
            values={"year": row.version.year, "rows": len(rows)},
            year=row.version.year,
        )
        return Ruling("rejected", Counter(rejected=filled), findings=(finding,))
    if rows[0] is not row:
        return Ruling("repeated", Counter(repeated=filled), row)
    return rule(row)


def _account(file: _File, rulings: list[Ruling]) -> FileIntake:
    rows = Counter(ruling.outcome for ruling in rulings)
    cells = sum((ruling.cells for ruling in rulings), Counter[str]())
    findings = [*file.findings]
    notes = (("explained", "intake.empty_lines"), ("repeated", "pci.rows_repeated"))
    findings += [
        Finding(code, Severity.NOTE, file.file, values={"count": rows[outcome]})
        for outcome, code in notes
        if rows[outcome]
    ]
    findings += [finding for ruling in rulings for finding in ruling.findings]
    findings += year_findings(file.file, file.columns, rulings)
    filled = sum(filled_cells(record) for record in file.records)
    counts = (
        Counts("row", len(file.records), **_all_outcomes(rows)),
        Counts("cell", filled, **_all_outcomes(cells)),
    )
    return FileIntake(file.file, file.sha256, ADAPTER, counts, tuple(findings))


def _all_outcomes(outcomes: Counter[str]) -> dict[str, int]:
    return {name: outcomes[name] for name in ("used", "repeated", "rejected", "explained")}

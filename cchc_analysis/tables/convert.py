"""A list of packages of any size into a warehouse, in bounded memory: part by part, then one sort on the disk."""

from __future__ import annotations

import heapq
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity
from cchc_analysis.intake.stream_packages import Lost, PackageFormat, package_format
from cchc_analysis.intake.stream_records import ends_with_a_line_end
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.convert_parts import (
    ROWS_PER_PART,
    WrittenPart,
    read_findings,
    row_of,
    write_parts,
)
from cchc_analysis.tables.engine import open_engine
from cchc_analysis.tables.layout import write_layout
from cchc_analysis.tables.warehouse import (
    NoWarehouseError,
    SourceChangedError,
    Warehouse,
    file_key,
    open_warehouse,
    publish_warehouse,
    warehouse_folder,
)

FINDINGS_FILE = "findings.jsonl"
# What DuckDB may take for finding doubled packages and for the sort.
_MEMORY = "768MB"
# A report lists findings one by one: those beyond stand in the file only.
_MOST_LISTED = 500
_LOST_AT_ONCE = 100_000


def convert_packages(
    path: Path, *, on_read: Callable[[int], object] = lambda done: None, size: int = ROWS_PER_PART
) -> Warehouse:
    """Convert one file of packages into a warehouse, and open it; one that is there already is only opened.

    The file is the project's own table of packages or a list with Vietnamese headings, as CSV in UTF-8, also
    compressed by gzip. It is read in parts of `size` rows, each written to the disk: a run that was stopped goes
    on after the last whole part, while a file or code that changed starts anew. Nothing can be seen until all of
    it is there. `on_read` is told how many bytes of the file have been read.

    Packages that stand in several rows are judged over the whole file: once where the rows say the same, not at
    all where they do not. Every finding stands with its row in ``findings.jsonl`` of the warehouse.

    Raises
    ------
    IntakeError
        If the file has to be refused.
    SourceChangedError
        If it changed while it was read.
    """
    form = package_format(path, file=path.name)
    key, sha256 = file_key(form.adapter, path)
    try:
        return open_warehouse(key)
    except NoWarehouseError:
        folder = warehouse_folder(key)
        shutil.rmtree(folder, ignore_errors=True)
    staging = _staging(folder, path)
    parts = write_parts(path, form, file=path.name, folder=staging / "parts", on_read=on_read, size=size)
    if file_key(form.adapter, path)[0] != key:
        shutil.rmtree(staging)
        raise SourceChangedError(path=path)
    built = staging / "built"
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir()
    account = _finish(path, form, staging / "parts", parts, built, sha256)
    publish_warehouse(built, folder, tables=("packages", "unsettled"), files=[account], is_synthetic=False)
    shutil.rmtree(staging)
    return open_warehouse(key)


def _staging(folder: Path, path: Path) -> Path:
    """Return the folder that keeps the parts between runs; remove that of the same file as it was before."""
    staging = folder.with_name(f".converting-{folder.name}")
    staging.mkdir(parents=True, exist_ok=True)
    source = str(path.resolve())
    for other in folder.parent.glob(".converting-*/source"):
        if other.parent != staging and other.read_text(encoding="utf-8") == source:
            shutil.rmtree(other.parent, ignore_errors=True)
    (staging / "source").write_text(source, encoding="utf-8")
    return staging


def _finish(
    path: Path, form: PackageFormat, folder: Path, parts: list[WrittenPart], built: Path, sha256: str
) -> FileIntake:
    """Judge packages that stand twice, sort, and account for every row."""
    if not parts:
        raise IntakeError([Finding("intake.no_records", Severity.FILE_REJECTED, path.name)])
    with open_engine("duckdb", memory=_MEMORY, spill=built.parent / "spill") as engine:
        engine.raw_sql(_TWICE.format(keys=_parts_in(folder, "keys")))
        contradicting, repeated = engine.raw_sql(
            "SELECT count(*) FILTER (contradicts AND NOT is_faulty), count(*) FILTER (NOT contradicts) FROM twice"
        ).fetchone()
        rows = _parts_in(folder, "rows")
        used = f"(SELECT * FROM read_parquet('{rows}') ANTI JOIN twice ON source_row = row)"  # noqa: S608 - our own folder
        write_layout(engine, used, name="packages", folder=built)
        (count,) = engine.raw_sql(f"SELECT count(*) FROM {used}").fetchone()  # noqa: S608 - as above
        _write_unsettled(engine, form, folder, built)
        listed, more = _write_findings(engine, form, path, folder, built)
    read, explained = sum(part.read for part in parts), sum(part.explained for part in parts)
    lost = sum(part.lost for part in parts) + contradicting
    counts = Counts("row", read, count, repeated, lost, explained)
    if more:
        values = {"shown": len(listed), "count": len(listed) + more, "findings_file": FINDINGS_FILE}
        listed.append(Finding("stream.more_findings", Severity.NOTE, path.name, values=values))
    if not count:
        raise IntakeError(listed)
    return FileIntake(path.name, sha256, form.adapter, (counts,), tuple(listed))


def _parts_in(folder: Path, kind: str) -> str:
    """Return the files of one kind as a pattern in DuckDB's SQL, whatever the folder is called."""
    literal = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(folder))
    return f"{literal}/*.{kind}.parquet".replace("'", "''")


# Rows of a key that stands with several contents, also where some of them are faulty, and rows after the first
# sound one of a key that stands with one content. DuckDB groups on the disk what passes its memory.
_TWICE = """
    CREATE TEMP TABLE twice AS
    WITH doubled AS (
        SELECT key, min(row) FILTER (NOT is_faulty) AS first_row, min(content) <> max(content) AS contradicts
        FROM read_parquet('{keys}') GROUP BY key HAVING count(*) > 1
    )
    SELECT row, key, cells, is_faulty, contradicts
    FROM read_parquet('{keys}') JOIN doubled USING (key)
    WHERE contradicts OR (NOT is_faulty AND row <> first_row)
"""


def _write_unsettled(engine: Any, form: PackageFormat, folder: Path, built: Path) -> None:
    """Write the rows that are not used, package by package, in pieces that memory can hold."""
    code = form.said_twice(0, "", (), contradicts=True).code
    lost, keys = _parts_in(folder, "lost"), _parts_in(folder, "keys")
    rows = engine.raw_sql(
        f"""
        WITH lost AS (
            SELECT row, cells, code, severity FROM read_parquet('{lost}')
            UNION ALL
            SELECT row, cells, '{code}', '{Severity.ROW_REJECTED.value}' FROM twice
            WHERE contradicts AND NOT is_faulty
        )
        SELECT coalesce(keys.key, ''), lost.row, lost.cells, lost.code, lost.severity
        FROM lost LEFT JOIN read_parquet('{keys}') AS keys USING (row) ORDER BY 1, 2
        """  # noqa: S608 - our own folder and codes
    )
    pieces = built.parent / "unsettled"
    shutil.rmtree(pieces, ignore_errors=True)
    pieces.mkdir()
    # The first is empty, for the types of a table without rows.
    for number, piece in enumerate(chain([[]], _pieces(rows))):
        table = check_table("unsettled", form.unsettled(piece))
        table.to_parquet(pieces / f"{number:06}.unsettled.parquet", index=False)
        del table
    schema = pq.read_schema(pieces / "000000.unsettled.parquet")
    found = _parts_in(pieces, "unsettled")
    order = engine.con.sql(f"SELECT * FROM read_parquet('{found}') ORDER BY source_row")  # noqa: S608 - as above
    with pq.ParquetWriter(built / "unsettled.parquet", schema) as writer:
        for batch in order.to_arrow_reader(_LOST_AT_ONCE):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema))


def _pieces(rows: Any) -> Iterator[list[Lost]]:
    piece: list[Lost] = []
    for key, group in groupby(iter(rows.fetchone, None), key=lambda row: row[0]):
        own = [
            Lost(row, tuple(json.loads(cells)), code, Severity(severity))
            for _, row, cells, code, severity in group
        ]
        # Rows without a key speak of a package each.
        for step in range(0, len(own), _LOST_AT_ONCE) if not key else (0,):
            piece += own[step : step + _LOST_AT_ONCE] if not key else own
            if len(piece) >= _LOST_AT_ONCE:
                yield piece
                piece = []
    if piece:
        yield piece


def _write_findings(
    engine: Any, form: PackageFormat, path: Path, folder: Path, built: Path
) -> tuple[list[Finding], int]:
    """Write all findings by row, each on a line; return the first of them and how many more there are."""
    doubled = engine.raw_sql("SELECT row, key, cells, contradicts FROM twice ORDER BY row")
    twice = (
        form.said_twice(row, key, json.loads(cells), contradicts=contradicts)
        for row, key, cells, contradicts in iter(doubled.fetchone, None)
    )
    ending = () if ends_with_a_line_end(path) else (
        Finding("intake.no_final_newline", Severity.NOTE, path.name),
    )  # fmt: skip
    listed: list[Finding] = []
    more = 0
    with (built / FINDINGS_FILE).open("w", encoding="utf-8") as lines:
        for finding in chain(ending, heapq.merge(read_findings(folder), twice, key=row_of)):
            said = asdict(finding) | {language: finding.sentence(language) for language in ("vi", "en")}
            lines.write(json.dumps(said, ensure_ascii=False) + "\n")
            if len(listed) < _MOST_LISTED:
                listed.append(finding)
            else:
                more += 1
    return listed, more

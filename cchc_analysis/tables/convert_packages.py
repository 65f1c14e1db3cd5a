"""A list of packages of any size into a warehouse, in bounded memory: part by part, then one sort on the disk."""

from __future__ import annotations

import heapq
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, IntakeError, Severity
from cchc_analysis.intake.package_sheet.numbers import Lookalike
from cchc_analysis.intake.package_sheet.sheet_row import NAMED_TOTAL
from cchc_analysis.intake.sources import SourceSpec
from cchc_analysis.intake.stream.packages import row_reader
from cchc_analysis.intake.stream.parts import Lost, RowReader, Verdict
from cchc_analysis.intake.stream.records import ends_with_a_line_end
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.convert_findings import write_findings
from cchc_analysis.tables.convert_parts import (
    WrittenPart,
    read_findings,
    row_of,
    write_parts,
)
from cchc_analysis.tables.convert_staging import ENGINE_MEMORY, Made, check_unchanged, convert_by, parts_in
from cchc_analysis.tables.engine import open_engine
from cchc_analysis.tables.layout import write_layout
from cchc_analysis.tables.warehouse import Warehouse

_LOST_AT_ONCE = 100_000


def convert_packages(
    path: Path, *, on_read: Callable[[int], object] = lambda done: None, size: int | None = None
) -> Warehouse:
    """Convert one file of packages into a warehouse, and open it; one that is there already is only opened.

    The file is the project's own table of packages or a list with Vietnamese headings, as CSV in UTF-8, also
    compressed by gzip. It is read in parts of `size` rows (None: as its reader says), each written to the disk: a
    run that was stopped goes on after the last whole part, while a file or code that changed starts anew. Nothing
    can be seen until all of it is there. `on_read` is told how many bytes of the file have been read.

    Packages that stand in several rows are judged over the whole file: once where the rows say the same, not at
    all where they do not. Every finding stands with its row in ``findings.jsonl`` of the warehouse. The tables
    are those that reading the file whole gives: ``packages``, ``unsettled``, and ``procedures`` where the list
    tells what became of its packages.

    Raises
    ------
    IntakeError
        If the file has to be refused.
    SourceChangedError
        If it changed while it was read.
    """
    reader = row_reader(path, file=path.name)
    spec = SourceSpec(reader.adapter, path)

    def make(staging: Path, built: Path, digests: Mapping[str, str]) -> Made:
        folder = staging / "parts"
        rows = size or reader.rows_per_part
        parts = write_parts(path, reader, file=path.name, folder=folder, on_read=on_read, size=rows)
        check_unchanged(spec, digests)
        return _finish(path, reader, folder, parts, built, digests[path.name])

    return convert_by(spec, make)


def _finish(
    path: Path, reader: RowReader, folder: Path, parts: list[WrittenPart], built: Path, sha256: str
) -> Made:
    """Judge packages that stand twice, sort, and account for every row."""
    if not parts:
        raise IntakeError([Finding("intake.no_records", Severity.FILE_REJECTED, path.name)])
    tables = ["packages", "unsettled"]
    with open_engine("duckdb", memory=ENGINE_MEMORY, spill=built.parent / "spill") as engine:
        for statement in (_TWICE, _RIVALS, _ALIKE):
            engine.raw_sql(statement.format(keys=parts_in(folder, "keys")))
        contradicting, repeated = engine.raw_sql(
            "SELECT count(*) FILTER (verdict <> 'repeated' AND NOT is_faulty), "
            "count(*) FILTER (verdict = 'repeated') FROM twice"
        ).fetchone()
        rows = parts_in(folder, "rows")
        used = f"(SELECT * FROM read_parquet('{rows}') ANTI JOIN twice ON source_row = row)"  # noqa: S608 - our own folder
        write_layout(engine, used, name="packages", folder=built)
        (count,) = engine.raw_sql(f"SELECT count(*) FROM {used}").fetchone()  # noqa: S608 - as above
        if any(folder.glob("*.outcomes.parquet")):
            engine.raw_sql(_OUTCOMES.format(outcomes=parts_in(folder, "outcomes")))
            write_layout(engine, "outcomes", name="procedures", folder=built)
            tables.append("procedures")
        _write_unsettled(engine, reader, folder, built)
        listed = write_findings(_all_findings(engine, reader, path, folder, parts), built)
    read, explained = sum(part.read for part in parts), sum(part.explained for part in parts)
    lost = sum(part.lost for part in parts) + contradicting
    counts = Counts("row", read, count, repeated, lost, explained)
    if not count:
        raise IntakeError(listed)
    return tables, [FileIntake(path.name, sha256, reader.adapter, (counts,), tuple(listed))]


# Rows of a key that stands with several contents or has a twin under another key, also where some of them are
# faulty, and rows after the first sound one of a key that stands with one content. DuckDB groups on the disk what
# passes its memory.
_TWICE = """
    CREATE TEMP TABLE claimed AS
    SELECT DISTINCT key FROM read_parquet('{keys}') WHERE twin IN (
        SELECT twin FROM read_parquet('{keys}') WHERE twin <> '' GROUP BY twin HAVING min(key) <> max(key)
    );
    CREATE TEMP TABLE twice AS
    WITH doubled AS (
        SELECT
            key, min(row) FILTER (NOT is_faulty) AS first_row,
            CASE
                WHEN key IN (SELECT key FROM claimed) THEN 'claimed'
                WHEN min(content) <> max(content) THEN 'contradicts'
                ELSE 'repeated'
            END AS verdict
        FROM read_parquet('{keys}') GROUP BY key HAVING count(*) > 1 OR key IN (SELECT key FROM claimed)
    )
    SELECT row, key, cells, is_faulty, verdict
    FROM read_parquet('{keys}') JOIN doubled USING (key)
    WHERE verdict <> 'repeated' OR (NOT is_faulty AND row <> first_row)
"""


# Of each row of a package with several contents, the first row that says otherwise.
_RIVALS = """
    CREATE TEMP TABLE rivals AS
    WITH told AS (
        SELECT row, key, content, cells FROM read_parquet('{keys}')
        WHERE key IN (SELECT key FROM twice WHERE verdict = 'contradicts')
    ), firsts AS (
        SELECT key, min(row) AS first_row, arg_min(content, row) AS first_content FROM told GROUP BY key
    ), seconds AS (
        SELECT key, any_value(first_row) AS first_row, any_value(first_content) AS first_content,
            min(row) AS next_row
        FROM told JOIN firsts USING (key) WHERE content <> first_content GROUP BY key
    ), others AS (
        SELECT told.row, CASE content WHEN first_content THEN next_row ELSE first_row END AS other_row
        FROM told JOIN seconds USING (key)
    )
    SELECT others.row, other_row, told.cells AS other_cells FROM others JOIN told ON told.row = other_row
"""


# Each number that looks like another of its agency, by first rows, as `lookalikes` finds them.
_ALIKE = """
    CREATE TEMP TABLE alike AS
    WITH firsts AS (
        SELECT alike, key, min(row) AS row FROM read_parquet('{keys}') WHERE alike <> '' GROUP BY alike, key
    ), placed AS (
        SELECT
            *, first_value(key) OVER own AS first_key, first_value(row) OVER own AS first_row,
            lead(key) OVER own AS next_key, lead(row) OVER own AS next_row,
            count(*) OVER (PARTITION BY alike) AS number
        FROM firsts WINDOW own AS (PARTITION BY alike ORDER BY row)
    )
    SELECT
        row, key, CASE row WHEN first_row THEN next_key ELSE first_key END AS other,
        CASE row WHEN first_row THEN next_row ELSE first_row END AS other_row
    FROM placed WHERE number > 1
"""


# What became of the used packages; of an invitation for several, each by its own number, see `outcome_table`.
_OUTCOMES = """
    CREATE TEMP TABLE outcomes AS
    SELECT * EXCLUDE (lot_id) REPLACE (
        CASE WHEN count(*) OVER (PARTITION BY procedure_id) > 1 THEN lot_id ELSE procedure_id END AS procedure_id
    )
    FROM read_parquet('{outcomes}') ANTI JOIN twice ON source_row = row
"""


def _write_unsettled(engine: Any, reader: RowReader, folder: Path, built: Path) -> None:
    """Write the rows that are not used, package by package, in pieces that memory can hold."""
    verdicts: tuple[Verdict, ...] = ("contradicts", "claimed")
    codes = {verdict: reader.said_twice(0, "", (), verdict=verdict).code for verdict in verdicts}
    lost, keys = parts_in(folder, "lost"), parts_in(folder, "keys")
    rows = engine.raw_sql(
        f"""
        WITH lost AS (
            SELECT row, cells, code, severity FROM read_parquet('{lost}')
            -- A row that says what a sound one of its package says stands for no other.
            WHERE row NOT IN (SELECT row FROM twice WHERE verdict = 'claimed') AND row NOT IN (
                SELECT row FROM read_parquet('{keys}') WHERE is_faulty AND key IN (
                    SELECT key FROM read_parquet('{keys}') GROUP BY key
                    HAVING min(content) = max(content) AND NOT bool_and(is_faulty)
                )
            )
            UNION ALL
            SELECT
                row, cells,
                CASE verdict WHEN 'claimed' THEN '{codes["claimed"]}' ELSE '{codes["contradicts"]}' END,
                '{Severity.ROW_REJECTED.value}'
            FROM twice WHERE verdict = 'claimed' OR (verdict = 'contradicts' AND NOT is_faulty)
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
        table = check_table("unsettled", reader.unsettled(piece))
        table.to_parquet(pieces / f"{number:06}.unsettled.parquet", index=False)
        del table
    schema = pq.read_schema(pieces / "000000.unsettled.parquet")
    found = parts_in(pieces, "unsettled")
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


def _all_findings(
    engine: Any, reader: RowReader, path: Path, folder: Path, parts: list[WrittenPart]
) -> Iterator[Finding]:
    """Give what is said of the whole file, then all findings on rows in their order."""
    numbered = engine.raw_sql(
        """
        SELECT row, key, cells, verdict, '' AS other, other_row, other_cells
        FROM twice LEFT JOIN rivals USING (row)
        UNION ALL SELECT row, key, '[]', 'alike', other, other_row, NULL FROM alike
        ORDER BY row, verdict = 'alike'
        """
    )
    said = (
        reader.say_alike(Lookalike(row, key, other, other_row))
        if verdict == "alike"
        else reader.said_twice(
            row,
            key,
            json.loads(cells),
            verdict=verdict,
            other=None if other_cells is None else Record(other_row, tuple(json.loads(other_cells))),
        )
        for row, key, cells, verdict, other, other_row, other_cells in iter(numbered.fetchone, None)
    )
    if not ends_with_a_line_end(path):
        yield Finding("intake.no_final_newline", Severity.NOTE, path.name)
    explained = reader.say_explained([row for part in parts for row in part.explained_rows])
    if explained is not None:
        yield explained
    is_summed = explained is not None or any(one.code == NAMED_TOTAL for one in read_findings(folder))
    totals = reader.say_totals() if is_summed else ()
    yield from heapq.merge(read_findings(folder), totals, filter(None, said), key=row_of)

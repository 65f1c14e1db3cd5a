"""How tables lie on the disk: the large ones cut by year and sorted, so that a question reads what it asks for."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cchc_analysis.tables.arrow_types import NULLABLE
from cchc_analysis.tables.contracts import CONTRACTS

# The name that DuckDB, Spark and Arrow all give the folder of rows without the value they are cut by.
_NO_YEAR = "__HIVE_DEFAULT_PARTITION__"


@dataclass(frozen=True)
class Layout:
    """How one table lies: the columns it is sorted by, how many rows are skipped or read at once, and its year.

    `dates` are the columns whose first known one gives the year of a row; without them the table is one file.
    """

    order: tuple[str, ...]
    row_group: int
    dates: tuple[str, ...] = ()


# A quota asks for a year and some forms, of one agency or of all; one agency's verdict asks for its cells only.
LAYOUTS = {
    "packages": Layout(("form", "agency_code", "published_on", "package_id"), 122_880, ("published_on",)),
    "procedures": Layout(
        ("form", "agency_code", "published_on", "procedure_id"),
        122_880,
        ("published_on", "planned_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on"),
    ),
    "package_cells": Layout(
        ("agency_code", "published_on", "form", "field", "method", "plan_type", "is_domestic", "is_online",
         "is_within_ceiling"), 32_768, ("published_on",),
    ),
}  # fmt: skip


def write_layout(engine: Any, rows: str, *, name: str, folder: Path) -> None:
    """Write the rows of a table below `folder` as its layout says.

    `rows` is what stands after FROM in the SQL of `engine`, an Ibis backend on DuckDB, which sorts on the disk
    what passes its memory. Rows that are equal in all columns they are sorted by come in any order.
    """
    layout = LAYOUTS[name]
    columns = ", ".join(
        # Said again, because DuckDB adds whole numbers up to wider ones and would write those as floats.
        f'CAST("{column}" AS {_sql_type(str(kind))}) AS "{column}"'
        for column, kind in CONTRACTS[name].dtypes.items()
    )
    order = ", ".join(f'"{column}"' for column in layout.order)
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {layout.row_group}"

    def write(path: Path, where: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        query = f"SELECT {columns} FROM {rows} AS written WHERE {where} ORDER BY {order} NULLS LAST"  # noqa: S608 - names are the contract's
        engine.raw_sql(f"COPY ({query}) TO '{_quoted(path)}' ({options})")

    if not layout.dates:
        write(folder / f"{name}.parquet", "true")
        return
    year = f"year(coalesce({', '.join(f'CAST({date} AS TIMESTAMP)' for date in layout.dates)}))"
    found = engine.raw_sql(f"SELECT DISTINCT {year} FROM {rows} AS written").fetchall()  # noqa: S608
    years = sorted((one for (one,) in found), key=lambda one: (one is None, one))
    for one in years:
        part = folder / name / f"year={_NO_YEAR if one is None else one}" / "part-0.parquet"
        write(part, f"{year} IS NOT DISTINCT FROM {'NULL' if one is None else one}")
    if not years:
        write(folder / name / f"year={_NO_YEAR}" / "part-0.parquet", "false")


def table_parts(folder: Path, name: str, *, years: Iterable[int] | None = None) -> list[Path]:
    """Return the files of a table below `folder`; of those years only, for one that is cut by year.

    Where nothing lies under a year asked for, the first file comes along, so that there is always a schema: asking
    for years spares reading and does not replace a filter by date.
    """
    if not (folder / name).is_dir():
        return [folder / f"{name}.parquet"]
    parts = sorted((folder / name).glob("year=*/*.parquet"))
    if years is None:
        return parts
    wanted = {f"year={year}" for year in years}
    return [part for part in parts if part.parent.name in wanted] or parts[:1]


def read_parts(parts: Sequence[Path], *, name: str) -> pd.DataFrame:
    """Read the files of a table into a frame with the types of its contract, in the order they lie in."""
    # File by file: the name of a folder is no column.
    found = pa.concat_tables([pq.ParquetFile(part).read() for part in parts])
    frame: pd.DataFrame = found.to_pandas(types_mapper=NULLABLE.get, ignore_metadata=True)
    contract = {column: str(kind) for column, kind in CONTRACTS[name].dtypes.items()}
    return frame.astype({column: kind for column, kind in contract.items() if kind in ("int64", "bool")})


@functools.lru_cache(maxsize=256)
def open_once(engine: Any, parts: tuple[Path, ...]) -> Any:
    """Return what `open_parts` does, opened once per engine: the files of a warehouse never change."""
    return open_parts(engine, parts)


def open_parts(engine: Any, parts: Sequence[Path]) -> Any:
    """Return the files of a table as an Ibis table of `engine`, DuckDB or Spark."""
    paths = [str(part) for part in parts]
    if engine.name == "duckdb":
        return engine.read_parquet(paths, hive_partitioning=False)
    # Ibis hands Spark one path only. Looked up file by file, the name of a folder is no column.
    frame = engine._session.read.option("recursiveFileLookup", "true").parquet(*paths)
    name = f"parts_{abs(hash(tuple(paths))):x}"
    frame.createOrReplaceTempView(name)
    return engine.table(name)


def _sql_type(kind: str) -> str:
    if kind.startswith("datetime64"):
        return "TIMESTAMP"
    return {"int64": "BIGINT", "Int64": "BIGINT", "bool": "BOOLEAN", "boolean": "BOOLEAN"}.get(kind, "VARCHAR")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

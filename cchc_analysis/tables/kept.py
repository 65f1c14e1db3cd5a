"""Tables made of a warehouse's packages once and kept beside them: adding a nation up takes longer than asking."""

from __future__ import annotations

import functools
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.tables.engine import open_engine, process_engine
from cchc_analysis.tables.layout import open_once, open_parts, table_parts, write_layout
from cchc_analysis.tables.warehouse import Warehouse

# What DuckDB may take while it builds; beyond that it works on the disk.
_MEMORY = "1GB"


def kept_table(
    warehouse: Warehouse,
    name: str,
    *,
    of: str,
    build: Callable[[ir.Table], ir.Table],
    engine: str = "duckdb",
    years: Iterable[int] | None = None,
) -> ir.Table | None:
    """Return the table `name` that `build` makes of the warehouse's table `of`; None if it has no such table.

    It is built when it is first asked for and kept in the warehouse's folder, in the layout of its name. The
    folder it is kept in is named by the digest of its content, so that a damaged one is built anew. The key of a
    warehouse holds the digest of all code and reference data: a changed rule never meets what another rule built.
    `years` as in `Warehouse.open`.
    """
    if of not in warehouse.table_names:
        return None
    kept = _find(warehouse.folder, name) or _build(warehouse, name, of, build)
    return open_once(process_engine(engine), tuple(table_parts(kept, name, years=years)))


def _find(folder: Path, name: str) -> Path | None:
    for path in sorted(folder.glob(f"kept-{name}-*")):
        if path.name == _kept_name(path, name):
            return path
        shutil.rmtree(path, ignore_errors=True)
    return None


def _kept_name(folder: Path, name: str) -> str:
    stamped = [(part, part.stat()) for part in table_parts(folder, name)]
    return _named_by_content(name, tuple((part, at.st_size, at.st_mtime_ns) for part, at in stamped))


@functools.lru_cache(maxsize=64)
def _named_by_content(name: str, parts: tuple[tuple[Path, int, int], ...]) -> str:
    """Return the name of a folder with these files; `parts` are path, size and time of change.

    A report asks for the cells many times: their content is read again only when a file was changed.
    """
    digest = hashlib.sha256()
    for part, *_ in parts:
        digest.update(f"{part.parent.name}\0{file_sha256(part)}\0".encode())
    return f"kept-{name}-{digest.hexdigest()[:16]}"


def _build(warehouse: Warehouse, name: str, of: str, build: Callable[[ir.Table], ir.Table]) -> Path:
    with tempfile.TemporaryDirectory(prefix=f".{name}-", dir=warehouse.folder) as staging:
        built = Path(staging) / "built"
        with open_engine("duckdb", memory=_MEMORY, spill=Path(staging) / "spill") as engine:
            write_expression(engine, build(open_parts(engine, table_parts(warehouse.folder, of))), name, built)
        kept = warehouse.folder / _kept_name(built, name)
        try:
            # One rename: another process finds either nothing or the whole.
            built.rename(kept)
        except OSError:
            if not kept.is_dir():
                raise
    return kept


def write_expression(engine: Any, rows: ir.Table, name: str, folder: Path) -> None:
    """Write an expression of an Ibis backend on DuckDB below `folder` in the layout of its name."""
    made = f"{name}_made"
    # A table, not a view: each year is written by itself, and the rows need not be made anew for each.
    engine.create_table(made, rows, temp=True)
    try:
        write_layout(engine, made, name=name, folder=folder)
    finally:
        engine.drop_table(made)

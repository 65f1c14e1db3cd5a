"""From a source to its warehouse by way of a folder that keeps what is done when a run is stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cchc_analysis.intake.findings import FileIntake, IntakeError
from cchc_analysis.intake.sources import SourceSpec
from cchc_analysis.tables.warehouse import (
    NoWarehouseError,
    SourceChangedError,
    Warehouse,
    open_warehouse,
    publish_warehouse,
    source_key,
    warehouse_folder,
)

Made = tuple[Iterable[str], Iterable[FileIntake]]
# What DuckDB may take for finding doubled packages and for the sort.
ENGINE_MEMORY = "768MB"


def convert_by(spec: SourceSpec, make: Callable[[Path, Path, Mapping[str, str]], Made]) -> Warehouse:
    """Open the warehouse of a source, which `make` fills if it is not there.

    `make` is given a folder that stays when it is stopped, a new one to write the tables into, and the digests of
    the source's files by name; it returns the names of the tables and the account of the files. Nothing can be
    seen until all of it is there. Another source, another content or other code is another folder; that of the
    same source as it was before is removed.

    Raises
    ------
    IntakeError
        If the path does not exist, or `make` refuses the source: what it had done is removed.
    SourceChangedError
        If `make` finds by `check_unchanged` that files changed while they were read: the same.
    """
    key, digests = source_key(spec)
    try:
        return open_warehouse(key)
    except NoWarehouseError:
        folder = warehouse_folder(key)
        shutil.rmtree(folder, ignore_errors=True)
    staging = _staging(folder, spec.path)
    built = staging / "built"
    shutil.rmtree(built, ignore_errors=True)
    built.mkdir()
    try:
        tables, files = make(staging, built, digests)
    except (IntakeError, SourceChangedError):
        # There is nothing to go on with.
        shutil.rmtree(staging)
        raise
    publish_warehouse(built, folder, tables=tables, files=files, is_synthetic=False)
    shutil.rmtree(staging)
    return open_warehouse(key)


def check_unchanged(spec: SourceSpec, digests: Mapping[str, str]) -> None:
    """Raise `SourceChangedError` if the files of a source are no longer those of the digests."""
    if source_key(spec)[1] != digests:
        raise SourceChangedError(path=spec.path)


def _staging(folder: Path, path: Path) -> Path:
    """Return the folder that keeps what is done between runs; remove that of the same source as it was before."""
    staging = folder.with_name(f".converting-{folder.name}")
    staging.mkdir(parents=True, exist_ok=True)
    source = str(path.resolve())
    for other in folder.parent.glob(".converting-*/source"):
        if other.parent != staging and other.read_text(encoding="utf-8") == source:
            shutil.rmtree(other.parent, ignore_errors=True)
    (staging / "source").write_text(source, encoding="utf-8")
    return staging


def parts_in(folder: Path, kind: str) -> str:
    """Return the files of one kind as a pattern in DuckDB's SQL, whatever the folder is called."""
    literal = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(folder))
    return f"{literal}/*.{kind}.parquet".replace("'", "''")

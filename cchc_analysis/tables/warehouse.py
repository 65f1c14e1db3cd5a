"""Checked tables kept as Parquet, one folder per source content, rebuildable at any time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.findings import Counts, FileIntake, SourceIntake, finding_of
from cchc_analysis.intake.sources import SourceSpec, read_source, source_files
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.code_digest import code_digest
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.layout import LAYOUTS, open_once, read_parts, table_parts, write_layout
from cchc_analysis.texts import SpokenError

_KEY = re.compile(r"[a-z0-9_]+@[0-9a-f]{16}")


class NoWarehouseError(SpokenError, LookupError):
    """A warehouse key that nothing was built under."""

    key = "cli.no_warehouse"


class SourceChangedError(SpokenError, RuntimeError):
    """Files changed while they were being read: perhaps they are still being copied."""

    key = "cli.source_changed"


@dataclass(frozen=True)
class Warehouse:
    """The checked tables of one source, with what intake found in its files."""

    key: str
    folder: Path
    files: tuple[FileIntake, ...]
    is_synthetic: bool
    table_names: tuple[str, ...]

    @property
    def source(self) -> str:
        """Name of the source (``sample``, ``vneps``…)."""
        return self.key.partition("@")[0]

    def table(self, name: str) -> pd.DataFrame | None:
        """Return one whole table as a frame, or None if this source has no such table.

        A table with a layout of its own (packages, procedures) comes as it lies: by year, form and agency. For
        those, which may be a nation's, `open` is the better way to ask.
        """
        if name not in self.table_names:
            return None
        if name in LAYOUTS:
            return read_parts(table_parts(self.folder, name), name=name)
        return pd.read_parquet(self.folder / f"{name}.parquet")

    def open(self, name: str, engine: str = "duckdb", *, years: Iterable[int] | None = None) -> Any:
        """Return one table as an Ibis table of an engine, which reads what it is asked for; None if there is none.

        Parameters
        ----------
        engine
            ``duckdb`` or ``spark``, see `cchc_analysis.tables.engine.process_engine`.
        years
            For a table cut by year (packages, procedures): look into the files of those years only. A question
            about one year then reads an eighth of eight years. It has to filter by date all the same.
        """
        if name not in self.table_names:
            return None
        # Ibis takes half a second to import, which what never asks an engine need not pay.
        from cchc_analysis.tables.engine import process_engine  # noqa: PLC0415

        return open_once(process_engine(engine), tuple(table_parts(self.folder, name, years=years)))


def build_warehouse(spec: SourceSpec) -> Warehouse:
    """Return the warehouse of a source, reading its files only if they or the code changed.

    Raises
    ------
    IntakeError
        If the source cannot be used.
    SourceChangedError
        If its files changed while they were read.
    pandera.errors.SchemaErrors
        If an adapter broke a table contract (a defect of ours, never of the sender's).
    """
    key, _ = source_key(spec)
    try:
        return open_warehouse(key)
    except NoWarehouseError:
        shutil.rmtree(warehouse_folder(key), ignore_errors=True)
    intake = read_source(spec)
    if source_key(spec)[0] != key:
        raise SourceChangedError(path=spec.path)
    _write(warehouse_folder(key), intake)
    return open_warehouse(key)


def open_warehouse(key: str) -> Warehouse:
    """Open what `build_warehouse` built under `key`.

    Raises `NoWarehouseError` if there is nothing, or it is no longer what was built.
    """
    folder = warehouse_folder(key)
    if not _KEY.fullmatch(key):
        raise NoWarehouseError(warehouse=key)
    try:
        record = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
        digests = {name: _digests(folder, name) for name in record["tables"]}
    except (OSError, ValueError) as error:
        raise NoWarehouseError(warehouse=key) from error
    if digests != record["tables"]:
        raise NoWarehouseError(warehouse=key)
    return Warehouse(
        key=key,
        folder=folder,
        files=tuple(_file_intake(entry) for entry in record["files"]),
        is_synthetic=record["is_synthetic"],
        table_names=tuple(record["tables"]),
    )


def is_warehouse_key(text: str) -> bool:
    """Tell whether a text has the form of a warehouse key (``vneps@0123456789abcdef``)."""
    return _KEY.fullmatch(text) is not None


def warehouse_folder(key: str) -> Path:
    """Return the folder in which the warehouse of a key is, or would be."""
    return load_settings().warehouse_dir / key.replace("@", "-")


def source_key(spec: SourceSpec) -> tuple[str, dict[str, str]]:
    """Return the warehouse key of a source, and the digest of every file of it by name.

    Raises `IntakeError` if its path does not exist.
    """
    digests = {name: file_sha256(path) for name, path in source_files(spec)}
    digest = hashlib.sha256(code_digest().encode())
    for name, sha256 in digests.items():
        digest.update(f"{name}\0{sha256}\0".encode())
    return f"{spec.adapter}@{digest.hexdigest()[:16]}", digests


def _write(folder: Path, intake: SourceIntake) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        for name, table in intake.tables.items():
            _write_table(staging, name, check_table(name, table))
        publish_warehouse(
            staging,
            folder,
            tables=intake.tables,
            files=intake.files,
            is_synthetic=intake.is_synthetic,
        )
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def publish_warehouse(
    built: Path, folder: Path, *, tables: Iterable[str], files: Iterable[FileIntake], is_synthetic: bool
) -> None:
    """Record what lies in `built` with its digests, and make it the warehouse `folder` by one rename."""
    record = {
        "is_synthetic": is_synthetic,
        "tables": {name: _digests(built, name) for name in sorted(tables)},
        "files": [asdict(file) for file in files],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (built / "intake.json").write_text(text, encoding="utf-8")
    try:
        built.replace(folder)
    except OSError:
        # Another process built the same content first: both folders are equal by construction.
        if not (folder / "intake.json").is_file():
            raise


def _write_table(folder: Path, name: str, table: pd.DataFrame) -> None:
    if name not in LAYOUTS:
        table.to_parquet(folder / f"{name}.parquet", index=False)
        return
    from cchc_analysis.tables.engine import open_engine  # noqa: PLC0415 - see `Warehouse.open`

    with open_engine("duckdb") as engine:
        engine.con.register("frame", pa.Table.from_pandas(table, preserve_index=False))
        write_layout(engine, "frame", name=name, folder=folder)


def _digests(folder: Path, name: str) -> dict[str, str]:
    """Return the digest of every file of a table by its place."""
    return {part.relative_to(folder).as_posix(): file_sha256(part) for part in table_parts(folder, name)}


def _file_intake(entry: dict[str, Any]) -> FileIntake:
    findings = [finding_of(item) for item in entry["findings"]]
    counts = tuple(Counts(**item) for item in entry["counts"])
    return FileIntake(entry["file"], entry["sha256"], entry["adapter"], counts, tuple(findings))

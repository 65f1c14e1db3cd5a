"""Checked tables kept as Parquet, one folder per source content, rebuildable at any time."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, Severity, SourceIntake
from cchc_analysis.intake.sources import SourceSpec, read_source, source_files
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.code_digest import code_digest
from cchc_analysis.tables.contracts import check_table
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
        """Return one table, or None if this source has no such table."""
        return pd.read_parquet(self.folder / f"{name}.parquet") if name in self.table_names else None


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
    key = _key(spec)
    try:
        return open_warehouse(key)
    except NoWarehouseError:
        shutil.rmtree(_folder(key), ignore_errors=True)
    intake = read_source(spec)
    if _key(spec) != key:
        raise SourceChangedError(path=spec.path)
    _write(_folder(key), intake)
    return open_warehouse(key)


def open_warehouse(key: str) -> Warehouse:
    """Open what `build_warehouse` built under `key`.

    Raises `NoWarehouseError` if there is nothing, or it is no longer what was built.
    """
    folder = _folder(key)
    if not _KEY.fullmatch(key):
        raise NoWarehouseError(warehouse=key)
    try:
        record = json.loads((folder / "intake.json").read_text(encoding="utf-8"))
        digests = {name: file_sha256(folder / f"{name}.parquet") for name in record["tables"]}
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


def _folder(key: str) -> Path:
    return load_settings().warehouse_dir / key.replace("@", "-")


def _key(spec: SourceSpec) -> str:
    digest = hashlib.sha256(code_digest().encode())
    for name, path in source_files(spec):
        digest.update(f"{name}\0{file_sha256(path)}\0".encode())
    return f"{spec.adapter}@{digest.hexdigest()[:16]}"


def _write(folder: Path, intake: SourceIntake) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        for name, table in intake.tables.items():
            check_table(name, table).to_parquet(staging / f"{name}.parquet", index=False)
        record = {
            "is_synthetic": intake.is_synthetic,
            "tables": {name: file_sha256(staging / f"{name}.parquet") for name in sorted(intake.tables)},
            "files": [asdict(file) for file in intake.files],
        }
        text = json.dumps(record, ensure_ascii=False, indent=1)
        (staging / "intake.json").write_text(text, encoding="utf-8")
        try:
            staging.replace(folder)
        except OSError:
            # Another process built the same content first: both folders are equal by construction.
            if not (folder / "intake.json").is_file():
                raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _file_intake(entry: dict[str, Any]) -> FileIntake:
    findings = [Finding(**{**item, "severity": Severity(item["severity"])}) for item in entry["findings"]]
    counts = tuple(Counts(**item) for item in entry["counts"])
    return FileIntake(entry["file"], entry["sha256"], entry["adapter"], counts, tuple(findings))

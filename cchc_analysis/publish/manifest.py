"""The manifest of a published report: written last, it proves that the folder is whole and unchanged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from cchc_analysis.period import Period
from cchc_analysis.publish.atomic import write_bytes_atomic
from cchc_analysis.publish.provenance import ParameterValue, Provenance
from cchc_analysis.texts import Language, SpokenError, text

FILE_NAME = "manifest.json"
SCHEMA_VERSION = 1


class ManifestError(SpokenError):
    """A folder without a valid manifest: it counts as absent."""


class ManifestMissingError(ManifestError):
    """There is no manifest that can be read."""

    key = "publish.manifest_missing"


class ManifestInvalidError(ManifestError):
    """The manifest does not fit its schema."""

    key = "publish.manifest_invalid"


@dataclass(frozen=True)
class ReportIdentity:
    """Which report this is: named set (`report`), notebook, and whom and what period it is about.

    `agency_code` is empty for a report on a whole source; `agency_name` says whom or what it is about.
    """

    report: str
    notebook: str
    title: str
    period: str
    language: Language
    agency_code: str = ""
    agency_name: str = ""


def _is_inside(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or ".." in parts or "\0" in path:
        raise ValueError(path)
    return path


def _is_period(value: str) -> str:
    return str(Period.parse(value))


Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
InsidePath = Annotated[str, AfterValidator(_is_inside)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Output(_Part):
    """One file of the report."""

    sha256: Sha256
    bytes: int


class Code(_Part):
    """The code version; see `CodeVersion`."""

    package: str
    commit: str | None
    is_dirty: bool | None


class CountsRecord(_Part):
    """Where the rows of an input went; see `Counts`."""

    unit: str
    read: int
    used: int
    repeated: int
    rejected: int
    explained: int


class InputRecord(_Part):
    """One input file; `findings` counts them by severity."""

    file: str
    sha256: str
    adapter: str
    counts: list[CountsRecord]
    findings: dict[str, int]


class Manifest(_Part):
    """Everything a manifest says."""

    schema_version: Literal[1]
    report: str
    notebook: str
    title: str
    period: Annotated[str, AfterValidator(_is_period)]
    agency_code: str
    agency_name: str
    language: Language
    code: Code
    lock_sha256: str
    inputs: list[InputRecord]
    parameters: dict[str, ParameterValue]
    outputs: dict[InsidePath, Output]
    tables: dict[str, int]
    is_synthetic: bool


def write_manifest(
    folder: Path,
    *,
    identity: ReportIdentity,
    provenance: Provenance,
    tables: Mapping[str, int],
    is_synthetic: bool,
) -> Path:
    """Write ``manifest.json`` over everything now in the folder; nothing may be added afterwards.

    `tables` gives the number of rows by table name. The same folder gives the same bytes.
    """
    content = {
        "schema_version": SCHEMA_VERSION,
        **asdict(identity),
        "code": asdict(provenance.code_version),
        "lock_sha256": provenance.lock_sha256,
        "inputs": [
            {
                "file": file.file,
                "sha256": file.sha256,
                "adapter": file.adapter,
                "counts": [asdict(counts) for counts in file.counts],
                "findings": {str(severity): count for severity, count in file.findings.items()},
            }
            for file in provenance.inputs
        ],
        "parameters": dict(provenance.parameters),
        "outputs": {path: _describe(folder / path) for path in _files(folder)},
        "tables": dict(tables),
        "is_synthetic": is_synthetic,
    }
    manifest = Manifest.model_validate(content)
    path = folder / FILE_NAME
    write_bytes_atomic(path, _canonical(manifest.model_dump()))
    return path


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a report folder; raise `ManifestError` when it is missing or not valid."""
    try:
        content = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return Manifest.model_validate(content)
    except OSError as error:
        raise ManifestMissingError from error
    except ValueError as error:
        raise ManifestInvalidError from error


def verify(folder: Path, *, language: Language = "vi") -> list[str]:
    """Compare a report folder with its manifest; return one sentence per problem, none when it is whole."""
    try:
        manifest = read_manifest(folder)
    except ManifestError as error:
        return [error.message(language)]
    present = set(_files(folder))
    problems = []
    for path, recorded in sorted(manifest.outputs.items()):
        if path not in present:
            problems.append(text("publish.output_missing", language, file=path))
        elif _describe(folder / path) != recorded.model_dump():
            problems.append(text("publish.output_changed", language, file=path))
    extra = sorted(present - manifest.outputs.keys())
    return problems + [text("publish.output_extra", language, file=path) for path in extra]


def _files(folder: Path) -> Iterator[str]:
    """Yield every file but the manifest, as path inside the folder; links count as files of their own."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            relative = path.relative_to(folder).as_posix()
            if relative != FILE_NAME:
                yield relative


def _describe(path: Path) -> dict[str, Any]:
    if path.is_symlink():  # what it points to is not part of the report: no sha256 fits it
        return {"sha256": "", "bytes": 0}
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _canonical(content: Any) -> bytes:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{written}\n".encode()

"""Reading reference files without forgiving anything: a typing slip must stop, never change a figure."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import json
import re
import unicodedata
from collections.abc import Hashable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from cchc_analysis.reference.errors import ReferenceFileError, in_both
from cchc_analysis.settings import load_settings


class Entry(BaseModel):
    """Base of every YAML entry: no unknown keys, no conversion of types, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


AnyEntry = TypeVar("AnyEntry", bound=Entry)


# The compiled reader does the same ten times faster; it is not built on every machine.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeyLoader(_SafeLoader):  # type: ignore[misc]
    """Safe YAML in which a key may stand once and a date stays the text that was typed."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"duplicate key {key!r}", problem_mark=key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


_GUESSED_TAGS = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int")
_UniqueKeyLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _GUESSED_TAGS]
    for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
}


# YAML 1.1 takes 060 for 48 and 1:00 for 60; a quota is a plain decimal number or nothing.
_UniqueKeyLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z"), list("-+0123456789")
)


def reference_file(name: str, reference_dir: Path | None) -> Path:
    """Return the path of a reference file, in the folder of the settings unless another is given."""
    return (reference_dir or load_settings().reference_dir) / name


def read_entries(path: Path, model: type[AnyEntry]) -> tuple[AnyEntry, ...]:
    """Read a YAML list of entries, or raise `ReferenceFileError` with every fault of the file.

    A file is parsed again only once it has changed: entries cannot be altered, and rules are asked often.
    """
    stamp = path.stat()
    return _parsed_entries(path, model, stamp.st_mtime_ns, stamp.st_size)


@functools.lru_cache(maxsize=32)
def _parsed_entries(path: Path, model: type[AnyEntry], _mtime_ns: int, _size: int) -> tuple[AnyEntry, ...]:
    try:
        # _UniqueKeyLoader is a SafeLoader.
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506
        # Through JSON, where strict types still accept ISO dates as text.
        return tuple(TypeAdapter(list[model]).validate_json(json.dumps(raw)))  # type: ignore[valid-type]
    except yaml.YAMLError as error:
        raise ReferenceFileError(path.name, (str(error),)) from error
    except ValidationError as error:
        faults = tuple(f"{_place(found['loc'])}: {found['msg']}" for found in error.errors())
        raise ReferenceFileError(path.name, faults) from error


def read_rows(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read a CSV whose header is exactly `columns`; every cell is text, empty stays empty.

    A file is read again only once it has changed; the frame is the caller's own (pandas copies on writing).
    Raises `ReferenceFileError` with every ragged row, cell with outer spaces or letter not in NFC, and for a file
    that is not UTF-8.
    """
    stamp = path.stat()
    return _parsed_rows(path, tuple(columns), stamp.st_mtime_ns, stamp.st_size).copy(deep=False)


@functools.lru_cache(maxsize=64)
def _parsed_rows(path: Path, columns: tuple[str, ...], _mtime_ns: int, _size: int) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        raise ReferenceFileError(path.name, (in_both("not_utf8"),)) from error
    except csv.Error as error:
        raise ReferenceFileError(path.name, (str(error),)) from error
    header, rows = (lines[0], lines[1:]) if lines else ([], [])
    if header != list(columns):
        raise ReferenceFileError(path.name, (f"header {header} != {list(columns)}",))
    faults: list[str] = []
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            faults.append(f"row {number}: {len(row)} cells, not {len(header)}")
        faults += [
            f"row {number}: {cell!r}"
            for cell in row
            if cell != cell.strip() or not unicodedata.is_normalized("NFC", cell)
        ]
    if faults:
        raise ReferenceFileError(path.name, tuple(faults))
    return pd.DataFrame(rows, columns=header, dtype="str")


def check_no_overlap(file: str, spans: Sequence[tuple[dt.date | int, dt.date | int | None]]) -> None:
    """Raise `ReferenceFileError` unless the spans stand oldest first and never overlap (None = open end)."""
    faults: list[str] = []
    for start, end in spans:
        if end is not None and end < start:  # type: ignore[operator]
            faults.append(f"{start} > {end}")
    for (_, end), (start, _) in pairwise(spans):
        if end is None or end >= start:  # type: ignore[operator]
            faults.append(f"{end} >= {start}")
    if faults:
        raise ReferenceFileError(file, tuple(faults))


def _place(loc: Sequence[int | str]) -> str:
    return " / ".join(str(part + 1) if isinstance(part, int) else part for part in loc)

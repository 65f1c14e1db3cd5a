"""From the name in a file to the agency's code: exact spelling variants only, never a guess."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from pathlib import Path

import pandas as pd

from cchc_analysis.reference.agency_table import agencies_in_force
from cchc_analysis.reference.strict_files import read_rows
from cchc_analysis.settings import load_settings
from cchc_analysis.vietnamese.names import bare_name, name_key

# The areas governed by a people's committee, which files often name instead of the area.
_AREA_GROUPS = ("city", "district", "ward", "unit")
_COMMITTEE = name_key("UBND")


def load_aliases(reference_dir: Path | None = None) -> pd.DataFrame:
    """Read `agency_aliases.csv`: alias, agency_code, note (other spellings seen in files).

    Raises `ReferenceFileError` for a file of another form.
    """
    file = (reference_dir or load_settings().reference_dir) / "agency_aliases.csv"
    return _read(file, file.stat().st_mtime_ns).copy()


@functools.lru_cache(maxsize=4)
def _read(file: Path, _modified_ns: int) -> pd.DataFrame:
    return read_rows(file, ("alias", "agency_code", "note"))


def resolve_name(
    agencies: pd.DataFrame,
    name: str,
    on: dt.date,
    *,
    group: str | None = None,
    aliases: pd.DataFrame | None = None,
) -> str | None:
    """Return the code of the one agency in force on a day that is written like this, or None.

    Accepted: the name, the short name, an alias, each alone, after ``UBND`` or before the parent's name
    (``Phường 1, Quận 3``, ``Sở Tài chính TP.HCM``), in any spelling that `name_key` unifies. A name that
    fits several agencies (``Phường 1``; ``Bình Chánh``, a district and a commune) gives None: pass `group`
    when the file says which kind of agency it lists.
    """
    in_force = agencies_in_force(agencies, on)
    spellings = _spellings(in_force, load_aliases() if aliases is None else aliases)
    candidates = in_force if group is None else in_force[in_force["group"] == group]
    key = _plain_key(name)
    codes = {
        code
        for code, kind, parent in zip(
            candidates["agency_code"], candidates["group"], candidates["parent_code"], strict=True
        )
        if _is_written_like(key, spellings[code], spellings.get(parent, set()), has_committee=kind in _AREA_GROUPS)
    }
    return codes.pop() if len(codes) == 1 else None


def _spellings(in_force: pd.DataFrame, aliases: pd.DataFrame) -> dict[str, set[str]]:
    """The keys of every name, short name, bare area name and alias, by agency code."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for code, alias in zip(aliases["agency_code"], aliases["alias"], strict=True):
        spellings[code].add(_plain_key(alias))
    names = (in_force[column] for column in ("agency_code", "group", "name_vi", "short_name_vi"))
    for code, group, name, short_name in zip(*names, strict=True):
        spellings[code] |= {_plain_key(name), _plain_key(short_name)}
        if group in _AREA_GROUPS:
            spellings[code].add(bare_name(_plain_key(name)))
    return spellings


def _is_written_like(key: str, own: set[str], parents: set[str], *, has_committee: bool) -> bool:
    keys = {key, key.removeprefix(f"{_COMMITTEE} ")} if has_committee else {key}
    keys |= {
        without_office.removesuffix(f" {parent}")
        for without_office in keys
        for parent in parents
        if without_office.endswith(f" {parent}")
    }
    return not own.isdisjoint(keys)


@functools.lru_cache(maxsize=16_384)
def _plain_key(name: str) -> str:
    """`name_key` without the commas, brackets and dashes that set the parent's name apart."""
    key = name_key(name)
    for mark in (",", "(", ")", " - "):
        key = key.replace(mark, " ")
    return " ".join(key.split())

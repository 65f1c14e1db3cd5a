"""The words for units of money, as agencies write them over their tables: triệu đồng, tỷ, VNĐ."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.vietnamese.names import name_key

# What one unit of a money cell is worth, in đồng.
UNITS = {"vnd": 1, "thousand_vnd": 1_000, "million_vnd": 1_000_000, "billion_vnd": 1_000_000_000}
_FILE = "vocabulary/money_units.csv"
_STATED = r"(?:đơn vị(?: tính)?\s*:?\s*)?"

# A code of ISO 4217.
_FOREIGN = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class UnitWords:
    """The units (`UNITS`) of scales (``triệu``) and currencies (``đồng``), by `name_key`.

    `foreign` are words for other currencies, by which it is known that something else than đồng is meant.
    """

    scales: dict[str, str]
    currencies: dict[str, str]
    foreign: dict[str, str]

    def unit(self, words: str) -> str | None:
        """Return the unit of words like ``triệu đồng`` or ``VNĐ``; None for others, also for a scale alone."""
        match = self._whole.fullmatch(name_key(words))
        return None if match is None else self._unit(match[1], match[2])

    def stated(self, words: str) -> str | None:
        """Return the unit of words that are known to state one: as `unit`, and of a scale alone (``triệu``)."""
        before, unit = self.split(f"({name_key(words)})")
        return unit if unit and not before else None

    def begins_money(self, words: str) -> bool:
        """Tell whether words begin as a unit of money does, in đồng or not, understood or not."""
        several = _any(self.scales | self.foreign)
        return bool(re.match(rf"(?:{several})(?!\w)|(?:{_any(self.currencies)})(?!\s*\w)", name_key(words)))

    def split(self, heading: str) -> tuple[str, str]:
        """Split a heading (its `name_key`) into what it is of and the unit at its end, "" where it says none.

        A scale alone (``giá (triệu)``) is a unit only in brackets, and never a number (``1.000``).
        """
        match = next((found for end in self._ends if (found := end.search(heading))), None)
        if match is None:
            return heading, ""
        return heading[: match.start()].strip(" ,:;"), self._unit(match[1], next(iter(self.currencies)))

    @functools.cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(rf"(?:({_any(self.scales)})\s*)?({_any(self.currencies)})")

    @functools.cached_property
    def _ends(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        # Built once: a workbook is told by all of its words.
        words = _any({key: unit for key, unit in self.scales.items() if not key[0].isdecimal()})
        full = rf"[(,:\[]?\s*{_STATED}{self._whole.pattern}\s*[)\]]?$"
        return re.compile(full), re.compile(rf"[(\[]\s*{_STATED}({words})\s*[)\]]$")

    def _unit(self, scale: str | None, currency: str) -> str:
        return self.scales[scale] if scale else self.currencies[currency]


def load_unit_words(reference_dir: Path | None = None) -> UnitWords:
    """Read `vocabulary/money_units.csv`; raises `ReferenceFileError` with every line that is not understood."""
    path = reference_file(_FILE, reference_dir)
    return _read(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _read(path: Path, _mtime_ns: int) -> UnitWords:
    rows = read_rows(path, ["part", "raw", "unit", "source"])
    parts: dict[str, dict[str, str]] = {"scale": {}, "currency": {}, "foreign": {}}
    faults: list[str] = []
    for part, raw, unit in zip(rows["part"], rows["raw"], rows["unit"], strict=True):
        own = parts.get(part, {})
        is_unit = bool(_FOREIGN.fullmatch(unit)) if part == "foreign" else unit in UNITS
        if part not in parts or not is_unit or name_key(raw) in own:
            faults.append(f"{part}: {raw} -> {unit}")
        own[name_key(raw)] = unit
    if faults or not all(parts.values()):
        raise ReferenceFileError(path.name, tuple(faults))
    return UnitWords(parts["scale"], parts["currency"], parts["foreign"])


def _any(words: dict[str, str]) -> str:
    # The longest first: "đ" begins "đồng".
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

"""The scale a published index scores its criteria on: which number can be a score at all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import Path

import pandas as pd

from cchc_analysis.reference.errors import ReferenceFileError, in_both, no_rule
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.strict_files import read_rows, reference_file

SCORE_RANGES_FILE = "score_ranges.csv"
_COLUMNS = ("framework", "valid_from", "valid_to", "scale_of", "lowest", "highest", "source", "note")
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


@dataclass(frozen=True)
class ScoreRange:
    """The scores a criterion can have: from `lowest` to `highest`, shared equally by `parts` criteria.

    Kept as a whole and its parts because a third of 10 has no last decimal.
    """

    lowest: Decimal
    highest: Decimal
    parts: int = 1

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest score as a sentence prints them: to two decimals, never above what is held."""
        cents = Decimal("0.01")
        lowest = (self.lowest / self.parts).quantize(cents, ROUND_CEILING)
        return float(lowest), float((self.highest / self.parts).quantize(cents, ROUND_FLOOR))

    def holds(self, score: Decimal) -> bool:
        """Tell whether a score lies on the scale, ends included."""
        return self.lowest <= score * self.parts <= self.highest


def score_ranges(framework: Framework, *, reference_dir: Path | None = None) -> dict[str, ScoreRange]:
    """Return the scale of every scored criterion of a framework in its year, by code.

    ``scale_of`` is ``criterion`` where the range is that of each criterion, ``domain`` where it is that of the
    domain and its criteria share it equally.

    Raises
    ------
    NoRuleError
        If no scale is recorded for the framework and year.
    ReferenceFileError
        If the file breaks its format, or two scales are in force at once.
    """
    rows = _checked_rows(reference_file(SCORE_RANGES_FILE, reference_dir))
    year = str(framework.year)
    own = rows[
        rows["framework"].eq(framework.code) & rows["valid_from"].le(year) & rows["valid_to"].ge(year)
    ].to_dict("records")
    if not own:
        subject = in_both("subject_framework", code=framework.code)
        raise no_rule(subject, in_both("when_year", year=framework.year), SCORE_RANGES_FILE)
    if len(own) > 1:
        raise ReferenceFileError(SCORE_RANGES_FILE, (f"{framework.code} {year}: {len(own)}",))
    scale = ScoreRange(Decimal(own[0]["lowest"]), Decimal(own[0]["highest"]))
    if own[0]["scale_of"] == "criterion":
        return dict.fromkeys(framework.leaf_codes, scale)
    parents = dict(zip(framework.criteria["code"], framework.criteria["parent_code"], strict=True))
    parts = Counter(parents[code] for code in framework.leaf_codes)
    return {code: ScoreRange(scale.lowest, scale.highest, parts[parents[code]]) for code in framework.leaf_codes}


def _checked_rows(path: Path) -> pd.DataFrame:
    rows = read_rows(path, _COLUMNS)
    faults = [
        f"row {number}: {fault}"
        for number, row in enumerate(rows.to_dict("records"), 2)
        for fault in _faults({str(name): str(cell) for name, cell in row.items()})
    ]
    if faults:
        raise ReferenceFileError(path.name, tuple(faults))
    return rows


def _faults(row: dict[str, str]) -> list[str]:
    faults = [name for name in ("framework", "source") if not row[name]]
    faults += [f"{name} {row[name]!r}" for name in ("valid_from", "valid_to") if not _YEAR.fullmatch(row[name])]
    faults += [f"{name} {row[name]!r}" for name in ("lowest", "highest") if not _NUMBER.fullmatch(row[name])]
    if row["scale_of"] not in ("criterion", "domain"):
        faults.append(f"scale_of {row['scale_of']!r}")
    if not faults and Decimal(row["lowest"]) >= Decimal(row["highest"]):
        faults.append(f"{row['lowest']} >= {row['highest']}")
    return faults

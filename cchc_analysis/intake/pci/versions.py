"""What the table of the competitiveness index holds in a year: columns, criteria and their maximum points."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.provinces import provinces_in_force
from cchc_analysis.reference.score_ranges import ScoreRange, score_ranges

FRAMEWORK = "pci"
KEY_COLUMNS = ("prov", "year")
PUBLISHED_TOTAL = "pci_weighted"
TOTAL_COLUMNS = ("pci_unweighted", PUBLISHED_TOTAL)

# Two sub-indices with different indicators, of which the data set makes one column.
_COLUMN_BY_CODE = {"pci_soe_bias": "pci_bias", "pci_policy_bias": "pci_bias"}
_TOTALS_HEADING = re.compile(r"rank,province,pci_\d{4}", re.ASCII)


@dataclass(frozen=True)
class Criterion:
    """A sub-index as the framework of a year knows it.

    `score_column` of the table ``scores`` holds its points; `scale` is that of the published figures.
    """

    code: str
    score_column: str
    max_points: Decimal
    scale: ScoreRange


@dataclass(frozen=True)
class Version:
    """The framework of one year: criterion by column of the file, and the provinces in force (name by code)."""

    year: int
    criteria: Mapping[str, Criterion]
    provinces: Mapping[str, str]


def is_pci_heading(cells: Sequence[str]) -> bool:
    """Tell whether a heading is that of the table of sub-indices by province and year."""
    names = [cell.strip() for cell in cells]
    return tuple(names[:2]) == KEY_COLUMNS and any(name.startswith("pci_") for name in names)


def is_totals_heading(cells: Sequence[str]) -> bool:
    """Tell whether a heading is that of a ranking with totals only, from which nothing can be computed."""
    return _TOTALS_HEADING.fullmatch(",".join(cell.strip() for cell in cells)) is not None


def version_of(year: int) -> Version | None:
    """Return the version in force in a year; None where there is none, or its weights were never found.

    Every sub-index has a weight: a framework without maximum points is none.
    """
    try:
        framework = load_framework(FRAMEWORK, year)
    except (NoRuleError, UnsourcedRuleError):
        return None
    criteria, scales = framework.criteria, score_ranges(framework)
    leaves = criteria[criteria["score_source"] != ""].to_dict("records")
    if any(math.isnan(leaf["max_points"]) for leaf in leaves):
        return None
    by_column = {
        _COLUMN_BY_CODE.get(leaf["code"], leaf["code"]): Criterion(
            leaf["code"],
            f"{leaf['score_source']}_score",
            Decimal(repr(leaf["max_points"])),
            scales[leaf["code"]],
        )
        for leaf in leaves
    }
    provinces = provinces_in_force(year)
    return Version(year, by_column, dict(zip(provinces["code"], provinces["name_vi"], strict=True)))

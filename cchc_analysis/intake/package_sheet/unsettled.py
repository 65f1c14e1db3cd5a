"""Rows of hand-made lists that are not used: one package per number, with what its rows agree on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

CONTRADICTS = "package_sheet.contradicts"
# One package that two agencies claim.
CLAIMED = "package_sheet.claimed_twice"
# A lot that bears the number of its package: its price may be that of the whole or a part of it.
LOT = "package_sheet.lot_with_number"
# What a package was not used for and where it stands: that of its first row.
_OF_FIRST = ("finding", "severity", "source_file", "source_row", "package_id", "agency_name")
# No quota counts every form: a package whose form is not read may be left out.
_UNCERTAIN = {"form": ""}


def one_per_number(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """Merge the rows of one number into one package: what they say differently is not read.

    Where they name several agencies, or another agency claims the package, each of these has it, and of none it is
    certain. Rows without a number are packages of their own; where such rows contradict each other, they may be
    one package or several, and none is certain.

    Parameters
    ----------
    rows
        The number of each row (`cchc_analysis.intake.package_sheet.sheet_row.SheetRow.number_key`), and what the
        contract ``unsettled`` takes of it.
    """
    groups: dict[Hashable, list[Mapping[str, Any]]] = {}
    for place, (number, record) in enumerate(rows):
        groups.setdefault(number or place, []).append(record)
    return [package for group in groups.values() for package in _settled(group)]


def _settled(rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if any(row["finding"] == LOT for row in rows):
        rows = [{**row, "value_vnd": None} for row in rows]
    if len(rows) == 1:
        alone = dict(rows[0])
        return [alone | _UNCERTAIN if alone["finding"] in (CONTRADICTS, CLAIMED) else alone]
    agencies: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        agencies.setdefault(row.get("agency_code") or "", []).append(row)
    merged = [_agreed(own) for own in agencies.values()]
    is_certain = len(merged) == 1 and all(row["finding"] != CLAIMED for row in rows)
    return merged if is_certain else [package | _UNCERTAIN for package in merged]


def _agreed(rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    first = rows[0]
    return {
        column: value
        for column, value in first.items()
        if column in _OF_FIRST or all(row.get(column) == value for row in rows[1:])
    }

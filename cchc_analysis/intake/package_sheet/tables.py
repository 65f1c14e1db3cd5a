"""Rows of hand-made lists as the tables of packages, of what became of them, and of what was not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cchc_analysis.intake.package_sheet.numbers import alike_key
from cchc_analysis.intake.package_sheet.sheet_row import SheetRow
from cchc_analysis.intake.package_sheet.unsettled import one_per_number
from cchc_analysis.intake.table_types import (
    PACKAGE_TYPES,
    PROCEDURE_TYPES,
    TEXT,
    UNSETTLED_TYPES,
    VND,
    typed_table,
)
from cchc_analysis.vietnamese.names import name_key

# Columns that tell what became of a package.
OUTCOME_COLUMNS = ("award", "bidder_count", "notice_id", "closed_on", "awarded_on", "award_published_on",
                   "supplier_name", "notice_published_on")  # fmt: skip
# What is read only of a package whose selection has begun; of the first two by themselves it is still under way.
_UNDER_WAY = ("notice_id", "closed_on")
_EVENTS = ("notice_published_on", "awarded_on", "award_published_on")
_RESULTS = ("award_vnd", "bidder_count", "supplier_name")


@dataclass(frozen=True)
class PlacedRow:
    """A row with its file; `finding` and `severity` say why it is not used, empty for one that is."""

    file: str
    row: SheetRow
    has_outcome: bool
    finding: str = ""
    severity: str = ""
    sheet: str = ""

    @property
    def key(self) -> str:
        """What makes rows speak of one package; empty for a row that is not used and bears no number."""
        return self.row.number_key or ("" if self.finding else self.row.read["package_id"])

    @property
    def alike(self) -> str:
        """What numbers of one agency that only look different have in common; empty for a national one or none."""
        own = self.row.own_number
        return self.row.number_key.removesuffix(own) + alike_key(own) if own else ""

    @property
    def twin(self) -> str:
        """What two agencies that both claim one package say alike: its own number, name, price and day; or empty.

        Two agencies may each have a package 01, but hardly one of the same name, price and day.
        """
        read, own = self.row.read, self.row.own_number
        told = (own, name_key(read["name"]), read["value_vnd"], read["published_on"])
        return "\0".join(map(str, told)) if all(told) else ""

    @property
    def content(self) -> dict[str, Any]:
        """What the row says of its package, apart from how it writes the number."""
        return {name: value for name, value in self.row.read.items() if name != "package_id"}


def package_tables(rows: Sequence[PlacedRow]) -> dict[str, pd.DataFrame]:
    """Return ``packages`` and ``unsettled``, and ``procedures`` where rows tell what became of their packages.

    A row is a procedure only where it shows that selection has begun: a number or day of the notice, a closing
    day, a day of the result, bidders, a winner or an award. A row that leaves all of these empty is a plan.
    """
    used = [placed for placed in rows if not placed.finding]
    lost = [placed for placed in rows if placed.finding]
    tables = {
        "packages": typed_table(map(_record, used), PACKAGE_TYPES),
        "unsettled": typed_table(
            one_per_number((placed.row.number_key, _record(placed)) for placed in lost), UNSETTLED_TYPES
        ),
    }
    outcomes = [placed for placed in used if _has_begun(placed)]
    if outcomes:
        ids = [_ids(placed) for placed in outcomes]
        times = Counter(alone for alone, _ in ids)
        records = (
            _outcome(placed, lot if times[alone] > 1 else alone)
            for placed, (alone, lot) in zip(outcomes, ids, strict=True)
        )
        tables["procedures"] = typed_table(records, PROCEDURE_TYPES)
    return tables


def outcome_table(rows: Sequence[PlacedRow]) -> pd.DataFrame | None:
    """Return what became of the packages of some rows of a list, None where none of them tells.

    Columns: those of ``procedures`` and `lot_id`, which is the procedure's number instead of `procedure_id` where
    several used rows of the whole list have that.
    """
    outcomes = [placed for placed in rows if _has_begun(placed) and not placed.finding]
    if not outcomes:
        return None
    ids = map(_ids, outcomes)
    records = (
        _outcome(placed, alone) | {"lot_id": lot} for placed, (alone, lot) in zip(outcomes, ids, strict=True)
    )
    return typed_table(records, {**PROCEDURE_TYPES, "lot_id": TEXT})


def _record(placed: PlacedRow) -> dict[str, Any]:
    own = {
        "finding": placed.finding,
        "severity": placed.severity,
        "source_file": placed.file,
        "source_row": placed.row.number,
    }
    return placed.row.read | own


def _has_begun(placed: PlacedRow) -> bool:
    """Tell whether a row shows a sign of selection, see `package_tables`."""
    return placed.has_outcome and _shows(placed, *_UNDER_WAY, *_EVENTS, *_RESULTS)


def _shows(placed: PlacedRow, *names: str) -> bool:
    # No bidders mean "not said": lists write 0 for it.
    return any(placed.row.read[name] not in ("", None, 0) for name in names)


def _status(placed: PlacedRow) -> str:
    if placed.row.read["award_vnd"] is not None:
        return "awarded"
    return "unknown" if _shows(placed, *_EVENTS, *_RESULTS) else "open"


def _ids(placed: PlacedRow) -> tuple[str, str]:
    """Return the number of the invitation, and the same with the package's number behind it.

    One invitation may hold several packages as lots, each with its own result: then the second tells them apart.
    Where no invitation is named, both are the package's number.
    """
    notice, package = placed.row.read["notice_id"], placed.row.read["package_id"]
    return (notice, f"{notice}/{package}") if notice else (package, package)


def _outcome(placed: PlacedRow, procedure_id: str) -> dict[str, Any]:
    read = placed.row.read
    own = {
        "procedure_id": procedure_id,
        "status": _status(placed),
        "currency": VND,
        "estimate_value": read["value_vnd"],
        "award_value": read["award_vnd"],
        "supplier_count": 1 if read["supplier_name"] else None,
        "planned_on": read["published_on"],
        "published_on": read["notice_published_on"],
    }
    return _record(placed) | own

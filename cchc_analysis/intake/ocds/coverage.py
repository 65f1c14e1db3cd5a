"""Which OCDS fields a publisher fills in at all: what decides which indicators its data allow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

# The field of a compiled release, and the column of `procedures` that it fills.
COLUMN_OF_FIELD: dict[str, str] = {
    "buyer": "agency_code",
    "tender.title": "name",
    "tender.mainProcurementCategory": "field",
    "tender.procurementMethod": "form",
    "tender.procurementMethodDetails": "form",
    "tender.submissionMethod": "is_online",
    "tender.status": "status",
    "tender.value.amount": "estimate_value",
    "tender.numberOfTenderers": "bidder_count",
    "tender.tenderers": "bidder_count",
    "tender.tenderPeriod.startDate": "published_on",
    "tender.tenderPeriod.endDate": "closed_on",
    "awards.status": "status",
    "awards.value.amount": "award_value",
    "awards.date": "awarded_on",
    "awards.suppliers": "supplier_count",
    "contracts.status": "status",
    "contracts.value.amount": "award_value",
    "contracts.dateSigned": "awarded_on",
}
_COLUMNS = ["source_file", "ocds_field", "column_name", "process_count", "present_count", "usable_count"]
_EMPTY_VALUES: tuple[Any, ...] = (None, "", [], {})


def present_fields(release: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields in which a release says anything; in a list one entry that does is enough."""
    return frozenset(one for one in COLUMN_OF_FIELD if _is_present(release, one.split(".")))


def usable_columns(row: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of a procedure that could be filled from its release."""
    columns = set(COLUMN_OF_FIELD.values())
    return frozenset(name for name in columns if row[name] not in (None, "", "unknown"))


@dataclass
class Coverage:
    """Counts per file in how many processes each field is present, and usable."""

    processes: Counter[str] = field(default_factory=Counter)
    present: Counter[tuple[str, str]] = field(default_factory=Counter)
    usable: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, file: str, release: Mapping[str, Any], row: Mapping[str, Any]) -> None:
        """Count one process of a file: its compiled release and the row that was read from it."""
        fields, columns = present_fields(release), usable_columns(row)
        self.processes[file] += 1
        self.present.update((file, one) for one in fields)
        self.usable.update((file, one) for one in fields if COLUMN_OF_FIELD[one] in columns)

    def include(self, counts: pd.DataFrame) -> None:
        """Take the counts of other processes, as `table` gave them."""
        for _, (file, one, _, processes, present, usable) in counts.iterrows():
            self.present[file, one] += present
            self.usable[file, one] += usable
            if one == next(iter(COLUMN_OF_FIELD)):
                self.processes[file] += processes

    def table(self) -> pd.DataFrame:
        """Return the table ``ocds_coverage``.

        Columns: `source_file, ocds_field, column_name` (of ``procedures``), `process_count` read from the file,
        `present_count` of them that say something in the field, `usable_count` of these whose column could be
        filled. All are counts, so they add up over files.
        """
        records = [
            (file, one, column, self.processes[file], self.present[file, one], self.usable[file, one])
            for file in sorted(self.processes)
            for one, column in COLUMN_OF_FIELD.items()
        ]
        types = dict.fromkeys(_COLUMNS[:3], "str") | dict.fromkeys(_COLUMNS[3:], "int64")
        return pd.DataFrame(records, columns=_COLUMNS).astype(types)


def coverage_table(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up ``ocds_coverage`` over its files, so that an indicator can name the field that it lacks.

    Returns
    -------
    One row per OCDS field, in the order of a process: `ocds_field, column_name, process_count, present_share,
    usable_share` (0-1 of all processes; missing without a process). A field with `present_share` above its
    `usable_share` is filled with something that says nothing in a comparable way (a code of the publisher's own).
    """
    sums = counts.groupby(["ocds_field", "column_name"], sort=False, as_index=False).sum(numeric_only=True)
    shares = {
        f"{kind}_share": sums[f"{kind}_count"] / sums["process_count"].where(sums["process_count"] > 0)
        for kind in ("present", "usable")
    }
    return sums.assign(**shares)[["ocds_field", "column_name", "process_count", *shares]]


def _is_present(node: Any, path: list[str]) -> bool:
    if isinstance(node, list):
        return any(_is_present(one, path) for one in node)
    if not path:
        return node not in _EMPTY_VALUES
    if not isinstance(node, dict):
        return False
    name, *rest = path
    localised = [key for key in node if key == name or (key.startswith(f"{name}_") and not rest)]
    return any(_is_present(node[key], rest) for key in localised)

"""Packages placed on the rows of the official procurement report, in đồng."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from cchc_analysis.compliance.exact_sums import whole_sums
from cchc_analysis.reference.bid_report_form import TOTAL, FormLine, FormRow, ReportSheet

KEYS = ("sheet", "block", "row_code", "is_online", "is_domestic", "group")
AMOUNTS = ("package_count", "price_vnd", "award_vnd")
_TYPES = {"is_online": "boolean", "is_domestic": "boolean"} | dict.fromkeys(AMOUNTS, "Int64")


def figures_table(cells: pd.DataFrame, report_form: Sequence[ReportSheet]) -> pd.DataFrame:
    """Place added-up packages (`counted_packages`) on the rows of the sheets of their kind of plan.

    A package is counted once by field and once by form. Project groups are not told by plans: every figure belongs
    to the group ``total``.

    Returns ``agency_code, sheet, block, row_code, is_online, is_domestic, group, package_count, price_vnd,
    award_vnd`` as in the contract ``reported_totals``: one row per agency and row of figures with a package,
    without totals.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where a row's money does not fit 64 bits.
    """
    lines = [line for sheet in report_form for line in _lines(sheet, cells)]
    return _table(lines, ["agency_code", *KEYS, *AMOUNTS])


def unplaced_table(cells: pd.DataFrame, report_form: Sequence[ReportSheet]) -> pd.DataFrame:
    """Return the packages that stand in the block by field and in no row by form, for the form has none for them.

    Examples: an international open bidding held online; a direct appointment held online. The totals of the two
    blocks differ by exactly these.

    Returns ``agency_code, sheet, form, is_online, is_domestic, package_count, price_vnd, award_vnd``.
    """
    keys = ["agency_code", "sheet", "form", "is_online", "is_domestic"]
    rows = []
    for sheet in report_form:
        own = _own(sheet, cells)
        placed = pd.Series(False, index=own.index)
        for line, row in () if own.empty else _form_rows(sheet):
            placed |= _belongs(own, line, row)
        rows += own[~placed].assign(sheet=sheet.sheet).to_dict("records")
    return _table(_sums(rows, keys), [*keys, *AMOUNTS])


def _own(sheet: ReportSheet, cells: pd.DataFrame) -> pd.DataFrame:
    return cells.iloc[:0] if sheet.plan_type is None else cells[cells["plan_type"] == sheet.plan_type]


def _form_rows(sheet: ReportSheet) -> Iterator[tuple[FormLine, FormRow]]:
    return ((line, row) for line, row in sheet.rows() if line.block == "form" and not line.is_total)


def _belongs(cells: pd.DataFrame, line: FormLine, row: FormRow) -> pd.Series:
    found = cells["field"].eq(line.code) if line.block == "field" else cells["form"].isin(line.forms)
    for mark in ("is_online", "is_domestic"):
        wanted = getattr(row, mark)
        if wanted is not None:
            found &= cells[mark].eq(wanted)
    return found


def _lines(sheet: ReportSheet, cells: pd.DataFrame) -> Iterator[dict[str, Any]]:
    own = _own(sheet, cells)
    # Most sheets of most agencies are empty, and looking at each of their rows costs as much as of a full one.
    for line, row in () if own.empty else sheet.rows():
        if line.is_total:
            continue
        key = {
            "sheet": sheet.sheet,
            "block": line.block,
            "row_code": line.code,
            "is_online": row.is_online,
            "is_domestic": row.is_domestic,
            "group": TOTAL,
        }
        placed = own[_belongs(own, line, row)].to_dict("records")
        yield from _sums([one | key for one in placed], ["agency_code", *KEYS])


def _sums(rows: list[dict[Any, Any]], keys: list[str]) -> Iterator[dict[str, Any]]:
    """Add amounts up by keys in Python's own integers; a sum with a missing part is missing."""
    sums: dict[tuple[Any, ...], list[int | None]] = {}
    for row in rows:
        amounts = [None if pd.isna(row[name]) else int(row[name]) for name in AMOUNTS]
        before = sums.setdefault(tuple(row[key] for key in keys), [0] * len(AMOUNTS))
        for place, amount in enumerate(amounts):
            earlier = before[place]
            before[place] = None if amount is None or earlier is None else earlier + amount
    for values, found in sums.items():
        yield dict(zip(keys, values, strict=True)) | dict(zip(AMOUNTS, found, strict=True))


def _table(rows: Any, columns: list[str]) -> pd.DataFrame:
    types = {name: _TYPES.get(name, "str") for name in columns}
    # As they are: pandas would make rounded numbers of whole ones where some are missing.
    return whole_sums(pd.DataFrame(list(rows), columns=columns, dtype="object"), AMOUNTS).astype(types)

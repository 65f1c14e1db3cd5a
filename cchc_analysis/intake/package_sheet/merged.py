"""Cells of a list that are merged over several rows: a word holds for each, a price for all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cchc_analysis.intake.package_sheet.headings import PackageHeading, Rows

Merged = Sequence[tuple[int, int, int, int]]
_WORDS = ("agency", "agency_code", "field", "form", "method", "is_online", "is_domestic", "plan_type")
# What names a package: rows under one of these are lots of it, or two packages under one name.
_NAMES = ("package_id", "notice_id", "plan_id", "name")


def spread_words(below: Rows, heading: PackageHeading, merged: Merged) -> None:
    """Give a word or a package's name that is merged over several rows to each; a number is never shared out."""
    columns = {heading.columns[name] for name in (*_WORDS, *_NAMES) if name in heading.columns}
    for top, left, bottom, right in merged:
        if left != right or left not in columns or left not in below.get(top, {}):
            continue
        for number in range(top + 1, bottom + 1):
            if number in below:
                below[number].setdefault(left, replace(below[top][left], row=number))


def merged_lots(below: Rows, heading: PackageHeading, merged: Merged) -> set[int]:
    """Return the rows that are lots of the package above: its number or name and its price are merged over both.

    Then the price is that of the whole package, which counts once, by its first row.
    """
    named = {heading.columns[name] for name in ("package_id", "notice_id", "name") if name in heading.columns}
    spans = [(top, bottom, left) for top, left, bottom, right in merged if left == right and bottom > top]
    prices = [(top, bottom) for top, bottom, column in spans if column == heading.columns.get("value")]
    return {
        number
        for top, bottom in prices
        if any(column in named and first <= top and last >= bottom for first, last, column in spans)
        for number in range(top + 1, bottom + 1)
        if number in below
    }

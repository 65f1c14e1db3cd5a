"""Cells of a list that are merged over several rows: a word holds for each, a price for all of them together."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class MergedPrices:
    """What rows under one price are: lots of the package above, which counts once by its first row, or not known.

    `lots` are the rows below the first where a package's number or name is merged over all rows of the price;
    `wholes` are those first rows, whose price is that of the whole package. `others` are rows under other prices.
    """

    lots: frozenset[int]
    wholes: frozenset[int]
    others: tuple[frozenset[int], ...]

    def shared(self, packages: Set[int]) -> frozenset[int]:
        """Return the rows under a price that stands for several of `packages`, the rows that are one each."""
        several = (rows & packages for rows in self.others)
        return frozenset(number for rows in several if len(rows) > 1 for number in rows)


def merged_prices(below: Rows, heading: PackageHeading, merged: Merged) -> MergedPrices:
    """Return what the rows are over which a price is merged."""
    named = {heading.columns[name] for name in ("package_id", "notice_id", "name") if name in heading.columns}
    names = [(top, bottom) for top, left, bottom, right in merged if left == right and left in named]
    value = heading.columns.get("value", 0)
    lots: set[int] = set()
    wholes: set[int] = set()
    others = []
    for top, left, bottom, right in merged:
        if not left <= value <= right or bottom == top:
            continue
        rows = frozenset(number for number in range(top, bottom + 1) if number in below)
        if left == right and any(first <= top and last >= bottom for first, last in names):
            wholes.add(top)
            lots |= rows - {top}
        else:
            others.append(rows)
    return MergedPrices(frozenset(lots), frozenset(wholes), tuple(others))

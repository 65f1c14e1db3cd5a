"""Prices in another unit than their list, told by what the other packages of the list cost."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from cchc_analysis.intake.package_sheet.headings import PackageHeading
from cchc_analysis.intake.package_sheet.row_kinds import Cells, is_named_total, is_told
from cchc_analysis.intake.typed_numbers import read_number
from cchc_analysis.reference.plausible_amounts import plausible_amounts

# What is usual in a list is seen from its first prices; a list of any size is asked no more.
_PRICES_ASKED = 1000
# Below this number of prices none is usual.
_LEAST_PRICES = 3
# Đồng for nghìn đồng or triệu đồng, or nghìn đồng for triệu đồng, and the other way round.
_SLIPS = (1_000, 1_000_000)


@dataclass(frozen=True)
class UsualPrice:
    """The median of the first believed prices of a list, in đồng, and of how many it is that."""

    median_vnd: int
    count: int

    @property
    def is_told(self) -> bool:
        """Tell whether there are enough prices to hold one of them against the others."""
        return self.count >= _LEAST_PRICES

    def slips(self, value_vnd: int) -> tuple[int, ...]:
        """Return what a price may be in another unit, if it lies too far from the median; else nothing."""
        limits = plausible_amounts()
        if not self.is_told:
            return ()
        if value_vnd * limits.slip_below_median <= self.median_vnd:
            read = [value_vnd * slip for slip in _SLIPS]
        elif value_vnd >= self.median_vnd * limits.slip_above_median:
            read = [value_vnd // slip for slip in _SLIPS]
        else:
            return ()
        least, most = self.median_vnd / limits.slip_below_median, self.median_vnd * limits.slip_below_median
        return tuple(one for one in read if least < one < most)


def usual_price(heading: PackageHeading, rows: Iterable[Cells], unit: int | None) -> UsualPrice | None:
    """Return what packages of a list usually cost, by `rows` in order; None where unit or prices are unknown."""
    if unit is None:
        return None
    first = sorted(islice(_prices(heading, rows, unit), _PRICES_ASKED))
    return UsualPrice(statistics.median_low(first), len(first)) if first else None


def _prices(heading: PackageHeading, rows: Iterable[Cells], unit: int) -> Iterable[int]:
    limits = plausible_amounts()
    for cells in rows:
        number = read_number(cells.get(heading.columns.get("value", 0)), is_whole=unit == 1)
        if number.value is not None and is_told(cells, heading) and not is_named_total(cells, heading):
            value_vnd = number.value * unit
            if limits.least_package_vnd <= value_vnd <= limits.most_package_vnd:
                yield int(value_vnd)

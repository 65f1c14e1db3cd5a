"""Which rows of a long table are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.vietnamese.collation import vietnamese_key

_NEIGHBOURS = 2


@dataclass(frozen=True)
class Gap:
    """Rows left out at one place, and how many."""

    count: int


def ranked(table: pd.DataFrame, *, by: str, ascending: bool = False) -> pd.DataFrame:
    """Return the rows ordered by one figure, equal figures in Vietnamese name order, missing ones last."""
    names = table["agency_name"].map(vietnamese_key)
    order = table.assign(_name=names).sort_values([by, "_name"], ascending=[ascending, True], na_position="last")
    return order.drop(columns="_name").reset_index(drop=True)


def select_rows(codes: Sequence[str], *, limit: int, focus: str | None = None) -> list[int | Gap]:
    """Return the positions to draw out of ranked rows, with a `Gap` where rows are left out.

    Up to `limit` rows are all drawn. A longer ranking keeps its two ends and the focus row with the two
    rows above and below it.

    >>> select_rows(["A", "B", "C", "D", "E"], limit=2)
    [0, Gap(count=3), 4]
    """
    if len(codes) <= limit:
        return list(range(len(codes)))
    nearby = range(0)
    if focus in codes:
        nearby = range(codes.index(focus) - _NEIGHBOURS, codes.index(focus) + _NEIGHBOURS + 1)
    end = max((limit - len(nearby)) // 2, 1)
    drawn = {*range(end), *nearby, *range(len(codes) - end, len(codes))} & set(range(len(codes)))
    rows: list[int | Gap] = []
    expected = 0
    for position in sorted(drawn):
        if position > expected:
            rows.append(Gap(position - expected))
        rows.append(position)
        expected = position + 1
    return rows

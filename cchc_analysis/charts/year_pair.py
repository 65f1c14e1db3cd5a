"""The two years a chart of change compares."""

from __future__ import annotations

import pandas as pd


def year_pair(table: pd.DataFrame) -> tuple[int, int]:
    """Return the years of the rows, from and to; raise `ValueError` when the rows mix pairs of years."""
    pairs = sorted(set(zip(table["year_from"], table["year_to"], strict=True)))
    if len(pairs) != 1:
        raise ValueError(f"this chart shows one change between two years, the table has {pairs}")
    return int(pairs[0][0]), int(pairs[0][1])

"""Which agencies are compared between two years, and how far each moved."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from cchc_analysis.charts.ranked_rows import ranked
from cchc_analysis.vietnamese.numbers import round_half_up

Measure = Literal["index", "rank"]


def slope_peers(changes: pd.DataFrame, measure: Measure, focus: str | None) -> pd.DataFrame:
    """Return the group of `focus`, or all rows; raise `ValueError` for ranks of several groups."""
    own = changes.loc[changes["agency_code"] == focus, "group"]
    if len(own):
        is_peer: pd.Series[bool] = changes["group"] == own.iloc[0]
        return changes[is_peer]
    if measure == "rank" and changes["group"].nunique() > 1:
        raise ValueError("ranks stand within a group: give the rows of one group, or focus= for the agency's own")
    return changes


def is_measured_alike(peers: pd.DataFrame) -> bool:
    """Tell whether both years were measured by the same criteria for all rows."""
    return bool(peers["is_comparable"].all()) if "is_comparable" in peers else True


def has_chain(peers: pd.DataFrame) -> bool:
    """Tell whether the index on the common criteria is known for any row."""
    return bool(peers[["chained_from", "chained_to"]].notna().all(axis=1).any())


def slope_moves(known: pd.DataFrame, columns: tuple[str, str], measure: Measure, decimals: int) -> pd.DataFrame:
    """Return the figures of both years and the move upward, counted on the printed figures."""
    before, after = (
        [round_half_up(figure, decimals) for figure in known[column].astype(float)] for column in columns
    )
    sign = -1 if measure == "rank" else 1
    moves = [float(sign * (one - other)) for one, other in zip(after, before, strict=True)]
    table = known.assign(before=known[columns[0]].astype(float), after=known[columns[1]].astype(float), move=moves)
    return ranked(table, by="after", ascending=measure == "rank")


def most_moved(table: pd.DataFrame, most_rows: int, focus: str | None) -> pd.DataFrame:
    """Return the rows that moved most, and `focus`, in the order of the table."""
    if len(table) <= most_rows:
        return table
    is_focus = table["agency_code"] == focus
    widest = table[~is_focus]["move"].abs().sort_values(ascending=False, kind="stable")
    kept = [*table.index[is_focus], *widest.index[: most_rows - int(is_focus.sum())]]
    return table.loc[sorted(kept)]

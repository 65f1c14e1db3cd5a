"""Agencies apart by group, in the order officials list them."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.texts import Language, text

_ORDER = ("city", "department", "district", "ward", "unit", "vertical", "province", "investor")


def split_groups(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each group present: departments, districts, wards.

    Raises `ValueError` for a group that has no place in the list, rather than lose its rows.
    """
    present = set(table["group"])
    unknown = sorted(present - set(_ORDER), key=str)
    if unknown:
        raise ValueError(f"unknown agency groups: {unknown}")
    return {group: table[table["group"] == group] for group in _ORDER if group in present}


def group_heading(group: str, language: Language) -> str:
    """Return the name of a group as it opens a line: ``Sở, ban, ngành``."""
    name = text(f"groups.{group}", language)
    return name[:1].upper() + name[1:]

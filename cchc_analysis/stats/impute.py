"""Imputation: filling missing figures by a declared rule, and never without a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Centre = Literal["mean", "median"]
AlongYears = Literal["previous", "linear"]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Imputed:
    """Figures with gaps filled; `is_imputed` is True exactly where a figure was made, not given.

    What no rule could fill stays missing and is False.
    """

    values: pd.DataFrame
    is_imputed: pd.DataFrame


def impute_from_others(table: pd.DataFrame, *, centre: Centre, groups: pd.Series | None = None) -> Imputed:
    """Give a unit without a figure what the other units have in the middle.

    Parameters
    ----------
    table
        Units × criteria.
    centre
        ``mean`` or ``median`` of the units with a figure.
    groups
        Group of each unit, with the index of `table`: the middle is then that of the unit's own group. A gap in a
        group nobody of which has a figure, or of a unit without a group, stays.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 (unconditional and group mean).
    """
    if groups is None:
        filled = table.fillna(table.agg(centre))
    else:
        middles = table.groupby(groups.reindex(table.index), observed=True).transform(centre)
        filled = table.fillna(middles)
    return _marked(table, filled)


def impute_along_years(
    panel: pd.DataFrame,
    columns: Sequence[str],
    *,
    how: AlongYears,
    unit: str = "agency_code",
    year: str = "year",
) -> Imputed:
    """Give a unit without a figure what its own other years say.

    Parameters
    ----------
    panel
        One row per unit and year.
    columns
        The figures to fill.
    how
        ``previous``: the unit's latest earlier figure. ``linear``: on the straight line between its figures before
        and after, by year. Neither reaches back before the first figure, and ``linear`` not beyond the last: such
        gaps stay.

    Returns
    -------
    `columns` only, in the order and with the index of `panel`.
    """
    given = panel[list(columns)].astype("float64")
    figures = given.to_numpy(copy=True)
    years = panel[year].to_numpy("float64")
    units, _ = pd.factorize(panel[unit])
    # Rows of one unit together, oldest first.
    order = np.lexsort((years, units))
    for rows in np.split(order, np.flatnonzero(np.diff(units[order])) + 1):
        for position in range(figures.shape[1]):
            figures[rows, position] = _along(figures[rows, position], years[rows], how)
    return _marked(given, pd.DataFrame(figures, index=given.index, columns=given.columns))


def _along(figures: FloatArray, years: FloatArray, how: AlongYears) -> FloatArray:
    known = ~np.isnan(figures)
    if not known.any():
        return figures
    if how == "previous":
        latest = np.maximum.accumulate(np.where(known, np.arange(len(figures)), -1))
        return np.where(latest >= 0, figures[latest], np.nan)
    between = np.interp(years, years[known], figures[known], left=np.nan, right=np.nan)
    return np.where(known, figures, between)


def _marked(given: pd.DataFrame, filled: pd.DataFrame) -> Imputed:
    return Imputed(filled, given.isna() & filled.notna())

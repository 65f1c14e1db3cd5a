"""Outliers: does one criterion's figures lie so unevenly that a few agencies decide its scale, and what then."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]

# The OECD/JRC rule of thumb: a column is left alone unless it fails both.
SKEW_LIMIT, KURTOSIS_LIMIT = 2.0, 3.5
LOG_OFFSET_SHARE = 0.01

DETAIL_COLUMNS = [
    "criterion_code", "is_even_before", "skew_before", "kurtosis_before", "winsorised_count",
    "is_even_winsorised", "skew_winsorised", "kurtosis_winsorised", "is_logged",
    "is_even_after", "skew_after", "kurtosis_after",
]  # fmt: skip


@dataclass(frozen=True)
class Evenness:
    """Skewness and excess kurtosis of one column; `is_even` is False where it needs treatment."""

    is_even: bool
    skew: float
    kurtosis: float


@dataclass(frozen=True)
class Treatment:
    """Figures after treatment, what happened to each figure, and what happened to each column.

    `points` has the shape of `values`: "" (as given), ``high`` or ``low`` (winsorised at that end), ``log``.
    `details` has one row per column: counts, skewness and kurtosis before, between and after; missing where a step
    was not needed.
    """

    values: pd.DataFrame
    points: pd.DataFrame
    details: pd.DataFrame


def skewness(values: FloatArray) -> float:
    """Return the sample skewness, corrected for small samples (type 2, as in spreadsheets); NaN below 3 figures.

    Source: D. N. Joanes, C. A. Gill, The Statistician 47 (1998), 183-189: G1.
    """
    known, count, squares = _deviations(values)
    if count < 3 or squares == 0:
        return math.nan
    plain = (known**3).mean() / (squares / count) ** 1.5
    return float(plain * math.sqrt(count * (count - 1)) / (count - 2))


def excess_kurtosis(values: FloatArray) -> float:
    """Return the sample excess kurtosis, corrected for small samples (type 2); NaN below 4 figures.

    Source: D. N. Joanes, C. A. Gill, The Statistician 47 (1998), 183-189: G2.
    """
    known, count, squares = _deviations(values)
    if count < 4 or squares == 0:
        return math.nan
    plain = (known**4).mean() / (squares / count) ** 2 - 3
    return float(((count + 1) * plain + 6) * (count - 1) / ((count - 2) * (count - 3)))


def evenness(
    values: FloatArray, *, skew_limit: float = SKEW_LIMIT, kurtosis_limit: float = KURTOSIS_LIMIT
) -> Evenness:
    """Tell whether a column passes: |skewness| under its limit or kurtosis under its own.

    A column too short or too constant for the two measures has nothing to treat and passes.
    """
    skew, kurtosis = skewness(values), excess_kurtosis(values)
    fails = abs(skew) >= skew_limit and kurtosis >= kurtosis_limit
    return Evenness(not fails, skew, kurtosis)


def winsorise(
    values: FloatArray,
    *,
    most: int = 5,
    skew_limit: float = SKEW_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> tuple[FloatArray, npt.NDArray[np.str_]]:
    """Pull the outermost figures in to their neighbour, one value after another, until the column passes.

    The end is chosen by the sign of the skewness. Equal figures are moved together. No step is taken that would
    move more than `most` figures at its end and the other together, or leave the column constant.

    Returns
    -------
    The figures, and for each "", ``high`` or ``low``.
    """
    moved = values.astype("float64", copy=True)
    marks = np.full(values.shape, "", dtype="<U4")
    limits = {"skew_limit": skew_limit, "kurtosis_limit": kurtosis_limit}
    while not (found := evenness(moved, **limits)).is_even:
        end = "high" if found.skew >= 0 else "low"
        distinct = np.unique(moved[~np.isnan(moved)])
        edge, neighbour = (distinct[-1], distinct[-2]) if end == "high" else (distinct[0], distinct[1])
        at_edge = moved == edge
        if len(distinct) < 3 or np.count_nonzero(at_edge | (marks != "")) > most:
            break
        moved[at_edge] = neighbour
        marks[at_edge] = end
    return moved, marks


def log_coin(values: FloatArray) -> FloatArray:
    """Return the logarithm of each figure's distance from the least one, plus a hundredth of the range.

    Order is kept and gaps among the largest figures shrink. A constant column comes back as it was.

    Source: Joint Research Centre, COIN Tool User's Guide (2019): log transform, with the offset scaled to the
    range.
    """
    least, most = np.fmin.reduce(values), np.fmax.reduce(values)
    if not most > least:
        return values
    logged: FloatArray = np.log(values - least + LOG_OFFSET_SHARE * (most - least))
    return logged


def treat(
    table: pd.DataFrame,
    *,
    most_winsorised: int = 5,
    skew_limit: float = SKEW_LIMIT,
    kurtosis_limit: float = KURTOSIS_LIMIT,
) -> Treatment:
    """Take the edge off columns in which a few agencies stand far apart: winsorise, and if that fails take logs.

    A column that winsorising does not bring within the limits is logged as it was given, not as winsorised. One
    that still fails is returned logged, with `is_even_after` False.

    Parameters
    ----------
    table
        Units × criteria; missing figures stay missing and count for nothing.
    most_winsorised
        How many figures of one column may be moved.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 and 5; limits |skewness| 2 and
    kurtosis 3.5 as used by the Joint Research Centre's audits.
    """
    limits = {"skew_limit": skew_limit, "kurtosis_limit": kurtosis_limit}
    values, points, details = {}, {}, []
    for code in table.columns:
        given = table[code].to_numpy("float64")
        before = evenness(given, **limits)
        treated, marks = winsorise(given, most=most_winsorised, **limits)
        between = evenness(treated, **limits)
        winsorised_count = int(np.count_nonzero(marks != ""))
        if not between.is_even:
            treated = log_coin(given)
            marks = np.where(np.isnan(given), "", "log")
        after = evenness(treated, **limits)
        row: list[object] = [code, before.is_even, before.skew, before.kurtosis, winsorised_count]
        row += [None] * 3 if before.is_even else [between.is_even, between.skew, between.kurtosis]
        row += [not between.is_even, after.is_even, after.skew, after.kurtosis]
        values[code], points[code] = treated, marks
        details.append(row)
    table_of_details = pd.DataFrame(details, columns=DETAIL_COLUMNS)
    table_of_details["is_even_winsorised"] = table_of_details["is_even_winsorised"].astype("boolean")
    return Treatment(
        pd.DataFrame(values, index=table.index, columns=table.columns),
        pd.DataFrame(points, index=table.index, columns=table.columns),
        table_of_details.astype({"skew_winsorised": "float64", "kurtosis_winsorised": "float64"}),
    )


def _deviations(values: FloatArray) -> tuple[FloatArray, int, float]:
    known = values[~np.isnan(values)]
    if len(known) == 0 or known.min() == known.max():
        # Said before subtracting: the mean of equal figures can miss them by a rounding error.
        return np.zeros_like(known), len(known), 0.0
    deviations = known - known.mean()
    return deviations, len(known), float((deviations**2).sum())

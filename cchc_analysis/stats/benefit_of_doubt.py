"""Benefit of the doubt: every unit judged by the weights that suit it best."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog

FloatArray = npt.NDArray[np.float64]

Failure = Literal["no_figures", "bounds_cannot_hold", "not_solved"]

# Below this a dual figure is rounding: the rival does not limit the unit.
_BINDING = 1e-9


class ShareBounds(NamedTuple):
    """Least and largest share (0-1) of a unit's own score that each criterion may make up.

    One figure per criterion, or units × criteria.
    """

    least: FloatArray
    most: FloatArray


@dataclass(frozen=True)
class BenefitOfDoubt:
    """Results by unit; units that failed have NaN and a row in `failures`.

    `scores` from 0 to 1: 1 is a unit that no other beats under the weights best for it. `weights` and `shares`
    (what each criterion makes up of the unit's score) are units × criteria; a criterion without a figure has 0.
    Where several sets of weights are equally good, one of them is given.
    `peers`: ``unit, peer, intensity``, the units that keep the score from being larger.
    `failures`: ``unit, reason`` (`no_figures`; `bounds_cannot_hold`: no weights keep the share bounds, as where a
    criterion that must count has the figure 0; `not_solved`: the solver gave up).
    """

    scores: pd.Series
    weights: pd.DataFrame
    shares: pd.DataFrame
    peers: pd.DataFrame
    failures: pd.DataFrame


@dataclass(frozen=True)
class _Solution:
    score: float
    weights: FloatArray
    duals: FloatArray


def benefit_of_doubt(table: pd.DataFrame, *, bounds: ShareBounds | None = None) -> BenefitOfDoubt:
    """Score each unit by its own best weights, under which no unit, itself included, may exceed 1.

    A unit that is behind even so cannot blame the weights. A missing figure counts for nothing: it earns its unit
    nothing and does not limit the others.

    Parameters
    ----------
    table
        Units × criteria, figures from 0 up, larger is better.
    bounds
        Shares that keep a unit from resting on its single best criterion. Among the criteria a unit has figures
        for, bounds that add up to no whole (least over 1, most under 1) fail the unit.

    Raises
    ------
    ValueError
        If a figure is negative.

    Source: L. Cherchye, W. Moesen, N. Rogge, T. Van Puyenbroeck, Social Indicators Research 82 (2007), 111-145;
    missing figures: T. Kuosmanen, Journal of the Operational Research Society 60 (2009), 1767-1774.
    """
    given = table.to_numpy("float64")
    if (given < 0).any():
        raise ValueError("benefit of the doubt needs figures from 0 up")
    known = ~np.isnan(given)
    tops = np.where(known, given, 0.0).max(axis=0, initial=0.0)
    # Columns brought to 0-1 keep the solver's tolerances meaningful; weights are brought back below.
    scale = np.where(tops > 0, tops, 1.0)
    figures = np.where(known, given, 0.0) / scale
    scores, weights = np.full(len(table), math.nan), np.full(given.shape, math.nan)
    peers: list[tuple[object, object, float]] = []
    failures: list[tuple[object, Failure]] = []
    for row, unit in enumerate(table.index):
        own = None if bounds is None else _of_unit(bounds, row, given.shape)
        found = _solve(figures, row, known[row], own)
        if isinstance(found, str):
            failures.append((unit, found))
            continue
        scores[row], weights[row] = found.score, found.weights / scale
        peers += [
            (unit, peer, float(dual))
            for peer, dual in zip(table.index, found.duals, strict=True)
            if dual > _BINDING
        ]
    parts = weights * np.where(known, given, 0.0)
    totals = parts.sum(axis=1, keepdims=True)
    shares = np.divide(parts, totals, out=np.full_like(parts, np.nan), where=totals > 0)
    return BenefitOfDoubt(
        scores=pd.Series(scores, index=table.index),
        weights=pd.DataFrame(weights, index=table.index, columns=table.columns),
        shares=pd.DataFrame(shares, index=table.index, columns=table.columns),
        peers=pd.DataFrame(peers, columns=["unit", "peer", "intensity"]),
        failures=pd.DataFrame(failures, columns=["unit", "reason"]),
    )


def _of_unit(bounds: ShareBounds, row: int, shape: tuple[int, ...]) -> ShareBounds:
    return ShareBounds(np.broadcast_to(bounds.least, shape)[row], np.broadcast_to(bounds.most, shape)[row])


def _solve(
    figures: FloatArray, row: int, known: npt.NDArray[np.bool_], bounds: ShareBounds | None
) -> _Solution | Failure:
    if not known.any():
        return "no_figures"
    own, columns = figures[row, known], figures[:, known]
    limits = [columns]
    if bounds is not None:
        least, most = bounds.least[known], bounds.most[known]
        if least.sum() > 1 + _BINDING or most.sum() < 1 - _BINDING:
            return "bounds_cannot_hold"
        if ((own == 0) & (least > 0)).any() and own.any():
            return "bounds_cannot_hold"
        # least × score ≤ weight × figure ≤ most × score, both linear in the weights.
        parts = np.diag(own)
        limits += [np.outer(least, own) - parts, parts - np.outer(most, own)]
    matrix = np.vstack(limits)
    ceiling = np.concatenate([np.ones(len(figures)), np.zeros(len(matrix) - len(figures))])
    result = linprog(-own, A_ub=matrix, b_ub=ceiling, bounds=(0, None), method="highs")
    if not result.success:
        return "not_solved"
    weights = np.zeros(figures.shape[1])
    weights[known] = result.x + 0.0  # no minus zero in a table
    score = float(own @ result.x)
    if bounds is not None and score <= _BINDING and own.any():
        return "bounds_cannot_hold"
    return _Solution(score, weights, -result.ineqlin.marginals[: len(figures)])

"""What a missing score may be filled with, by method; or the reason why nothing can."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any, Literal, get_args

import pandas as pd

from cchc_analysis.index.leaf_scores import directed
from cchc_analysis.stats.exact import sum_fractions, to_fraction

Method = Literal["none", "group_median_share", "group_mean_share", "previous_year_share", "zero"]
METHODS: tuple[Method, ...] = get_args(Method)

Place = tuple[str, str]


@dataclass(frozen=True)
class Given:
    """A given score in exact points, with the maximum it was given out of (None = not stated)."""

    score: Fraction
    max_points: Fraction | None
    is_downward: bool


def peer_scores(given: pd.DataFrame) -> dict[Place, list[Fraction]]:
    """Return given points by group and criterion; on one criterion their shares differ by its maximum only."""
    peers: dict[Place, list[Fraction]] = {}
    for group, code, score in zip(given["group"], given["criterion_code"], given["score"], strict=True):
        peers.setdefault((group, code), []).append(to_fraction(score) or Fraction(0))
    return peers


def own_scores(given: pd.DataFrame) -> dict[Place, Given]:
    """Return given points by agency and criterion."""
    return {
        (row["agency_code"], row["criterion_code"]): Given(
            to_fraction(row["score"]) or Fraction(0), to_fraction(row["max_points"]), bool(row["is_downward"])
        )
        for row in given.to_dict("records")
    }


def stand_in(
    row: Mapping[Hashable, Any],
    method: Method,
    *,
    peers: Mapping[Place, list[Fraction]],
    earlier: Mapping[Place, Given],
    least_donors: int,
) -> float | str:
    """Return points for one missing score, or why there are none: not_asked, few_donors, no_previous."""
    if method == "none":
        return "not_asked"
    if method == "zero":
        return float(directed(Decimal(0), row["max_points"], row["is_downward"]) or 0)
    if method == "previous_year_share":
        return _of_last_year(row, earlier.get((row["agency_code"], row["criterion_code"])))
    donors = peers.get((row["group"], row["criterion_code"]), [])
    if len(donors) < max(least_donors, 1):
        return "few_donors"
    return float(median(donors) if method == "group_median_share" else sum_fractions(donors) / len(donors))


def _of_last_year(row: Mapping[Hashable, Any], earlier: Given | None) -> float | str:
    maximum = to_fraction(row["max_points"])
    if earlier is None or earlier.is_downward != row["is_downward"]:
        return "no_previous"
    if maximum is None and earlier.max_points is None:
        return float(earlier.score)
    if maximum is None or not earlier.max_points:
        return "no_previous"
    return float(earlier.score / earlier.max_points * maximum)

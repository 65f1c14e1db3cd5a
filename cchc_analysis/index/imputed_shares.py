"""How much of an agency's index stands on scores that were filled in."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import sum_or_missing, to_decimal


def with_imputed(
    league: pd.DataFrame, nodes: pd.DataFrame, framework: Framework, imputed: pd.DataFrame
) -> pd.DataFrame:
    """Put beside every index how many of its scores nobody awarded, and how much of the maximum they hold.

    Parameters
    ----------
    league, nodes
        One year's, computed with the stand-ins.
    imputed
        The stand-ins: agency_code, max_points (points); see `cchc_analysis.index.imputation.Imputation`.

    Returns
    -------
    The league with imputed_count (criteria) and imputed_share (0-1 of the agency's applicable maximum; 0 without
    stand-ins, missing where there are some and no maximum is stated).
    """
    roots = nodes[nodes["criterion_code"] == framework.root_code]
    maxima = dict(zip(roots["agency_code"], map(to_decimal, roots["max_points"]), strict=True))
    counts: dict[str, int] = {}
    shares: dict[str, float] = {}
    for code, rows in imputed.groupby("agency_code"):
        points, whole = sum_or_missing(map(to_decimal, rows["max_points"])), maxima.get(code)
        counts[str(code)] = len(rows)
        shares[str(code)] = float(points / whole) if points is not None and whole else float("nan")
    codes = list(league["agency_code"])
    return league.assign(
        imputed_count=[counts.get(code, 0) for code in codes],
        imputed_share=[shares.get(code, 0.0) for code in codes],
    )

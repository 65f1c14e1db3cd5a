"""Whether enough scores are there to judge an agency, or a criterion."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.leaf_scores import groups_of, leaf_scores
from cchc_analysis.index.named_rows import named
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, sum_or_missing, to_decimal
from cchc_analysis.texts import Language

# The share of data that the JRC asks of a unit before it enters an index.
JRC_LEAST_SHARE = 0.65


@dataclass(frozen=True)
class Availability:
    """`agencies`: who, criteria_count, scored_count, scored_share, points_share, is_enough.

    `criteria`: group, year, criterion_code, criterion_name, agencies_count, scored_count, scored_share, is_enough.
    """

    agencies: pd.DataFrame
    criteria: pd.DataFrame


def availability(
    scores: pd.DataFrame,
    framework: Framework,
    assessed: pd.DataFrame,
    *,
    language: Language,
    least_share: float = JRC_LEAST_SHARE,
) -> Availability:
    """Show how much of what should have been scored has been, by agency and by criterion.

    Only criteria that apply are counted. `points_share` weighs each by its maximum (missing where the framework
    states none). `is_enough`: the shares that exist reach `least_share` (equal is enough); an agency or criterion
    to which nothing applies is never enough. An agency that sent nothing has the share 0 and keeps its row.

    Parameters
    ----------
    scores
        The contract ``scores``.
    assessed
        Who had to be assessed: ``agency_code, agency_name, group``.
    least_share
        0-1.

    Source: the 65 % rule of thumb of the JRC's COIN Tool.
    """
    leaves = leaf_scores(scores, framework, groups=groups_of(assessed))
    applicable = leaves[leaves["reason"] == ""].assign(is_scored=lambda rows: rows["score"].notna())
    least = Fraction(str(least_share))
    return Availability(
        agencies=named(
            _agencies(applicable, list(assessed["agency_code"]), least), assessed, framework, language=language
        ),
        criteria=_criteria(applicable, framework, language, least),
    )


def _agencies(applicable: pd.DataFrame, codes: list[str], least: Fraction) -> pd.DataFrame:
    own = dict(list(applicable.groupby("agency_code")))
    records = []
    for code in codes:
        rows = own.get(code, applicable.iloc[:0])
        scored = rows[rows["is_scored"]]
        by_count, by_points = _share(len(scored), len(rows)), _share(_points(scored), _points(rows))
        is_enough = by_count is not None and min(by_count, by_count if by_points is None else by_points) >= least
        records.append((code, len(rows), len(scored), as_float(by_count), as_float(by_points), is_enough))
    columns = ["agency_code", "criteria_count", "scored_count", "scored_share", "points_share", "is_enough"]
    return pd.DataFrame(records, columns=columns).astype(
        {"scored_share": "float64", "points_share": "float64", "is_enough": bool}
    )


def _criteria(applicable: pd.DataFrame, framework: Framework, language: Language, least: Fraction) -> pd.DataFrame:
    names = framework.names(language)
    of_criterion = dict(list(applicable.groupby(["group", "criterion_code"])))
    places = [(group, code) for group in sorted(applicable["group"].unique()) for code in framework.leaf_codes]
    records = []
    for group, code in places:
        if (group, code) in of_criterion:
            is_scored = of_criterion[group, code]["is_scored"]
            share = Fraction(int(is_scored.sum()), len(is_scored))
            figures = (len(is_scored), int(is_scored.sum()), float(share), share >= least)
            records.append((group, framework.year, code, names[code], *figures))
    columns = [
        "group", "year", "criterion_code", "criterion_name", "agencies_count", "scored_count", "scored_share",
        "is_enough",
    ]  # fmt: skip
    # Typed even without rows: there are none where nothing applies to anybody.
    return pd.DataFrame(records, columns=columns).astype({"scored_share": "float64", "is_enough": bool})


def _points(rows: pd.DataFrame) -> Fraction | None:
    whole = sum_or_missing(map(to_decimal, rows["max_points"]))
    return None if whole is None else Fraction(whole)


def _share(part: Fraction | int | None, whole: Fraction | int | None) -> Fraction | None:
    return Fraction(part, 1) / whole if part is not None and whole else None

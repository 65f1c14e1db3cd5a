"""How far agencies' own scores stand above what the appraisal recognised."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from cchc_analysis.index.leaf_scores import groups_of, leaf_scores
from cchc_analysis.index.league import published
from cchc_analysis.index.named_rows import WHO, named
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, difference, to_decimal
from cchc_analysis.stats.rank import competition_rank
from cchc_analysis.texts import Language

CRITERION_GAP_COLUMNS = [
    *WHO, "criterion_code", "criterion_name", "self_score", "appraised_score", "max_points", "gap", "gap_share",
]  # fmt: skip
APPRAISAL_RANK_COLUMNS = [
    *WHO, "self_index", "appraised_index", "self_rank", "appraised_rank", "rank_shift",
]  # fmt: skip


def score_gap(
    scores: pd.DataFrame, framework: Framework, assessed: pd.DataFrame, *, groups: Mapping[str, str]
) -> pd.DataFrame:
    """Compare self and appraised points on the same criteria, per agency.

    Only criteria that agencies score themselves are compared, so that both indices have one
    denominator. ``gap`` is self minus appraised in index points, of the two figures as published, so that the
    printed subtraction is right: above zero, the agency scored itself higher than the appraisal did.

    Returns the ``gap`` table, widest first; agencies with no complete pair have missing figures.
    """
    as_if_own = scores.assign(self_score=scores["appraised_score"])
    own, appraised = (_root_index(one, framework, groups) for one in (scores, as_if_own))
    table = assessed[["agency_code", "agency_name", "group"]].assign(year=framework.year)
    codes = list(table["agency_code"])
    selves, others = (
        [published(index.get(code, math.nan), framework) for code in codes] for index in (own, appraised)
    )
    # Subtracted as the decimals that are printed, then kept as numbers like every other figure.
    gaps = list(map(difference, selves, others))
    for column, figures in (("self_index", selves), ("appraised_index", others), ("gap", gaps)):
        table[column] = list(map(as_float, figures))
    return table.sort_values(["gap", "agency_code"], ascending=[False, True], ignore_index=True)


def criterion_gap(
    scores: pd.DataFrame, framework: Framework, assessed: pd.DataFrame, *, language: Language
) -> pd.DataFrame:
    """Show on which criteria each agency scored itself higher, or lower, than the appraisal recognised.

    Points are those that count: of a criterion on which less is better, the points left to its maximum, so that
    above zero always means over-scored.

    Returns
    -------
    One row per agency that sent scores and criterion that it scores itself and that applies to it: who,
    criterion_code, criterion_name, self_score, appraised_score, max_points (points), gap (points, self minus
    appraised, exact), gap_share (of the maximum; missing where none is stated). Missing where either score is.
    """
    groups = groups_of(assessed)
    own = leaf_scores(scores, framework, groups=groups, basis="self")
    table = own.assign(recognised=leaf_scores(scores, framework, groups=groups)["counted"])
    has_sent = table.groupby("agency_code")["has_row"].transform("any")
    table = table[(table["reason"] == "") & has_sent]
    pairs = [
        (mine, theirs, to_decimal(most))
        for mine, theirs, most in zip(table["counted"], table["recognised"], table["max_points"], strict=True)
    ]
    gaps = [difference(mine, theirs) for mine, theirs, _ in pairs]
    table = table[["agency_code", "criterion_code", "max_points"]].assign(
        self_score=[as_float(mine) for mine, _, _ in pairs],
        appraised_score=[as_float(theirs) for _, theirs, _ in pairs],
        gap=[as_float(gap) for gap in gaps],
        gap_share=[
            as_float(None if gap is None or not most else gap / most)
            for gap, (_, _, most) in zip(gaps, pairs, strict=True)
        ],
    )
    return named(table, assessed, framework, language=language)[CRITERION_GAP_COLUMNS]


def over_scoring(gaps: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Count who over-scores how often and by how much, by agency or by criterion.

    Parameters
    ----------
    gaps
        From `criterion_gap`.
    by
        Columns that make one row, such as ``["agency_code", "agency_name", "group", "year"]`` or ``["group",
        "criterion_code", "criterion_name"]``.

    Returns
    -------
    `by`, compared_count, over_count, level_count, under_count, missing_count, gap_points (points, sum of the
    differences compared), mean_gap_share (of the maximum, mean; missing without any). Most over-scored first.
    """
    counts = {
        "compared_count": gaps["gap"].notna(),
        "over_count": gaps["gap"] > 0,
        "level_count": gaps["gap"] == 0,
        "under_count": gaps["gap"] < 0,
        "missing_count": gaps["gap"].isna(),
    }
    exact = [to_decimal(gap) or Decimal(0) for gap in gaps["gap"]]
    rows = gaps.assign(**counts, exact=pd.Series(exact, index=gaps.index, dtype="object")).groupby(by)
    table = rows[list(counts)].sum()
    table["gap_points"] = rows["exact"].agg(lambda points: float(sum(points)))
    table["mean_gap_share"] = rows["gap_share"].mean()
    return table.reset_index().sort_values("gap_points", ascending=False, kind="stable", ignore_index=True)


def appraisal_ranks(
    scores: pd.DataFrame, framework: Framework, assessed: pd.DataFrame, *, groups: Mapping[str, str]
) -> pd.DataFrame:
    """Show where the appraisal moves an agency up or down its group.

    Both ranks are read from the two published indices of `score_gap`, on the criteria that agencies score
    themselves, among the agencies of the group that have both; equals share the smallest rank.

    Returns
    -------
    who, self_index, appraised_index, self_rank, appraised_rank, rank_shift (places: appraised minus self rank,
    above zero = the appraisal moved the agency down). Agencies that lack one of the two keep their row without
    ranks. Largest loss of places first within each group.
    """
    table = score_gap(scores, framework, assessed, groups=groups)
    is_paired = table["gap"].notna()
    for basis in ("self", "appraised"):
        table[f"{basis}_rank"] = competition_rank(table[f"{basis}_index"].where(is_paired), within=table["group"])
    table["rank_shift"] = table["appraised_rank"] - table["self_rank"]
    return table.sort_values(
        ["group", "rank_shift", "agency_code"],
        ascending=[True, False, True],
        na_position="last",
        ignore_index=True,
    )[APPRAISAL_RANK_COLUMNS]


def _root_index(scores: pd.DataFrame, framework: Framework, groups: Mapping[str, str]) -> pd.Series:
    nodes = roll_up(scores, framework, groups=groups, basis="self")
    roots = nodes[nodes["criterion_code"] == framework.root_code]
    return roots.set_index("agency_code")["index"]

"""Would other choices have ranked the agencies otherwise?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from cchc_analysis.index.hierarchy import FloatArray
from cchc_analysis.index.named_rows import WHO
from cchc_analysis.index.recipe import Normalise, Recipe, score_recipe
from cchc_analysis.index.score_matrix import ScoreMatrix
from cchc_analysis.index.weights import budget_weights, component_weights, equal_over_leaves, equal_within_parent
from cchc_analysis.stats.normalise import goalposts, min_max, percentile_rank, share_of_maximum, z_score
from cchc_analysis.stats.outliers import treat
from cchc_analysis.stats.power_mean import GEOMETRIC, HARMONIC
from cchc_analysis.stats.rank import competition_rank
from cchc_analysis.texts import Language, catalogue

OFFICIAL = "official"
GOALPOST_PERCENTILES = (5.0, 95.0)
# Between the arithmetic and the geometric mean.
HALFWAY_POWER = 0.5
# Beyond this many decimals a difference is rounding (of sums, of the linear programmes), not rank.
_DECIMALS = 7

ALTERNATIVE_COLUMNS = [*WHO, "recipe", "recipe_name", "rank", "index"]
SUMMARY_COLUMNS = [
    "recipe", "recipe_name", "spearman", "mean_rank_change", "max_rank_change", "agency_code", "agency_name",
    "rank_before", "rank_after", "compared_count", "unranked_count",
]  # fmt: skip


@dataclass(frozen=True)
class Alternatives:
    """What each recipe makes of the agencies, and how far from the official ranking it is.

    `alternatives`: agency_code, agency_name, group, year, recipe, recipe_name, rank (within the group), index (on
    the recipe's own scale); the recipe ``official`` is the published league table.
    `summary`: recipe, recipe_name, spearman (rank correlation with the official ranking, mean over the groups by
    number of agencies), mean_rank_change and max_rank_change (places, of any agency), agency_code, agency_name,
    rank_before, rank_after (of the agency moved most; empty where none moves), compared_count, unranked_count
    (ranked officially, but without an index under the recipe).
    """

    alternatives: pd.DataFrame
    summary: pd.DataFrame


def standard_recipes(matrix: ScoreMatrix, *, budgets: pd.DataFrame | None = None) -> tuple[Recipe, ...]:
    """Return the choices that reports compare with the official one, each named for the one thing it changes.

    Where every criterion has a maximum of points, the scale is the share of the maximum (0-100), as in the
    official index; otherwise min-max over the agencies. Geometric, harmonic and power means, which one 0 would
    decide, use that scale brought to 1-100. Equal weights are left out where they are the tree's own. `budgets`
    are experts' points as `cchc_analysis.index.weights.budget_weights` takes them, None where nobody was asked.

    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), steps 3, 5 and 6.
    """
    has_maxima = bool((matrix.maxima > 0).all())
    common: Normalise = partial(share_of_maximum, maxima=matrix.maxima) if has_maxima else min_max
    lifted = partial(_lifted, common)
    equal = {
        "equal_weights": equal_within_parent(matrix.hierarchy),
        "equal_criteria": equal_over_leaves(matrix.hierarchy),
    }
    stated = matrix.hierarchy.effective_weights()
    return (
        Recipe("min_max", min_max),
        Recipe("z_score", z_score),
        Recipe("percentile_rank", percentile_rank),
        Recipe("percentile_goalposts", _percentile_goalposts),
        *(
            Recipe(name, common, weights=weights)
            for name, weights in equal.items()
            if not np.allclose(matrix.hierarchy.effective_weights(weights), stated)
        ),
        *(
            []
            if budgets is None
            else [Recipe("budget", common, weights=budget_weights(budgets, matrix.hierarchy))]
        ),
        Recipe("component_weights", common, weights=component_weights),
        Recipe("power_mean", lifted, combine=HALFWAY_POWER),
        Recipe("geometric", lifted, combine=GEOMETRIC),
        Recipe("harmonic", lifted, combine=HARMONIC),
        Recipe("copeland", common, combine="copeland"),
        Recipe("benefit_of_doubt", lifted, combine="benefit_of_doubt"),
        Recipe("winsorised", min_max, treat=_without_outliers),
    )


def compare_recipes(
    matrix: ScoreMatrix, league: pd.DataFrame, recipes: Sequence[Recipe], *, language: Language
) -> Alternatives:
    """Rank the agencies under every recipe, within their group, beside the official ranking.

    Only agencies with an official rank are compared, so that each ranking is of the same field; the others keep a
    row without rank. All of them together, of every group, set the scale of a recipe that needs one.

    Parameters
    ----------
    league
        The official ``league`` table: agency_code, agency_name, group, year, index, rank.
    """
    ranked = league.loc[league["rank"].notna(), "agency_code"]
    rows = np.flatnonzero(np.isin(matrix.agency_codes, ranked.to_numpy()))
    codes = np.array(matrix.agency_codes)[rows]
    who = league[WHO]
    official = league[["rank", "index"]].assign(recipe=OFFICIAL)
    tables = [pd.concat([who, official], axis=1)]
    for recipe in recipes:
        scores = score_recipe(matrix.values[rows], matrix.hierarchy, recipe, applicable=matrix.applicable[rows])
        index = who["agency_code"].map(dict(zip(codes, scores, strict=True))).astype("float64")
        rank = competition_rank(index.round(_DECIMALS), within=who["group"])
        tables.append(who.assign(recipe=recipe.name, rank=rank, index=index))
    alternatives = pd.concat(tables, ignore_index=True)
    names = {name: recipe_name(name, language) for name in alternatives["recipe"].unique()}
    alternatives["recipe_name"] = alternatives["recipe"].map(names)
    alternatives["rank"] = alternatives["rank"].astype("Int64")
    summary = [
        _summary(own, tables[0]["rank"].astype("float64"))
        for _, own in alternatives[alternatives["recipe"] != OFFICIAL].groupby("recipe", sort=False)
    ]
    return Alternatives(
        alternatives[ALTERNATIVE_COLUMNS],
        pd.DataFrame(summary, columns=SUMMARY_COLUMNS).astype({"rank_before": "Int64", "rank_after": "Int64"}),
    )


def recipe_name(name: str, language: Language) -> str:
    """Return what a reader calls a recipe; one that is not among the standard ones is called by its own name."""
    return catalogue(language).get(f"composite.recipe_{name}", name)


def _summary(own: pd.DataFrame, before: pd.Series[float]) -> dict[str, object]:
    table = own.reset_index(drop=True).assign(
        before=before.to_numpy(), after=own["rank"].astype("float64").to_numpy()
    )
    both = table[table["before"].notna() & table["after"].notna()]
    changes = (both["after"] - both["before"]).abs()
    row: dict[str, object] = {
        "recipe": table["recipe"].iloc[0],
        "recipe_name": table["recipe_name"].iloc[0],
        "spearman": _spearman_in_groups(both),
        "mean_rank_change": changes.mean(),
        "max_rank_change": changes.max(),
        "compared_count": len(both),
        "unranked_count": int((table["before"].notna() & table["after"].isna()).sum()),
    }
    if changes.max() > 0:
        most = both.iloc[int(changes.argmax())]
        row |= {name: most[name] for name in ("agency_code", "agency_name")}
        row |= {"rank_before": int(most["before"]), "rank_after": int(most["after"])}
    return row


def _spearman_in_groups(both: pd.DataFrame) -> float:
    found = [
        (len(own), own["before"].corr(own["after"], method="spearman"))
        for _, own in both.groupby("group", observed=True)
        if own["before"].nunique() > 1 and own["after"].nunique() > 1
    ]
    if not found:
        return float("nan")
    counts, figures = zip(*found, strict=True)
    return float(np.average(figures, weights=counts))


def _lifted(normalise: Normalise, values: FloatArray) -> FloatArray:
    return 1.0 + 0.99 * normalise(values)


def _percentile_goalposts(values: FloatArray) -> FloatArray:
    table = pd.DataFrame(values)
    least, most = (table.quantile(share / 100).to_numpy("float64") for share in GOALPOST_PERCENTILES)
    return goalposts(values, least=least, most=most)


def _without_outliers(values: FloatArray) -> FloatArray:
    return treat(pd.DataFrame(values)).values.to_numpy("float64")

"""Faults of COINr 1.1.14 that were seen when it was run, each with what the engine does instead.

Numbered as in the list of the study: 1 to 4, 7, 8 and 10 are about normalising, weighing and combining; the others
about uncertainty runs, see `tests/index/robustness`.
"""

from __future__ import annotations

import inspect
import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.alternatives import compare_recipes, recipe_name, standard_recipes
from cchc_analysis.index.hierarchy import compile_tree
from cchc_analysis.index.recipe import Recipe, score_recipe
from cchc_analysis.stats import normalise
from cchc_analysis.stats.outliers import log_coin, treat
from cchc_analysis.stats.outranking import copeland
from cchc_analysis.stats.power_mean import power_mean
from cchc_analysis.texts import LANGUAGES, catalogue
from tests.index import coinr
from tests.index.matrices import LEAVES, drawn, hierarchy, league, matrix

NAN = float("nan")


def test_fault_1_a_log_transform_returns_transformed_figures() -> None:
    # log_GII() returned its input.
    figures = np.array([1.0, 10, 100, NAN])
    logged = log_coin(figures)
    assert not np.isclose(logged[:3], figures[:3]).any()
    np.testing.assert_allclose(np.diff(logged[:3]), np.diff(np.log([0.99, 9.99, 99.99])))
    column = pd.DataFrame({"x": 1.4 ** np.arange(40)})
    treated = treat(column, most_winsorised=2)
    assert treated.details["is_logged"].item()
    assert np.ptp(treated.values["x"]) < 10 < np.ptp(column["x"])


@pytest.mark.parametrize("power", [-2.0, -1.0, 0.0, 0.5, 1.0, 2.0])
def test_fault_2_every_mean_meets_a_gap_in_the_same_stated_way(power: float) -> None:
    # a_genmean() gave NA for one missing value where its help, and the other means, passed over it.
    tree = hierarchy()
    figures = np.array([[20.0, 80, NAN, 50]])
    assert np.isnan(aggregate(figures, tree, powers=power)[0, 0])  # not scored yet: no index
    applies = ~np.isnan(figures)
    nodes = aggregate(figures, tree, powers=power, applicable=applies)[0]
    # Does not apply: the index is that of the other criteria, by their weights.
    domain = power_mean(np.array([20.0, 80]), np.array([6.0, 4]), power=power)
    whole = power_mean(np.array([float(domain), 50]), np.array([10.0, 8]), power=power)
    assert nodes[0] == pytest.approx(float(whole))


def test_fault_3_outranking_with_gaps_does_not_depend_on_the_order_of_rows() -> None:
    # An agency without any figure was last when listed first and first when listed last.
    rows = {"none": [NAN, NAN, NAN], "a": [3.0, 1, 2], "b": [2.0, NAN, 1], "c": [1.0, 2, NAN]}
    weights = np.array([0.5, 0.3, 0.2])
    results = [
        dict(zip(order, copeland(np.array([rows[name] for name in order]), weights), strict=True))
        for order in itertools.permutations(rows)
    ]
    for result in results:
        assert np.isnan(result.pop("none"))
        assert result == {"a": 2, "b": 0, "c": -2}


def test_fault_4_copeland_is_a_way_to_combine_like_any_other() -> None:
    # a_copeland could not be passed to Aggregate, though the manual lists it.
    own = matrix(drawn(10))
    recipes = {
        combine: Recipe(f"by {combine}", normalise.min_max, combine=combine) for combine in (1.0, "copeland")
    }
    scores = {
        combine: score_recipe(own.values, own.hierarchy, recipe, applicable=own.applicable)
        for combine, recipe in recipes.items()
    }
    weights = np.array([6.0, 4, 2, 8])
    np.testing.assert_array_equal(scores["copeland"], copeland(own.values, weights))
    table = compare_recipes(own, league(own), list(recipes.values()), language="en").alternatives
    assert table["rank"].notna().all()
    assert table["recipe"].unique().tolist() == ["official", "by 1.0", "by copeland"]


def test_fault_7_a_criterion_on_which_all_are_equal_leaves_an_index() -> None:
    # It gave NaN, and with it no index for anybody.
    values = drawn(8)
    values[:, 1] = 3.7
    own = matrix(values)
    for recipe in standard_recipes(own):
        scores = score_recipe(own.values, own.hierarchy, recipe, applicable=own.applicable)
        assert not np.isnan(scores).any(), recipe.name
    constant = normalise.min_max(values)[:, 1]
    assert (constant == 50).all()
    # It moves nobody against anybody: the order is that of the other criteria.
    weights = own.hierarchy.weights.copy()
    weights[own.hierarchy.codes.index("1.b.i")] = 0
    shares = values / own.maxima
    left_in = aggregate(np.where(np.arange(4) == 1, 0.5, shares), own.hierarchy)[:, 0]
    left_out = shares @ np.array([6.0, 0, 2, 8])
    assert np.argsort(left_in).tolist() == np.argsort(left_out).tolist()


def test_fault_8_codes_hold_spaces_and_dots_and_branches_end_at_any_depth() -> None:
    # No space in a code, and every branch of the same depth.
    tree = hierarchy()
    assert tree.leaf_codes == LEAVES == ("1. a", "1.b.i", "1 c", "2")
    values = np.array([[50.0, 60, 70, 80]])
    assert aggregate(values, tree)[0, 0] == pytest.approx((6 * 50 + 4 * 60 + 2 * 70 + 8 * 80) / 20)
    deep = pd.DataFrame(
        {
            "code": ["a b", "a b.1", "a b.1 ", "a b.1.1", "x"],
            "parent_code": ["", "a b", "a b", "a b.1", "a b.1.1"],
            "weight": [1.0, 3, 1, 1, 1],
            "direction": 1.0,
        }
    )
    # "a b.1 " and "a b.1" are two codes.
    assert compile_tree(deep).leaf_codes == ("x", "a b.1 ")
    assert aggregate(np.array([[40.0, 80]]), compile_tree(deep))[0, 0] == pytest.approx(50)


def test_fault_10_a_choice_is_made_and_called_by_a_plain_name() -> None:
    # An uncertain choice was named $Log$Treat$global_specs$f1_para$winmax.
    own = matrix(drawn(5))
    for recipe in standard_recipes(own):
        assert recipe.name.replace("_", "").isalpha()
        for language in LANGUAGES:
            said = recipe_name(recipe.name, language)
            assert said == catalogue(language)[f"composite.recipe_{recipe.name}"]
            assert not set(said) & set("$_{}")
    fields = set(inspect.signature(Recipe).parameters)
    assert fields == {"name", "normalise", "weights", "combine", "treat"}


@pytest.mark.real_data
def test_beyond_the_list_less_is_better_never_makes_the_worst_the_best(shared_data: Path) -> None:
    # n_fracmax of a criterion turned round by its direction: the worst unit had the largest figure.
    folder = shared_data / "coinr-asem"
    tree = coinr.tree(folder)
    directed = coinr.units(folder / "stages" / "Treated.csv", tree.leaf_codes) * tree.directions
    theirs = coinr.units(folder / "normalisation" / "n_fracmax.csv", tree.leaf_codes)
    ours = pd.DataFrame(
        normalise.fraction_of_best(directed.to_numpy()), index=directed.index, columns=directed.columns
    )
    assert theirs["CO2"].idxmax() == directed["CO2"].idxmin()
    for code in directed.columns:
        assert ours[code].isna().all() or ours[code].idxmax() == directed[code].idxmax()

"""COINr's own figures on its ASEM example, recomputed by the engine: each table to 1e-9.

Covered: every file of `aggregation/`, `normalisation/` and `weights/`; of `stages/`: Imputed, Screened (the same
figures: all 51 units stay), Treated, Treated_details, Treated_points, Normalised, Aggregated, Meta_Lineage.
Of n_fracmax only the 35 columns with a best figure above 0: in the other 14, COINr gives the worst unit the
largest figure, or infinity.
Not covered: Denominated (the engine does not divide criteria by the size of an agency: points are relative as they
are); Screened_DataSummary (counts of gaps and zeros; the availability screen works on scores); Raw, Meta_Ind,
Meta_Unit (inputs, copied). `sensitivity/` has its own test.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.aggregate import aggregate
from cchc_analysis.index.hierarchy import FloatArray, Hierarchy
from cchc_analysis.index.weights import component_loadings
from cchc_analysis.stats import normalise
from cchc_analysis.stats.impute import impute_from_others
from cchc_analysis.stats.outliers import treat
from cchc_analysis.stats.outranking import outranking_matrix
from tests.index import coinr
from tests.index.coinr import assert_same, units

pytestmark = pytest.mark.real_data

COVERED = {
    "aggregation": {
        "a_amean.csv", "a_amean_with_NA.csv", "a_amean_with_NA_thresh0.8.csv", "a_genmean_p-1.csv",
        "a_genmean_p-2.csv", "a_genmean_p0.5.csv", "a_genmean_p2.csv", "a_gmean.csv", "a_hmean.csv",
        "mixed_amean_gmean_hmean.csv", "outrank_matrix_L1.csv", "outrank_matrix_L2.csv",
        "outrank_weights_L1.csv", "outrank_weights_L2.csv", "input_minmax_1_100.csv", "input_with_NA.csv",
    },
    "normalisation": {
        "n_borda.csv", "n_dist2max.csv", "n_dist2ref.csv", "n_dist2targ_vector.csv", "n_fracmax.csv",
        "n_goalposts_vector.csv", "n_minmax.csv", "n_prank.csv", "n_rank.csv", "n_scaled.csv", "n_zscore.csv",
        "parameters_goalposts_targets.csv",
    },
    "weights": {
        "original.csv", "effective.csv", "pca_L1_Normalised.csv", "pca_L2_Aggregated.csv",
        "pca_L3_Aggregated.csv",
    },
    "stages": {
        "Imputed.csv", "Screened.csv", "Treated.csv", "Treated_details.csv", "Treated_points.csv",
        "Normalised.csv", "Aggregated.csv", "Meta_Lineage.csv",
        # not covered, see above:
        "Denominated.csv", "Screened_DataSummary.csv", "Raw.csv", "Meta_Ind.csv", "Meta_Unit.csv",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "coinr-asem"


@pytest.fixture(scope="module")
def tree(folder: Path) -> Hierarchy:
    return coinr.tree(folder)


@pytest.fixture(scope="module")
def treated(folder: Path, tree: Hierarchy) -> pd.DataFrame:
    return units(folder / "stages" / "Treated.csv", tree.leaf_codes)


@pytest.fixture(scope="module")
def directed(treated: pd.DataFrame, tree: Hierarchy) -> pd.DataFrame:
    return treated * tree.directions


def test_this_file_knows_every_table_there_is(folder: Path) -> None:
    found = {name: {path.name for path in (folder / name).glob("*.csv")} for name in COVERED}
    assert found == COVERED


# ---- stages ----------------------------------------------------------------------------------------------------


def test_imputation_by_the_mean_of_the_group(folder: Path, tree: Hierarchy) -> None:
    given = units(folder / "stages" / "Denominated.csv", tree.leaf_codes)
    groups = units(folder / "stages" / "Meta_Unit.csv")["EurAsia_group"]
    imputed = impute_from_others(given, centre="mean", groups=groups)
    assert_same(imputed.values, units(folder / "stages" / "Imputed.csv", tree.leaf_codes))
    assert_same(imputed.values, units(folder / "stages" / "Screened.csv", tree.leaf_codes))
    pd.testing.assert_frame_equal(imputed.is_imputed, given.isna())


def test_outlier_treatment(folder: Path, tree: Hierarchy, treated: pd.DataFrame) -> None:
    found = treat(units(folder / "stages" / "Screened.csv", tree.leaf_codes))
    assert_same(found.values, treated)


def test_outlier_treatment_in_detail(folder: Path, tree: Hierarchy) -> None:
    found = treat(units(folder / "stages" / "Screened.csv", tree.leaf_codes)).details.set_index("criterion_code")
    theirs = coinr.items(folder / "stages" / "Treated_details.csv").loc[found.index]
    ours = pd.DataFrame(
        {
            "check_SkewKurt0.Skew": found["skew_before"],
            "check_SkewKurt0.Kurt": found["kurtosis_before"],
            # COINr leaves the count empty where it did not begin.
            "winsorise.nwin": found["winsorised_count"].where(~found["is_even_before"]),
            "check_SkewKurt1.Skew": found["skew_winsorised"],
            "check_SkewKurt1.Kurt": found["kurtosis_winsorised"],
        }
    )
    assert_same(ours, theirs[ours.columns])
    assert found["is_even_before"].tolist() == theirs["check_SkewKurt0.Pass"].tolist()
    assert found["is_even_winsorised"].dropna().tolist() == theirs["check_SkewKurt1.Pass"].dropna().tolist()
    assert not found["is_logged"].any()
    assert found["is_even_after"].all()


def test_which_points_were_treated(folder: Path, tree: Hierarchy) -> None:
    # This file has no unit codes: its rows are those of the stage it was made from.
    screened = units(folder / "stages" / "Screened.csv")
    theirs = pd.read_csv(folder / "stages" / "Treated_points.csv", keep_default_na=False)
    theirs.index = screened.index
    ours = treat(screened[list(tree.leaf_codes)]).points.replace({"high": "winhi", "low": "winlo"})
    pd.testing.assert_frame_equal(ours, theirs[ours.columns], check_dtype=False)


def test_normalised_and_aggregated(folder: Path, tree: Hierarchy, directed: pd.DataFrame) -> None:
    normalised = normalise.min_max(directed.to_numpy())
    expected = units(folder / "stages" / "Normalised.csv", tree.leaf_codes)
    assert_same(pd.DataFrame(normalised, index=directed.index, columns=directed.columns), expected)
    rolled = aggregate(normalised, tree)
    ours = pd.DataFrame(rolled, index=directed.index, columns=list(tree.codes))
    assert_same(ours, units(folder / "stages" / "Aggregated.csv", tree.codes))


def test_lineage(folder: Path, tree: Hierarchy) -> None:
    parents = {tree.codes[part]: tree.codes[branch.node] for branch in tree.branches for part in branch.parts}
    lineage = pd.read_csv(folder / "stages" / "Meta_Lineage.csv")
    assert set(lineage["Indicator"]) == set(tree.leaf_codes)
    for row in lineage.itertuples(index=False):
        for part, parent in itertools.pairwise(row):
            assert parents[part] == parent


# ---- normalisation ---------------------------------------------------------------------------------------------

NORMALISATIONS: dict[str, Callable[[FloatArray], FloatArray]] = {
    "n_minmax": normalise.min_max,
    "n_zscore": normalise.z_score,
    "n_scaled": normalise.scaled,
    "n_dist2max": normalise.distance_to_best,
    "n_dist2ref": partial(normalise.distance_to_reference, reference=4),
    "n_prank": normalise.percentile_rank,
    "n_rank": normalise.rank,
    "n_borda": normalise.borda,
}


@pytest.mark.parametrize("name", NORMALISATIONS)
def test_normalisations(folder: Path, tree: Hierarchy, directed: pd.DataFrame, name: str) -> None:
    # The reference unit of n_dist2ref is the fifth row of the stage itself.
    assert directed.index[4] == units(folder / "stages" / "Treated.csv").index[4]
    ours = NORMALISATIONS[name](directed.to_numpy())
    expected = units(folder / "normalisation" / f"{name}.csv", tree.leaf_codes)
    assert_same(pd.DataFrame(ours, index=directed.index, columns=directed.columns), expected)


def test_fraction_of_the_best_where_there_is_one(folder: Path, tree: Hierarchy, directed: pd.DataFrame) -> None:
    ours = pd.DataFrame(
        normalise.fraction_of_best(directed.to_numpy()), index=directed.index, columns=directed.columns
    )
    theirs = units(folder / "normalisation" / "n_fracmax.csv", tree.leaf_codes)
    has_best = directed.max() > 0
    assert has_best.sum() == 35
    assert_same(ours.loc[:, has_best], theirs.loc[:, has_best])
    assert ours.loc[:, ~has_best].isna().all(axis=None)
    # What we do not follow: the best unit has their least figure.
    worst = directed["TBTs"].idxmin()
    assert theirs.loc[worst, "TBTs"] == theirs["TBTs"].max()


def test_goalposts(folder: Path, tree: Hierarchy, directed: pd.DataFrame) -> None:
    posts = coinr.items(folder / "normalisation" / "parameters_goalposts_targets.csv").loc[list(tree.leaf_codes)]
    assert (posts["scale"] == 100).all()
    assert (posts["Direction"].to_numpy() == tree.directions).all()
    # Of a criterion of which less is better, the upper post turned round is the lower one.
    turned = posts[["lower", "upper"]].mul(posts["Direction"], axis=0)
    ours = normalise.goalposts(
        directed.to_numpy(), least=turned.min(axis=1).to_numpy(), most=turned.max(axis=1).to_numpy()
    )
    expected = units(folder / "normalisation" / "n_goalposts_vector.csv", tree.leaf_codes)
    assert_same(pd.DataFrame(ours, index=directed.index, columns=directed.columns), expected)


def test_distance_to_target(folder: Path, tree: Hierarchy, directed: pd.DataFrame) -> None:
    posts = coinr.items(folder / "normalisation" / "parameters_goalposts_targets.csv").loc[list(tree.leaf_codes)]
    targets = (posts["target"] * posts["Direction"]).to_numpy()
    ours = normalise.distance_to_target(directed.to_numpy(), targets=targets, cap=True)
    expected = units(folder / "normalisation" / "n_dist2targ_vector.csv", tree.leaf_codes)
    assert_same(pd.DataFrame(ours, index=directed.index, columns=directed.columns), expected)


# ---- aggregation -----------------------------------------------------------------------------------------------

AGGREGATIONS: dict[str, float | list[float]] = {
    "a_amean": 1,
    "a_gmean": 0,
    "a_hmean": -1,
    "a_genmean_p-1": -1,
    "a_genmean_p-2": -2,
    "a_genmean_p0.5": 0.5,
    "a_genmean_p2": 2,
    # Going up: arithmetic, geometric, harmonic; a level is named by the node that combines.
    "mixed_amean_gmean_hmean": [-1, 0, 1],
}


def test_the_input_of_the_aggregations(folder: Path, tree: Hierarchy, directed: pd.DataFrame) -> None:
    ours = normalise.min_max(directed.to_numpy(), low=1)
    expected = units(folder / "aggregation" / "input_minmax_1_100.csv", tree.leaf_codes)
    assert_same(pd.DataFrame(ours, index=directed.index, columns=directed.columns), expected)
    denominated = units(folder / "stages" / "Denominated.csv", tree.leaf_codes)
    gaps = normalise.min_max(denominated.to_numpy("float64") * tree.directions)
    expected = units(folder / "aggregation" / "input_with_NA.csv", tree.leaf_codes)
    assert_same(pd.DataFrame(gaps, index=denominated.index, columns=denominated.columns), expected)


@pytest.mark.parametrize("name", AGGREGATIONS)
def test_aggregations(folder: Path, tree: Hierarchy, name: str) -> None:
    given = units(folder / "aggregation" / "input_minmax_1_100.csv", tree.leaf_codes)
    rolled = aggregate(given.to_numpy(), tree, powers=AGGREGATIONS[name])
    expected = units(folder / "aggregation" / f"{name}.csv", tree.codes)
    assert_same(pd.DataFrame(rolled, index=given.index, columns=list(tree.codes)), expected)


@pytest.mark.parametrize(("name", "least_share"), [("a_amean_with_NA", 0.0), ("a_amean_with_NA_thresh0.8", 0.8)])
def test_aggregation_that_passes_over_gaps(folder: Path, tree: Hierarchy, name: str, least_share: float) -> None:
    # COINr's rule: a gap leaves its own parent's mean only. Ours does that where the criterion does not apply.
    given = units(folder / "aggregation" / "input_with_NA.csv", tree.leaf_codes)
    figures = given.to_numpy("float64")
    rolled = aggregate(
        figures, tree, applicable=~np.isnan(figures), rebasing="within_parent", least_share=least_share
    )
    expected = units(folder / "aggregation" / f"{name}.csv", tree.codes)
    assert_same(pd.DataFrame(rolled, index=given.index, columns=list(tree.codes)), expected)


@pytest.mark.parametrize("level", [1, 2])
def test_outranking_matrices(folder: Path, level: int) -> None:
    weights = coinr.items(folder / "aggregation" / f"outrank_weights_L{level}.csv")["weight"]
    given = units(folder / "stages" / "Aggregated.csv", weights.index.tolist())
    ours = pd.DataFrame(
        outranking_matrix(given.to_numpy(), weights.to_numpy()), index=given.index, columns=given.index
    )
    expected = units(folder / "aggregation" / f"outrank_matrix_L{level}.csv")
    expected = expected.loc[ours.index, ours.columns]
    # COINr writes 0 for a unit against itself; we say that there is nothing to say.
    assert (np.diag(expected) == 0).all()
    np.testing.assert_array_equal(np.diag(ours), np.nan)
    np.testing.assert_allclose(ours.fillna(0.0), expected, atol=1e-9)


# ---- weights ---------------------------------------------------------------------------------------------------


def test_stated_and_effective_weights(folder: Path, tree: Hierarchy) -> None:
    codes = list(tree.codes)
    stated = coinr.items(folder / "weights" / "original.csv")["Weight"]
    assert dict(zip(codes, tree.weights, strict=True)) == stated.to_dict()
    effective = coinr.items(folder / "weights" / "effective.csv")[["EffWeight"]]
    assert_same(pd.DataFrame({"EffWeight": tree.effective_weights()}, index=codes), effective)
    outranking = [coinr.items(folder / "aggregation" / f"outrank_weights_L{level}.csv") for level in (1, 2)]
    ours = pd.DataFrame({"weight": tree.effective_weights()}, index=codes)
    for theirs in outranking:
        assert_same(ours.loc[theirs.index], theirs)


@pytest.mark.parametrize("name", ["pca_L1_Normalised", "pca_L2_Aggregated", "pca_L3_Aggregated"])
def test_principal_component_loadings_up_to_the_sign_of_each_parent(
    folder: Path, tree: Hierarchy, name: str
) -> None:
    figures = units(folder / "stages" / "Aggregated.csv", tree.codes).to_numpy()
    ours = pd.Series(component_loadings(figures, tree), index=list(tree.codes))
    theirs = coinr.items(folder / "weights" / f"{name}.csv")["Weight"]
    seen = set()
    for branch in tree.branches:
        codes = [tree.codes[part] for part in branch.parts]
        if codes[0] not in theirs.index:
            continue
        seen |= set(codes)
        sign = np.sign(ours[codes] @ theirs[codes])
        np.testing.assert_allclose(ours[codes], sign * theirs[codes], atol=1e-9)
        assert ours[codes].sum() > 0
    assert seen == set(theirs.index)

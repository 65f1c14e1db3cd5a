"""What criteria bring adds up to the index."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given

from cchc_analysis.index.contributions import CONTRIBUTION_COLUMNS, contributions
from tests.index.score_draws import MAXIMA, Drawn, any_tables, complete_tables, drawn
from tests.index.trees import FRAMEWORK


def by_code(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["criterion_code"], table["contribution"], strict=True))


def test_a_criterion_brings_its_points_over_the_whole_applicable_maximum() -> None:
    table = drawn({"A": ("district", {"1.1": 300, "1.2.1": 90, "1.2.2": None, "2": 180})})
    result = contributions(table.nodes(), FRAMEWORK)
    assert list(result.columns) == CONTRIBUTION_COLUMNS
    expected = {"R": 570 / 9, "1": 390 / 9, "1.1": 300 / 9, "1.2": 10, "1.2.1": 10, "2": 20}
    assert by_code(result) == pytest.approx(expected, abs=1e-12)


def test_on_the_scale_of_points_a_criterion_brings_its_points() -> None:
    framework = replace(
        FRAMEWORK, index_scale="points", criteria=FRAMEWORK.criteria.assign(max_points=float("nan"))
    )
    table = drawn({"A": ("district", {"1.1": 300, "1.2.1": 90, "1.2.2": None, "2": 180})})
    result = by_code(contributions(table.nodes(framework), framework))
    assert result == {"R": 5.7, "1": 3.9, "1.1": 3.0, "1.2": 0.9, "1.2.1": 0.9, "2": 1.8}


def test_an_incomplete_agency_still_shows_what_its_other_criteria_bring() -> None:
    table = drawn({"A": ("department", {"1.1": None, "1.2.1": 50, "1.2.2": 50, "2": 400})})
    result = contributions(table.nodes(), FRAMEWORK).set_index("criterion_code")["contribution"]
    assert result[["R", "1", "1.1"]].isna().all()
    assert result[["1.2", "2"]].tolist() == [10, 40]


@given(complete_tables)
def test_the_leaves_add_up_to_the_index_and_parts_to_their_node(table: Drawn) -> None:
    nodes = table.nodes()
    result = contributions(nodes, FRAMEWORK)
    roots = nodes[nodes["criterion_code"] == "R"].set_index("agency_code")["index"]
    leaves = result[result["criterion_code"].isin(MAXIMA)].groupby("agency_code")["contribution"].sum()
    pd.testing.assert_series_equal(leaves, roots, check_names=False, rtol=0, atol=1e-9)
    own = result.set_index(["agency_code", "criterion_code"])["contribution"]
    parts = result.groupby(["agency_code", "parent_code"])["contribution"].sum()
    assert all(own[place] == pytest.approx(total, abs=1e-9) for place, total in parts.items() if place[1])


@given(any_tables)
def test_only_missing_scores_make_missing_contributions(table: Drawn) -> None:
    nodes = table.nodes()
    assert contributions(nodes, FRAMEWORK)["contribution"].isna().tolist() == nodes["score"].isna().tolist()

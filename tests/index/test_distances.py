"""Distances to the leader, the middle of the group and the next class."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from numpy.random import default_rng

from cchc_analysis.index.distances import DISTANCE_COLUMNS, distances
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.reference.classes import ClassBands, bands_for
from cchc_analysis.reference.frameworks import Framework, load_framework
from tests.index.score_draws import EXEMPT, Drawn, any_tables, drawn
from tests.index.trees import FRAMEWORK

BANDS = bands_for("hcmc", 2021)
IN_POINTS = replace(FRAMEWORK, index_scale="points", criteria=FRAMEWORK.criteria.assign(max_points=float("nan")))


def distances_of(
    table: Drawn, *, bands: ClassBands | None = BANDS, framework: Framework = FRAMEWORK
) -> pd.DataFrame:
    return distances(table.nodes(framework), table.assessed, framework, bands=bands, language="en")


def split(table: pd.DataFrame, agency: str, target: str) -> dict[str, float]:
    rows = table[(table["agency_code"] == agency) & (table["target"] == target)]
    return dict(zip(rows["criterion_code"], rows["gap_index"], strict=True))


THREE = drawn(
    {
        "A": ("department", {"1.1": 400, "1.2.1": 100, "1.2.2": 100, "2": 300}),
        "B": ("department", {"1.1": 300, "1.2.1": 100, "1.2.2": 0, "2": 400}),
        "C": ("department", {"1.1": 100, "1.2.1": 50, "1.2.2": 100, "2": 350}),
    }
)


def test_the_distance_to_the_leader_is_split_by_criterion() -> None:
    table = distances_of(THREE)
    assert list(table.columns) == DISTANCE_COLUMNS
    assert split(table, "C", "leader") == {"1.1": 30, "1.2.1": 5, "1.2.2": 0, "2": -5}
    rows = table[(table["agency_code"] == "C") & (table["target"] == "leader")]
    assert rows["index"].unique() == [60]
    assert rows["target_index"].unique() == [90]
    assert rows["target_name"].unique() == ["Agency A"]
    assert set(split(table, "A", "leader").values()) == {0}


def test_the_distance_to_the_middle_goes_by_the_median_of_each_criterion() -> None:
    table = distances_of(THREE)
    # Medians 3, 1, 1, 3.5 make 85; the median index is 80, so every share is moved down by 5 points of 100.
    expected = {"1.1": 20 - 2, "1.2.1": 5 - 0.5, "1.2.2": 0 - 0.5, "2": 0 - 2}
    assert split(table, "C", "median") == pytest.approx(expected, abs=1e-12)


def test_the_distance_to_the_next_class_goes_by_the_points_still_to_be_had() -> None:
    table = distances_of(THREE)
    rows = table[(table["agency_code"] == "C") & (table["target"] == "next_class")]
    assert rows["target_name"].unique() == ["Fair"]
    assert rows["target_index"].unique() == [70]
    # 10 index points; 4 points lost: 3, 0.5, 0, 0.5.
    assert split(table, "C", "next_class") == {"1.1": 7.5, "1.2.1": 1.25, "1.2.2": 0, "2": 1.25}


def test_there_is_no_next_class_above_the_best_nor_without_bands() -> None:
    assert split(distances_of(THREE), "A", "next_class") == {}
    assert "next_class" not in set(distances_of(THREE, bands=None)["target"])


def test_an_index_that_is_published_as_the_bound_has_reached_the_class() -> None:
    points = {"1.2.1": 100, "1.2.2": 100, "2": 400}
    table = drawn({"A": ("department", points | {"1.1": 249.95}), "B": ("department", points | {"1.1": 249.94})})
    found = distances_of(table)
    assert split(found, "A", "next_class") == {}  # 84.995 is published as 85.00
    assert split(found, "B", "next_class") == pytest.approx(
        {"1.1": 0.006, "1.2.1": 0, "1.2.2": 0, "2": 0}, abs=1e-12
    )


def test_below_the_lowest_named_class_that_class_is_the_next() -> None:
    table = drawn({"A": ("department", {"1.1": 0, "1.2.1": 100, "1.2.2": 100, "2": 400})})
    found = distances_of(table, bands=bands_for("par_province", 2015))
    assert found.loc[found["target"] == "next_class", "target_name"].unique() == ["Group C"]


def test_what_the_leader_alone_is_scored_on_has_a_row_that_says_so() -> None:
    table = drawn(
        {
            "A": ("department", {"1.1": 400, "1.2.1": 100, "1.2.2": 100, "2": 400}),
            "B": ("department", {"1.1": 200, "1.2.1": 50, "1.2.2": 50, "2": EXEMPT}),
        }
    )
    found = distances_of(table)
    rows = found[(found["agency_code"] == "B") & (found["target"] == "leader")].set_index("criterion_code")
    assert rows["gap_index"].to_dict() == {"1.1": 20, "1.2.1": 5, "1.2.2": 5, "2": 20}
    assert rows["is_applicable"].to_dict() == {"1.1": True, "1.2.1": True, "1.2.2": True, "2": False}


def test_several_leaders_stand_together() -> None:
    table = drawn(
        {
            "B": ("department", {"1.1": 400, "1.2.1": 100, "1.2.2": 100, "2": 200}),
            "A": ("department", {"1.1": 200, "1.2.1": 100, "1.2.2": 100, "2": 400}),
            "C": ("department", {"1.1": 200, "1.2.1": 100, "1.2.2": 100, "2": 200}),
        }
    )
    found = distances_of(table)
    assert found.loc[found["target"] == "leader", "target_name"].unique() == ["Agency A, Agency B"]
    assert split(found, "C", "leader") == {"1.1": 10, "1.2.1": 0, "1.2.2": 0, "2": 10}


def test_an_incomplete_agency_is_neither_measured_nor_a_target() -> None:
    table = drawn(
        {
            "A": ("department", {"1.1": 400, "1.2.1": 100, "1.2.2": 100, "2": None}),
            "B": ("department", {"1.1": 200, "1.2.1": 100, "1.2.2": 100, "2": 200}),
        }
    )
    found = distances_of(table)
    assert set(found["agency_code"]) == {"B"}
    assert found.loc[found["target"] != "next_class", "target_index"].unique() == [60]


def test_no_complete_agency_leaves_an_empty_table() -> None:
    found = distances_of(drawn({"A": ("department", {"1.1": None, "1.2.1": 1, "1.2.2": 1, "2": 1})}))
    assert found.empty
    assert list(found.columns) == DISTANCE_COLUMNS


def exact_sums(found: pd.DataFrame) -> pd.DataFrame:
    grouped = found.groupby(["agency_code", "target"])
    return grouped.agg(
        index=("index", "first"), target_index=("target_index", "first"), total=("gap_index", "sum")
    )


@given(any_tables)
def test_rows_add_up_to_the_distance_also_where_other_criteria_apply(table: Drawn) -> None:
    sums = exact_sums(distances_of(table))
    assert (sums["target_index"] - sums["index"] - sums["total"]).abs().le(1e-9).all()


@given(any_tables)
def test_they_add_up_in_points_where_no_maximum_is_stated(table: Drawn) -> None:
    found = distances_of(table, framework=IN_POINTS)
    assert set(found["target"]) <= {"leader", "median"}
    sums = exact_sums(found)
    assert (sums["target_index"] - sums["index"] - sums["total"]).abs().le(1e-9).all()


@given(any_tables)
def test_the_leader_is_ahead_of_all_and_the_median_is_the_middle(table: Drawn) -> None:
    nodes = table.nodes()
    roots = nodes[(nodes["criterion_code"] == "R") & nodes["is_complete"]].set_index("agency_code")["index"]
    of_group = roots.groupby(roots.index.map(table.groups))
    found = distances_of(table).drop_duplicates(["agency_code", "target"]).set_index(["target", "agency_code"])
    for agency in roots.index:
        group = table.groups[agency]
        targets = found["target_index"]
        assert targets["leader", agency] == of_group.max()[group]
        assert targets["median", agency] == pytest.approx(of_group.median()[group], abs=1e-9)


@given(any_tables)
def test_other_codes_and_another_order_change_nothing_but_labels(table: Drawn) -> None:
    names = dict(zip("ABCDEFGH", "HGFEDCBA", strict=True))
    found = distances_of(table.renamed(names).shuffled(default_rng(2)))
    key = ["agency_code", "target", "criterion_code"]
    back = found.assign(agency_code=found["agency_code"].map({new: old for old, new in names.items()}))
    figures = [*key, "index", "target_index", "gap_index", "is_applicable"]
    pd.testing.assert_frame_equal(
        back[figures].sort_values(key, ignore_index=True),
        distances_of(table)[figures].sort_values(key, ignore_index=True),
    )


@pytest.mark.real_data
def test_papi_2020_is_split_in_points(papi_scores: pd.DataFrame) -> None:
    scores = papi_scores
    codes = sorted(scores.loc[scores["year"] == 2020, "agency_code"].unique())
    assessed = pd.DataFrame({"agency_code": codes, "agency_name": codes, "group": "province"})
    framework = load_framework("papi", 2020)
    nodes = roll_up(scores, framework, groups=dict.fromkeys(scores["agency_code"], "province"))
    found = distances(nodes, assessed, framework, bands=None, language="vi")
    assert len(found) == 63 * 29 * 2
    first = found.drop_duplicates("target").set_index("target")
    assert first["target_index"].round(2).to_dict() == {"leader": 48.81, "median": 42.72}  # as published
    sums = exact_sums(found)
    assert (sums["target_index"] - sums["index"] - sums["total"]).abs().le(1e-12).all()


def test_a_third_is_kept_whole() -> None:
    # 1 of 3 points left on one criterion: no decimal says it, the sum is still exact to the last float.
    table = drawn(
        {
            "A": ("department", {"1.1": 100, "1.2.1": EXEMPT, "1.2.2": EXEMPT, "2": EXEMPT}),
            "B": ("department", {"1.1": 200, "1.2.1": 50, "1.2.2": 100, "2": EXEMPT}),
        }
    )
    rows = split(distances_of(table), "A", "leader")
    assert sum(map(Fraction, rows.values())) == pytest.approx(Fraction(350, 6) - 25, abs=1e-12)

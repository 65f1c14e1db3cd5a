"""Places won and lost: to whose account each is laid, and that they add up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from hypothesis import given, settings

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.change import change_between
from cchc_analysis.index.league import published
from cchc_analysis.index.rank_change import rank_change
from tests.index.test_change import GROUPS, index_years, year_pairs
from tests.index.year_pairs import framework, index_year

PARTS = ["own_change", "others_change", "rules_change", "field_change"]


def ranks(earlier: Assessment, later: Assessment) -> pd.DataFrame:
    change = change_between(earlier, later, language="vi")
    return rank_change(change.index_change, earlier, later)


def parts(table: pd.DataFrame, agency: str) -> list[int]:
    rows = table[table["agency_code"] == agency]
    assert len(rows) == 1
    return [int(rows.iloc[0][column]) for column in ["rank_from", "rank_to", "change", *PARTS]]


def simple(year: int, *points: float, agencies: str = "ABCDE") -> Assessment:
    rules = framework({"1": 10.0}, year=year)
    return index_year(rules, {agency: {"1": score} for agency, score in zip(agencies, points, strict=False)})


def test_an_agency_that_passes_a_standing_one_moves_by_itself_and_the_other_by_others() -> None:
    table = ranks(simple(2019, 9, 8, 7), simple(2020, 9, 7, 8))
    assert parts(table, "A") == [1, 1, 0, 0, 0, 0, 0]
    assert parts(table, "B") == [2, 3, -1, 0, -1, 0, 0]  # 7 is not below the 7 that C had
    assert parts(table, "C") == [3, 2, 1, 1, 0, 0, 0]  # level with B's 8 shares its place


def test_above_zero_is_up() -> None:
    table = ranks(simple(2019, 5, 6, 7), simple(2020, 9, 6, 7))
    assert parts(table, "A") == [3, 1, 2, 2, 0, 0, 0]
    assert parts(table, "C") == [1, 2, -1, 0, -1, 0, 0]


def test_an_agency_that_stands_still_while_others_pass_is_moved_by_others() -> None:
    assert parts(ranks(simple(2019, 5, 4, 3), simple(2020, 5, 6, 7)), "A") == [1, 3, -2, 0, -2, 0, 0]


def test_who_left_or_joined_the_table_is_the_field() -> None:
    table = ranks(simple(2019, 5, 4, 9, agencies="ABX"), simple(2020, 5, 4, 8, 7, agencies="ABYZ"))
    assert parts(table, "A") == [2, 3, -1, 0, 0, 0, -1]
    assert table["agency_code"].tolist() == ["A", "B"]


def test_an_agency_without_index_in_one_year_belongs_to_the_field_too() -> None:
    rules = [framework({"1": 10.0}, year=year) for year in (2019, 2020)]
    earlier = index_year(rules[0], {"A": {"1": 5}, "B": {"1": 9}})
    later = index_year(rules[1], {"A": {"1": 5}, "B": {"1": None}})
    assert parts(ranks(earlier, later), "A") == [2, 1, 1, 0, 0, 0, 1]


def test_rules_count_where_a_criterion_ended_and_where_one_came_in() -> None:
    earlier = index_year(
        framework({"1": 5.0, "2": 5.0}, year=2019),
        {"A": {"1": 5, "2": 0}, "B": {"1": 4, "2": 2}, "C": {"1": 3, "2": 5}},
    )
    # On criterion 1 alone A leads, then B, C: dropping 2 takes A from third to first, B stays, C falls to third.
    later = index_year(
        framework({"1": 5.0, "3": 5.0}, year=2020),
        {"A": {"1": 5, "3": 0}, "B": {"1": 4, "3": 5}, "C": {"1": 3, "3": 3}},
    )
    table = ranks(earlier, later)
    assert parts(table, "A") == [
        3,
        3,
        0,
        0,
        0,
        0,
        0,
    ]  # up two by the criterion that ended, down two by the new one
    assert parts(table, "B") == [2, 1, 1, 0, 0, 1, 0]
    assert parts(table, "C") == [1, 2, -1, 0, 0, -1, 0]


def test_equal_published_indices_share_the_smallest_place() -> None:
    rules = [framework({"1": 3.0, "2": 9997.0}, year=year) for year in (2019, 2020)]
    earlier = index_year(rules[0], {"A": {"1": 0, "2": 5000}, "B": {"1": 1, "2": 4000}})
    later = index_year(rules[1], {"A": {"1": 0.1, "2": 5000}, "B": {"1": 0, "2": 5000}})
    assert parts(ranks(earlier, later), "B") == [2, 1, 1, 1, 0, 0, 0]  # 50.001 and 50 are both printed 50.00


def test_places_in_two_groups_are_not_subtracted() -> None:
    rules = [framework({"1": 10.0}, year=year) for year in (2019, 2020)]
    points = {"A": {"1": 5}, "B": {"1": 4}, "C": {"1": 9}}
    table = ranks(
        index_year(rules[0], points, groups={"C": "department"}),
        index_year(rules[1], points, groups={"C": "district"}),
    )
    moved = table[table["agency_code"] == "C"].iloc[0]
    assert moved["reason"] == "group_changed"
    assert moved[["change", *PARTS]].isna().all()
    assert moved[["rank_from", "rank_to"]].tolist() == [1, 1]
    assert parts(table, "A") == [2, 1, 1, 0, 0, 0, 1]


def test_nobody_to_compare_gives_an_empty_table() -> None:
    table = ranks(simple(2019, 5, agencies="A"), simple(2020, 5, agencies="B"))
    assert table.empty
    assert table.columns[-2:].tolist() == ["field_change", "reason"]


@settings(max_examples=12)  # each is a whole run from scores to tables
@given(year_pairs())
def test_the_parts_add_up_and_agree_with_ranking_anew_after_every_step(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    earlier, later = (index_year(**year, groups=GROUPS) for year in pair)
    change = change_between(earlier, later, language="vi").index_change
    table = rank_change(change, earlier, later)
    assert (table[PARTS].sum(axis=1) == table["change"]).all()
    assert (table["rank_from"] - table["rank_to"] == table["change"]).all()
    for column, year in (("rank_from", earlier), ("rank_to", later)):
        wanted = year.league.set_index("agency_code")["rank"]
        assert all(wanted[row["agency_code"]] == row[column] for _, row in table.iterrows())

    for _, row in table.iterrows():
        rivals = change[change["group"].eq(row["group"]) & change["agency_code"].ne(row["agency_code"])]
        own = change[change["agency_code"] == row["agency_code"]].iloc[0]

        def place(own_column: str, rival_column: str, own: pd.Series = own, rivals: pd.DataFrame = rivals) -> int:
            mine = published(own[own_column], later.framework)
            others = (published(index, later.framework) for index in rivals[rival_column])
            return 1 + sum(other > mine for other in others)  # type: ignore[operator]

        restated, advanced = place("chained_from", "chained_from"), place("chained_to", "chained_from")
        overtaken = place("chained_to", "chained_to")
        old, whole = place("index_from", "index_from"), place("index_to", "index_to")
        assert row["own_change"] == restated - advanced
        assert row["others_change"] == advanced - overtaken
        assert row["rules_change"] == (old - restated) + (overtaken - whole)


@settings(max_examples=12)  # each is a whole run from scores to tables
@given(index_years(2019, "share"))
def test_nothing_changed_moves_nobody(year: dict[str, Any]) -> None:
    earlier = index_year(**year, groups=GROUPS)
    again = year | {"rules": replace(year["rules"], year=2020)}
    table = ranks(earlier, index_year(**again, groups=GROUPS))
    assert not table[["change", *PARTS]].to_numpy().any()

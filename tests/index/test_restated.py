"""Past years under one year's rules: what is counted, how much of the rules it covers, what stays missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from cchc_analysis.index.change import change_between
from cchc_analysis.index.restated import NotRestatableError, restated
from tests.index.test_change import GROUPS, year_pairs
from tests.index.year_pairs import framework, index_year


def row_of(table: pd.DataFrame, agency: str, year: int) -> pd.Series:
    rows = table[table["agency_code"].eq(agency) & table["year"].eq(year)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_past_score_keeps_its_share_under_todays_points() -> None:
    past = index_year(framework({"1": 5.0, "2": 5.0}, year=2018), {"A": {"1": 5, "2": 2}})
    rules = index_year(framework({"1": 2.0, "2": 8.0}, year=2020), {"A": {"1": 1, "2": 8}})
    row = row_of(restated([past], rules), "A", 2018)
    assert (row["index"], row["restated_index"], row["rules_year_index"]) == (70, 52, 90)
    assert (row["covered_share"], row["is_covered"], row["rules_year"]) == (1, True, 2020)


def test_only_shared_criteria_count_and_the_share_of_points_they_cover_is_said() -> None:
    past = index_year(framework({"1": 5.0, "2": 5.0}, year=2018), {"A": {"1": 4, "2": 0}})
    rules = index_year(framework({"1": 6.0, "3": 4.0}, year=2020), {"A": {"1": 3, "3": 4}})
    row = row_of(restated([past], rules, least_covered_share=0.61), "A", 2018)
    assert (row["restated_index"], row["rules_year_index"]) == (80, 50)
    assert (row["covered_share"], row["shared_count"], row["applicable_count"]) == (0.6, 1, 2)
    assert not row["is_covered"]
    assert row_of(restated([past], rules, least_covered_share=0.6), "A", 2018)["is_covered"]


def test_coverage_is_of_what_applies_to_the_agency_today() -> None:
    leaves = {"1": 4.0, "2": 6.0, "3": {"max_points": 10.0, "applies_to": "district"}}
    past = index_year(
        framework({"1": 4.0}, year=2018),
        {"A": {"1": 1}, "OLD": {"1": 1}, "FAR": {"1": 1}},
        groups={"FAR": "district"},
    )
    rules = index_year(framework(leaves, year=2020), {"A": {"1": 1, "2": 6}}, outside={"A": {"2"}})
    table = restated([past], rules)
    assert row_of(table, "A", 2018)["covered_share"] == 1  # its own file leaves criterion 2 out
    assert row_of(table, "OLD", 2018)["covered_share"] == 0.4  # not there today: what its group would be asked
    assert row_of(table, "FAR", 2018)["covered_share"] == 0.2
    assert pd.isna(row_of(table, "OLD", 2018)["rules_year_index"])


def test_a_missing_score_of_a_shared_criterion_leaves_the_restated_index_missing() -> None:
    past = index_year(
        framework({"1": 5.0, "2": 5.0, "9": 1.0}, year=2018),
        {"A": {"1": 5, "2": None, "9": 1}, "B": {"1": 5, "2": 5, "9": None}, "C": {"1": 5, "2": 5, "9": 1}},
        outside={"C": {"1", "2"}},
        assessed=["A", "B", "C", "D"],
    )
    rules = index_year(framework({"1": 5.0, "2": 5.0}, year=2020), {"A": {"1": 1, "2": 8}})
    table = restated([past], rules)
    assert table[["agency_code", "reason", "missing_codes"]].sort_values("agency_code").to_numpy().tolist() == [
        ["A", "no_score", "2"],
        ["B", "", ""],  # what it lacks is not asked any more
        ["C", "no_common_criteria", ""],
        ["D", "no_score", ""],
    ]
    assert table["restated_index"].notna().tolist() == (table["reason"] == "").tolist()
    assert pd.isna(row_of(table, "B", 2018)["index"])
    assert row_of(table, "B", 2018)["restated_index"] == 100


def test_where_no_maximum_is_stated_points_are_summed_and_criteria_counted() -> None:
    scale: dict[str, Any] = {"index_scale": "points", "published_decimals": 4}
    past = index_year(framework(dict.fromkeys("12", float("nan")), year=2018, **scale), {"A": {"1": 1.5, "2": 2}})
    rules = index_year(
        framework(dict.fromkeys("1345", float("nan")), year=2020, **scale), {"A": {"1": 2, "3": 1, "4": 1, "5": 1}}
    )
    row = row_of(restated([past], rules), "A", 2018)
    assert (row["restated_index"], row["rules_year_index"], row["covered_share"]) == (1.5, 2, 0.25)


def test_renumberings_are_given_by_past_year() -> None:
    years = [
        index_year(framework({"1": 5.0, "2": 5.0}, year=year), {"A": {"1": 5, "2": 0}}) for year in (2018, 2019)
    ]
    rules = index_year(framework({"1": 5.0, "3": 5.0}, year=2020), {"A": {"1": 5, "3": 0}})
    table = restated(years, rules, renumbered={2018: {"2": "3"}})
    assert table["restated_index"].tolist() == [50, 100]


def test_all_years_on_another_scale_are_refused_together() -> None:
    years = [index_year(framework({"1": 5.0}, year=year), {"A": {"1": 5}}) for year in (2018, 2019, 2020)]
    rules = replace(years[2], framework=replace(years[2].framework, index_scale="points"))
    with pytest.raises(NotRestatableError, match="2018, 2019"):
        restated(years[:2], rules)


@settings(max_examples=12)  # each is a whole run from scores to tables
@given(year_pairs())
def test_restating_agrees_with_the_chained_comparison(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    earlier, later = (index_year(**year, groups=GROUPS) for year in pair)
    chained = change_between(earlier, later, language="vi").index_change.set_index("agency_code")
    table = restated([earlier], later).set_index("agency_code")
    for agency, row in chained.iterrows():
        assert abs(table.loc[agency, "restated_index"] - row["chained_from"]) <= 0.005 + 1e-9
        assert abs(table.loc[agency, "rules_year_index"] - row["chained_to"]) <= 0.005 + 1e-9
    assert table["covered_share"].between(0, 1).all()


@settings(max_examples=12)  # each is a whole run from scores to tables
@given(year_pairs())
def test_a_year_under_its_own_rules_is_the_published_one(pair: tuple[dict[str, Any], dict[str, Any]]) -> None:
    year = index_year(**pair[0], groups=GROUPS)
    table = restated([year], year)
    pd.testing.assert_series_equal(table["restated_index"], table["index"], check_names=False)
    applies = table["applicable_count"] > 0
    assert (table.loc[applies & table["index"].notna(), "covered_share"] == 1).all()

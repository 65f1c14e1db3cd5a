"""Change between two years, from scores to tables: what the figures mean, who is left out, what adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.change import ScalesDifferError, change_between
from cchc_analysis.reference.criterion_match import RenumberingError
from tests.index.year_pairs import framework, index_year

PARTS = ["own_change", "added_change", "dropped_change", "points_change", "rounding_change"]


def only(table: pd.DataFrame, **values: object) -> pd.Series:
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def one_agency(
    before: Mapping[str, Any], after: Mapping[str, Any], first: Mapping[str, float], second: Mapping[str, float]
) -> tuple[Assessment, Assessment]:
    return (
        index_year(framework(before, year=2019), {"A": first}),
        index_year(framework(after, year=2020), {"A": second}),
    )


def test_a_rise_that_new_criteria_made_is_not_called_the_agencys_own() -> None:
    pair = one_agency(
        {"1": 5.0, "2": 5.0}, {"1": 5.0, "2": 5.0, "3": 10.0}, {"1": 3, "2": 3}, {"1": 3, "2": 2, "3": 10}
    )
    row = only(change_between(*pair, language="vi").index_change)
    assert (row["index_from"], row["index_to"], row["change"]) == (60, 75, 15)
    assert [row[part] for part in PARTS] == [-10, 25, 0, 0, 0]
    assert (row["chained_from"], row["chained_to"], row["chained_change"]) == (60, 50, -10)
    assert not row["is_comparable"]


def test_printed_figures_add_up_because_the_rounding_has_its_own_column() -> None:
    pair = one_agency({"1": 3.0}, {"1": 3.0}, {"1": 1}, {"1": 2})
    row = only(change_between(*pair, language="vi").index_change)
    assert (row["index_from"], row["index_to"], row["change"]) == (33.33, 66.67, 33.34)
    assert row["own_change"] == pytest.approx(100 / 3, abs=1e-12)
    assert row["rounding_change"] == pytest.approx(0.02 / 3, abs=1e-12)
    assert row["is_comparable"]


def test_a_score_keeps_its_share_when_the_maximum_of_its_criterion_falls() -> None:
    pair = one_agency({"1": 3.0, "2": 7.0}, {"1": 2.0, "2": 8.0}, {"1": 1.5, "2": 7}, {"1": 1, "2": 8})
    change = change_between(*pair, language="vi")
    row = only(change.index_change)
    assert [row[part] for part in PARTS] == [0, 0, 0, 5, 0]
    rows = change.change_by_criterion
    assert only(rows, criterion_code="1", part="own")[["share_from", "share_to"]].tolist() == [0.5, 0.5]
    assert only(rows, criterion_code="1", part="points")[["max_from", "max_to"]].tolist() == [3, 2]


def test_a_criterion_that_stops_applying_to_one_agency_counts_as_dropped_for_it_and_says_so() -> None:
    rules = [framework({"1": 4.0, "2": 6.0}, year=year) for year in (2019, 2020)]
    points = {"A": {"1": 2, "2": 6}, "B": {"1": 2, "2": 6}}
    change = change_between(
        index_year(rules[0], points), index_year(rules[1], points, outside={"A": {"1"}}), language="vi"
    )
    assert only(change.index_change, agency_code="A")["dropped_change"] == 20
    assert not only(change.index_change, agency_code="A")["is_comparable"]
    assert only(change.index_change, agency_code="B")["is_comparable"]
    dropped = only(change.change_by_criterion, part="dropped")
    assert (dropped["agency_code"], dropped["criterion_code"], dropped["reason"]) == ("A", "1", "applicability")
    assert pd.isna(dropped["share_to"])
    assert dropped["share_from"] == 0.5


def test_criteria_of_a_survey_that_was_not_made_are_dropped_for_that_reason() -> None:
    leaves = {"1": 6.0, "2": {"max_points": 4.0, "score_source": "survey"}}
    rules = [framework(leaves, year=year, without_survey="rebase") for year in (2019, 2020)]
    years = [
        index_year(rules[0], {"A": {"1": 3, "2": 4}}),
        index_year(rules[1], {"A": {"1": 3, "2": None}}),
    ]
    there = only(change_between(years[0], years[1], language="vi").change_by_criterion, part="dropped")
    back = only(change_between(years[1], years[0], language="vi").change_by_criterion, part="added")
    assert (there["reason"], back["reason"]) == ("no_survey", "no_survey")
    assert (there["change"], back["change"]) == (-20, 20)


def test_a_survey_criterion_that_others_were_asked_did_not_apply() -> None:
    leaves = {"1": 6.0, "2": {"max_points": 4.0, "score_source": "survey"}}
    points = {"A": {"1": 3, "2": 4}, "B": {"1": 3, "2": 4}}
    earlier, later = (framework(leaves, year=year) for year in (2019, 2020))
    change = change_between(
        index_year(earlier, points), index_year(later, points, outside={"A": {"2"}}), language="vi"
    )
    assert only(change.change_by_criterion, part="dropped")["reason"] == "applicability"


def test_a_criterion_divided_into_parts_ended_and_its_parts_are_new() -> None:
    pair = one_agency(
        {"1": 4.0, "2": 6.0}, {"1.1": 1.0, "1.2": 3.0, "2": 6.0}, {"1": 2, "2": 3}, {"1.1": 1, "1.2": 3, "2": 3}
    )
    rows = change_between(*pair, language="en").change_by_criterion
    rules = rows[rows["part"] != "own"]
    assert rules[["criterion_code", "part", "reason"]].to_numpy().tolist() == [
        ["1", "dropped", "framework"], ["1.1", "added", "framework"], ["1.2", "added", "framework"],
    ]  # fmt: skip
    assert rules["criterion_name"].tolist() == ["Criterion 1", "Criterion 1.1", "Criterion 1.2"]


def test_known_renumberings_join_a_criterion_to_its_old_self() -> None:
    pair = one_agency({"1": 4.0, "2": 6.0}, {"1": 6.0, "2": 4.0}, {"1": 4, "2": 3}, {"1": 3, "2": 4})
    swapped = change_between(*pair, language="vi", renumbered={"1": "2", "2": "1"})
    assert only(swapped.index_change)[PARTS].tolist() == [0, 0, 0, 0, 0]
    assert swapped.change_by_criterion["criterion_code"].tolist() == ["2", "1"]
    assert only(change_between(*pair, language="vi").index_change)["own_change"] != 0
    with pytest.raises(RenumberingError, match=r"9\.9"):
        change_between(*pair, language="vi", renumbered={"9.9": "1"})


def test_a_direction_that_turns_makes_the_years_incomparable() -> None:
    down = {"max_points": 5.0, "direction": "down"}
    pair = one_agency({"1": down, "2": 5.0}, {"1": 5.0, "2": 5.0}, {"1": 1, "2": 5}, {"1": 4, "2": 5})
    row = only(change_between(*pair, language="vi").index_change)
    assert (row["change"], row["own_change"], row["is_comparable"]) == (0, 0, False)


@pytest.mark.parametrize("directions", [("up", "down"), ("down", "up")])
def test_a_turned_direction_is_the_rules_change_and_not_the_agencys_own(directions: tuple[str, str]) -> None:
    before, after = ({"1": {"max_points": 5.0, "direction": one}, "2": 5.0} for one in directions)
    # The agency sends the same points in both years; only how they are read has turned.
    found = change_between(
        *one_agency(before, after, {"1": 1, "2": 4}, {"1": 1, "2": 4}), language="vi", renumbered={}
    )
    row = only(found.index_change)
    assert row["change"] == (30 if directions[1] == "down" else -30)
    assert row["own_change"] == 0
    assert row["dropped_change"] + row["added_change"] == row["change"]
    turned = found.change_by_criterion.query("criterion_code == '1'")
    assert set(zip(turned["part"], turned["reason"], strict=True)) == {
        ("dropped", "direction"), ("added", "direction"),
    }  # fmt: skip


def test_who_is_not_compared_is_listed_with_year_and_reason() -> None:
    rules = [framework({"1": 4.0, "2": 6.0}, year=year) for year in (2019, 2020)]
    whole, lacking = {"1": 4, "2": 3}, {"1": 4, "2": None}
    change = change_between(
        index_year(
            rules[0], {"A": whole, "GONE": whole, "LACKS": whole, "APART": whole}, outside={"APART": {"1"}}
        ),
        index_year(
            rules[1],
            {"A": whole, "NEW": whole, "LACKS": lacking, "APART": whole},
            outside={"APART": {"2"}},
            assessed=["A", "NEW", "LACKS", "APART", "SILENT"],
        ),
        language="vi",
    )
    assert change.index_change["agency_code"].tolist() == ["A"]
    columns = ["agency_code", "agency_name", "year", "reason", "missing_codes"]
    assert change.left_out[columns].to_numpy().tolist() == [
        ["APART", "Sở APART", 2020, "no_common_criteria", ""],
        ["GONE", "Sở GONE", 2020, "not_assessed", ""],
        ["LACKS", "Sở LACKS", 2020, "no_index", "2"],
        ["NEW", "Sở NEW", 2019, "not_assessed", ""],
        ["SILENT", "Sở SILENT", 2019, "not_assessed", ""],
        ["SILENT", "Sở SILENT", 2020, "no_index", ""],
    ]


def test_nobody_to_compare_gives_empty_tables_with_their_columns() -> None:
    rules = [framework({"1": 4.0}, year=year) for year in (2019, 2020)]
    change = change_between(
        index_year(rules[0], {"A": {"1": 1}}), index_year(rules[1], {"B": {"1": 1}}), language="vi"
    )
    assert change.index_change.empty
    assert change.change_by_criterion.empty
    assert change.index_change["own_change"].dtype == "float64"
    assert len(change.left_out) == 2


def test_a_share_is_never_subtracted_from_a_sum_of_points() -> None:
    first, second = one_agency({"1": 4.0}, {"1": 4.0}, {"1": 1}, {"1": 1})
    points = replace(second, framework=replace(second.framework, index_scale="points"))
    with pytest.raises(ScalesDifferError, match="2019 and 2020"):
        change_between(first, points, language="vi")


POOL = ["1.1", "1.2.1", "1.2.2", "2", "3.1", "3.2.1"]
AGENCIES = ["A", "B", "C", "D"]
GROUPS = {"A": "department", "B": "department", "C": "district", "D": "district"}


@st.composite
def index_years(draw: st.DrawFn, year: int, scale: str) -> dict[str, Any]:
    """One year: maxima in halves, some criteria for one group, some left out by an agency's own file."""
    codes = draw(st.lists(st.sampled_from(POOL), min_size=1, unique=True))
    leaves = {
        code: {
            "max_points": draw(st.integers(1, 8)) / 2 if scale == "share" else float("nan"),
            "applies_to": draw(st.sampled_from(["", "", "department"])),
        }
        for code in sorted(codes)
    }
    # One criterion is for everyone, so that most agencies have an index.
    leaves[sorted(codes)[0]]["applies_to"] = ""
    present = draw(st.lists(st.sampled_from(AGENCIES), min_size=1, unique=True))
    points = {
        agency: {
            code: draw(st.integers(0, int(100 * (leaf["max_points"] if scale == "share" else 2)))) / 100
            for code, leaf in leaves.items()
        }
        for agency in sorted(present)
    }
    outside = {agency: draw(st.sets(st.sampled_from(sorted(codes)), max_size=1)) for agency in sorted(present)}
    return {"rules": framework(leaves, year=year, index_scale=scale), "points": points, "outside": outside}


@st.composite
def year_pairs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    scale = draw(st.sampled_from(["share", "points"]))
    return draw(index_years(2019, scale)), draw(index_years(2020, scale))


@settings(max_examples=12)  # each is a whole run from scores to tables
@given(year_pairs())
def test_parts_add_up_to_the_published_change_and_criteria_to_their_parts(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    earlier, later = (index_year(**year, groups=GROUPS) for year in pair)
    change = change_between(earlier, later, language="vi")
    table, rows = change.index_change, change.change_by_criterion
    assert (table[PARTS].sum(axis=1) - table["change"]).abs().le(1e-9).all()
    assert table["rounding_change"].abs().le(0.01 + 1e-12).all()
    assert (table["chained_change"] - table["own_change"]).abs().le(1e-9).all()
    for part in ("own", "added", "dropped", "points"):
        summed = rows[rows["part"] == part].groupby("agency_code")["change"].sum()
        wanted = table.set_index("agency_code")[f"{part}_change"]
        assert (summed.reindex(wanted.index, fill_value=0.0) - wanted).abs().le(1e-9).all()
    for _, row in table.iterrows():
        printed = Decimal(repr(row["index_to"])) - Decimal(repr(row["index_from"]))
        assert Decimal(repr(row["change"])) == printed
        published = later.league.set_index("agency_code")["index"]
        assert row["index_to"] == published[row["agency_code"]]
    everyone = set(earlier.league["agency_code"]) | set(later.league["agency_code"])
    assert set(table["agency_code"]) | set(change.left_out["agency_code"]) == everyone
    assert set(table["agency_code"]).isdisjoint(change.left_out["agency_code"])


@settings(max_examples=12)  # each is a whole run from scores to tables
@given(year_pairs(), st.randoms(use_true_random=False))
def test_order_of_rows_and_names_of_agencies_change_no_figure(
    pair: tuple[dict[str, Any], dict[str, Any]], random: Any
) -> None:
    plain = [index_year(**year, groups=GROUPS) for year in pair]
    shuffled = []
    for year in pair:
        renamed = index_year(**year, groups=GROUPS, names={agency: f"Khác {agency}" for agency in AGENCIES})
        order = list(range(len(renamed.scores)))
        random.shuffle(order)
        shuffled.append(replace(renamed, scores=renamed.scores.iloc[order], assessed=renamed.assessed.iloc[::-1]))
    first, second = (change_between(*years, language="vi") for years in (plain, shuffled))
    by = ["agency_code", "criterion_code", "part"]
    for table, keys in (
        ("index_change", by[:1]),
        ("change_by_criterion", by),
        ("left_out", ["agency_code", "year"]),
    ):
        one, other = (
            getattr(change, table).drop(columns="agency_name").sort_values(keys, ignore_index=True)
            for change in (first, second)
        )
        pd.testing.assert_frame_equal(one, other, check_exact=True)

"""Differences between two versions of the criteria, and what may be compared across them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cchc_analysis.reference.framework_changes import are_comparable, comparison_warning, framework_changes
from cchc_analysis.reference.frameworks import Framework, load_framework
from tests.index.year_pairs import framework

LEAVES: dict[str, Any] = {"1.1": 4.0, "1.2": 2.0, "2": 4.0}
BEFORE = framework(LEAVES, year=2019)


def later(**changed: Any) -> Framework:
    """The next year's version, with the leaves given changed, or dropped where None is given."""
    leaves = LEAVES | {code.removeprefix("c").replace("_", "."): given for code, given in changed.items()}
    return framework({code: given for code, given in leaves.items() if given is not None}, year=2020)


def listed(after: Framework, **options: Any) -> list[list[Any]]:
    table = framework_changes(BEFORE, after, **({"language": "en"} | options))
    return table[["criterion_code", "change", "before", "after"]].to_numpy().tolist()


def test_equal_versions_differ_in_nothing() -> None:
    assert listed(later()) == []
    assert are_comparable(BEFORE, later())
    assert comparison_warning(BEFORE, later(), language="en") == ""


def test_added_and_dropped_criteria_are_listed_with_their_points_domains_too() -> None:
    after = later(c2=None, c3_1=1.5)
    assert listed(after) == [
        ["3", "added", "–", "–"],
        ["3.1", "added", "–", "1.50"],
        ["2", "dropped", "4.00", "–"],
    ]
    table = framework_changes(BEFORE, after, language="vi")
    assert table["is_leaf"].tolist() == [False, True, True]
    assert table["after"].tolist() == ["–", "1,50", "–"]
    assert table["criterion_name"].tolist() == ["Tiêu chí 3", "Tiêu chí 3.1", "Tiêu chí 2"]
    assert table["change_name"].tolist() == ["tiêu chí mới", "tiêu chí mới", "tiêu chí không còn"]
    assert table[["year_from", "year_to"]].drop_duplicates().to_numpy().tolist() == [[2019, 2020]]


@pytest.mark.parametrize(
    ("changed", "kind", "before", "after"),
    [
        ({"max_points": 3.5}, "points", "4.00", "3.50"),
        ({"parent_code": "1"}, "moved", "R Criterion R", "1 Criterion 1"),
        ({"name_vi": "Mới", "name_en": "New"}, "renamed", "Criterion 2", "New"),
        ({"name_vi": "Mới"}, "renamed", "Tiêu chí 2", "Mới"),
        ({"score_source": "survey"}, "source", "appraised", "public survey"),
        (
            {"applies_to": "ward;department"},
            "groups",
            "all agencies",
            "departments; wards, communes and townships",
        ),
        ({"direction": "down"}, "direction", "more is better", "less is better"),
    ],
)
def test_every_kind_of_difference_is_found_and_said_in_words(
    changed: dict[str, Any], kind: str, before: str, after: str
) -> None:
    assert listed(later(c2={"max_points": 4.0} | changed)) == [["2", kind, before, after]]


def test_a_new_translation_and_another_order_of_groups_are_no_change() -> None:
    assert listed(later(c2={"max_points": 4.0, "name_en": "Other words"})) == []
    first = framework({"1": {"max_points": 1.0, "applies_to": "ward;unit"}}, year=2019)
    second = framework({"1": {"max_points": 1.0, "applies_to": "unit;ward"}}, year=2020)
    assert framework_changes(first, second, language="vi").empty
    assert are_comparable(first, second)


def test_a_divided_criterion_is_said_to_be_one() -> None:
    assert listed(later(c2=None, c2_1=4.0)) == [
        ["2", "points", "4.00", "–"],
        ["2", "source", "appraised", "divided into sub-criteria"],
        ["2.1", "added", "–", "4.00"],
    ]


def test_a_renumbered_criterion_is_neither_added_nor_dropped_and_its_domain_did_not_move() -> None:
    before = framework({"1.1": 4.0}, year=2019)
    names = {"name_vi": "Tiêu chí 1.1", "name_en": "Criterion 1.1"}
    after = framework({"5.1": {"max_points": 4.0} | names}, year=2020)
    table = framework_changes(before, after, language="en", renumbered={"1": "5", "1.1": "5.1"})
    assert table[["criterion_code", "change", "before", "after"]].to_numpy().tolist() == [
        ["5", "renumbered", "1", "5"],
        ["5", "renamed", "Criterion 1", "Criterion 5"],
        ["5.1", "renumbered", "1.1", "5.1"],
    ]
    assert are_comparable(before, after, renumbered={"1.1": "5.1"})
    assert not are_comparable(before, after)


@pytest.mark.parametrize(
    ("changed", "comparable"),
    [
        ({"max_points": 3.5}, False),
        ({"applies_to": "department"}, False),
        ({"direction": "down"}, False),
        ({"score_source": "survey"}, True),
        ({"name_vi": "Mới"}, True),
        ({"parent_code": "1"}, True),
    ],
)
def test_versions_compare_where_the_same_criteria_count_the_same_points(
    changed: dict[str, Any], comparable: bool
) -> None:
    after = later(c2={"max_points": 4.0} | changed)
    assert are_comparable(BEFORE, after) is comparable
    assert (comparison_warning(BEFORE, after, language="vi") == "") is comparable


def test_a_criterion_more_or_less_or_another_scale_breaks_the_comparison() -> None:
    assert not are_comparable(BEFORE, later(c3=1.0))
    assert not are_comparable(BEFORE, later(c2=None))
    scale = framework(LEAVES, year=2020, index_scale="points")
    assert not are_comparable(BEFORE, scale)
    assert "sum of points" in comparison_warning(BEFORE, scale, language="en")


def test_the_warning_names_what_differs_and_what_can_be_compared() -> None:
    after = later(c1_2=None, c2=3.0, c3_1=1.0)
    assert comparison_warning(BEFORE, after, language="en") == (
        "The indices of 2019 and 2020 follow different criteria, so the two figures do not compare directly. "
        "Domains: 2 before, 3 after. New criteria (1): Criterion 3.1. Criteria that ended (1): Criterion 1.2. "
        "Criteria with other maximum points, agencies or direction (1): Criterion 2. "
        "Read the change on the criteria common to both years (2) instead."
    )


def papi_changes(year: int) -> pd.DataFrame:
    return framework_changes(load_framework("papi", year), load_framework("papi", year + 1), language="en")


def test_papi_breaks_in_2018_and_its_criteria_that_come_and_go_are_found() -> None:
    found = {
        year: [(row["criterion_code"], row["change"]) for _, row in papi_changes(year).iterrows()]
        for year in range(2011, 2024)
    }
    breaks = {year: changes for year, changes in found.items() if changes}
    assert breaks == {
        2017: [(code, "added") for code in ("SC24", "C07", "SC71", "SC72", "SC73", "C08", "SC81", "SC82")],
        2018: [("SC83", "added")],
        2020: [("SC52", "dropped")],
    }
    comparable = {
        year
        for year in range(2011, 2024)
        if are_comparable(load_framework("papi", year), load_framework("papi", year + 1))
    }
    assert comparable == set(range(2011, 2024)) - set(breaks)
    warning = comparison_warning(load_framework("papi", 2017), load_framework("papi", 2018), language="vi")
    assert "Số lĩnh vực: trước là 6, nay là 8." in warning
    assert "Tiêu chí mới (6): " in warning
    assert "SC24" not in warning


def test_the_sample_city_changed_three_criteria_in_2020() -> None:
    changes = framework_changes(
        load_framework("sample_city", 2019), load_framework("sample_city", 2020), language="en"
    )
    assert changes[["criterion_code", "change", "before", "after"]].to_numpy().tolist() == [
        ["7.3", "points", "3.00", "2.00"],
        ["7.6", "added", "–", "3.00"],
        ["7.4", "dropped", "2.00", "–"],
    ]

"""What is said beside figures of change: versions, surveys, applicability, agencies left out."""

from __future__ import annotations

import pytest

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.change import change_between
from cchc_analysis.index.change_notes import change_notes
from cchc_analysis.texts import Language
from tests.index.year_pairs import framework, index_year


def notes(earlier: Assessment, later: Assessment, language: Language = "en") -> tuple[str, ...]:
    change = change_between(earlier, later, language=language)
    return change_notes(change, earlier.framework, later.framework, language=language)


def test_nothing_is_said_where_nothing_limits_the_comparison() -> None:
    rules = [framework({"1": 4.0}, year=year) for year in (2019, 2020)]
    assert notes(*(index_year(one, {"A": {"1": 2}}) for one in rules)) == ()


def test_changed_rules_come_first_then_who_is_not_compared_by_name_year_and_reason() -> None:
    earlier = index_year(framework({"1": 4.0}, year=2019), {"A": {"1": 2}, "B": {"1": 2}, "C": {"1": None}})
    later = index_year(framework({"1": 4.0, "2": 4.0}, year=2020), {"A": {"1": 2, "2": 1}, "C": {"1": 2, "2": 1}})
    said = notes(earlier, later)
    assert said[0].startswith("The indices of 2019 and 2020 follow different criteria")
    assert said[1:] == (
        "Not compared (1), no complete index in 2019: Sở C.",
        "Not compared (1), not assessed in 2020 - new, merged or not on the list: Sở B.",
    )


@pytest.mark.parametrize("is_reversed", [False, True])
def test_a_year_without_a_survey_and_other_applicable_criteria_are_said_apart(is_reversed: bool) -> None:
    leaves = {"1": 3.0, "2": 3.0, "3": {"max_points": 4.0, "score_source": "survey"}}
    rules = [framework(leaves, year=year, without_survey="rebase") for year in (2019, 2020)]
    surveyed = {"1": 3, "2": 3, "3": 4}
    unsurveyed = {"1": 3, "2": 3, "3": None}
    points = [surveyed, unsurveyed][:: -1 if is_reversed else 1]
    earlier = index_year(rules[0], {"A": points[0], "B": points[0]})
    later = index_year(rules[1], {"A": points[1], "B": points[1]}, outside={"B": {"2"}})
    assert notes(earlier, later) == (
        f"{2019 if is_reversed else 2020} had no survey: "
        "survey criteria count in one of the two years only (1): Criterion 3.",
        "Other criteria applied in the two years, which counts as criteria added or ended, "
        "to 1 of the agencies: Sở B.",
    )
    assert all("Năm" in said or "cơ quan" in said for said in notes(earlier, later, "vi"))


def test_agencies_without_a_common_criterion_are_said_too() -> None:
    rules = [framework({"1": 3.0, "2": 3.0}, year=year) for year in (2019, 2020)]
    points = {"A": {"1": 3, "2": 3}, "B": {"1": 3, "2": 3}}
    earlier, later = (
        index_year(one, points, outside={"B": {code}}) for one, code in zip(rules, ("1", "2"), strict=True)
    )
    assert notes(earlier, later) == ("Not compared (1), no criterion with points in both years: Sở B.",)

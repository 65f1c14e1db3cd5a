"""Criteria in sentences: names, with the code only where a name stands for several."""

from __future__ import annotations

from dataclasses import replace

from cchc_analysis.reference.criterion_words import spoken_criteria
from tests.index.year_pairs import framework

RULES = framework(dict.fromkeys([f"1.{place}" for place in range(1, 9)], 1.0), year=2020)


def test_criteria_are_named_and_not_numbered() -> None:
    assert spoken_criteria(["1.1", "1.2"], RULES, "en") == "Criterion 1.1; Criterion 1.2"


def test_a_name_that_several_criteria_have_is_told_apart_by_its_code() -> None:
    names = RULES.criteria["name_vi"].mask(RULES.criteria["code"].isin(["1.1", "1.5"]), "Công khai")
    alike = replace(RULES, criteria=RULES.criteria.assign(name_vi=names))
    assert spoken_criteria(["1.1", "1.2"], alike, "vi") == "Công khai (1.1); Tiêu chí 1.2"


def test_of_many_criteria_the_first_six_are_named_and_the_others_counted() -> None:
    said = spoken_criteria(RULES.leaf_codes, RULES, "en")
    assert said.endswith("Criterion 1.6; and 2 more")
    assert spoken_criteria(RULES.leaf_codes[:6], RULES, "en").endswith("; Criterion 1.6")

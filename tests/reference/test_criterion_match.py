"""Which criterion of one year is which of another."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from cchc_analysis.reference.criterion_match import RenumberingError, match_criteria, match_leaves
from tests.index.year_pairs import framework

BEFORE = framework({"1.1": 1.0, "1.2": 2.0, "2": 3.0}, year=2019)


def test_equal_codes_match_and_roots_always() -> None:
    after = framework({"1.1": 1.0, "3": 2.0}, year=2020)
    assert match_criteria(BEFORE, after) == {"R": "R", "1": "1", "1.1": "1.1"}
    assert match_leaves(BEFORE, after) == {"1.1": "1.1"}
    other = replace(after, root_code="ROOT", criteria=after.criteria.replace("R", "ROOT"))
    assert match_criteria(BEFORE, other) == {"R": "ROOT", "1": "1", "1.1": "1.1"}


def test_a_criterion_that_was_divided_is_no_leaf_to_match() -> None:
    after = framework({"1.1": 1.0, "2.1": 2.0}, year=2020)
    assert "2" in match_criteria(BEFORE, after)
    assert match_leaves(BEFORE, after) == {"1.1": "1.1"}


def test_a_shift_of_codes_is_followed_and_the_one_pushed_out_ended() -> None:
    before = framework({"1": 1.0, "2": 1.0, "3": 1.0}, year=2019)
    after = framework({"1": 1.0, "2": 1.0, "3": 1.0}, year=2020)
    assert match_leaves(before, after, {"1": "2", "2": "3"}) == {"1": "2", "2": "3"}


def test_a_code_can_be_declared_to_stand_for_another_criterion_now() -> None:
    after = framework({"1.1": 1.0, "2": 3.0}, year=2020)
    assert match_leaves(BEFORE, after, {"2": ""}) == {"1.1": "1.1"}


def test_all_faults_of_a_renumbering_are_said_at_once_in_both_languages() -> None:
    after = framework({"1.1": 1.0, "2": 3.0}, year=2020)
    with pytest.raises(RenumberingError) as caught:
        match_criteria(BEFORE, after, {"7": "2", "1.1": "8", "1.2": "2"})
    for language, words in (("en", "Correct it"), ("vi", "Hãy sửa")):
        said = caught.value.message(language)  # type: ignore[arg-type]
        assert words in said
        assert len(said.splitlines()) == 4
        assert all(code in said for code in ("7", "8", "7, 1.2"))
    assert pickle.loads(pickle.dumps(caught.value)).message("vi") == caught.value.message("vi")

"""The table of scores: which points count, what applies, what is missing."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.index.leaf_scores import UnknownCriterionError
from cchc_analysis.index.score_matrix import score_matrix
from tests.index.trees import FRAMEWORK, scores

NAN = float("nan")
GROUPS = {"A": "department", "B": "district"}
BOTH = pd.concat(
    [
        scores("B", {"1.1": 1, "1.2.1": 0.5, "2": 3}),
        scores("A", {"2": 4, "1.2.2": 0.25, "1.2.1": 1, "1.1": 2}),
    ],
    ignore_index=True,
)


def test_rows_are_agencies_by_code_and_columns_the_leaves_of_the_tree() -> None:
    matrix = score_matrix(BOTH, FRAMEWORK, groups=GROUPS)
    assert matrix.agency_codes == ("A", "B")
    assert matrix.hierarchy.leaf_codes == ("1.1", "1.2.1", "1.2.2", "2")
    np.testing.assert_array_equal(matrix.values, [[2, 1, 0.25, 4], [1, 0.5, NAN, 3]])
    assert matrix.maxima.tolist() == [4, 1, 1, 4]


def test_what_does_not_apply_to_the_group_or_the_agency_is_no_gap() -> None:
    matrix = score_matrix(BOTH, FRAMEWORK, groups=GROUPS)
    assert matrix.applicable.tolist() == [[True] * 4, [True, True, False, True]]
    exempt = BOTH.assign(is_applicable=~((BOTH["agency_code"] == "A") & (BOTH["criterion_code"] == "1.1")))
    assert score_matrix(exempt, FRAMEWORK, groups=GROUPS).applicable[0].tolist() == [False, True, True, True]


def test_a_criterion_without_a_row_applies_and_is_missing() -> None:
    matrix = score_matrix(scores("A", {"1.1": 2}), FRAMEWORK, groups=GROUPS)
    assert matrix.applicable.all()
    np.testing.assert_array_equal(matrix.values, [[2, NAN, NAN, NAN]])


def test_of_a_criterion_of_which_less_is_better_the_points_left_count() -> None:
    criteria = FRAMEWORK.criteria.copy()
    criteria.loc[criteria["code"] == "1.1", "direction"] = "down"
    down = dataclasses.replace(FRAMEWORK, criteria=criteria)
    assert score_matrix(BOTH, down, groups=GROUPS).values[:, 0].tolist() == [2, 3]


def test_a_year_without_any_survey_leaves_the_survey_out_where_the_framework_says_so() -> None:
    unasked = BOTH.assign(survey_score=NAN)
    rebased = dataclasses.replace(FRAMEWORK, without_survey="rebase")
    assert score_matrix(unasked, FRAMEWORK, groups=GROUPS).applicable[:, 3].all()
    assert not score_matrix(unasked, rebased, groups=GROUPS).applicable[:, 3].any()
    assert score_matrix(BOTH, rebased, groups=GROUPS).applicable[:, 3].all()


def test_other_years_and_frameworks_are_ignored_and_unknown_criteria_named() -> None:
    mixed = pd.concat([BOTH, scores("C", {"7.7": 1}, year=2019)], ignore_index=True)
    assert score_matrix(mixed, FRAMEWORK, groups=GROUPS).agency_codes == ("A", "B")
    with pytest.raises(UnknownCriterionError, match=r"7\.7, 8\.8"):
        score_matrix(
            pd.concat([BOTH, scores("A", {"8.8": 1, "7.7": 1})], ignore_index=True), FRAMEWORK, groups=GROUPS
        )

"""Points changed, and what becomes of index, rank and class."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.assessment import nodes_with, with_points
from cchc_analysis.index.moving_others import moving_points, without_history
from cchc_analysis.index.what_if import STEP_COLUMNS, standing_of, what_if
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import LANGUAGES
from tests.index.assessed_years import FULL, GROUPS, LAST_YEAR, THREE, assessed, assessment
from tests.index.trees import FRAMEWORK


def test_without_a_change_nothing_changes() -> None:
    found = what_if(THREE, agency_code="A", changes={})
    for figure in ("index", "rank", "class"):
        before, after = found.ranking[f"{figure}_before"], found.ranking[f"{figure}_after"]
        pd.testing.assert_series_equal(before, after, check_names=False)
    assert found.steps.empty
    assert list(found.steps.columns) == STEP_COLUMNS


def test_a_change_moves_index_rank_and_class_of_the_whole_group_and_of_no_other() -> None:
    found = what_if(THREE, agency_code="A", changes={"1.1": 3.7})
    assert list(found.ranking["agency_code"]) == ["A", "B", "C"]
    own = standing_of(found.ranking, "A")
    assert (own["index_before"], own["index_after"]) == (84.0, 91.0)
    assert (own["rank_before"], own["rank_after"]) == (2, 1)
    assert (own["class_before"], own["class_after"]) == ("Khá", "Tốt")
    overtaken = standing_of(found.ranking, "B")
    assert (overtaken["index_after"], overtaken["rank_before"], overtaken["rank_after"]) == (90.0, 1, 2)


def test_the_steps_say_how_much_is_won_and_what_it_is_worth() -> None:
    steps = what_if(THREE, agency_code="A", changes={"2": 4.0, "1.1": 2.9, "1.2.1": 1.0}).steps
    rows = steps.set_index("criterion_code")
    assert list(rows.index) == ["1.1", "2"]
    assert rows["gain_points"].to_dict() == {"1.1": -0.1, "2": 0.1}
    assert rows["room_points"].to_dict() == {"1.1": 1.0, "2": 0.1}
    assert rows["gain_index"].to_dict() == pytest.approx({"1.1": -1.0, "2": 1.0})
    assert rows["is_survey"].to_dict() == {"1.1": False, "2": True}
    assert rows.loc["2", "criterion_name"] == "Tiêu chí 2"


def test_every_fault_of_a_request_is_named_at_once_in_both_languages() -> None:
    changes = {"9.9": 1.0, "1.2": 1.0, "1.2.2": 1.0, "1.1": 4.5, "1.2.1": -0.5, "2": float("nan")}
    with pytest.raises(WhatIfError) as caught:
        what_if(THREE, agency_code="D", changes=changes)
    said = [caught.value.message(language) for language in LANGUAGES]
    for message in said:
        assert len(message.splitlines()) == 1 + len(changes)
        assert all(code in message for code in changes)
    assert "4,5" in said[0]
    assert "4.5" in said[1]


def test_points_at_the_maximum_and_at_zero_are_allowed() -> None:
    found = what_if(THREE, agency_code="A", changes={"1.1": 4.0, "2": 0.0})
    assert standing_of(found.ranking, "A")["index_after"] == 55.0


@pytest.mark.parametrize("code", ["Z", "F"])
def test_an_agency_without_scores_is_refused(code: str) -> None:
    listed = replace(THREE, assessed=assessed({**GROUPS, "F": "district"}))
    with pytest.raises(WhatIfError, match=f"code {code}"):
        what_if(listed, agency_code=code, changes={})


def test_a_missing_score_may_be_given() -> None:
    year = assessment({"A": {"1.1": 3.0, "1.2.1": 1.0, "2": 4.0}, "B": FULL})
    found = what_if(year, agency_code="A", changes={"1.2.2": 0.5})
    own = standing_of(found.ranking, "A")
    assert pd.isna(own["index_before"])
    assert pd.isna(own["rank_before"])
    assert (own["index_after"], own["rank_after"]) == (85.0, 2)
    assert found.steps["score"].isna().all()


def test_of_a_downward_criterion_the_points_left_to_its_maximum_are_changed() -> None:
    criteria = FRAMEWORK.criteria.assign(
        direction=FRAMEWORK.criteria["direction"].mask(FRAMEWORK.criteria["code"] == "1.1", "down")
    )
    year = assessment({"A": {**FULL, "1.1": 1.0}}, framework=replace(FRAMEWORK, criteria=criteria))
    found = what_if(year, agency_code="A", changes={"1.1": 3.5})
    assert standing_of(found.ranking, "A")["index_before"] == 90.0
    assert standing_of(found.ranking, "A")["index_after"] == 95.0
    raw = with_points(year, {("A", "1.1"): 3.5}).set_index("criterion_code")["appraised_score"]
    assert raw["1.1"] == 0.5


def test_a_survey_criterion_does_not_apply_in_a_year_rebased_without_a_survey() -> None:
    year = assessment({"A": {**FULL, "2": None}}, framework=replace(FRAMEWORK, without_survey="rebase"))
    with pytest.raises(WhatIfError, match="criterion 2 does not apply"):
        what_if(year, agency_code="A", changes={"2": 3.0})


def test_others_move_by_last_years_change_within_zero_and_the_maximum() -> None:
    points = moving_points(THREE, LAST_YEAR, agency_code="A")
    assert points == {("B", "1.1"): 4.0, ("B", "1.2.1"): 1.0, ("B", "1.2.2"): 0.0, ("B", "2"): 3.2}


def test_the_agency_itself_and_those_without_history_stay() -> None:
    moved = nodes_with(THREE, moving_points(THREE, LAST_YEAR, agency_code="A"))
    found = what_if(THREE, agency_code="A", changes={}, others=moved)
    after = found.ranking.set_index("agency_code")["index_after"]
    assert after.to_dict() == {"A": 84.0, "B": 82.0, "C": 50.0}
    assert standing_of(found.ranking, "A")["rank_after"] == 1
    points = moving_points(THREE, LAST_YEAR, agency_code="A")
    assert list(without_history(THREE, points, agency_code="A")["agency_code"]) == ["C"]


def test_shares_move_not_points_where_the_maximum_changed() -> None:
    wider = FRAMEWORK.criteria.assign(
        max_points=FRAMEWORK.criteria["max_points"].mask(FRAMEWORK.criteria["code"] == "1.1", 8.0)
    )
    last = replace(LAST_YEAR, framework=replace(LAST_YEAR.framework, criteria=wider))
    # B had 3.5 of 8 (0.4375) and has 4 of 4: as much again would be above the maximum.
    assert moving_points(THREE, last, agency_code="A")["B", "1.1"] == 4.0
    poorer = with_points(THREE, {("B", "1.1"): 2.0})
    # 0.5 + (0.5 - 0.4375) = 0.5625 of 4.
    moved = moving_points(replace(THREE, scores=poorer), last, agency_code="A")
    assert moved["B", "1.1"] == 2.25


def test_without_stated_maxima_the_points_themselves_move() -> None:
    bare = replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=float("nan")), index_scale="points")
    now = assessment({"A": FULL, "B": {**FULL, "1.1": 9.0, "2": 1.0}}, framework=bare)
    last = assessment({"A": FULL, "B": {**FULL, "1.1": 6.5, "2": 3.0}}, framework=bare, year=2019)
    points = moving_points(now, last, agency_code="A")
    assert (points["B", "1.1"], points["B", "2"]) == (11.5, 0.0)
    unclassed = replace(now, bands=None)
    found = what_if(unclassed, agency_code="A", changes={"1.1": 5.0})
    assert standing_of(found.ranking, "A")["index_after"] == 11.0
    assert found.steps["gain_index"].tolist() == [1.0]


def test_a_point_is_worth_a_point_on_a_sum_of_points_even_with_maxima() -> None:
    summed = replace(THREE, framework=replace(FRAMEWORK, index_scale="points"), bands=None)
    found = what_if(summed, agency_code="A", changes={"1.1": 3.5})
    assert found.steps["gain_index"].tolist() == [0.5]
    own = standing_of(found.ranking, "A")
    assert own["index_after"] - own["index_before"] == pytest.approx(0.5)
    assert what_if(THREE, agency_code="A", changes={"1.1": 3.5}).steps["gain_index"].tolist() == [5.0]


def test_between_two_scales_nothing_moves_and_it_says_why() -> None:
    last = replace(LAST_YEAR, framework=replace(LAST_YEAR.framework, index_scale="points"))
    with pytest.raises(WhatIfError, match="2019 and 2020 are on different scales"):
        moving_points(THREE, last, agency_code="A")


def test_criteria_move_by_what_they_were_not_by_their_code() -> None:
    codes = {"1.2.1": "1.2.2", "1.2.2": "1.2.1"}
    points = moving_points(THREE, LAST_YEAR, agency_code="A", renumbered=codes)
    # B has 1.0 and 0.5 after 1.0 and 1.0, now the other way round.
    assert (points["B", "1.2.1"], points["B", "1.2.2"]) == (1.0, 0.0)
    last = assessment({"B": {**FULL, "1.2.1": 0.5, "1.2.2": 1.0}}, year=2019)
    assert moving_points(THREE, last, agency_code="A")["B", "1.2.2"] == 0.0
    assert moving_points(THREE, last, agency_code="A", renumbered=codes)["B", "1.2.2"] == 0.5
    ended = moving_points(THREE, last, agency_code="A", renumbered={"1.2.2": ""})
    assert ("B", "1.2.2") not in ended


@pytest.mark.parametrize(("before", "moves"), [(0.0, True), (1.0, False)])
def test_a_criterion_without_points_has_no_share_to_move(before: float, moves: bool) -> None:
    def with_maximum(points: float) -> Framework:
        criteria = FRAMEWORK.criteria
        maxima = criteria["max_points"].mask(criteria["code"] == "1.2.1", points)
        return replace(FRAMEWORK, criteria=criteria.assign(max_points=maxima))

    now = assessment({"A": FULL, "B": {**FULL, "1.2.1": 0.0}}, framework=with_maximum(0.0))
    last = assessment({"A": FULL, "B": {**FULL, "1.2.1": 0.0}}, framework=with_maximum(before), year=2019)
    assert (("B", "1.2.1") in moving_points(now, last, agency_code="A")) == moves


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["A", "B", "C"]), st.sampled_from(sorted(FULL))),
        st.sampled_from([0.0, 0.3, 1.0]),
    ),
    st.booleans(),
)
def test_adding_up_only_whom_a_change_concerns_gives_the_nodes_of_the_whole_year(
    points: dict[tuple[str, str], float], has_survey: bool
) -> None:
    # C has no survey points while others do: of C alone the year would look like one without a survey.
    framework = replace(FRAMEWORK, without_survey="rebase")
    survey = {} if has_survey else {"2": None}
    year = assessment(
        {"A": {**FULL, **survey}, "B": {**FULL, **survey}, "C": {**FULL, "2": None}}, framework=framework
    )
    if not has_survey:
        points = {place: value for place, value in points.items() if place[1] != "2"}
    rest = year.scores[~year.scores["agency_code"].isin({agency for agency, _ in points})]
    whole = replace(year, scores=pd.concat([rest, with_points(year, points)], ignore_index=True))
    pd.testing.assert_frame_equal(nodes_with(year, points), whole.nodes)


@given(
    st.fixed_dictionaries({code: st.integers(0, int(points * 20)) for code, points in FULL.items()}),
    st.fixed_dictionaries({code: st.integers(0, int(points * 20)) for code, points in FULL.items()}),
)
def test_more_points_never_lower_the_own_index_or_raise_anyone_else(
    now: dict[str, int], more: dict[str, int]
) -> None:
    start = {code: units / 20 for code, units in now.items()}
    changes = {code: max(units, now[code]) / 20 for code, units in more.items()}
    year = assessment({"A": start, "B": {**FULL, "2": 1.0}, "C": {**FULL, "1.1": 0.0}})
    found = what_if(year, agency_code="A", changes=changes)
    own = standing_of(found.ranking, "A")
    assert own["index_after"] >= own["index_before"]
    assert own["rank_after"] <= own["rank_before"]
    others = found.ranking[found.ranking["agency_code"] != "A"]
    assert (others["index_after"] == others["index_before"]).all()
    # The gains add up to the change of the index, but for its rounding.
    assert own["index_after"] - own["index_before"] == pytest.approx(found.steps["gain_index"].sum(), abs=0.0101)


def test_the_scores_given_are_left_alone() -> None:
    before = THREE.scores.copy(deep=True)
    what_if(THREE, agency_code="A", changes={"1.1": 4.0})
    pd.testing.assert_frame_equal(THREE.scores, before)


def test_leaves_hold_only_criteria_that_apply() -> None:
    points = THREE.leaves
    assert list(points.loc[points["agency_code"] == "D", "criterion_code"]) == ["1.1", "1.2.1", "2"]

"""The least that takes an agency to a class, an index or a place; decided exactly."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc_analysis.index.assessment import Assessment, nodes_with
from cchc_analysis.index.effort_search import Room, least_gains
from cchc_analysis.index.effort_target import exact_threshold, next_class_bound, rank_bound
from cchc_analysis.index.least_effort import LeastEffort, least_effort
from cchc_analysis.index.moving_others import moving_points
from cchc_analysis.index.what_if import standing_of, what_if
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.reference.classes import ClassBands, bands_for
from tests.index.assessed_years import FULL, LAST_YEAR, THREE, assessed, assessment
from tests.index.trees import FRAMEWORK


def levels(room: Room) -> list[int]:
    """Every growth a part may have: whole steps, and all of its room."""
    return sorted({*range(0, room.room + 1, room.step), room.room})


def by_trying_all(rooms: list[Room], need: int, most_parts: int | None) -> list[int] | None:
    limit = len(rooms) if most_parts is None else most_parts
    answers = [
        gains
        for gains in itertools.product(*map(levels, rooms))
        if sum(gains) >= need and sum(gain > 0 for gain in gains) <= limit
    ]
    if not answers:
        return None
    return list(
        min(
            answers,
            key=lambda gains: (sum(gains), sum(gain > 0 for gain in gains), [-gain for gain in gains]),
        )
    )


ROOMS = st.builds(Room, st.integers(0, 25), st.integers(3, 9))


@settings(max_examples=60)
@given(st.lists(ROOMS, min_size=1, max_size=4), st.integers(1, 60), st.none() | st.integers(1, 4))
def test_the_programme_finds_what_trying_every_combination_finds(
    rooms: list[Room], need: int, most_parts: int | None
) -> None:
    assert least_gains(rooms, need=need, most_parts=most_parts) == by_trying_all(rooms, need, most_parts)


def test_the_smallest_sum_comes_before_the_fewest_parts_and_these_before_the_order() -> None:
    # 12 is reached exactly by 5 + 7, while one part alone would need 14.
    assert least_gains([Room(14, 14), Room(5, 5), Room(7, 7)], need=12) == [0, 5, 7]
    # 10 + 0 and 5 + 5 add up alike: one part is better than two, and the first better than the second.
    assert least_gains([Room(10, 5), Room(10, 5)], need=10) == [10, 0]
    assert least_gains([Room(5, 5), Room(10, 5)], need=10) == [0, 10]


def test_the_rest_above_the_last_step_is_only_taken_to_the_very_top() -> None:
    assert least_gains([Room(12, 5)], need=11) == [12]
    assert least_gains([Room(12, 5), Room(4, 9)], need=4) == [0, 4]
    assert least_gains([Room(12, 5)], need=13) is None


def test_sixty_parts_with_odd_rests_are_searched() -> None:
    rooms = [Room(250 - 3 * part, 25) for part in range(60)]
    found = least_gains(rooms, need=1_234)
    assert found is not None
    # The sums that can be reached at all, as the bits of a whole number.
    reachable = 1
    for room in rooms:
        reachable = sum_of_levels(reachable, room)
    least = next(total for total in itertools.count(1_234) if reachable >> total & 1)
    assert sum(found) == least


def sum_of_levels(reachable: int, room: Room) -> int:
    extended = 0
    for gain in levels(room):
        extended |= reachable << gain
    return extended


def ask(year: Assessment = THREE, agency_code: str = "A", **question: object) -> LeastEffort:
    return least_effort(year, agency_code=agency_code, **question)  # type: ignore[arg-type]


def test_the_next_class_needs_the_rounded_index_only() -> None:
    # Published without decimals, 84.5 is 85: a twentieth of a point, not a tenth.
    rounded = replace(THREE, framework=replace(FRAMEWORK, published_decimals=0))
    found = ask(rounded, target="next_class", step_points=0.01)
    assert found.outcome == "reached"
    assert (found.wanted_index, found.wanted_class) == (85.0, "Tốt")
    assert found.gain_points == 0.05
    own = standing_of(found.ranking, "A")
    assert (own["index_after"], own["class_after"]) == (85.0, "Tốt")


def test_where_halves_go_to_the_even_figure_the_half_may_not_be_enough() -> None:
    even = replace(THREE, framework=replace(FRAMEWORK, published_rounding="half_even", published_decimals=0))
    assert ask(even, target="index", target_index=85.0, step_points=0.01).gain_points == 0.06
    assert ask(even, target="index", target_index=86.0, step_points=0.01).gain_points == 0.15
    to_even = replace(FRAMEWORK, published_rounding="half_even")
    assert exact_threshold(Decimal("84.99"), to_even) == (Fraction("84.985"), False)
    assert exact_threshold(Decimal("85.00"), to_even) == (Fraction("84.995"), True)
    assert exact_threshold(Decimal("84.99"), FRAMEWORK) == (Fraction("84.985"), True)


def test_the_steps_are_a_plan_that_what_if_confirms() -> None:
    found = ask(target="index", target_index=95.0, step_points=0.25, with_survey=True)
    changes = dict(zip(found.steps["criterion_code"], found.steps["new_score"], strict=True))
    again = what_if(THREE, agency_code="A", changes=changes)
    pd.testing.assert_frame_equal(again.ranking, found.ranking)
    assert found.gain_points == pytest.approx(found.steps["gain_points"].sum())
    assert standing_of(found.ranking, "A")["index_after"] >= 95.0


def test_survey_points_are_left_alone_unless_asked_for() -> None:
    assert not ask(target="index", target_index=99.0).steps["is_survey"].any()
    assert ask(target="index", target_index=99.0).outcome == "reached"
    assert ask(target="index", target_index=99.5).outcome == "unreachable"
    assert ask(target="index", target_index=99.5, with_survey=True).steps["is_survey"].any()


def test_untouched_criteria_and_limits_are_kept() -> None:
    limits = pd.DataFrame({"criterion_code": ["1.1", "1.2.2"], "most_points": [3.5, float("nan")]})
    found = ask(target="index", target_index=93.0, limits=limits)
    assert found.steps.set_index("criterion_code")["new_score"].to_dict() == {"1.1": 3.5, "1.2.2": 0.9}
    closed = ask(target="index", target_index=93.0, limits=limits, untouched=["1.2.2"])
    assert closed.outcome == "unreachable"
    assert closed.steps["criterion_code"].tolist() == ["1.1"]


def test_a_limit_below_the_score_leaves_no_room() -> None:
    limits = pd.DataFrame({"criterion_code": ["1.1"], "most_points": [2.0]})
    assert ask(target="index", target_index=86.0, limits=limits).steps["criterion_code"].tolist() == ["1.2.2"]


def test_a_criterion_may_have_a_step_of_its_own() -> None:
    limits = pd.DataFrame(
        {"criterion_code": ["1.1", "1.2.2"], "most_points": [float("nan")] * 2, "step_points": [0.5, 0.5]}
    )
    assert ask(target="index", target_index=86.0, limits=limits).gain_points == 0.5


def test_the_number_of_criteria_can_be_bounded() -> None:
    assert len(ask(target="index", target_index=98.0).steps) == 2
    bounded = ask(target="index", target_index=98.0, most_criteria=1)
    assert bounded.outcome == "unreachable"
    assert bounded.steps["criterion_code"].tolist() == ["1.1"]


def test_unreachable_shows_the_best_that_can_be_won() -> None:
    found = ask(target="index", target_index=100.0)
    assert found.outcome == "unreachable"
    assert standing_of(found.ranking, "A")["index_after"] == 99.0
    assert standing_of(found.ranking, "A")["class_after"] == "Tốt"


def test_equalling_who_holds_the_place_is_enough() -> None:
    found = ask(agency_code="C", target="rank", rank_gain=1, with_survey=True)
    assert (found.wanted_rank, found.wanted_index) == (2, 84.0)
    own = standing_of(found.ranking, "C")
    assert (own["index_after"], own["rank_after"]) == (84.0, 2)


def test_up_by_more_places_than_there_are_means_the_first() -> None:
    found = ask(agency_code="C", target="rank", rank_gain=10, with_survey=True)
    assert found.wanted_rank == 1
    assert standing_of(found.ranking, "C")["rank_after"] == 1


def test_whoever_is_there_is_told_so() -> None:
    assert ask(target="index", target_index=84.0).outcome == "already"
    assert ask(agency_code="B", target="rank").outcome == "already"
    assert ask(agency_code="B", target="next_class").outcome == "best_class"
    found = ask(agency_code="B", target="next_class")
    assert found.steps.empty
    assert found.ranking["index_before"].equals(found.ranking["index_after"])


def test_against_others_that_move_the_place_is_the_moved_one() -> None:
    # B falls to 82.00 as it did last year, so that A is first without doing anything.
    moved = nodes_with(THREE, moving_points(THREE, LAST_YEAR, agency_code="A"))
    assert ask(target="rank", others=moved).outcome == "already"
    assert ask(target="rank").outcome == "reached"


def test_without_bands_or_index_there_is_no_answer_and_it_says_why() -> None:
    assert ask(replace(THREE, bands=None)).outcome == "no_bands"
    year = assessment({"A": {**FULL, "1.1": None}, "B": FULL})
    found = ask(year)
    assert (found.outcome, found.not_scored) == ("no_index", ("1.1",))
    nothing = replace(THREE, assessed=assessed({"A": "department", "F": "department"}))
    assert ask(nothing, agency_code="F").outcome == "no_index"


def test_from_below_all_named_classes_the_lowest_of_them_is_next() -> None:
    named = replace(THREE, bands=bands_for("par_province", 2015))
    found = ask(named, agency_code="C", with_survey=True)
    assert pd.isna(standing_of(found.ranking, "C")["class_before"])
    assert (found.outcome, found.wanted_index, found.wanted_class) == ("reached", 70.0, "Nhóm C")


def test_a_survey_criterion_with_a_limit_may_be_touched() -> None:
    limits = pd.DataFrame({"criterion_code": ["2"], "most_points": [3.95]})
    found = ask(target="index", target_index=99.5, limits=limits)
    assert found.outcome == "reached"
    assert found.steps.set_index("criterion_code").loc["2", "new_score"] == 3.95
    own_step = pd.DataFrame({"criterion_code": ["2"], "most_points": [math.nan], "step_points": [0.1]})
    assert ask(target="index", target_index=99.5, limits=own_step).outcome == "unreachable"


def test_where_no_maximum_is_stated_the_limits_make_the_room() -> None:
    bare = replace(FRAMEWORK, criteria=FRAMEWORK.criteria.assign(max_points=math.nan), index_scale="points")
    year = replace(THREE, framework=bare, bands=None)
    assert ask(year, target="index", target_index=9.0).outcome == "no_maximum"
    limits = pd.DataFrame({"criterion_code": ["1.1", "2"], "most_points": [3.5, 4.5]})
    found = ask(year, target="index", target_index=9.0, limits=limits)
    assert (found.outcome, found.gain_points) == ("reached", 0.6)
    assert ask(year, target="index", target_index=9.6, limits=limits).outcome == "unreachable"


def test_of_an_agency_without_scores_no_limit_is_called_wrong() -> None:
    listed = replace(THREE, assessed=assessed({"A": "department", "F": "department"}))
    limits = pd.DataFrame({"criterion_code": ["1.1"], "most_points": [3.5]})
    assert ask(listed, agency_code="F", limits=limits, untouched=["2"]).outcome == "no_index"


def test_every_fault_of_a_question_is_named_at_once() -> None:
    limits = pd.DataFrame(
        {"criterion_code": ["1.1", "7"], "most_points": [5.0, float("nan")], "step_points": [float("nan"), -1.0]}
    )
    with pytest.raises(WhatIfError) as caught:
        ask(target="rank", rank_gain=0, step_points=0.001, most_criteria=0, untouched=["8"], limits=limits)
    assert [key.removeprefix("what_if.fault_") for key, _ in caught.value.faults] == [
        "rank_gain", "most_criteria", "step", "step_of", "unknown_criterion", "unknown_criterion", "above",
    ]  # fmt: skip
    with pytest.raises(WhatIfError, match="index to reach is 101"):
        ask(target="index", target_index=101)
    with pytest.raises(WhatIfError, match=r"84\.171, but indices of 2020 are published with decimals: 2"):
        ask(target="index", target_index=84.171)
    with pytest.raises(WhatIfError, match="code Z"):
        ask(agency_code="Z")


def test_an_open_bound_is_reached_just_above_it() -> None:
    bands = bands_for("hcmc", 2021)
    open_low = [
        band.model_copy(update={"low_closed": False}) if band.code == "good" else band for band in bands.bands
    ]
    strict = ClassBands.model_construct(**{**dict(bands), "bands": tuple(open_low)})
    bound = next_class_bound(strict, Decimal("84.00"), FRAMEWORK)
    assert bound is not None
    assert bound.index == Decimal("85.01")


def test_a_place_below_all_others_needs_nothing() -> None:
    assert rank_bound(pd.Series([80.0, math.nan]), 2).index == 0
    assert rank_bound(pd.Series([80.0, 90.0, 90.0]), 2).index == 90


@settings(max_examples=15)
@given(
    st.fixed_dictionaries({code: st.integers(0, int(points * 20)) for code, points in FULL.items()}),
    st.sampled_from(["next_class", "rank", "index"]),
    st.sampled_from([0.05, 0.25, 0.3]),
    st.booleans(),
)
def test_the_answer_reaches_its_target_and_one_step_less_does_not(
    now: dict[str, int], target: str, step: float, with_survey: bool
) -> None:
    start = {code: units / 20 for code, units in now.items()}
    year = assessment({"A": start, "B": {**FULL, "2": 1.0}, "C": {**FULL, "1.1": 0.0}})
    found = ask(year, target=target, target_index=88.88, step_points=step, with_survey=with_survey)
    own = standing_of(found.ranking, "A")
    if found.outcome == "reached":
        assert own["index_after"] >= found.wanted_index
        assert found.wanted_rank is None or own["rank_after"] <= found.wanted_rank
        assert not found.wanted_class or own["class_after"] == found.wanted_class
    elif found.outcome == "unreachable":
        assert own["index_after"] < found.wanted_index
    assume(found.outcome == "reached")
    last = found.steps.iloc[-1]
    spared = Decimal(str(last["gain_points"])) % Decimal(str(step)) or Decimal(str(step))
    changes = dict(zip(found.steps["criterion_code"], found.steps["new_score"], strict=True))
    changes[last["criterion_code"]] = float(Decimal(str(last["new_score"])) - spared)
    fewer = standing_of(what_if(year, agency_code="A", changes=changes).ranking, "A")
    assert fewer["index_after"] < found.wanted_index

"""The least that must still go online: by hand, against all ways to choose, and by doing what it says."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.compliance.outlook import fewest_packages, leave_open, outlook_table, remaining_packages
from cchc_analysis.compliance.outlook_packages import year_packages
from cchc_analysis.compliance.outlook_switches import suggested_switches
from cchc_analysis.compliance.whole_number_quota import is_reached
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums
from tests.compliance.outlook_rows import AGENCIES, MINIMUMS, PERIOD, RULE, planned, still_open
from tests.compliance.unsettled_rows import unsettled

Rows = list[tuple[bool, int]]


def outlook(settled: Rows, remaining: Rows, minimums: Minimums = MINIMUMS) -> dict[str, Any]:
    return tables(settled, remaining, minimums)[0]


def tables(
    settled: Rows, remaining: Rows, minimums: Minimums = MINIMUMS
) -> tuple[dict[str, Any], pd.DataFrame, pd.DataFrame]:
    packages = pd.concat([planned(*settled), still_open(*remaining)], ignore_index=True)
    in_year = year_packages(packages, RULE, period=PERIOD, counts_shortened=True)
    rows = remaining_packages(in_year)
    table = outlook_table(in_year, rows, AGENCIES, minimums, year=2020)
    assert table["agency_code"].tolist() == ["Q1", "SNV"]
    return table.iloc[0].to_dict(), suggested_switches(rows, table), table


def test_the_example_of_the_docstring_holds() -> None:
    assert fewest_packages([70, 20, 10], count=1, value=71) == 2
    assert fewest_packages([70, 20, 10], count=0, value=101) is None
    assert fewest_packages([], count=0, value=0) == 0
    assert fewest_packages([5, 5], count=-3, value=-9) == 0


def test_ten_packages_of_which_two_are_settled_online_need_four_more_of_six() -> None:
    own = outlook([(True, 10)] * 2 + [(False, 10)] * 2, [(True, 10)] * 3 + [(False, 10)] * 3)
    assert (own["settled_count"], own["settled_online_count"], own["remaining_count"]) == (4, 2, 6)
    assert (own["least_count"], own["least_count_share"]) == (4, pytest.approx(4 / 6))
    assert (own["fewest_count"], own["switch_count"], own["standing"]) == (4, 1, "must_switch")


def test_the_value_leg_asks_for_whole_dong_rounded_up() -> None:
    own = outlook([(False, 41)] * 2, [(True, 10), (False, 11)])
    # A quarter of 103 is 25.75.
    assert own["least_value_vnd"] == 26
    assert own["standing"] == "lost"


def test_a_leg_may_be_reached_by_the_last_dong() -> None:
    own = outlook([(False, 75)], [(False, 24), (False, 1)])
    assert (own["least_count"], own["least_value_vnd"], own["fewest_count"]) == (2, 25, 2)
    assert own["standing"] == "must_switch"
    assert outlook([(False, 76)], [(False, 23), (False, 1)])["standing"] == "lost"


def test_one_dear_package_spares_many_cheap_ones() -> None:
    own = outlook([(True, 1)] * 6 + [(False, 100)], [(False, 90), (False, 2), (False, 2), (False, 2)])
    assert own["fewest_count"] == 1
    assert (own["least_count"], own["least_value_vnd"]) == (1, 45)


@pytest.mark.parametrize(
    ("settled", "remaining", "standing"),
    [
        ([(True, 10)] * 9, [(False, 10)] * 6, "safe"),
        ([(True, 10)] * 9, [(False, 10)] * 7, "must_switch"),
        ([(True, 10)] * 9, [(False, 10)] * 6 + [(True, 1)], "as_planned"),
        ([(True, 10)] * 6 + [(False, 10)] * 4, [], "safe"),
        ([(True, 10)] * 5 + [(False, 10)] * 4, [], "lost"),
        ([], [(True, 10)] * 2, "as_planned"),
        ([], [], "nothing_eligible"),
    ],
)
def test_standings(settled: Rows, remaining: Rows, standing: str) -> None:
    own = outlook(settled, remaining)
    assert own["standing"] == standing
    assert pd.isna(own["fewest_count"]) == (standing in ("lost", "nothing_eligible"))


def test_without_a_quota_nothing_is_asked_for_but_what_remains_is_told() -> None:
    own = outlook([(True, 10)], [(False, 10)], minimums=NO_MINIMUMS)
    assert own["standing"] == "no_quota"
    assert own["remaining_count"] == 1
    assert pd.isna(own["least_count"])
    assert pd.isna(own["switch_count"])


def test_a_leg_that_is_not_set_asks_for_nothing() -> None:
    own = outlook([(False, 1000)], [(False, 1), (False, 1)], minimums=Minimums(60, None))
    assert (own["least_count"], own["fewest_count"], own["standing"]) == (2, 2, "must_switch")
    assert pd.isna(own["least_value_vnd"])


def test_money_beyond_what_floats_hold_is_exact() -> None:
    whole = 4 * (2**53 + 1)
    own = outlook([(False, whole - whole // 4)], [(False, whole // 4)], minimums=Minimums(0, 25))
    assert (own["least_value_vnd"], own["switch_count"]) == (whole // 4, 1)
    assert (
        outlook([(False, whole - whole // 4 + 1)], [(False, whole // 4 - 1)], minimums=Minimums(0, 25))["standing"]
        == "lost"
    )


def test_an_agency_without_packages_keeps_its_row() -> None:
    _, _, table = tables([(True, 10)], [])
    assert table["standing"].tolist() == ["safe", "nothing_eligible"]


def test_the_dearest_offline_packages_are_proposed_and_no_more_than_needed() -> None:
    own, marked, _ = tables([(False, 10)] * 2, [(True, 99), (False, 50), (False, 60), (False, 70)])
    assert own["switch_count"] == 3
    assert marked["value_vnd"].tolist() == [99, 70, 60, 50]
    assert marked["is_suggested"].tolist() == [False, True, True, True]
    assert marked["place"].tolist() == [1, 2, 3, 4]


def is_met(packages: Rows, minimums: Minimums) -> bool:
    online = [value for is_online, value in packages if is_online]
    values = [value for _, value in packages]
    legs = ((len(online), len(values)), (sum(online), sum(values)))
    return all(
        minimum is None or is_reached(part, whole, minimum)
        for (part, whole), minimum in zip(legs, minimums, strict=True)
    )


def least_by_trying(settled: Rows, remaining: Rows, minimums: Minimums) -> tuple[int | None, int | None]:
    """The fewest online packages of any choice that meets both legs, and the fewest changes of the plan."""
    fewest: list[int] = []
    switches: list[int] = []
    for marks in itertools.product((False, True), repeat=len(remaining)):
        chosen = [(mark, value) for mark, (_, value) in zip(marks, remaining, strict=True)]
        if is_met([*settled, *chosen], minimums):
            fewest.append(sum(marks))
            if all(mark or not planned_online for mark, (planned_online, _) in zip(marks, remaining, strict=True)):
                switches.append(sum(marks) - sum(is_online for is_online, _ in remaining))
    return min(fewest, default=None), min(switches, default=None)


PACKAGE = st.tuples(st.booleans(), st.integers(1, 60))
QUOTA = st.builds(Minimums, st.sampled_from([None, 30, 50, 60, 70, 95]), st.sampled_from([None, 15, 25, 35, 90]))


@given(st.lists(PACKAGE, max_size=4), st.lists(PACKAGE, max_size=6), QUOTA)
@settings(max_examples=15)
def test_no_way_to_choose_needs_fewer_packages(settled: Rows, remaining: Rows, minimums: Minimums) -> None:
    if minimums == (None, None) or not (settled or remaining):
        return
    own = outlook(settled, remaining, minimums)
    expected = least_by_trying(settled, remaining, minimums)
    found = tuple(
        None if pd.isna(own[column]) else int(own[column]) for column in ("fewest_count", "switch_count")
    )
    assert found == expected
    assert (own["standing"] == "lost") == (expected[0] is None)
    assert (own["standing"] == "safe") == (expected[0] == 0)


@given(st.lists(PACKAGE, max_size=30), st.lists(PACKAGE, min_size=1, max_size=60))
@settings(max_examples=20)
def test_doing_what_is_proposed_meets_the_quota_and_one_less_does_not(settled: Rows, remaining: Rows) -> None:
    own, marked, _ = tables(settled, remaining)
    if own["standing"] in ("lost", "nothing_eligible"):
        assert not is_met([*settled, *((True, value) for _, value in remaining)], MINIMUMS)
        return
    rows = list(zip(marked["is_online"], marked["value_vnd"], marked["is_suggested"], strict=True))
    assert sum(marked["is_suggested"]) == own["switch_count"]
    assert is_met([*settled, *((online or proposed, value) for online, value, proposed in rows)], MINIMUMS)
    cheapest = max((place for place, row in enumerate(rows) if row[2]), default=None)
    if cheapest is not None:
        one_less = [
            (online or (proposed and place != cheapest), value)
            for place, (online, value, proposed) in enumerate(rows)
        ]
        assert not is_met([*settled, *one_less], MINIMUMS)
    dearest = [(place < own["fewest_count"], value) for place, (_, value, _) in enumerate(rows)]
    assert is_met([*settled, *dearest], MINIMUMS)
    if own["fewest_count"]:
        too_few = [(place < own["fewest_count"] - 1, value) for place, (_, value, _) in enumerate(rows)]
        assert not is_met([*settled, *too_few], MINIMUMS)


@given(st.lists(PACKAGE, max_size=12), st.lists(PACKAGE, min_size=1, max_size=12))
@settings(max_examples=15)
def test_each_leg_by_itself_is_the_least(settled: Rows, remaining: Rows) -> None:
    own = outlook(settled, remaining)
    counted = len(settled) + len(remaining)
    worth = sum(value for _, value in [*settled, *remaining])
    for online, least, whole, minimum in (
        (sum(is_online for is_online, _ in settled), own["least_count"], counted, MINIMUMS[0]),
        (sum(v for is_online, v in settled if is_online), own["least_value_vnd"], worth, MINIMUMS[1]),
    ):
        assert minimum is not None
        assert is_reached(online + least, whole, minimum)
        assert least == 0 or not is_reached(online + least - 1, whole, minimum)


@pytest.mark.parametrize(
    ("settled", "remaining", "held_online", "standing"),
    [
        ([(True, 10)], [], True, "safe"),
        ([(True, 10)], [], False, "not_concluded"),
        ([(False, 10)], [], False, "lost"),
        ([(False, 10), (True, 10)], [], True, "not_concluded"),
        ([(False, 10)], [(True, 10), (True, 10)], False, "not_concluded"),
        ([(False, 10)], [(True, 10), (True, 10)], True, "as_planned"),
        ([(True, 10)], [(False, 10)], True, "not_concluded"),
        ([(True, 10)], [(False, 10)], False, "must_switch"),
    ],
)
def test_a_standing_stands_only_where_no_unsettled_package_can_turn_it(
    settled: Rows, remaining: Rows, held_online: bool, standing: str
) -> None:
    *_, table = tables(settled, remaining)
    held = unsettled({"is_online": held_online})
    found = leave_open(table, held, RULE, period=PERIOD, counts_shortened=True).iloc[0]
    assert found["standing"] == standing
    assert pd.isna(found["switch_count"]) == (standing in ("not_concluded", "lost"))

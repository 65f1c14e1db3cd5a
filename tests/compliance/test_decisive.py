"""Which single packages decide: by hand, and against turning every package one by one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.compliance.decisive import DECISIVE_COLUMNS, PATH_COLUMNS, decisive_packages, decisive_path
from cchc_analysis.compliance.outlook_packages import year_packages
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.whole_number_quota import is_reached, judge
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums
from tests.compliance.outlook_rows import AGENCIES, MINIMUMS, PERIOD, RULE, planned

Rows = list[tuple[bool, int]]


def asked(packages: pd.DataFrame, minimums: Minimums = MINIMUMS) -> tuple[Any, pd.DataFrame]:
    staged = year_packages(packages, RULE, period=PERIOD, counts_shortened=True)
    quota = quota_table(packages, AGENCIES, RULE, period=PERIOD, counts_shortened=True)
    sums = quota[["agency_code", "agency_name", "eligible_count", "online_count", "eligible_value_vnd",
                  "online_value_vnd"]]  # fmt: skip
    return staged, judge(sums, minimums)


def decisive(rows: Rows, minimums: Minimums = MINIMUMS, **more: Any) -> pd.DataFrame:
    staged, quota = asked(planned(*rows), minimums)
    return decisive_packages(staged, quota, minimums, **more)


def path(rows: Rows, minimums: Minimums = MINIMUMS, **more: Any) -> pd.DataFrame:
    staged, quota = asked(planned(*rows), minimums)
    return decisive_path(staged, quota, minimums, agency_code="Q1", **more)


def test_one_package_below_the_line_every_offline_package_decides() -> None:
    # 5 of 9 online: 60 % asks for 6; the value leg is met.
    table = decisive([(True, 10)] * 5 + [(False, 30), (False, 20), (False, 10), (False, 40)])
    assert table["value_vnd"].tolist() == [40, 30, 20, 10]
    assert table["place"].tolist() == [1, 2, 3, 4]
    assert table["is_verdict_turned"].all()
    assert table["is_passed_after"].all()
    assert table["count_change_share"].tolist() == [pytest.approx(1 / 9)] * 4
    assert table["value_change_share"].iloc[0] == pytest.approx(40 / 150)


def test_exactly_on_the_line_every_online_package_decides() -> None:
    table = decisive([(True, 10)] * 6 + [(False, 10)] * 4)
    assert len(table) == 6
    assert table["is_online"].all()
    assert table["count_change_share"].eq(-0.1).all()
    assert not table["is_passed_after"].any()


@pytest.mark.parametrize(("value", "turns"), [(24, False), (25, True), (26, True)])
def test_the_value_leg_turns_at_the_dong(value: int, turns: bool) -> None:
    table = decisive([(True, 1)] * 3 + [(False, value), (False, 97 - value)], minimums=Minimums(60, 28))
    own = table[table["value_vnd"].eq(value)]
    assert bool(len(own)) is turns
    assert own["is_verdict_turned"].all()


def test_a_package_that_turns_one_leg_of_two_missed_turns_no_verdict() -> None:
    turned = ["value_vnd", "is_count_turned", "is_value_turned", "is_verdict_turned"]
    one_below = decisive([(True, 10), (False, 10), (False, 80)])
    assert one_below[turned].to_numpy().tolist() == [[80, True, True, True], [10, True, False, False]]
    two_below = decisive([(True, 10), (False, 10), (False, 10), (False, 80)])
    assert two_below[turned].to_numpy().tolist() == [[80, False, True, False]]


def test_those_that_turn_the_verdict_come_first() -> None:
    # One above the line by number (7 of 10 with 6 needed); by value one dear package alone carries the leg.
    table = decisive([(True, 300)] + [(True, 1)] * 5 + [(False, 100)] * 4)
    assert table["value_vnd"].tolist() == [300, 1, 1, 1, 1, 1]
    assert table["is_value_turned"].tolist() == [True, False, False, False, False, False]


def test_at_most_so_many_packages_of_an_agency_are_listed() -> None:
    table = decisive([(True, 10)] * 6 + [(False, 10)] * 4, most=2)
    assert table["package_id"].tolist() == ["Q1-001", "Q1-002"]


def test_nothing_decides_where_nothing_is_judged() -> None:
    assert decisive([(True, 10)], minimums=NO_MINIMUMS).empty
    assert list(decisive([(True, 10)] * 9).columns) == DECISIVE_COLUMNS
    assert decisive([(True, 10)] * 9).empty
    assert path([(True, 10)], minimums=NO_MINIMUMS).empty


def test_agencies_are_kept_apart() -> None:
    packages = pd.concat([
        planned(*[(True, 10)] * 6, *[(False, 10)] * 4),
        planned((False, 10), (False, 20), agency="SNV"),
        planned((True, 10), agency="NOT_JUDGED"),
    ])  # fmt: skip
    staged, quota = asked(packages)
    table = decisive_packages(staged, quota, MINIMUMS)
    assert table.groupby("agency_code").size().to_dict() == {"Q1": 6, "SNV": 2}
    assert table.loc[table["agency_code"].eq("SNV"), "is_verdict_turned"].tolist() == [False, False]
    assert table["agency_name"].tolist() == ["Quận 1"] * 6 + ["Sở Nội vụ"] * 2


def test_the_way_up_takes_the_dearest_first_and_ends_where_it_is_met() -> None:
    steps = path([(True, 10)] * 2 + [(False, 20), (False, 30), (False, 40), (False, 5)])
    assert steps["value_vnd"].tolist() == [40, 30]
    assert steps["turns_verdict"].tolist() == [False, True]
    assert steps["count_share"].tolist() == [pytest.approx(3 / 6), pytest.approx(4 / 6)]
    assert steps["value_share"].iloc[-1] == pytest.approx(90 / 115)
    assert list(steps.columns) == PATH_COLUMNS


def test_the_way_down_shows_what_carries_a_quota_that_is_met() -> None:
    steps = path([(True, 50), (True, 20), (True, 10), (True, 10), (False, 10)])
    assert steps["value_vnd"].tolist() == [50, 20]
    assert steps["count_effect_share"].eq(-0.2).all()
    assert steps["is_passed_after"].tolist() == [True, False]


def test_a_path_may_end_before_the_verdict_turns() -> None:
    steps = path([(False, 10)] * 9, most=3)
    assert len(steps) == 3
    assert not steps["turns_verdict"].any()


def is_passed(rows: Rows, minimums: Minimums) -> bool:
    online = [value for is_online, value in rows if is_online]
    values = [value for _, value in rows]
    legs = ((len(online), len(values)), (sum(online), sum(values)))
    return all(
        minimum is None or is_reached(part, whole, minimum)
        for (part, whole), minimum in zip(legs, minimums, strict=True)
    )


ROWS = st.lists(st.tuples(st.booleans(), st.integers(1, 50)), min_size=1, max_size=12)


@given(ROWS, st.builds(Minimums, st.sampled_from([30, 60, 95]), st.sampled_from([None, 15, 25, 90])))
@settings(max_examples=15)
def test_turning_every_package_one_by_one_finds_the_same(rows: Rows, minimums: Minimums) -> None:
    before = is_passed(rows, minimums)
    expected = set()
    for place, (is_online, value) in enumerate(rows):
        after = is_passed([*rows[:place], (not is_online, value), *rows[place + 1 :]], minimums)
        if after is not before:
            expected.add(f"Q1-{place + 1:03d}")
    table = decisive(rows, minimums)
    assert set(table.loc[table["is_verdict_turned"], "package_id"]) == expected
    assert (table["is_count_turned"] | table["is_value_turned"]).all()


@given(ROWS)
@settings(max_examples=10)
def test_the_effects_of_a_path_add_up_to_where_it_ends(rows: Rows) -> None:
    steps = path(rows)
    if steps.empty:
        return
    online = sum(value for is_online, value in rows if is_online) / sum(value for _, value in rows)
    assert online + steps["value_effect_share"].sum() == pytest.approx(steps["value_share"].iloc[-1])
    assert not steps["turns_verdict"].iloc[:-1].any()

"""Best and worst case: against every way in which a few unsettled packages may be settled."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cchc_analysis.compliance.bounds import possible_unsettled, quota_bounds
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from tests.compliance.unsettled_rows import unsettled

AGENCY = pd.DataFrame({"agency_code": ["Q1"], "agency_name": ["Quận 1"]})
RULE = rule_on(dt.date(2020, 12, 31))
PERIODS = (Period(2020, 4), Period(2022, 4), Period(2022, 2))
# A price that could not be read: tiny, or beyond all others.
PRICES = (1, 10**9)
DAYS = ("2020-06-01", "2022-06-01", "2019-06-01", "2023-06-01")


def packages(*rows: tuple[bool, int], on: str = "2020-06-01") -> pd.DataFrame:
    """Used packages: online, value."""
    table = pd.DataFrame(list(rows), columns=["is_online", "value_vnd"]).assign(
        agency_code="Q1", form="open_bidding", field="goods", method="one_stage_one_envelope", is_domestic=True,
        published_on=pd.Timestamp(on),
    )  # fmt: skip
    return table.astype({"value_vnd": "int64", "is_online": "bool", "published_on": "datetime64[us]"})


def rule_of(period: Period) -> QuotaRule:
    """The rule in force; that of 2022 with the ratios its circular states: it leaves fields and methods out."""
    rule = rule_on(period.end_on)
    stated = {"quota_status": "sourced", "min_count_pct": 80, "min_value_pct": 70}
    return rule.model_copy(update=stated) if period == Period(2022, 4) else rule


def bounds(used: pd.DataFrame, held: pd.DataFrame, period: Period = PERIODS[0]) -> tuple[int, object, object]:
    rule = rule_of(period)
    quota = quota_table(used, AGENCY, rule, period=period, counts_shortened=True)
    found = quota_bounds(quota, held, rule, period=period, counts_shortened=True).iloc[0]
    return found["unsettled_count"], found["is_passed_at_best"], found["is_passed_at_worst"]


def settlements(row: pd.Series) -> list[dict[str, object]]:
    """Every package that a held row may turn out to be; what was read stands."""
    ways = {
        "form": ["open_bidding", "direct_appointment"] if row["form"] == "" else [row["form"]],
        "field": ["goods", "mixed"] if row["field"] == "" else [row["field"]],
        "method": ["one_stage_one_envelope", "two_stage_one_envelope"] if row["method"] == "" else [row["method"]],
        "is_domestic": [True, False] if pd.isna(row["is_domestic"]) else [row["is_domestic"]],
        "is_online": [True, False] if pd.isna(row["is_online"]) else [row["is_online"]],
        "value_vnd": PRICES if pd.isna(row["value_vnd"]) else [row["value_vnd"]],
        "published_on": DAYS[:3] if pd.isna(row["published_on"]) else [row["published_on"]],
    }
    return [dict(zip(ways, values, strict=True)) for values in product(*ways.values())]


def counted(rule: QuotaRule, period: Period, package: dict[str, object]) -> bool:
    """The rule in the test's own words, without the code that is tested."""
    day = pd.Timestamp(str(package["published_on"])).date()
    return (
        period.year_start_on <= day <= period.end_on
        and package["form"] in (*rule.eligible_forms, "shopping_shortened")
        and package["field"] not in rule.excluded_fields
        and package["method"] not in rule.excluded_methods
        and (bool(package["is_domestic"]) or not rule.excludes_international)
    )


def enumerated(used: pd.DataFrame, held: pd.DataFrame, period: Period) -> set[object]:
    """The verdicts that all ways of settling the held rows come to; None where nothing is eligible."""
    rule = rule_of(period)
    min_count, min_value = rule.minimums(period.year)
    base = [(bool(row.is_online), int(row.value_vnd)) for row in used.itertuples()]
    verdicts: set[object] = set()
    for ways in product(*(settlements(row) for _, row in held.iterrows())):
        counts = base + [
            (bool(way["is_online"]), int(str(way["value_vnd"]))) for way in ways if counted(rule, period, way)
        ]
        if not counts:
            verdicts.add(None)
            continue
        online = [value for is_online, value in counts if is_online]
        is_passed = 100 * len(online) >= (min_count or 0) * len(counts)
        if min_value is not None:
            is_passed &= 100 * sum(online) >= min_value * sum(value for _, value in counts)
        verdicts.add(is_passed)
    return verdicts


_held = st.fixed_dictionaries(
    {
        "form": st.sampled_from(["", "open_bidding", "shopping", "direct_appointment"]),
        "field": st.sampled_from(["", "goods", "mixed"]),
        "method": st.sampled_from(["", "one_stage_one_envelope", "two_stage_one_envelope"]),
        "is_domestic": st.sampled_from([True, None]),
        "is_online": st.sampled_from([True, False, None]),
        "value_vnd": st.sampled_from([None, 10, 4000]),
        "published_on": st.sampled_from([None, *DAYS]),
    }
)
_used = st.lists(st.tuples(st.booleans(), st.sampled_from([10, 500])), max_size=5)


# An example asks the engine: what fails is shown as it was found, without shrinking.
@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.sampled_from(PERIODS), _used, st.lists(_held, min_size=1, max_size=2))
def test_best_and_worst_are_those_of_every_way_to_settle(
    period: Period, used: list[tuple[bool, int]], held: list[dict[str, object]]
) -> None:
    packages_used, rows = packages(*used, on=f"{period.year}-06-01"), unsettled(*held)
    possible = enumerated(packages_used, rows, period)
    _, best, worst = bounds(packages_used, rows, period)
    if True in possible:
        assert best is True or best == True  # noqa: E712 - NumPy's own
    else:
        assert pd.isna(best) or not best
    if False in possible:
        assert not pd.isna(worst)
        assert not worst
    else:
        assert pd.isna(worst) or worst
    if possible == {None}:
        assert pd.isna(best)
        assert pd.isna(worst)


def test_without_unsettled_rows_best_and_worst_are_the_result() -> None:
    assert bounds(packages((True, 10), (False, 5)), unsettled()) == (0, False, False)


def test_a_row_that_was_read_whole_counts_as_it_was_read() -> None:
    nine = [(True, 10)] * 5 + [(False, 10)] * 4
    assert bounds(packages(*nine), unsettled({"is_online": True})) == (1, True, True)
    assert bounds(packages(*nine), unsettled({"is_online": False})) == (1, False, False)


def test_a_row_on_the_last_day_of_the_period_counts_at_any_hour() -> None:
    held = unsettled({"published_on": "2020-12-31 17:30"})
    assert bounds(packages((False, 10)), held)[0] == 1
    assert bounds(packages((False, 10)), unsettled({"published_on": "2021-01-01"}))[0] == 0


def test_an_unread_price_can_turn_the_value_leg_alone() -> None:
    passed = packages(*[(True, 100)] * 9, (False, 100))
    count, best, worst = bounds(passed, unsettled({"is_online": False, "value_vnd": None}))
    assert (count, bool(best), bool(worst)) == (1, True, False)


def test_an_unread_price_may_pass_what_64_bits_hold() -> None:
    # At best it is a hundred times what is eligible, which is how much could decide any percent.
    used = packages((True, 1), (False, 10**17))
    count, best, worst = bounds(used, unsettled({"is_online": True, "value_vnd": None}))
    assert (count, bool(best), bool(worst)) == (1, True, False)


@pytest.mark.parametrize("agency", ["", "ANOTHER"])
def test_a_row_of_no_agency_or_another_moves_nothing(agency: str) -> None:
    held = unsettled({"agency_code": agency, "is_online": False})
    assert bounds(packages((True, 10)), held) == (0, True, True)


def test_a_row_that_can_never_count_is_not_unsettled() -> None:
    assert bounds(packages((True, 10)), unsettled({"form": "direct_appointment", "is_online": None})) == (
        0,
        True,
        True,
    )


def test_without_a_quota_there_is_no_best_and_no_worst() -> None:
    rule = rule_on(dt.date(2023, 3, 31))
    period = Period(2023, 1)
    quota = quota_table(packages((True, 10), on="2023-01-05"), AGENCY, rule, period=period, counts_shortened=True)
    held = unsettled({"is_online": None, "published_on": "2023-02-01"})
    found = quota_bounds(quota, held, rule, period=period, counts_shortened=True).iloc[0]
    assert found["unsettled_count"] == 1
    assert pd.isna(found["is_passed_at_best"])
    assert pd.isna(found["is_passed_at_worst"])


def test_many_alike_are_settled_as_one_by_one() -> None:
    offline: dict[str, object] = {"is_online": False, "value_vnd": 10**15}
    alike = unsettled(*[offline] * 9_300)
    used = packages(*[(True, 10)] * 3)
    assert bounds(used, alike) == (9_300, False, False)
    mixed = unsettled(
        {"is_online": True}, {"is_online": False}, {"is_online": None}, {"form": "", "is_online": True}
    )
    quota = quota_table(used, AGENCY, RULE, period=PERIODS[0], counts_shortened=True)
    found = quota_bounds(quota, mixed, RULE, period=PERIODS[0], counts_shortened=True).iloc[0]
    assert (found["best_count_share"], found["worst_count_share"]) == (6 / 7, 4 / 6)


def test_only_what_could_count_is_possible() -> None:
    rows = unsettled({"form": "direct_appointment"}, {"form": ""}, {"published_on": "2019-06-01"}, {})
    known = possible_unsettled(rows, RULE, period=PERIODS[0], counts_shortened=True)
    assert known["package_id"].tolist() == ["1", "3"]
    assert known["is_certain"].tolist() == [False, True]

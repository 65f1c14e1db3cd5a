"""The quota arithmetic, on the edges where a verdict turns."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import quota_table, quota_total, shortened_comparison
from cchc_analysis.compliance.whole_number_quota import is_reached, share_of, with_shares
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on
from cchc_analysis.vietnamese.numbers import format_share

PERIOD = Period(2020, 4)
RULE = rule_on(PERIOD.end_on)
AGENCIES = pd.DataFrame({"agency_code": ["Q1", "SNV"], "agency_name": ["Quận 1", "Sở Nội vụ"]})


def packages(*rows: tuple[str, str, bool, int], on: str = "2020-06-01") -> pd.DataFrame:
    """Rows of agency, form, online, value."""
    table = pd.DataFrame(list(rows), columns=["agency_code", "form", "is_online", "value_vnd"])
    return table.assign(
        package_id=[str(position) for position in range(len(table))],
        field="goods",
        method="one_stage_one_envelope",
        is_domestic=True,
        published_on=pd.Timestamp(on),
    ).astype({"value_vnd": "int64", "is_online": bool})


def verdict(table: pd.DataFrame, rule: QuotaRule) -> object:
    result = quota_table(table, AGENCIES, rule, period=PERIOD, counts_shortened=True)
    passed = result.set_index("agency_code")["is_passed"]["Q1"]
    return passed if pd.isna(passed) else bool(passed)


def open_packages(online: int, offline: int, *, online_value: int = 10, offline_value: int = 10) -> pd.DataFrame:
    rows = [("Q1", "open_bidding", True, online_value)] * online
    return packages(*rows, *[("Q1", "open_bidding", False, offline_value)] * offline)


def test_exactly_sixty_percent_of_packages_passes() -> None:
    assert verdict(open_packages(6, 4), RULE) is True


def test_one_package_under_sixty_percent_fails() -> None:
    assert verdict(open_packages(5, 4), RULE) is False


@pytest.mark.parametrize(("value", "is_passed"), [(249, False), (250, True), (251, True)])
def test_value_leg_turns_at_the_dong(value: int, is_passed: bool) -> None:
    table = packages(
        ("Q1", "open_bidding", True, value - 2),
        ("Q1", "open_bidding", True, 2),
        ("Q1", "open_bidding", False, 1000 - value),
    )
    assert verdict(table, RULE) is is_passed


def test_value_leg_is_exact_where_floats_are_not() -> None:
    whole = 4 * (2**53 + 1)
    table = packages(
        ("Q1", "open_bidding", True, whole // 4 - 1),
        ("Q1", "open_bidding", True, 1),
        ("Q1", "open_bidding", False, whole - whole // 4),
    )
    assert verdict(table, RULE) is True
    short = table.assign(value_vnd=[whole // 4 - 2, 1, whole - whole // 4 + 1])
    assert verdict(short, RULE) is False


def test_an_agency_without_eligible_packages_neither_passes_nor_fails() -> None:
    table = packages(("Q1", "direct_appointment", True, 10))
    result = quota_table(table, AGENCIES, RULE, period=PERIOD, counts_shortened=True)
    assert result["is_passed"].isna().all()
    assert result["count_share"].isna().all()
    assert list(result["eligible_count"]) == [0, 0]


def test_direct_appointment_is_outside_the_denominator() -> None:
    table = pd.concat([open_packages(6, 4), packages(*[("Q1", "direct_appointment", False, 10**12)] * 9)])
    assert verdict(table, RULE) is True


def test_only_the_year_to_date_counts() -> None:
    before = open_packages(0, 9).assign(published_on=pd.Timestamp("2019-12-31"))
    after = open_packages(0, 9).assign(published_on=pd.Timestamp("2020-10-01"))
    table = pd.concat([before, open_packages(6, 4), after])
    third_quarter = quota_table(table, AGENCIES, RULE, period=Period(2020, 3), counts_shortened=True)
    assert third_quarter["eligible_count"].sum() == 10


def test_an_agency_asked_for_alone_has_the_row_it_has_among_all() -> None:
    table = packages(
        ("Q1", "open_bidding", True, 7), ("SNV", "open_bidding", False, 5), ("Q1", "shopping", False, 3)
    )
    among_all = quota_table(table, AGENCIES, RULE, period=PERIOD, counts_shortened=True)
    for position in range(len(AGENCIES)):
        one = AGENCIES.iloc[[position]]
        alone = quota_table(table, one, RULE, period=PERIOD, counts_shortened=True)
        pd.testing.assert_frame_equal(alone, among_all.iloc[[position]].reset_index(drop=True))


def test_the_switch_for_shortened_quotation_changes_the_denominator() -> None:
    table = packages(("Q1", "shopping", True, 10), ("Q1", "shopping_shortened", False, 30))
    compared = shortened_comparison(table, RULE, period=PERIOD, name="Tất cả").set_index("variant")
    assert compared["eligible_count"].to_dict() == {"included": 2, "excluded": 1}
    assert compared["value_share"].to_dict() == {"included": 0.25, "excluded": 1.0}


def test_a_quota_without_source_gives_no_verdict() -> None:
    rule = rule_on(dt.date(2023, 3, 31))
    table = open_packages(9, 1).assign(published_on=pd.Timestamp("2023-01-05"))
    result = quota_table(table, AGENCIES, rule, period=Period(2023, 1), counts_shortened=True)
    row = result.set_index("agency_code").loc["Q1"]
    assert row["count_share"] == 0.9
    assert pd.isna(row["is_passed"])
    assert pd.isna(row["is_count_passed"])


def test_mixed_packages_are_left_out_where_the_rule_says_so() -> None:
    rule = rule_on(dt.date(2023, 3, 31))
    table = open_packages(2, 0).assign(field=["goods", "mixed"])
    marked = as_frame(mark_eligible(table, rule, counts_shortened=True), order_by=["package_id"])
    assert list(marked["exclusion"]) == ["", "field"]


def test_two_stage_packages_are_left_out_where_the_rule_says_so() -> None:
    table = open_packages(3, 0).assign(
        method=["one_stage_two_envelopes", "two_stage_one_envelope", "two_stage_two_envelopes"]
    )
    rule = rule_on(dt.date(2023, 3, 31))
    marked = as_frame(mark_eligible(table, rule, counts_shortened=True), order_by=["package_id"])
    assert list(marked["exclusion"]) == ["", "method", "method"]
    assert as_frame(mark_eligible(table, RULE, counts_shortened=True))["is_eligible"].all()


_rows = st.lists(
    st.tuples(
        st.sampled_from(["Q1", "SNV"]),
        st.sampled_from(["open_bidding", "shopping", "shopping_shortened", "direct_appointment"]),
        st.booleans(),
        st.integers(1, 10**13),
    ),
    max_size=30,
)


@settings(max_examples=25)
@given(_rows)
def test_agencies_add_up_to_the_total_and_exclusions_to_all_packages(
    rows: list[tuple[str, str, bool, int]],
) -> None:
    rule = RULE
    table = packages(*rows)
    by_agency = quota_table(table, AGENCIES, rule, period=PERIOD, counts_shortened=True)
    total = quota_total(table, rule, period=PERIOD, counts_shortened=True, name="Tất cả").iloc[0]
    for column in ("eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"):
        assert by_agency[column].sum() == total[column]
    reasons = exclusion_table(mark_eligible(table, rule, counts_shortened=True))
    assert reasons["package_count"].sum() == len(table)
    assert reasons["value_vnd"].sum() == table["value_vnd"].sum()


@settings(max_examples=20)
@given(_rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, str, bool, int]], random: object) -> None:
    rule = RULE
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (
        quota_table(packages(*some), AGENCIES, rule, period=PERIOD, counts_shortened=True)
        for some in (rows, shuffled)
    )
    pd.testing.assert_frame_equal(first, second)


@settings(max_examples=15)
@given(_rows.filter(len))
def test_putting_one_more_package_online_never_turns_a_pass_into_a_fail(
    rows: list[tuple[str, str, bool, int]],
) -> None:
    # Each package in turn: what came out of it is a pair of agencies of its own, all asked at once.
    variants = [
        (f"{code}/{flipped}", form, is_online or place == flipped, value)
        for flipped in (-1, *range(len(rows)))
        for place, (code, form, is_online, value) in enumerate(rows)
    ]
    codes = sorted({code for code, *_ in variants})
    agencies = pd.DataFrame({"agency_code": codes, "agency_name": codes})
    found = quota_table(packages(*variants), agencies, RULE, period=PERIOD, counts_shortened=True)
    passed = found.set_index("agency_code")["is_passed"].fillna(False)
    for code in codes:
        assert passed[code] or not passed[f"{code.split('/')[0]}/-1"]


def test_shortened_quotation_follows_the_rule_where_the_rule_settles_it() -> None:
    table = packages(("Q1", "shopping_shortened", True, 10))
    gap_of_2024 = rule_on(dt.date(2024, 1, 15))
    assert not as_frame(mark_eligible(table, gap_of_2024, counts_shortened=True))["is_eligible"].any()
    all_forms_2022 = rule_on(dt.date(2022, 3, 31))
    assert as_frame(mark_eligible(table, all_forms_2022, counts_shortened=False))["is_eligible"].all()


@pytest.mark.parametrize("dtype", ["int64", "Int64", "object"])
def test_a_share_is_below_a_whole_percent_exactly_where_its_sums_are(dtype: str) -> None:
    whole = [10**18, 10**18, 10**18 + 1, 0]
    part = [25 * 10**16 - 1, 25 * 10**16, 25 * 10**16, 0]
    sums = pd.DataFrame({"eligible_count": [1, 1, 1, 0], "online_count": [1, 1, 1, 0],
                         "eligible_value_vnd": whole, "online_value_vnd": part}).astype(dtype)  # fmt: skip
    printed = [format_share(share, "vi") for share in with_shares(sums)["value_share"]]
    assert printed == ["dưới 25%", "25,0%", "dưới 25%", "–"]


@settings(max_examples=200)
@given(st.integers(1, 10**18), st.integers(0, 100), st.integers(-2, 2))
def test_next_to_a_quota_the_printed_share_is_on_the_side_of_the_verdict(whole: int, pct: int, off: int) -> None:
    part = min(max(0, pct * whole // 100 + off), whole)
    share = Decimal(repr(share_of(part, whole)))
    assert (share * 100 >= pct) == is_reached(part, whole, pct)
    least = -(-100 * part // whole)
    is_printed_whole = format_share(share_of(part, whole), "en") == f"{least}.0%"
    assert not (is_printed_whole and 100 * part < least * whole)

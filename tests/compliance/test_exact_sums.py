"""Sums of money at the end of what 64 bits hold: exact to the last đồng, or a message that says whose they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pandas as pd
import pyarrow as pa
import pytest

from cchc_analysis.compliance import frames
from cchc_analysis.compliance.bid_report_figures import figures_table
from cchc_analysis.compliance.bid_report_packages import counted_packages
from cchc_analysis.compliance.exact_sums import LARGEST, SumsTooLargeError, SumTooLargeError, grouped_sums
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.compliance.indicators.concentration import concentration
from cchc_analysis.compliance.outlook import outlook_table, remaining_packages
from cchc_analysis.compliance.outlook_packages import year_packages
from cchc_analysis.compliance.outlook_path import quota_path_table
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.compliance.reported_totals import reported_against_packages
from cchc_analysis.period import Period
from cchc_analysis.reference.bid_report_form import load_bid_report_form
from tests.compliance import report_frames
from tests.compliance.indicators import rows
from tests.compliance.outlook_rows import AGENCIES, MINIMUMS, PERIOD, RULE, planned, still_open

HALF = 2**62
# Of two agencies: what each of them has fits, whatever the other has.
FITS, OVER = (HALF, HALF - 1), (HALF, HALF)


def of_indicator(first: int, second: int) -> int:
    """The whole of two agencies, whose own sums are far below the limit."""
    held = rows.procedures(
        {"agency_code": "A", "estimate_value": first, "award_value": first},
        {"agency_code": "B", "estimate_value": second, "award_value": second},
    )
    table = rows.counted("direct_award_value_share", rows.asked(held), "A", "B")
    return int(table.loc["ALL", "denominator"])


def of_one_agency(first: int, second: int) -> int:
    held = rows.procedures({"award_value": first}, {"award_value": second})
    return int(rows.counted("single_bid_value_share", rows.asked(held)).loc["A", "denominator"])


def of_largest_supplier(first: int, second: int) -> int:
    held = rows.procedures({"award_value": first}, {"award_value": second})
    return int(rows.counted("top_supplier_share", rows.asked(held)).loc["A", "numerator"])


def of_year(first: int, second: int) -> int:
    in_year = year_packages(
        pd.concat([planned((True, first)), still_open((True, second))]),
        RULE,
        period=PERIOD,
        counts_shortened=True,
    )
    table = outlook_table(in_year, remaining_packages(in_year), AGENCIES, MINIMUMS, year=2020)
    return int(table.loc[0, "settled_value_vnd"]) + int(table.loc[0, "remaining_value_vnd"])


def two_quarters(first: int, second: int) -> pd.DataFrame:
    parts = [planned((True, first)), planned((True, second), agency="SNV", published="2020-05-01")]
    return pd.concat(parts, ignore_index=True)


def of_quarters(first: int, second: int) -> int:
    asked: dict[str, Any] = {"period": PERIOD, "counts_shortened": True, "everyone": "Tất cả"}
    return int(quota_path_table(two_quarters(first, second), AGENCIES, RULE, **asked)["eligible_value_vnd"].max())


def of_earlier_years(first: int, second: int) -> int:
    """Shares alone are told: a sum that wrapped round would give one beyond 1."""
    held = year_end_history(two_quarters(first, second), RULE, period=PERIOD, counts_shortened=True)
    shares = held.set_index("agency_code").loc["ALL", ["value_share_to_date"]]
    return first + second if shares.eq(1).all() else 0


def of_awards(first: int, second: int) -> int:
    held = report_frames.packages({}, {})
    ran = report_frames.procedures({"award_value": first}, {"award_value": second})
    return int(counted_packages(held, ran, period=Period(2020)).cells["award_vnd"].iloc[0])


def of_lots(first: int, second: int) -> int:
    lots = ({"package_id": "P1", "award_value": first}, {"package_id": "P1", "award_value": second})
    found = counted_packages(report_frames.packages({}), report_frames.procedures(*lots), period=Period(2020))
    return int(found.cells["award_vnd"].iloc[0])


def of_plans(first: int, second: int) -> int:
    held = report_frames.packages({"value_vnd": first}, {"value_vnd": second})
    return int(counted_packages(held, None, period=Period(2020)).cells["price_vnd"].iloc[0])


def of_rows_of_the_form(first: int, second: int) -> int:
    held = report_frames.packages({"value_vnd": first}, {"value_vnd": second, "form": "open_bidding"})
    figures = figures_table(counted_packages(held, None, period=Period(2020)).cells, load_bid_report_form())
    return int(figures["price_vnd"].max())


def of_reported(first: int, second: int) -> int:
    row = {"agency_code": "SNV", "year": 2020, "sheet": "Bieu 01", "block": "field", "row_code": "1"}
    marks = {"is_online": True, "is_domestic": pd.NA, "package_count": 1, "award_vnd": pd.NA}
    groups = [row | marks | {"group": group, "price_vnd": one} for group, one in (("A", first), ("B", second))]
    kinds = {"is_online": "boolean", "is_domestic": "boolean", "price_vnd": "Int64", "award_vnd": "Int64"}
    reported = pd.DataFrame(groups).astype(kinds)
    own = reported.head(1).drop(columns="year")
    return int(
        reported_against_packages(reported, own, load_bid_report_form(), year=2020)["reported_price_vnd"].iloc[0]
    )


EVERY = [
    of_indicator, of_one_agency, of_largest_supplier, of_year, of_quarters, of_earlier_years, of_awards, of_lots,
    of_plans, of_rows_of_the_form, of_reported,
]  # fmt: skip


@pytest.mark.parametrize("total", EVERY, ids=lambda total: total.__name__)
def test_a_sum_is_exact_up_to_the_limit_and_one_more_is_refused_by_name(total: Callable[[int, int], int]) -> None:
    assert total(*FITS) == LARGEST
    with pytest.raises(SumTooLargeError) as caught:
        total(*OVER)
    assert caught.value.values["agency"] in {"A", "ALL", "Q1", "SNV"}


def test_any_other_sum_of_an_engine_stops_with_words_of_its_own() -> None:
    table = as_table(pd.DataFrame({"value_vnd": [HALF, HALF]}))
    with pytest.raises(SumsTooLargeError) as caught:
        as_frame(table.aggregate(total=table.value_vnd.sum()))
    assert "plausible_amounts.yml" in caught.value.message("vi")
    assert as_frame(table.limit(1).aggregate(total=table.value_vnd.sum()))["total"].iloc[0] == HALF


def test_a_product_beyond_the_limit_stops_with_the_same_words() -> None:
    table = as_table(pd.DataFrame({"value_vnd": [HALF]}))
    with pytest.raises(SumsTooLargeError):
        as_frame(table.select(total=table.value_vnd * 4))


def test_only_an_engine_says_that_a_sum_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    table = as_table(pd.DataFrame({"value_vnd": [1]}))
    for error in (RuntimeError("ARITHMETIC_OVERFLOW"), pa.ArrowInvalid("no such column")):
        monkeypatch.setattr(frames, "_arrow", Mock(side_effect=error))
        with pytest.raises(type(error)) as caught:
            as_frame(table)
        assert caught.value is error


def test_money_stays_whole_where_another_agency_has_no_award() -> None:
    # One more than a rounded number of 64 bits can tell apart.
    odd = 2**53 + 1
    held = rows.procedures({"award_value": odd}, {"agency_code": "B", "supplier_code": "", "supplier_name": ""})
    asked = rows.asked(held)["procedures"]
    assert concentration(asked.cases, asked.question)["total_value"].tolist() == [odd, 0]
    cells = counted_packages(report_frames.packages({"value_vnd": odd}), None, period=Period(2020)).cells
    awarded = cells.assign(award_vnd=pd.Series([odd], dtype="Int64"))
    both = pd.concat([awarded, cells.assign(agency_code="Q1")], ignore_index=True)
    figures = figures_table(both, load_bid_report_form())
    assert set(figures["award_vnd"].dropna()) == {odd}


def test_missing_numbers_count_as_nothing_and_groups_keep_their_order() -> None:
    table = pd.DataFrame({"agency_code": ["B", "A", "B"], "value": pd.array([1, None, 2], dtype="Int64")})
    assert grouped_sums(table, ["agency_code"], ["value"]).to_dict("list") == {
        "agency_code": ["B", "A"],
        "value": [3, 0],
    }

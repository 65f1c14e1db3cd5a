"""Every indicator on a few packages, computed by hand."""

from __future__ import annotations

import functools
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.compliance.indicators.catalogue import CONCENTRATION, MARKS
from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.reference.indicator_limits import load_indicator_settings
from cchc_analysis.reference.indicators import load_indicators
from tests.compliance.indicators.rows import (
    NO_DAY,
    PERIOD,
    asked,
    counted,
    packages,
    procedures,
    registered,
)

Changes = list[dict[str, Any]]
OPEN, DIRECT = "open_bidding", "direct_appointment"

# What procedures there are, and numerator, denominator, packages that count and packages asked about.
BY_HAND: list[tuple[str, Changes, tuple[int, int, int, int]]] = [
    (
        "single_bid_rate",
        [{"bidder_count": 1}, {"bidder_count": 3}, {"bidder_count": 0}, {"bidder_count": None}, {"form": DIRECT}],
        (1, 2, 2, 4),
    ),
    (
        "single_bid_rate",
        [{"form": "", "bidder_count": 1}, {"form": "shopping_shortened", "bidder_count": 1}],
        (1, 1, 1, 2),
    ),
    (
        "single_bid_value_share",
        [
            {"bidder_count": 1, "award_value": 400},
            {"bidder_count": 2, "award_value": 600},
            {"bidder_count": 1, "award_value": None},
            {"bidder_count": 1, "award_value": 5, "currency": "USD"},
            {"bidder_count": 1, "status": "cancelled"},
        ],
        (400, 1000, 2, 4),
    ),
    ("bidders_per_package", [{"bidder_count": 1}, {"bidder_count": 6}, {"bidder_count": 0}], (7, 2, 2, 3)),
    ("petition_share", [{"has_petition": True}, {"has_petition": False}, {"has_petition": None}], (1, 2, 2, 3)),
    (
        "saving_rate",
        [
            {"estimate_value": 1000, "award_value": 900},
            {"estimate_value": 3000, "award_value": 3100},
            {"estimate_value": 1, "award_value": 900},
            {"estimate_value": 0},
            {"status": "open"},
        ],
        (0, 4000, 2, 4),
    ),
    (
        "mean_saving_rate",
        [{"estimate_value": 1000, "award_value": 900}, {"estimate_value": 3000, "award_value": 2000}],
        (100_000 + 333_333, 2_000_000, 2, 2),
    ),
    (
        "award_equals_estimate",
        [{"award_value": 1000}, {"award_value": 999}, {"award_value": 1001}, {"award_value": None}],
        (1, 3, 3, 4),
    ),
    # The setting is 5 in a thousand: 995 and 1005 of 1000 are near, 994 and 1006 are not.
    ("award_near_estimate", [{"award_value": value} for value in (994, 995, 1000, 1005, 1006)], (3, 5, 5, 5)),
    ("award_above_estimate", [{"award_value": 1000}, {"award_value": 1001}], (1, 2, 2, 2)),
    (
        "tender_days",
        [
            {"published_on": "2025-09-01", "closed_on": "2025-09-21"},
            {"published_on": "2025-09-01", "closed_on": "2025-09-01"},
            {"published_on": "2025-09-02", "closed_on": "2025-09-01"},
            {"closed_on": NO_DAY},
        ],
        (20, 2, 2, 4),
    ),
    (
        "short_tender_share",
        [
            {"closed_on": "2025-09-09"},
            {"closed_on": "2025-09-10"},
            {"closed_on": "2025-09-18", "estimate_value": 10_000_000_001},
            {"closed_on": "2025-09-09", "form": "shopping"},
            {"closed_on": "2025-09-10", "form": "shopping"},
            {"closed_on": "2025-09-02", "is_domestic": False},
            {"closed_on": "2025-09-02", "currency": "USD"},
            {"closed_on": "2025-09-02", "is_domestic": None},
            {"closed_on": "2025-09-02", "estimate_value": None},
            {"closed_on": "2025-09-02", "version": "01"},
            {"closed_on": "2025-09-02", "version": ""},
            {"closed_on": "2025-09-02", "version": "2025-09-01T00:00:00Z"},
        ],
        (4, 6, 6, 10),
    ),
    (
        "decision_days",
        [{"closed_on": "2025-09-21"}, {"closed_on": "2025-10-02"}],
        (10, 1, 1, 2),
    ),
    ("award_publication_days", [{}, {"award_published_on": NO_DAY}], (3, 1, 1, 2)),
    (
        "cancellation_rate",
        [{"status": one} for one in ("cancelled", "awarded", "awarded", "open", "unsuccessful", "unknown")],
        (1, 3, 3, 4),
    ),
    ("direct_award_share", [{"form": one} for one in (DIRECT, f"{DIRECT}_shortened", OPEN, "")], (2, 3, 3, 4)),
    (
        "direct_award_value_share",
        [{"form": DIRECT, "estimate_value": 100}, {"estimate_value": 300}, {"estimate_value": None}],
        (100, 400, 2, 3),
    ),
    ("non_open_share", [{"form": DIRECT}, {"form": "shopping"}, {"form": OPEN}], (2, 3, 3, 3)),
    (
        "non_open_value_share",
        [{"form": "shopping", "estimate_value": 100}, {"estimate_value": 300}],
        (100, 400, 2, 2),
    ),
    (
        "top_supplier_share",
        [
            {"supplier_code": "S1", "award_value": 300},
            {"supplier_code": "S1", "award_value": 300},
            {"supplier_code": "", "supplier_name": "Công ty B", "award_value": 400},
            {"supplier_code": "", "supplier_name": "", "award_value": 999},
        ],
        (600, 1000, 3, 4),
    ),
    (
        "missing_field_share",
        [
            {},
            {"bidder_count": None, "field": ""},
            {"status": "open", "award_value": None, "closed_on": NO_DAY},
            {"form": DIRECT, "closed_on": NO_DAY, "bidder_count": None, "awarded_on": NO_DAY},
        ],
        (4, 10 + 10 + 6 + 8, 4, 4),
    ),
]  # fmt: skip


SIDES = ["numerator", "denominator", "known_count", "asked_count"]


@functools.cache
def by_hand() -> pd.DataFrame:
    """What adds up, of every case as an agency of its own: many agencies cost no more than one."""
    codes = [f"C{place:02}" for place in range(len(BY_HAND))]
    held = [
        change | {"agency_code": code}
        for code, (_, changes, _) in zip(codes, BY_HAND, strict=True)
        for change in changes
    ]
    names = {name for name, _, _ in BY_HAND} - set(CONCENTRATION)
    table = indicator_table(
        asked(procedures(*held)),
        pd.DataFrame({"agency_code": codes, "agency_name": codes}),
        [registered(name) for name in sorted(names)],
        load_indicator_settings(),
        period=PERIOD,
        everyone="Tất cả",
    )
    return table.set_index(["indicator", "agency_code"])


def is_computed(row: pd.Series, wanted: tuple[int, int, int, int]) -> None:
    numerator, denominator, known, of = wanted
    assert tuple(row[SIDES]) == wanted
    assert row["value"] == pytest.approx(numerator / denominator, abs=1e-15)
    assert row["known_share"] == known / of
    assert row["status"] == "computed"


@pytest.mark.parametrize("place", range(len(BY_HAND)), ids=[case[0] for case in BY_HAND])
def test_an_indicator_is_what_a_hand_computes(place: int) -> None:
    name, changes, wanted = BY_HAND[place]
    if name in CONCENTRATION:
        table = counted(name, asked(procedures(*changes)))
        is_computed(table.loc["A"], wanted)
        is_computed(table.loc["ALL"], wanted)
    else:
        is_computed(by_hand().loc[(name, f"C{place:02}")], wanted)


@pytest.mark.parametrize("name", sorted({case[0] for case in BY_HAND} - set(CONCENTRATION)))
def test_the_whole_is_what_the_agencies_add_up_to(name: str) -> None:
    own = by_hand().loc[name]
    is_computed(own.loc["ALL"], tuple(own.drop(index="ALL")[SIDES].sum()))


def test_every_indicator_of_the_registry_is_counted_and_tried_by_hand() -> None:
    ids = [one.indicator for one in load_indicators()]
    assert sorted(ids) == sorted([*MARKS, *CONCENTRATION])
    elsewhere = {
        "overdue_result_share", "below_ceiling_clusters", "supplier_clusters", "bunching_below_ceiling",
        "supplier_hhi",
    }  # fmt: skip
    assert {name for name, _, _ in BY_HAND} == set(ids) - elsewhere


def test_concentration_is_the_sum_of_squared_shares_and_the_whole_is_measured_on_its_own() -> None:
    held = procedures(
        {"supplier_code": "S1", "award_value": 600},
        {"supplier_code": "S2", "award_value": 400},
        {"agency_code": "B", "supplier_code": "S3", "award_value": 1000},
    )
    table = counted("supplier_hhi", asked(held), "A", "B")
    assert table["value"].round(9).to_dict() == {"ALL": 3800.0, "A": 5200.0, "B": 10000.0}
    assert table["numerator"].isna().all()
    assert table["denominator"].tolist() == [2000, 1000, 1000]


def test_no_bidders_are_taken_as_not_known() -> None:
    held = procedures({"bidder_count": 0}, {"bidder_count": 1})
    assert counted("single_bid_rate", asked(held)).loc["A", "denominator"] == 1


def test_a_result_is_overdue_only_long_after_closing_and_as_the_source_could_know() -> None:
    late = {"status": "closed", "awarded_on": NO_DAY, "award_published_on": NO_DAY, "award_value": None}
    held = procedures(
        late | {"closed_on": "2025-09-01"},
        late | {"closed_on": "2025-09-02"},
        {"closed_on": "2025-08-01", "awarded_on": "2025-08-20", "award_published_on": NO_DAY},
        {
            "closed_on": "2025-08-01",
            "awarded_on": NO_DAY,
            "award_published_on": NO_DAY,
            "cancelled_on": "2025-10-02",
        },
        late | {"closed_on": NO_DAY},
    )
    # The last event of the source is 2 October: 2 September was then 30 days ago, not more.
    row = counted("overdue_result_share", asked(held)).loc["A"]
    assert (row["numerator"], row["denominator"], row["asked_count"]) == (1, 3, 4)


def test_packages_of_the_plan_are_counted_before_procedures() -> None:
    held, planned = procedures({"form": OPEN}), packages({"form": DIRECT}, {"form": OPEN})
    assert counted("direct_award_share", asked(held, planned)).loc["A", "denominator"] == 2
    assert counted("direct_award_share", asked(held)).loc["A", "denominator"] == 1


def test_an_agency_that_is_not_asked_for_is_in_no_figure() -> None:
    held = procedures({"bidder_count": 1}, {"bidder_count": 1, "agency_code": "Z"})
    assert counted("single_bid_rate", asked(held)).loc["ALL", "denominator"] == 1


def test_money_is_added_up_in_the_most_frequent_currency() -> None:
    held = procedures({"currency": "MDL"}, {"currency": "MDL", "award_value": 500}, {"currency": "EUR"})
    row = counted("saving_rate", asked(held)).loc["A"]
    assert (row["numerator"], row["denominator"], row["known_count"], row["asked_count"]) == (600, 2000, 2, 3)


def test_procedures_of_other_years_are_left_out() -> None:
    held = procedures(
        {"published_on": "2024-12-31"}, {"published_on": "2025-01-01"}, {"published_on": "2025-12-31"}
    )
    assert counted("petition_share", asked(held)).loc["A", "denominator"] == 2


def test_a_procedure_without_publication_is_dated_by_its_next_known_day() -> None:
    held = procedures({"published_on": NO_DAY, "closed_on": "2024-06-01"}, {"published_on": NO_DAY})
    assert counted("petition_share", asked(held)).loc["A", "denominator"] == 1


def test_the_figures_are_frames_of_plain_types() -> None:
    table = counted("single_bid_rate", asked(procedures({}))).reset_index()
    assert str(table["numerator"].dtype) == "Int64"
    assert str(table["value"].dtype) == "float64"
    assert str(table["flagged"].dtype) == "boolean"
    assert isinstance(table, pd.DataFrame)


def test_one_mistyped_price_stops_no_other_figure() -> None:
    huge = 9 * 10**18
    held = procedures(
        {}, {"estimate_value": huge, "award_value": huge - 1}, {"estimate_value": 1, "award_value": huge}
    )
    tables = asked(held)
    assert counted("award_near_estimate", tables).loc["A", "numerator"] == 1
    assert counted("mean_saving_rate", tables).loc["A", "known_count"] == 2
    planned = asked(planned=packages({"value_vnd": huge}, {"value_vnd": 490_000_000}))
    assert counted("bunching_below_ceiling", planned).loc["A", "numerator"] == 1
    assert counted("below_ceiling_clusters", planned).loc["A", "denominator"] == 1

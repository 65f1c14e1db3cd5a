"""A procurement report to write: three agencies' packages, awkward amounts, one package without a row by form."""

from __future__ import annotations

import functools
from typing import Any

from cchc_analysis.compliance.bid_report import BidReport
from cchc_analysis.compliance.bid_report_figures import figures_table, unplaced_table
from cchc_analysis.compliance.bid_report_packages import CountedPackages, counted_packages
from cchc_analysis.period import Period
from cchc_analysis.reference.bid_report_form import load_bid_report_form, unsorted_sheet
from tests.compliance.report_frames import packages, procedures

PRICES = (1_499_999, 1_500_000, 700_000_001, 333_333, 5_000_000_000, 12_345_678, 400_000)
FIELDS = ("goods", "works", "mixed", "consulting", "non_consulting", "goods", "mixed")
FORMS = (
    "shopping", "open_bidding", "shopping_shortened", "direct_appointment", "special", "open_bidding",
    "price_negotiation",
)  # fmt: skip
OFFLINE_FORMS = ("direct_appointment", "special", "price_negotiation")


@functools.cache
def counted_of(has_results: bool, plan_type: str | None) -> CountedPackages:
    plans = ("project", "purchase", "other")
    rows: list[dict[str, Any]] = [
        {
            "value_vnd": price,
            "field": field,
            "form": form,
            "is_online": form not in OFFLINE_FORMS,
            "plan_type": plan if plan_type is None else plan_type,
        }
        for plan in plans
        for price, field, form in zip(PRICES, FIELDS, FORMS, strict=True)
    ]
    awards = [{"award_value": row["value_vnd"] - row["value_vnd"] // 7} for row in rows]
    table = packages(*rows)
    return counted_packages(table, procedures(*awards) if has_results else None, period=Period(2020))


def report(*, has_results: bool = True, plan_type: str | None = None, **other: Any) -> BidReport:
    counted = counted_of(has_results, plan_type)
    form = load_bid_report_form()
    unsorted_count = int(counted.cells.loc[counted.cells["plan_type"] == "", "package_count"].sum())
    if unsorted_count:
        form = (*form, unsorted_sheet(form, name="Chua phan bieu", code="NGOÀI MẪU", title="?"))
    known: dict[str, Any] = {
        "agency_code": "SNV",
        "agency_name": "Sở Nội vụ",
        "period": Period(2020),
        "source": "test@0",
        "is_synthetic": False,
        "sheets": form,
        "figures": figures_table(counted.cells, form),
        "unplaced": unplaced_table(counted.cells, form),
        "left_out": counted.left_out,
        "is_of_results": counted.is_of_results,
        "has_awards": counted.has_awards,
        "unsorted_count": unsorted_count,
        "unresulted_count": 0,
        "held_count": 0,
    }
    return BidReport(**known | other)

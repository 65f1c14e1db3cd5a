"""The procurement report as a whole: whose packages, of which sheets, and what it does not count."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from cchc_analysis.compliance.bid_report import BidReport, ReportOf, bid_report
from cchc_analysis.period import Period
from cchc_analysis.reference.bid_report_form import load_bid_report_form, unsorted_sheet
from tests.compliance.report_frames import packages, procedures

OF = ReportOf(agency_code="SNV", agency_name="Sở Nội vụ", period=Period(2020), source="test@0")


def make(
    of: ReportOf,
    planned: pd.DataFrame,
    results: pd.DataFrame | None = None,
    unsettled: pd.DataFrame | None = None,
) -> BidReport:
    report_form = load_bid_report_form()
    loose = unsorted_sheet(report_form, name="?", code="?", title="?")
    return bid_report(of, planned, results, unsettled, report_form=report_form, unsorted=loose)


def test_packages_planned_in_the_period_that_no_award_belongs_to_are_counted() -> None:
    planned = packages({}, {}, {}, {"agency_code": "STC"}, {"published_on": "2019-03-01"})
    of_other_buyer = {"package_id": "P2", "agency_code": "STC", "awarded_on": "2021-02-01"}
    cancelled = {"package_id": "P3", "status": "cancelled"}
    results = procedures({}, of_other_buyer, cancelled)
    assert make(OF, planned, results).unresulted_count == 1
    assert make(replace(OF, is_everyone=True), planned, results).unresulted_count == 2


@pytest.mark.parametrize("results", [None, procedures({"status": "open"})])
def test_a_report_of_plans_misses_no_results(results: pd.DataFrame | None) -> None:
    report = make(OF, packages({}, {}), results)
    assert (report.is_of_results, report.unresulted_count) == (False, 0)
    assert report.figures["package_count"].sum() == 2 * 2


def test_what_was_not_used_is_counted_by_agency_and_unknown_without_a_table_of_it() -> None:
    lost = pd.DataFrame({"agency_code": ["SNV", "SNV", "STC", ""]}).astype({"agency_code": "str"})
    assert make(OF, packages({}), unsettled=lost).held_count == 2
    assert make(replace(OF, is_everyone=True), packages({}), unsettled=lost).held_count == 4
    assert make(OF, packages({}), unsettled=lost.iloc[:0]).held_count == 0
    assert make(OF, packages({})).held_count is None


def test_the_sheet_for_packages_that_do_not_say_their_plan_is_there_only_if_there_are_any() -> None:
    report_form = load_bid_report_form()
    assert len(make(OF, packages({})).sheets) == len(report_form)
    report = make(OF, packages({}, {"plan_type": ""}))
    assert (len(report.sheets), report.unsorted_count) == (len(report_form) + 1, 1)


def test_a_cancelled_lot_is_taken_out_of_the_price_of_its_package() -> None:
    lot = {"package_id": "P1", "estimate_value": 5_000_000, "award_value": 4_000_000}
    report = make(OF, packages({}), procedures(lot, lot | {"status": "cancelled", "awarded_on": None}))
    assert report.figures["price_vnd"].tolist() == [5_000_000] * 2
    assert report.figures["award_vnd"].tolist() == [4_000_000] * 2

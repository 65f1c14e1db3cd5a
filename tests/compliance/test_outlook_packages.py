"""What can still be decided about a package when the period ends."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.outlook_packages import of_agencies, year_packages
from tests.compliance.outlook_rows import PERIOD, RULE, planned, ran


def stages(packages: pd.DataFrame, procedures: pd.DataFrame | None = None) -> dict[str, str]:
    in_year = year_packages(packages, RULE, period=PERIOD, counts_shortened=True, procedures=procedures)
    rows = as_frame(in_year, order_by=["package_id"])
    assert rows["is_remaining"].eq(rows["stage"].ne("settled")).all()
    return dict(zip(rows["package_id"], rows["stage"], strict=True))


def is_overdue(packages: pd.DataFrame, procedures: pd.DataFrame) -> bool:
    in_year = year_packages(packages, RULE, period=PERIOD, counts_shortened=True, procedures=procedures)
    return bool(as_frame(in_year)["is_overdue"].iloc[0])


@pytest.mark.parametrize(
    ("start", "stage"),
    [("2020-09-30", "settled"), ("2020-10-01", "open"), (None, "settled"), ("2021-01-01", "open")],
)
def test_without_procedures_the_planned_start_decides(start: str | None, stage: str) -> None:
    assert stages(planned((True, 10), start=start)) == {"Q1-001": stage}


@pytest.mark.parametrize(
    ("published", "stage"), [("2020-09-30", "open"), ("2020-10-01", "coming"), ("2020-12-31", "coming")]
)
def test_what_is_published_after_the_period_is_coming(published: str, stage: str) -> None:
    assert stages(planned((True, 10), published=published, start="2020-12-01")) == {"Q1-001": stage}


@pytest.mark.parametrize("published", ["2019-12-31", "2021-01-01"])
def test_packages_of_other_years_are_not_of_this_one(published: str) -> None:
    assert stages(planned((True, 10), published=published)) == {}


def test_packages_that_do_not_count_are_left_out() -> None:
    assert stages(planned((True, 10), form="direct_appointment")) == {}


@pytest.mark.parametrize("day", ["published_on", "awarded_on", "award_published_on", "cancelled_on"])
def test_a_notice_an_award_or_a_cancellation_by_then_settles_a_package(day: str) -> None:
    packages = planned((True, 10), start="2020-12-01")
    assert stages(packages, ran("Q1-001", **{day: "2020-09-30"})) == {"Q1-001": "settled"}
    assert stages(packages, ran("Q1-001", **{day: "2020-10-01"})) == {"Q1-001": "open"}


def test_a_closing_day_alone_shows_no_beginning() -> None:
    packages = planned((True, 10), start="2020-12-01")
    assert stages(packages, ran("Q1-001", closed_on="2020-09-01", status="planned")) == {"Q1-001": "open"}


@pytest.mark.parametrize(("status", "stage"), [("awarded", "settled"), ("planned", "open"), ("unknown", "open")])
def test_a_procedure_without_a_day_is_believed_by_its_status(status: str, stage: str) -> None:
    assert stages(planned((True, 10), start="2020-12-01"), ran("Q1-001", status=status)) == {"Q1-001": stage}


def test_a_package_due_without_a_procedure_is_still_open_and_overdue() -> None:
    packages = planned((True, 10), (True, 20))
    procedures = ran("Q1-002", published_on="2020-05-01")
    assert stages(packages, procedures) == {"Q1-001": "open", "Q1-002": "settled"}
    assert is_overdue(packages.head(1), procedures)
    assert not is_overdue(planned((True, 10), start="2020-10-01"), procedures)


def test_an_agency_without_any_procedure_is_judged_by_its_plan() -> None:
    packages = pd.concat([planned((True, 10)), planned((True, 10), agency="SNV")])
    procedures = ran("Q1-009", published_on="2020-05-01")
    assert stages(packages, procedures) == {"Q1-001": "open", "SNV-001": "settled"}


def test_several_procedures_of_a_package_do_not_count_it_twice() -> None:
    procedures = pd.concat([
        ran("Q1-001", status="unsuccessful", published_on="2020-04-01"),
        ran("Q1-001", published_on="2020-06-01", awarded_on="2020-07-01"),
    ])  # fmt: skip
    assert stages(planned((True, 10)), procedures) == {"Q1-001": "settled"}


def test_only_the_agencies_asked_for_are_kept() -> None:
    packages = pd.concat([planned((True, 10)), planned((True, 10), agency="SNV")])
    assert as_frame(of_agencies(packages, {"SNV", "Q9"}))["agency_code"].tolist() == ["SNV"]

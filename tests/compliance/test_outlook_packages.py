"""What can still be decided about a package when the period ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.outlook_packages import of_agencies, year_packages
from cchc_analysis.intake.package_sheet.adapter import read_package_sheets
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


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ({"bidders": 2}, "settled"),
        ({"supplier": "Công ty A"}, "settled"),
        ({"award": 1}, "settled"),
        ({"bidders": 0}, "open"),
        # A day that is known decides, whatever came after it.
        ({"bidders": 2, "awarded_on": "2020-10-01"}, "open"),
    ],
)
def test_bidders_a_winner_or_an_award_show_a_beginning(said: dict[str, Any], stage: str) -> None:
    procedures = ran("Q1-001", status="unknown", **said)
    assert stages(planned((True, 10), start="2020-12-01"), procedures) == {"Q1-001": stage}


def test_a_list_that_tells_of_some_of_its_packages_tells_of_all() -> None:
    packages = pd.concat([planned((True, 10)), planned((True, 10), agency="SNV")])
    procedures = ran("Q1-001", published_on="2020-05-01", file="packages.csv")
    assert stages(packages, procedures) == {"Q1-001": "settled", "SNV-001": "open"}


SIGNS = ("Số TBMT", "Ngày đóng thầu", "Số nhà thầu tham dự", "Nhà thầu trúng thầu", "Giá trúng thầu (đồng)",
         "Ngày phê duyệt kết quả")  # fmt: skip


def test_the_packages_of_a_list_that_have_begun_are_those_that_are_procedures(tmp_path: Path) -> None:
    signs = ("IB1", "01/04/2020", "2", "Công ty A", "4000000", "02/04/2020")
    told = [("",) * place + (sign,) + ("",) * (len(SIGNS) - place - 1) for place, sign in enumerate(signs)]
    # Neither an empty row nor one that counts no bidders shows anything, of an agency with other rows or without.
    rows = [*told, ("",) * len(SIGNS), ("", "", "0", "", "", "")]
    heading = ("Mã gói thầu", "Tên gói thầu", "Mã cơ quan", "Lĩnh vực", "Hình thức LCNT", "Qua mạng",
               "Giá gói thầu (đồng)", "Ngày đăng tải", *SIGNS)  # fmt: skip
    plain = "G{0},Gói {0},{1},Hàng hóa,Đấu thầu rộng rãi,Có,5000000,01/03/2020"
    lines = [
        ",".join((plain.format(number, "SNV" if number == len(rows) else "STP"), *signs_of))
        for number, signs_of in enumerate(rows, start=1)
    ]
    path = tmp_path / "goi_thau.csv"
    path.write_text("\n".join([",".join(heading), *lines]) + "\n", encoding="utf-8")
    tables = read_package_sheets([path]).tables
    begun = {
        package
        for package, stage in stages(tables["packages"], tables["procedures"]).items()
        if stage == "settled"
    }
    expected = {f"STP/G{number}" for number in range(1, len(told) + 1)}
    assert begun == set(tables["procedures"]["package_id"]) == expected


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

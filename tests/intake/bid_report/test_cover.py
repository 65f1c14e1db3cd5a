"""Whose report a workbook is: read, never guessed."""

from __future__ import annotations

import pytest

from cchc_analysis.intake.bid_report.cover import ReportCover, name_findings, read_report_cover
from cchc_analysis.intake.findings import IntakeError, Severity
from cchc_analysis.intake.workbook.cells import Cell, Sheet


def sheet(*rows: tuple[str, ...], is_visible: bool = True) -> Sheet:
    cells = [Cell(row, column, "text", text) for row, texts in enumerate(rows, 1)
             for column, text in enumerate(texts, 1) if text]  # fmt: skip
    return Sheet("Bieu 01", is_visible, tuple(cells), frozenset(), frozenset(), ())


@pytest.mark.parametrize(
    ("rows", "file"),
    [
        ([("Cơ quan báo cáo: Sở Nội vụ – Kỳ báo cáo: Năm 2020",)], "x.xlsx"),
        ([("Mã cơ quan", "SNV"), ("Năm", "2020")], "x.xlsx"),
        ([("Đơn vị báo cáo:", "sở nội  vụ"), ("BÁO CÁO NĂM 2020",)], "x.xlsx"),
        ([("Tên đơn vị: Sở Nội vụ",)], "bao_cao_2020.xlsx"),
        ([], "2020/SNV_2020.xlsx"),
        ([], "bao-cao_Sở Nội vụ_2020.xlsx"),
    ],
)
def test_agency_and_year_stand_in_labels_titles_or_the_name_of_the_file(
    rows: list[tuple[str, ...]], file: str
) -> None:
    assert read_report_cover([sheet(*rows)], file) == ReportCover("SNV", 2020)


def test_a_dash_inside_a_name_cuts_nothing() -> None:
    line = "Cơ quan báo cáo: Sở Lao động - Thương binh và Xã hội – Kỳ báo cáo: 2020"
    assert read_report_cover([sheet((line,))], "x.xlsx").year == 2020


@pytest.mark.parametrize(
    ("rows", "file", "codes"),
    [
        ([], "x.xlsx", ["cover_no_year"]),
        ([], "x_2020.xlsx", ["cover_no_agency"]),
        ([], "SNV_STC_2020.xlsx", ["cover_agencies"]),
        ([], "SNV_2019_2020.xlsx", ["cover_years"]),
        ([("Năm: 2019",), ("Năm báo cáo: 2020",)], "SNV.xlsx", ["cover_years"]),
        ([("Kỳ báo cáo: 2020-Q4",)], "SNV.xlsx", ["cover_quarter"]),
        ([("Năm: 2099",)], "SNV.xlsx", ["cover_year_implausible"]),
        ([], "SNV_2004.xlsx", ["cover_year_implausible"]),
        ([("Kỳ báo cáo: sáu tháng",)], "SNV_2020.xlsx", ["period_unreadable"]),
        ([("Cơ quan báo cáo: Sở Nội Vu",)], "SNV_2020.xlsx", ["cover_agency_unknown"]),
        ([("Mã cơ quan: SNV",), ("Tên đơn vị: Sở Tài chính",)], "x_2020.xlsx", ["cover_agencies"]),
    ],
)
def test_what_is_not_certain_is_refused(rows: list[tuple[str, ...]], file: str, codes: list[str]) -> None:
    with pytest.raises(IntakeError) as caught:
        read_report_cover([sheet(*rows)], file)
    assert [finding.code for finding in caught.value.findings] == [f"bid_report.{code}" for code in codes]


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("STC_2021.xlsx", ["name_agency", "name_year"]),
        ("STC_2020.xlsx", ["name_agency"]),
        ("x/SNV_2020_nop_2021.xlsx", []),
        ("bao_cao.xlsx", []),
    ],
)
def test_a_file_name_that_says_something_else_is_held(file: str, codes: list[str]) -> None:
    findings = name_findings(ReportCover("SNV", 2020), file)
    assert [finding.code for finding in findings] == [f"bid_report.{code}" for code in codes]
    assert all(finding.severity is Severity.HELD for finding in findings)


def test_what_is_hidden_says_nothing() -> None:
    with pytest.raises(IntakeError):
        read_report_cover([sheet(("Mã cơ quan: SNV",), is_visible=False)], "x_2020.xlsx")

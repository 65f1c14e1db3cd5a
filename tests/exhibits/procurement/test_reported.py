"""Filled reports of agencies against their packages, as notebook 07 shows them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cchc_analysis.batch.bid_report_file import write_bid_report_file
from cchc_analysis.exhibits.procurement import reported
from cchc_analysis.exhibits.procurement.reported import NotReportsError, open_reports
from cchc_analysis.exhibits.procurement.reported_section import show_reported
from tests.exhibits.procurement_pages import asked
from tests.exhibits.shown import Shown, catch

ONLINE = "QM"


@pytest.fixture(scope="module")
def filled(sample: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Reports of two agencies of the sample: one as its packages are, one with more packages online."""
    folder = tmp_path_factory.mktemp("filled")
    for code in ("SNV", "Q1"):
        words = {"period": "2020", "source": "sample", "language": "vi"}
        write_bid_report_file(agency=code, output=folder / f"{code}_2020.xlsx", say=lambda _: None, **words)
    book = openpyxl.load_workbook(folder / "Q1_2020.xlsx")
    for sheet, row in (("Bieu 01", 14), ("Bieu 02A", 12), ("Bieu 02B", 12)):
        count = book[sheet][f"{'T' if sheet == 'Bieu 01' else 'D'}{row}"]
        count.value = int(count.value or 0) + 7
    book.save(folder / "Q1_2020.xlsx")
    return f"bid_reports={folder}"


def page(monkeypatch: pytest.MonkeyPatch, reported: str, **options: object) -> Shown:
    study, results = asked(**options)
    return catch(monkeypatch, lambda: show_reported(study, results, reported))


def test_an_agency_that_reports_more_than_its_packages_is_named_with_the_difference(
    monkeypatch: pytest.MonkeyPatch, filled: str
) -> None:
    shown = page(monkeypatch, filled)
    agencies = shown.tables["reported_agencies"]
    first, second = agencies.to_dict("records")
    assert (first["agency_code"], second["agency_code"]) == ("Q1", "SNV")
    assert first["package_count_difference"] == 21
    assert first["reported_count_share"] > first["own_count_share"]
    assert "own_price_vnd" in agencies
    assert "own_price_vnd" not in shown.on_page["reported_agencies"]
    assert (second["package_count_difference"], second["different_count"]) == (0, 0)
    assert second["reported_count_share"] == second["own_count_share"]
    assert [row["package_count_difference"] for row in shown.tables["reported_rows"].to_dict("records")] == [7] * 3
    assert any("2 cơ quan" in one and "1 cơ quan có số khác nhau" in one for one in shown.of_style("lead"))


def test_both_sources_are_named_and_what_may_explain_it_is_said(
    monkeypatch: pytest.MonkeyPatch, filled: str
) -> None:
    notes = page(monkeypatch, filled, language="en").of_style("note")
    assert "Q1_2020.xlsx, SNV_2020.xlsx" in notes[0]
    assert "sample city" in notes[0].lower()
    assert "not yet a fault" in notes[-1]


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "mỗi dòng báo cáo được cộng"), ("en", "each row reported that is added up")]
)
def test_from_which_difference_on_rows_differ_is_said_for_all_sheets_together_too(
    monkeypatch: pytest.MonkeyPatch, filled: str, language: str, words: str
) -> None:
    assert words in page(monkeypatch, filled, language=language).captions["reported_rows"]


def test_shares_that_no_quota_judges_are_rounded_in_the_sentence_as_in_the_table(
    monkeypatch: pytest.MonkeyPatch, filled: str
) -> None:
    by_agency = reported.reported_by_agency
    monkeypatch.setattr(
        reported, "reported_by_agency", lambda rows: by_agency(rows).assign(reported_count_share=0.36996)
    )
    (lead,) = page(monkeypatch, filled, agency="Q1").of_style("lead")
    assert "37,0%" in lead


def test_an_agency_reads_its_own_figures_in_one_sentence(monkeypatch: pytest.MonkeyPatch, filled: str) -> None:
    (lead,) = page(monkeypatch, filled, agency="Q1").of_style("lead")
    assert "+21 gói" in lead
    shown = page(monkeypatch, filled, agency="SNV")
    assert "khớp nhau" in shown.of_style("lead")[0]
    assert "reported_rows" not in shown.tables
    assert not any("câu hỏi cho cơ quan" in one for one in shown.sentences)


LIST = """Tên gói thầu,Chủ đầu tư,Lĩnh vực,Hình thức LCNT,Qua mạng,Giá gói thầu (đồng),Ngày đăng tải
Mua máy tính,Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Có,1250600000,05/03/2020
Sửa trụ sở,Sở Nội vụ,Xây lắp,Đấu thầu rộng rãi,Không,4750000000,06/03/2020
"""


def test_packages_in_no_bieu_are_compared_over_all_of_them_and_the_page_says_why(
    monkeypatch: pytest.MonkeyPatch, sample: None, tmp_path: Path
) -> None:
    (tmp_path / "goi_thau.csv").write_text(LIST, encoding="utf-8")
    words = {"period": "2020", "source": f"packages={tmp_path / 'goi_thau.csv'}", "language": "vi"}
    sent = tmp_path / "SNV_2020.xlsx"
    write_bid_report_file(agency="SNV", output=sent, say=lambda _: None, **words)
    shown = page(monkeypatch, f"bid_reports={sent}")
    (agency,) = shown.tables["reported_agencies"].to_dict("records")
    # The reports are in whole million đồng.
    assert (agency["reported_package_count"], agency["reported_price_vnd"]) == (2, 6_001_000_000)
    assert agency["package_count_difference"] == 2 - agency["own_package_count"]
    assert set(shown.tables["reported_rows"]["sheet_name"]) == {"Mọi biểu"}
    assert "3. Mua sắm hàng hóa · QM" in set(shown.tables["reported_rows"]["row_name"])
    (why,) = [one for one in shown.of_style("note") if "Không đối chiếu được theo từng Biểu" in one]
    assert "với 1 cơ quan" in why
    assert '0 gói thầu trong nguồn và 2 gói ở trang "Chua phan bieu"' in why
    notes = page(monkeypatch, f"bid_reports={sent}", agency="SNV").of_style("note")
    (own,) = [one for one in notes if "từng Biểu" in one]
    assert "cơ quan" not in own


def test_where_every_package_stands_in_a_bieu_nothing_is_said_of_all_of_them(
    monkeypatch: pytest.MonkeyPatch, filled: str
) -> None:
    assert not any("từng Biểu" in one for one in page(monkeypatch, filled).of_style("note"))


@pytest.mark.parametrize(
    ("options", "given", "words"),
    [
        ({}, False, "Chưa đưa báo cáo"),
        ({"period": "2020-Q2"}, True, "chưa hết năm"),
        ({"agency": "SXD"}, True, "không có gì để đối chiếu"),
        ({"period": "2021"}, True, "không có gì để đối chiếu"),
    ],
)
def test_where_nothing_can_be_compared_the_page_says_why(
    monkeypatch: pytest.MonkeyPatch, filled: str, options: dict[str, str], given: bool, words: str
) -> None:
    shown = page(monkeypatch, filled if given else "", **options)
    assert words in shown.of_style("note")[-1]
    assert not shown.tables


def test_what_was_built_is_opened_by_its_key_and_another_source_is_refused(filled: str) -> None:
    built = open_reports(filled)
    assert open_reports(built.key).files == built.files
    assert str(Path(filled.partition("=")[2])) not in built.key
    for other in ("sample", "sample@0123456789abcdef"):
        with pytest.raises(NotReportsError):
            open_reports(other)

"""The procurement report asked for on the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from cchc_analysis.batch.bid_report_file import (
    NoPackagesError,
    ReportedQuarterError,
    read_bid_report,
    write_bid_report_file,
)
from cchc_analysis.batch.output_file import OverwriteError
from cchc_analysis.batch.report import with_reports_read
from cchc_analysis.batch.reports import load_report_spec
from cchc_analysis.cli import app
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.compliance.reported_totals import reported_against_packages
from cchc_analysis.exhibits.study import SpanError, UnknownInvestorError, UnknownLanguageError
from cchc_analysis.intake.bid_report.adapter import read_bid_reports
from cchc_analysis.intake.bid_report.unsorted import UNSORTED
from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.period import Period
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse, is_warehouse_key

pytestmark = pytest.mark.usefixtures("in_this_process")

LIST = """STT,Tên gói thầu,Chủ đầu tư,Lĩnh vực,Hình thức LCNT,Qua mạng,Giá gói thầu (triệu đồng),Ngày đăng tải,Giá trúng thầu,Ngày phê duyệt kết quả,Dự án/Dự toán mua sắm
1,Mua máy tính,Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Có,"1250,5",05/03/2020,1200,20/04/2020,Dự toán mua sắm
2,Sửa trụ sở,Sở Nội vụ,Xây lắp,Đấu thầu rộng rãi,Không,4750,06/03/2020,4700,21/04/2020,Dự án
3,Khảo sát,Sở Tài chính,Tư vấn,Chỉ định thầu rút gọn,Không,120,06/03/2020,118,22/04/2020,Dự án
"""  # noqa: E501 - a list as it is sent


def lacking(*headings: str) -> str:
    """The list without some of its columns."""
    rows = list(csv.reader(io.StringIO(LIST)))
    kept = [place for place, name in enumerate(rows[0]) if name not in headings]
    text = io.StringIO()
    csv.writer(text).writerows([row[place] for place in kept] for row in rows)
    return text.getvalue()


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    file = tmp_path / "list" / "goi_thau.csv"
    file.parent.mkdir()
    file.write_text(LIST, encoding="utf-8")
    return f"packages={file}"


@pytest.fixture
def warehouse(source: str) -> Warehouse:
    return build_warehouse(parse_source(source))


def ask(tmp_path: Path, source: str, **other: str) -> tuple[Path, list[str]]:
    said: list[str] = []
    output = tmp_path / "SNV.xlsx"
    words = {"agency": "SNV", "period": "2020", "source": source, "language": "vi"} | other
    write_bid_report_file(output=output, say=said.append, **words)  # type: ignore[arg-type]
    return output, said


def test_the_command_writes_the_report_and_says_what_was_read(tmp_path: Path, source: str) -> None:
    output = tmp_path / "report.xlsx"
    words = ["bid-report", "--agency", "SNV", "--period", "2020", "--output", str(output), "--source", source]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert "Đọc 3 dòng: dùng 3" in done.output
    shown = openpyxl.load_workbook(output, data_only=True)
    assert [shown["Bieu 02A"][f"{column}18"].value for column in "DEFG"] == [1, 1251, 1200, 51]
    assert [shown["Bieu 01"][f"{column}19"].value for column in "TUVW"] == [1, 4750, 4700, 50]


def test_all_agencies_are_added_up(warehouse: Warehouse) -> None:
    report = read_bid_report(warehouse, agency=EVERYONE_CODE, period=Period(2020), language="en")
    assert report.agency_name == "All agencies of the source"
    assert report.figures.loc[report.figures["block"] == "form", "package_count"].sum() == 3


def test_rejected_packages_and_those_without_a_result_are_said(tmp_path: Path, source: str) -> None:
    file = Path(source.removeprefix("packages="))
    added = """4,Mua bàn ghế,Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Có,300,07/03/2020,,,Dự toán mua sắm
5,Mua xe,Sở Nội vụ,Hàng hóa,Chào hàng cạnh tranh,Có,300,31/02/2020,,,Dự toán mua sắm
"""
    file.write_text(LIST + added, encoding="utf-8")
    output, _ = ask(tmp_path, source)
    rows = openpyxl.load_workbook(output)["Ghi chú"].iter_rows(values_only=True)
    notes = [str(row[1]) for row in rows]
    assert [note for note in notes if note.startswith("1 gói thầu")] == [
        "1 gói thầu bị loại hoặc chờ xác nhận khi đọc tệp, chưa tính vào báo cáo.",
        "1 gói thầu trong kế hoạch đăng tải trong kỳ chưa có kết quả trúng thầu trong nguồn số liệu, chưa tính vào"
        " báo cáo.",
    ]


def test_what_was_written_is_read_back_without_a_difference(
    tmp_path: Path, source: str, warehouse: Warehouse
) -> None:
    output, _ = ask(tmp_path, source)
    intake = read_bid_reports([output])
    assert [file.counts[0].rejected for file in intake.files] == [0]
    report = read_bid_report(warehouse, agency=EVERYONE_CODE, period=Period(2020), language="vi")
    compared = reported_against_packages(
        intake.tables["reported_totals"], report.figures, report.sheets, year=2020
    )
    assert not compared.empty
    assert not compared["is_different"].any()
    assert compared["own_package_count"].sum() == 2 * 2


@pytest.mark.parametrize(("language", "sheet"), [("vi", "Chua phan bieu"), ("en", "Unsorted")])
def test_a_report_with_packages_in_no_bieu_is_read_back_and_they_are_said(
    tmp_path: Path, source: str, language: str, sheet: str
) -> None:
    Path(source.removeprefix("packages=")).write_text(lacking("Dự án/Dự toán mua sắm"), encoding="utf-8")
    output, said = ask(tmp_path, source, language=language)
    assert [line.split()[0] for line in said if f'"{sheet}"' in line] == ["2"]
    (column,) = [line for line in said if '"Dự án/Dự toán mua sắm"' in line]
    assert '"Dự án", "Dự toán mua sắm", "Khác"' in column
    (file,) = read_bid_reports([output]).files
    (unsorted,) = [finding for finding in file.findings if finding.severity is not Severity.NOTE
                   or finding.code == UNSORTED]  # fmt: skip
    assert (unsorted.severity, unsorted.sheet, unsorted.values) == (Severity.NOTE, sheet, {"count": 2})
    counts = file.counts[0]
    assert (counts.read, counts.rejected) == (counts.used, 0)
    assert counts.used > 0
    compared: list[str] = []
    words = {"agency": "SNV", "period": "2020", "source": source, "language": language}
    write_bid_report_file(output=tmp_path / "again.xlsx", say=compared.append, reported=output, **words)
    assert [line for line in compared if line.startswith(f"SNV.xlsx · {sheet}: ")]
    name, all_sheets = {"vi": ("Đối chiếu", "Mọi biểu"), "en": ("Comparison", "All sheets")}[language]
    again = list(openpyxl.load_workbook(tmp_path / "again.xlsx")[name].iter_rows(min_row=4, values_only=True))
    # The report agrees with its own packages, over all Biểu together: by field and by form.
    assert {(row[1], row[5]) for row in again} == {(all_sheets, None)}
    assert sum(row[7] for row in again) == 2 * 2
    assert "3. Mua sắm hàng hóa" in {row[2] for row in again}


def test_a_sheet_of_packages_in_no_bieu_is_known_by_its_own_mark_and_not_by_its_name_alone(
    tmp_path: Path, source: str
) -> None:
    Path(source.removeprefix("packages=")).write_text(lacking("Dự án/Dự toán mua sắm"), encoding="utf-8")
    output, _ = ask(tmp_path, source)
    book = openpyxl.load_workbook(output, data_only=True)
    book["Chua phan bieu"]["D12"] = "hai"
    book.save(output)
    codes = {finding.code for finding in read_bid_reports([output]).findings}
    assert codes >= {"bid_report.unsorted_unread"}
    for cell in next(book["Chua phan bieu"].iter_rows(max_row=1)):
        if cell.value:
            cell.value = "BIỂU SỐ 01"
    book.save(output)
    codes = {finding.code for finding in read_bid_reports([output]).findings}
    assert not any("unsorted" in code for code in codes)


def test_a_report_of_results_without_days_says_on_the_console_that_nothing_was_counted(
    tmp_path: Path, source: str
) -> None:
    Path(source.removeprefix("packages=")).write_text(lacking("Ngày phê duyệt kết quả"), encoding="utf-8")
    _, said = ask(tmp_path, source)
    assert said[-3:-1] == [
        "Không có gói thầu nào được tính vào báo cáo của cơ quan và kỳ này.",
        "2 gói thầu trúng thầu không nói ngày có kết quả, chưa tính. Thêm ngày phê duyệt hoặc ngày đăng tải kết"
        " quả vào nguồn.",
    ]


def test_filled_reports_are_held_against_the_packages(tmp_path: Path, source: str) -> None:
    sent, _ = ask(tmp_path, source)
    book = openpyxl.load_workbook(sent)
    book["Bieu 02A"]["D12"] = 4
    (tmp_path / "sent").mkdir()
    book.save(tmp_path / "sent" / "SNV_2020.xlsx")
    output = tmp_path / "compared.xlsx"
    words = {"agency": EVERYONE_CODE, "period": "2020", "source": source, "language": "vi"}
    write_bid_report_file(output=output, say=print, reported=tmp_path / "sent", **words)
    rows = list(openpyxl.load_workbook(output)["Đối chiếu"].iter_rows(min_row=4, values_only=True))
    assert rows[0][:9] == ("SNV", "Bieu 02A", "3. Mua sắm hàng hóa", "QM", None, "X", 4, 1, 3)
    assert [row[5] for row in rows].count("X") == 1


def test_a_quarter_is_not_compared_with_reports_of_a_year(tmp_path: Path, source: str) -> None:
    words = {"agency": EVERYONE_CODE, "period": "2020-Q1", "source": source, "language": "vi"}
    with pytest.raises(ReportedQuarterError):
        write_bid_report_file(output=tmp_path / "x.xlsx", say=print, reported=tmp_path, **words)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"agency": "SNW"}, UnknownInvestorError),
        ({"period": "2019-2020"}, SpanError),
        ({"language": "fr"}, UnknownLanguageError),
    ],
)
def test_mistakes_are_said(tmp_path: Path, source: str, asked: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(tmp_path, source, **asked)
    assert not (tmp_path / "SNV.xlsx").exists()


def test_a_workbook_that_stands_there_is_not_written_over(tmp_path: Path, source: str) -> None:
    ask(tmp_path, source)
    with pytest.raises(OverwriteError):
        ask(tmp_path, source)


def test_a_source_without_packages_is_refused(tmp_path: Path, source: str) -> None:
    reported, _ = ask(tmp_path, source)
    (tmp_path / "again").mkdir()
    with pytest.raises(NoPackagesError):
        ask(tmp_path / "again", f"bid_reports={reported}")


def test_filled_reports_are_named_to_a_notebook_by_their_content_and_never_by_their_place(
    tmp_path: Path, source: str
) -> None:
    sent, _ = ask(tmp_path, source)
    spec = load_report_spec("procurement")
    asked = spec.model_copy(update={"parameters": {"reported": f"bid_reports={sent}"}})
    named = str(with_reports_read(asked).parameters["reported"])
    assert is_warehouse_key(named)
    assert named.startswith("bid_reports@")
    assert with_reports_read(spec) is spec

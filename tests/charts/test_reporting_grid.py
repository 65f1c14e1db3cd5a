from __future__ import annotations

import itertools

import pandas as pd
import pytest

from cchc_analysis.charts.reporting_grid import reporting_grid

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import reporting

TABLE = reporting({"SNV": "ooon", "STP": "olmn", "STC": "oomn", "SYT": "llon"})


def test_agencies_with_most_to_answer_for_stand_first() -> None:
    assert names(reporting_grid(TABLE, language="vi")) == ["Sở Tư pháp", "Sở Tài chính", "Sở Y tế", "Sở Nội vụ"]


def test_every_report_has_one_sign_in_its_quarter() -> None:
    chart = reporting_grid(TABLE, language="vi")
    counts = {status: len(lines(chart, status)) for status in ("on_time", "late", "missing", "not_due")}
    assert counts == {"on_time": 7, "late": 3, "missing": 2, "not_due": 4}
    assert {float(line.get_xdata()[0]) for line in lines(chart, "not_due")} == {3}
    assert {float(line.get_xdata()[0]) for line in lines(chart, "missing")} == {2}


def test_signs_differ_by_shape_and_have_words() -> None:
    chart = reporting_grid(TABLE, language="vi")
    statuses = ("on_time", "late", "missing", "not_due")
    assert len({lines(chart, status)[0].get_marker() for status in statuses}) == 4
    assert legend(chart) == [
        "Đúng hạn (7)",
        "Trễ hạn (3), kèm số ngày trễ",
        "Chưa gửi (2)",
        "Chưa đến hạn (4)",
    ]
    assert words(chart, "days late") == ["+9"] * 3


def test_quarters_are_written_with_roman_figures() -> None:
    ticks = axes_of(reporting_grid(TABLE, language="vi")).get_xticklabels()
    assert [tick.get_text() for tick in ticks] == ["Quý I/2020", "Quý II/2020", "Quý III/2020", "Quý IV/2020"]


def test_several_years_stand_side_by_side_without_overlap() -> None:
    years = pd.concat([reporting({"SNV": "oooo"}, year=year) for year in (2018, 2019, 2020)])
    chart = reporting_grid(years, language="vi")
    assert len(axes_of(chart).get_xticks()) == 12
    assert is_inside_page(chart)
    boxes = [tick.get_window_extent() for tick in axes_of(chart).get_xticklabels()]
    assert all(left.x1 <= right.x0 for left, right in itertools.pairwise(boxes))


def test_title_and_alt_tell_the_count_and_who_is_missing() -> None:
    chart = reporting_grid(TABLE, language="vi", focus="SYT")
    assert chart.title == "1 trên 4 cơ quan gửi đủ và đúng hạn các báo cáo quý đã đến hạn"
    assert "Đúng hạn 7, trễ hạn 3, chưa gửi 2, chưa đến hạn 4 báo cáo." in chart.alt
    assert "Còn thiếu báo cáo: Sở Tư pháp và Sở Tài chính." in chart.alt
    assert "Được làm nổi: Sở Y tế, đúng hạn 1, trễ hạn 2, chưa gửi 0, chưa đến hạn 1." in chart.alt


def test_a_report_not_due_is_no_fault() -> None:
    assert reporting_grid(reporting({"SNV": "nnnn"}), language="vi").title == "Báo cáo đấu thầu hằng quý"


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(ValueError, match="lost"):
        reporting_grid(TABLE.assign(status="lost"), language="vi")


def test_many_agencies_are_cut_and_counted() -> None:
    chart = reporting_grid(reporting({f"W{number}": "o" for number in range(200)}), language="vi", focus="W100")
    assert "Không vẽ 137 dòng" in chart.caption
    assert "Phường W100" in names(chart)


def test_without_reports_there_is_a_sentence() -> None:
    assert words(reporting_grid(TABLE.head(0), language="vi"), "empty")

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.sensitivity_bars import sensitivity_bars

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .robustness_frames import sensitivity

TABLE = sensitivity({"Chuẩn hóa": (-0.03, 0.1), "Trọng số": (0.4, 0.6), "Điểm thiếu": (0.01, -0.02)})


def widths(chart: Chart, order: str) -> list[float]:
    bars = [patch for patch in axes_of(chart).patches if patch.get_gid() == order]
    return [round(bar.get_width(), 6) for bar in sorted(bars, key=lambda bar: bar.get_y())]


def test_the_most_influential_choice_is_on_top() -> None:
    chart = sensitivity_bars(TABLE, language="vi")
    assert names(chart) == ["Trọng số", "Chuẩn hóa", "Điểm thiếu"]
    assert chart.title == "Làm thay đổi hạng nhiều nhất: Trọng số"


def test_negative_estimates_are_drawn_and_printed_as_they_are() -> None:
    chart = sensitivity_bars(TABLE, language="vi")
    assert widths(chart, "total") == [0.6, 0.1, -0.02]
    assert widths(chart, "first") == [0.4, -0.03, 0.01]
    assert words(chart, "column 0")[2:4] == ["0,10 (0,06; 0,14)", "−0,03 (−0,07; 0,01)"]
    assert "Số yếu tố có ước lượng âm: 2" in chart.caption
    assert axes_of(chart).get_xlim()[0] < -0.07


def test_intervals_stand_on_their_bars() -> None:
    chart = sensitivity_bars(TABLE, language="vi")
    spans = [tuple(map(float, line.get_xdata())) for line in lines(chart, "first interval")]
    assert spans == [
        (pytest.approx(0.36), pytest.approx(0.44)),
        (pytest.approx(-0.07), pytest.approx(0.01)),
        (pytest.approx(-0.03), pytest.approx(0.05)),
    ]
    middles = sorted(bar.get_y() + bar.get_height() / 2 for bar in axes_of(chart).patches)
    heights = sorted(
        float(line.get_ydata()[0]) for order in ("total", "first") for line in lines(chart, f"{order} interval")
    )
    assert middles == pytest.approx(heights)
    assert legend(chart) == ["Tác động toàn phần", "Tác động riêng"]


def test_the_focus_has_its_own_indices() -> None:
    table = pd.concat([TABLE, sensitivity({"Trọng số": (0.1, 0.2)}, code="SNV", name="Sở Nội vụ")])
    chart = sensitivity_bars(table, language="vi", focus="SNV")
    assert names(chart) == ["Trọng số"]
    assert widths(chart, "total") == [0.2]
    assert chart.title == "Sở Nội vụ: làm thay đổi hạng nhiều nhất là Trọng số"
    assert len(names(sensitivity_bars(table, language="vi"))) == 3


def test_a_focus_that_is_not_there_is_never_given_the_overall_figures() -> None:
    chart = sensitivity_bars(TABLE, language="vi", focus="XYZ")
    assert words(chart, "empty") == ["Mã XYZ không có trong số liệu của biểu đồ."]


def test_undefined_choices_are_named_and_the_least_influential_counted() -> None:
    table = pd.concat([TABLE, sensitivity({"Không đổi": (NAN, NAN)})])
    caption = sensitivity_bars(table, language="vi", most_rows=2).caption
    assert "Không vẽ 1 yếu tố vì hệ số không xác định: Không đổi." in caption
    assert "Không vẽ 1 yếu tố ảnh hưởng ít nhất" in caption


def test_the_base_sample_tells_how_often_the_index_was_worked_out() -> None:
    caption = sensitivity_bars(TABLE.assign(base_samples=256), language="en").caption
    assert "Based on 1,280 replications of the simulation." in caption


def test_the_alt_text_reads_the_figures_out() -> None:
    alt = sensitivity_bars(TABLE, language="en").alt
    assert "Trọng số: total effect 0.60 (0.56; 0.64), effect on its own 0.40 (0.36; 0.44)." in alt


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(first_order=NAN, total_order=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    chart = sensitivity_bars(table, language="vi")
    assert words(chart, "empty")
    assert "nên không có gì để vẽ." in chart.caption


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        sensitivity_bars(pd.concat([TABLE.assign(year=2020), TABLE.assign(year=2019)]), language="vi")


@pytest.mark.parametrize("count", [1, 46, 400])
def test_long_names_and_many_choices_stay_on_the_page(count: int) -> None:
    name = "Bỏ một tiêu chí bất kỳ khỏi bộ tiêu chí đánh giá cải cách hành chính"
    table = sensitivity({f"{name} {place}": (0.01, 0.02) for place in range(count)})
    chart = sensitivity_bars(table, language="en", is_synthetic=True)
    assert len(names(chart)) == min(count, 20)
    assert is_inside_page(chart)

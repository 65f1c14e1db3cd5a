from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.correlation_heatmap import correlation_heatmap
from cchc_analysis.charts.tones import diverging_colours

from .drawn import axes_of, is_inside_page, names, words
from .frames import NAN
from .robustness_frames import correlations

TABLE = correlations({("1.1", "1.2"): 0.5, ("1.1", "2.1"): -0.25, ("1.2", "2.1"): 0.004})


def cells(chart: Chart) -> list[list[float | None]]:
    size = len(names(chart))
    figures = np.ma.filled(axes_of(chart).collections[0].get_array(), np.nan).reshape(size, size)
    return [[None if np.isnan(figure) else float(figure) for figure in row] for row in figures]


def test_pairs_given_once_fill_both_cells_and_the_diagonal_is_empty() -> None:
    chart = correlation_heatmap(TABLE, language="vi")
    assert names(chart) == ["1.1", "1.2", "2.1"]
    assert [label.get_text() for label in axes_of(chart).get_xticklabels()] == names(chart)
    assert cells(chart) == [[None, 0.5, -0.25], [0.5, None, 0.004], [-0.25, 0.004, None]]


def test_figures_carry_their_sign_and_zero_has_none() -> None:
    chart = correlation_heatmap(TABLE, language="vi")
    assert words(chart, "figure") == ["", "+0,50", "−0,25", "+0,50", "", "0,00", "−0,25", "0,00", ""]


def test_pairs_given_twice_and_with_themselves_change_nothing() -> None:
    turned = TABLE.rename(columns={"criterion_code": "rival_code", "rival_code": "criterion_code"})
    own = correlations({("1.1", "1.1"): 1.0})
    whole = correlation_heatmap(pd.concat([TABLE, turned, own]), language="vi")
    assert cells(whole) == cells(correlation_heatmap(TABLE, language="vi"))


def test_zero_is_the_pale_middle_between_two_sides_told_apart_in_grey() -> None:
    mesh = axes_of(correlation_heatmap(TABLE, language="vi")).collections[0]
    assert (mesh.norm.vmin, mesh.norm.vmax) == (-1, 1)
    low, middle, high = (sum(to_rgb(diverging_colours()(place))) for place in (0.0, 0.5, 1.0))
    assert middle > 1.5 * low
    assert middle > 1.5 * high


def test_title_and_alt_text_count_what_pulls_apart() -> None:
    chart = correlation_heatmap(TABLE, language="vi", focus="2.1")
    assert chart.title == "1 trên 3 cặp tiêu chí có tương quan âm"
    assert "1 cặp có hệ số từ 0,5 trở lên" in chart.alt
    assert "Cao nhất: 1.1 và 1.2, +0,50." in chart.alt
    assert "Thấp nhất: 1.1 và 2.1, −0,25." in chart.alt
    assert "Liên quan mạnh nhất với 2.1 là 1.1, −0,25." in chart.alt


def test_what_could_not_be_worked_out_is_counted_and_named() -> None:
    table = pd.concat([TABLE, correlations({("1.1", "3"): NAN, ("1.2", "3"): NAN, ("2.1", "3"): NAN})])
    chart = correlation_heatmap(table, language="vi", focus="9")
    assert words(chart, "figure")[3] == "–"
    assert "Số cặp không tính được tương quan, ô để trắng: 3." in chart.caption
    assert "Không tính được tương quan với tiêu chí nào khác: 3." in chart.caption
    assert "Tiêu chí mã 9 không có trong số liệu" in chart.caption


def test_of_many_criteria_the_strongest_and_the_focus_are_kept_in_order() -> None:
    codes = [f"{place}" for place in range(10)]
    pairs = {
        (one, other): 0.9 if (one, other) == ("3", "7") else 0.1
        for place, one in enumerate(codes)
        for other in codes[place + 1 :]
    }
    chart = correlation_heatmap(correlations(pairs), language="vi", focus="5", most_rows=3)
    assert names(chart) == ["3", "5", "7"]
    assert "Chỉ vẽ 3 tiêu chí có tương quan mạnh nhất; không vẽ 7 tiêu chí" in chart.caption


@pytest.mark.parametrize("count", [2, 24, 46, 100])
def test_it_holds_few_criteria_and_many(count: int) -> None:
    codes = [f"CT.{place // 10}.{place % 10}" for place in range(count)]
    pairs = {(one, other): 0.3 for place, one in enumerate(codes) for other in codes[place + 1 :]}
    chart = correlation_heatmap(correlations(pairs), language="en", is_synthetic=True)
    assert len(names(chart)) == min(count, 50)
    assert is_inside_page(chart)


def test_long_codes_stay_on_the_page() -> None:
    codes = [f"Chỉ số thành phần về cải cách hành chính số {place}" for place in range(9)]
    pairs = {(one, other): 0.3 for place, one in enumerate(codes) for other in codes[place + 1 :]}
    assert is_inside_page(correlation_heatmap(correlations(pairs), language="vi"))


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(correlation=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(correlation_heatmap(table, language="vi"), "empty")[0]


def test_years_are_not_mixed() -> None:
    other = correlations({("8", "9"): 0.1})
    with pytest.raises(ValueError, match="2019"):
        correlation_heatmap(pd.concat([TABLE.assign(year=2020), other.assign(year=2019)]), language="vi")

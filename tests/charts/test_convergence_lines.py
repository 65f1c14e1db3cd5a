from __future__ import annotations

import itertools
from functools import partial

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.charts import convergence_lines as module
from cchc_analysis.charts.chart import figure_png

from .drawn import axes_of, is_inside_page, legend, lines, words
from .frames import NAN
from .robustness_frames import convergence

convergence_lines = partial(module.convergence_lines, places=1.0, mean_error=0.25)
TABLE = convergence({400: (1.5, 0.3, True), 100: (4, 0.9, False), 200: (2.5, 0.5, True)})


def test_lines_run_over_the_replications_in_order() -> None:
    chart = convergence_lines(TABLE, language="vi")
    widest, error = lines(chart, "widest_change"), lines(chart, "mean_rank_error")
    assert widest[0].get_xdata().tolist() == [100, 200, 400]
    assert widest[0].get_ydata().tolist() == [4, 2.5, 1.5]
    assert error[0].get_ydata().tolist() == [0.9, 0.5, 0.3]
    assert legend(chart) == ["Thay đổi lớn nhất của giới hạn hạng", "Sai số lớn nhất của hạng trung bình"]
    assert words(chart, "label") == ["1,50", "0,30"]
    assert axes_of(chart).get_ylim() == (0, 5)


def test_it_says_from_when_on_the_result_is_stable() -> None:
    chart = convergence_lines(TABLE.assign(failed_replications=[3, 0, 1]), language="vi")
    assert chart.title == "Kết quả mô phỏng ổn định từ 200 lần trở lên"
    assert [line.get_xdata()[0] for line in lines(chart, "settled")] == [200]
    assert "Đã mô phỏng 400 lần, trong đó 3 lần có nhóm không xếp hạng được" in chart.caption
    assert "Đã mô phỏng 400 lần." in convergence_lines(TABLE, language="vi").caption
    assert "từ 4,00 bậc còn 1,50 bậc" in chart.alt


def test_the_caption_prints_the_limits_it_was_given() -> None:
    caption = module.convergence_lines(TABLE, language="en", places=2.0, mean_error=0.4).caption
    assert "no bound differs by more than 2 and no mean rank has a standard error above 0.40" in caption


def test_a_step_that_settled_and_was_lost_again_does_not_count() -> None:
    table = convergence({100: (1, 0.1, True), 200: (3, 0.4, False), 400: (1, 0.1, True)})
    assert "400" in convergence_lines(table, language="vi").title


def test_a_run_that_has_not_settled_says_so() -> None:
    chart = convergence_lines(TABLE.assign(is_converged=False), language="vi")
    assert chart.title == "Sau 400 lần mô phỏng, kết quả chưa ổn định"
    assert lines(chart, "settled") == []
    assert "cần thêm số lần mô phỏng" in chart.caption


def test_a_missing_step_leaves_a_gap_and_is_counted() -> None:
    table = convergence({100: (NAN, 0.9, False), 200: (2, 0.5, False), 400: (1, 0.3, True)})
    chart = convergence_lines(table, language="vi")
    assert np.isnan(lines(chart, "widest_change")[0].get_ydata()[0])
    assert "Số bước thiếu số liệu, đường để trống: 1." in chart.caption


def test_doubling_steps_take_equal_widths_and_the_caption_says_so() -> None:
    table = convergence({125 * 2**step: (8 / 2**step, 1 / 2**step, step > 4) for step in range(7)})
    chart = convergence_lines(table, language="en")
    assert axes_of(chart).get_xscale() == "log"
    assert "The horizontal axis is logarithmic." in chart.caption
    labels = [label.get_text() for label in axes_of(chart).get_xticklabels()]
    assert labels == ["125", "250", "500", "1,000", "2,000", "4,000", "8,000"]
    assert is_inside_page(chart)


@pytest.mark.parametrize("count", [1, 10, 100])
def test_few_steps_and_many_keep_their_labels_apart(count: int) -> None:
    table = convergence({1000 + 100 * step: (2, 1.99, False) for step in range(count)})
    chart = convergence_lines(table, language="vi", is_synthetic=True)
    assert is_inside_page(chart)
    labels = axes_of(chart).get_xticklabels()
    boxes = [label.get_window_extent() for label in labels]
    assert all(left.x1 < right.x0 for left, right in itertools.pairwise(boxes))
    ends = [text.get_window_extent() for text in axes_of(chart).texts]
    assert not ends[0].overlaps(ends[1])


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(widest_change=NAN, mean_rank_error=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(convergence_lines(table, language="vi"), "empty")[0]


def test_years_and_runs_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="twice"):
        convergence_lines(pd.concat([TABLE, TABLE]), language="vi")
    other = TABLE.assign(year=2019, replications=TABLE["replications"] + 1)
    with pytest.raises(ValueError, match="2019"):
        convergence_lines(pd.concat([TABLE.assign(year=2020), other]), language="vi")


def test_the_same_table_gives_the_same_bytes() -> None:
    one, other = (figure_png(convergence_lines(TABLE, language="vi")) for _ in range(2))
    assert one == other


def test_figures_of_lines_that_end_at_zero_stay_above_the_axis() -> None:
    chart = convergence_lines(convergence({500: (1, 0.03, True), 1000: (0, 0.02, True)}), language="vi")
    axes = axes_of(chart)
    figure_png(chart)
    boxes = [note.get_window_extent() for note in axes.texts if note.get_gid() == "label"]
    assert len(boxes) == 2
    centres = [(box.y0 + box.y1) / 2 for box in boxes]
    assert min(centres) >= axes.get_window_extent().y0 - 0.5
    assert not boxes[0].overlaps(boxes[1])

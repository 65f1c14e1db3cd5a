from __future__ import annotations

from matplotlib.figure import Figure

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height


def test_a_column_is_as_wide_as_its_widest_line() -> None:
    column = SideColumn("Hạng", ["1", "một dòng dài hơn nhiều\nhai"])
    assert column.width == text_width("một dòng dài hơn nhiều", weight="bold")
    assert columns_width([column, column]) > 2 * column.width


def test_headings_take_room_only_where_there_are_any() -> None:
    assert headings_height([SideColumn("", ["1"])]) == 0
    assert headings_height([SideColumn("Hạng", [])]) < headings_height([SideColumn("Số cơ quan cao hơn", [])])


def test_entries_stand_beside_their_rows_in_columns_that_do_not_touch() -> None:
    figure = Figure(figsize=(7, 3))
    axes = figure.add_axes((0.1, 0.1, 0.4, 0.8))
    axes.set_ylim(2, 0)
    columns = [SideColumn("A", ["10,00", "9,00"]), SideColumn("B", ["tên", "khác"], align="left")]
    draw_columns(axes, columns, centres=[0.5, 1.5], bold=[1])
    figure.draw_without_rendering()
    first = [text for text in axes.texts if text.get_gid() == "column 0"]
    second = [text for text in axes.texts if text.get_gid() == "column 1"]
    assert [text.get_fontweight() for text in first] == ["normal", "bold"]
    assert first[0].get_window_extent().y0 > first[1].get_window_extent().y1
    assert max(text.get_window_extent().x1 for text in first) < min(text.get_window_extent().x0 for text in second)

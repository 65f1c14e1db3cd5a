"""A recorded table as the page prints it: what is drawn out, what stays on one line."""

from __future__ import annotations

import pytest

from cchc_analysis.publish.recorded import RecordedColumn, RecordedTable
from cchc_analysis.publish.table_view import table_view


def table(*words: str, focus: tuple[int, ...] = ()) -> RecordedTable:
    column = RecordedColumn(name="word", label="Từ", kind="text")
    return RecordedTable(
        name="t", title="T", columns=(column,), rows=tuple((word,) for word in words), focus_rows=focus
    )


def test_a_row_is_drawn_out_of_others_only() -> None:
    among = table_view(table("Sở Nội vụ", "Sở Tư pháp", focus=(1,)), "vi")
    assert [row.is_focus for row in among.rows] == [False, True]
    alone = table_view(table("Quý I", "Quý II", focus=(0, 1)), "vi")
    assert not any(row.is_focus for row in alone.rows)


@pytest.mark.parametrize(
    ("words", "css"),
    [
        (("9,6 ngày", "Đạt"), "short"),
        (("Không được", "Tỷ lệ không cản"), "short"),
        (("MAU-2020-SXD-0021", "A"), "short"),
        (("Chưa đạt tính đến hết quý", "Đạt"), "text"),
        (("Ban Quản lý các khu chế xuất và công nghiệp",), "wide"),
    ],
)
def test_few_letters_stand_on_one_line_and_long_names_have_room(words: tuple[str, ...], css: str) -> None:
    assert table_view(table(*words), "vi").classes == (css,)

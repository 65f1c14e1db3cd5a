from __future__ import annotations

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.narrow_rows import narrow_rows


def test_a_row_is_as_tall_as_its_name_or_the_words_beside_it() -> None:
    stack = narrow_rows(["ngắn", "ngắn", "một tên dài phải xuống dòng"], beside=["a", "a\nb", "a"], width=1.2)
    heights = [bottom - top for top, bottom in zip(stack.edges, stack.edges[1:], strict=False)]
    assert heights[0] < heights[1] == heights[2]


def test_no_line_is_wider_than_asked_for() -> None:
    stack = narrow_rows(["một tên rất dài phải xuống dòng nhiều lần mới hết"], beside=[""], width=1.2)
    assert all(text_width(line) <= 1.2 for line in stack.labels[0].split("\n"))

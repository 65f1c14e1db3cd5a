from __future__ import annotations

from cchc_analysis.charts.quota_package_rows import package_rows


def test_the_number_has_a_line_of_its_own_and_stays_whole() -> None:
    stack = package_rows(
        [("20200101234-00", "Sửa chữa trụ sở Ủy ban nhân dân " * 5), ("P2", "Mua máy"), ("", "Khác")]
    )
    assert stack.labels[0].startswith("20200101234-00\nSửa chữa")
    assert stack.labels[0].count("\n") == 2
    assert "…" in stack.labels[0]
    assert stack.labels[1:] == ("P2\nMua máy", "Khác")


def test_rows_are_as_high_as_their_lines() -> None:
    first, second, third = package_rows([("P1", ""), ("P2", "Mua máy"), ("P3", "Mua " * 60)]).edges[1:]
    assert first < second - first < third - second

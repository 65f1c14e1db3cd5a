"""The beginning of a long text, read before the rest is."""

from __future__ import annotations

from pathlib import Path

from cchc_analysis.intake.stream.records import read_head


def test_a_heading_over_several_lines_parts_no_fields(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes('"Tên gói thầu;\nghi đầy đủ","Giá"\nA,1\nB,2\n'.encode())
    head, delimiter = read_head(path, file="list.csv", most=2)
    assert delimiter == ","
    assert [record.cells for record in head.records] == [("Tên gói thầu;\nghi đầy đủ", "Giá"), ("A", "1")]

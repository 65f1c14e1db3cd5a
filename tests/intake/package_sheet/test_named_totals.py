"""A total that is filled in like a package: held, and told to be the sum of the rows above."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity
from tests.intake.package_lists import found, read, row

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.mark.parametrize("name", ["SUM", "Tổng số", "TỔNG CỘNG", "Tổng cộng SNV"])
def test_a_total_filled_in_like_a_package_is_held_and_told_to_be_a_sum(tmp_path: Path, name: str) -> None:
    rows = (row(Tên="A", Giá=100), row(Tên="B", Giá=200))
    intake = read(tmp_path, *rows, row(Tên=name, Giá=300), row(Tên="Tổng hợp tài liệu", Giá=5))
    assert sorted(found(intake)) == [("named_total", "B4"), ("named_total_sum", "I4")]
    assert {one.severity for one in intake.findings} == {Severity.HELD, Severity.NOTE}
    assert intake.tables["packages"]["name"].tolist() == ["A", "B", "Tổng hợp tài liệu"]
    assert intake.tables["unsettled"]["form"].tolist() == [""]
    assert found(read(tmp_path, *rows, row(Tên=name, Giá=299))) == [("named_total", "B4")]

"""What a package may cost is a dated setting in a file; a slip in it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.plausible_amounts import plausible_amounts

HEADER = "limit,value,decided_on,source,note\n"


def test_the_shipped_limits_are_read_and_judge_a_price() -> None:
    limits = plausible_amounts()
    assert limits.least_package_vnd < limits.most_package_vnd <= limits.most_report_vnd
    assert limits.is_price(limits.least_package_vnd)
    assert limits.is_price(limits.most_package_vnd)
    assert not limits.is_price(limits.least_package_vnd - 1)
    assert not limits.is_price(limits.most_package_vnd + 1)


@pytest.mark.parametrize(
    "row", ["most_bidders,ten,2026-11-25,,", "most_bidders,10,2026,,", "other,1,2026-11-25,,"]
)
def test_a_limit_that_is_no_number_undated_unknown_or_missing_stops(tmp_path: Path, row: str) -> None:
    (tmp_path / "plausible_amounts.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(ReferenceFileError) as caught:
        plausible_amounts(tmp_path)
    assert row.partition(",")[0] in str(caught.value)
    assert "least_package_vnd" in str(caught.value)

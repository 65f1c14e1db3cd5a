"""What a package may cost is a dated setting in a file; a slip in it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.plausible_amounts import AMOUNTS_FILE, plausible_amounts
from tests.reference.setting_files import spoilt


def test_the_shipped_limits_are_read_and_judge_a_price() -> None:
    limits = plausible_amounts()
    assert limits.least_package_vnd < limits.most_package_vnd <= limits.most_report_vnd
    assert limits.is_price(limits.least_package_vnd)
    assert limits.is_price(limits.most_package_vnd)
    assert not limits.is_price(limits.least_package_vnd - 1)
    assert not limits.is_price(limits.most_package_vnd + 1)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("value: 1000000\n", 'value: "ten"\n'), "value"),
        (('"most_bidders"', '"most_offers"'), "most_bidders: –"),
        (('"most_bidders"', '"most_offers"'), "most_offers: 1000"),
    ],
)
def test_a_limit_that_is_no_number_unknown_or_missing_stops(
    tmp_path: Path, change: tuple[str, str], named: str
) -> None:
    with pytest.raises(ReferenceFileError, match=named):
        plausible_amounts(spoilt(tmp_path, AMOUNTS_FILE, change))

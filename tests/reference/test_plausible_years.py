"""In which years a package may have been published, closed or awarded is a dated setting in a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.plausible_years import YEARS_FILE, plausible_years
from tests.reference.setting_files import spoilt


def test_the_shipped_years_hold_their_first_and_last_day_and_no_other_year() -> None:
    years = plausible_years()
    first, last = years.first_on, years.last_on
    assert first.year == years.first_year < last.year == years.last_year
    assert [years.holds(day) for day in (first, last)] == [True, True]
    assert [years.holds(day) for day in (first - dt.timedelta(1), last + dt.timedelta(1))] == [False, False]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ([('"last_on"', '"latest_on"')], "last_on: –"),
        ([('"2030-12-31"', "2030")], "last_on: 2030"),
        ([('"2030-12-31"', '"2004-12-31"')], "2004-12-31 < 2005-01-01"),
        ([('"2005-01-01"', '"2005-01-02"')], "2005-01-02"),
        ([('"2030-12-31"', '"2030-12-30"')], "2030-12-30"),
    ],
)
def test_a_slip_in_the_file_stops(tmp_path: Path, changes: list[tuple[str, str]], named: str) -> None:
    with pytest.raises(ReferenceFileError, match=named):
        plausible_years(spoilt(tmp_path, YEARS_FILE, *changes))

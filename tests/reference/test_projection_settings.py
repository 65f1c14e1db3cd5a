"""What a projection is made with is a dated setting in a file; a slip in it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.projection_settings import PROJECTION_FILE, load_projection_settings
from tests.reference.setting_files import spoilt


def test_the_shipped_settings_are_read() -> None:
    settings = load_projection_settings()
    assert (settings.level_pct, settings.least_years, settings.level) == (80, 3, 0.8)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (('"least_years"', '"fewest_years"'), "least_years: –"),
        (("value: 80", "value: 100"), "level_pct: 100"),
        (("value: 3", "value: 1"), "least_years: 1"),
    ],
)
def test_a_setting_that_is_missing_or_of_no_use_stops(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    with pytest.raises(ReferenceFileError, match=named):
        load_projection_settings(spoilt(tmp_path, PROJECTION_FILE, change))

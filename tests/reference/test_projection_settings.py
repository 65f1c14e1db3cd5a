"""What a projection is made with is a dated setting in a file; a slip in it stops."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.projection_settings import load_projection_settings

HEADER = "setting,value,decided_on,source,note\n"


def test_the_shipped_settings_are_read() -> None:
    settings = load_projection_settings()
    assert (settings.level_pct, settings.least_years, settings.level) == (80, 3, 0.8)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (["level_pct,80,2026-11-26,,"], "least_years"),
        (["level_pct,80,2026-11-26,,", "least_years,3,soon,,"], "least_years: 3, soon"),
        (["level_pct,100,2026-11-26,,", "least_years,3,2026-11-26,,"], "level_pct: 100"),
        (["level_pct,80,2026-11-26,,", "least_years,1,2026-11-26,,"], "least_years: 1"),
    ],
)
def test_a_setting_that_is_missing_undated_or_of_no_use_stops(tmp_path: Path, rows: list[str], named: str) -> None:
    (tmp_path / "projection_settings.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=named):
        load_projection_settings(tmp_path)

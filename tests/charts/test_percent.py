from __future__ import annotations

from cchc_analysis.charts.percent import format_percent


def test_a_share_is_rounded_once() -> None:
    assert format_percent(2 / 3, "vi") == "66,7%"
    assert format_percent(0.29999999999999993, "en", 0) == "30%"


def test_a_missing_share_is_a_dash() -> None:
    assert format_percent(float("nan"), "vi") == "–"

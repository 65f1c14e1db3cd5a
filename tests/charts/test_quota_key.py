from __future__ import annotations

from cchc_analysis.charts.quota_key import key_height, key_lines
from cchc_analysis.compliance.verdict import RESULTS


def test_only_signs_that_occur_are_explained_in_a_fixed_order() -> None:
    assert key_lines([("failed", True), ("passed", True), ("failed", True)], "vi") == ["✓ đạt     ✗ không đạt"]


def test_a_sign_of_a_running_year_is_one_to_date_and_one_of_both_says_so() -> None:
    assert key_lines([("failed", False)], "en") == ["✗ not met to date"]
    assert key_lines([("failed", False), ("failed", True)], "en") == ["✗ not met (quarters I–III: to date)"]
    assert key_lines([("not_concluded", False), ("not_concluded", True)], "en") == ["? not concluded"]


def test_what_has_no_sign_needs_no_key() -> None:
    assert key_lines([("no_quota", True), ("no_quota", False)], "en") == []


def test_a_long_key_breaks() -> None:
    lines = key_lines([(result, True) for result in RESULTS], "vi")
    assert key_height(lines) > key_height(lines[:0])
    assert " ".join(lines).count("–") == 1

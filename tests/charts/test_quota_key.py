from __future__ import annotations

from cchc_analysis.charts.quota_key import key_height, key_lines
from cchc_analysis.compliance.verdict import RESULTS


def test_only_signs_that_occur_are_explained_in_a_fixed_order() -> None:
    assert key_lines(["failed", "passed", "failed"], "vi") == ["✓ đạt     ✗ chưa đạt"]


def test_what_has_no_sign_needs_no_key() -> None:
    assert key_lines(["no_quota"], "en") == []


def test_a_long_key_breaks() -> None:
    lines = key_lines(RESULTS, "vi")
    assert key_height(lines) > key_height(lines[:0])
    assert " ".join(lines).count("–") == 1

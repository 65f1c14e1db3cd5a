from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.quota_words import outcomes, printed_quota, quota_sentence


def test_a_missing_conclusion_is_open_not_failed() -> None:
    is_passed = pd.Series([True, False, pd.NA], dtype="boolean")
    assert outcomes(is_passed).tolist() == ["passed", "failed", "open"]


@pytest.mark.parametrize(("quota", "printed"), [(60, "60%"), (62.5, "62,5%"), (25.0, "25%")])
def test_a_quota_has_no_needless_decimals(quota: float, printed: str) -> None:
    assert printed_quota(quota, "vi") == printed


def test_an_unknown_quota_is_said() -> None:
    sentence = quota_sentence(60, None, "vi")
    assert "Mức tối thiểu theo số gói thầu: 60%." in sentence
    assert "Không vẽ mức tối thiểu theo giá trị" in sentence

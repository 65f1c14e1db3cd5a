from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.charts.quota_words import outcomes, printed_quota, printed_share, quota_sentence


def test_rounding_never_lifts_a_failing_share_to_the_quota() -> None:
    assert printed_share(0.5996, 60, "vi") == "59,96%"
    assert printed_share(0.59996, 60, "vi") == "59,996%"
    assert printed_share(0.6, 60, "vi") == "60,0%"
    assert printed_share(0.5996, None, "vi") == "60,0%"


@given(st.integers(1, 10_000), st.data())
def test_a_printed_share_is_below_the_quota_when_the_share_is(eligible: int, data: st.DataObject) -> None:
    online = data.draw(st.integers(0, eligible))
    if 100 * online < 60 * eligible:
        assert float(printed_share(online / eligible, 60, "en").rstrip("%")) < 60


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

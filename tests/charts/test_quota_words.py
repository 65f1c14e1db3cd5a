from __future__ import annotations

import pytest

from cchc_analysis.charts.quota_words import printed_quota, quota_sentence
from cchc_analysis.reference.procurement_rules import Minimums


@pytest.mark.parametrize(("quota", "printed"), [(60, "60%"), (62.5, "62,5%"), (25.0, "25%")])
def test_a_quota_has_no_needless_decimals(quota: float, printed: str) -> None:
    assert printed_quota(quota, "vi") == printed


def test_an_unknown_quota_is_said() -> None:
    sentence = quota_sentence(Minimums(60, None), "vi")
    assert "Tỷ lệ tối thiểu theo số gói thầu: 60%." in sentence
    assert "Không vẽ tỷ lệ tối thiểu theo giá trị" in sentence

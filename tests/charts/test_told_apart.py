from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.quota_bullets import quota_bullets
from cchc_analysis.charts.quota_heatmap import quota_heatmap
from cchc_analysis.charts.quota_scatter import quota_scatter
from cchc_analysis.charts.reporting_grid import reporting_grid
from cchc_analysis.charts.told_apart import told_apart
from cchc_analysis.reference.procurement_rules import Minimums

from .drawn import names, words
from .frames import quota, reporting

TABLE = pd.DataFrame(
    {"agency_code": ["W1", "W2", "W1", "SNV"], "agency_name": ["Phường 12", "Phường 12", "Phường 12", "Sở Nội vụ"]}
)
WARDS = {"agency_name": ["Phường 12", "Phường 12"]}
QUOTA = quota({"W1": (1, 10, 1, 10), "W2": (5, 10, 5, 10)}).assign(**WARDS)
BOTH = ["Phường 12 (W1)", "Phường 12 (W2)"]


def test_a_name_of_several_agencies_carries_the_code_and_no_other_does() -> None:
    apart = told_apart(TABLE)["agency_name"].tolist()
    assert apart == ["Phường 12 (W1)", "Phường 12 (W2)", "Phường 12 (W1)", "Sở Nội vụ"]
    assert told_apart(TABLE[TABLE["agency_code"] != "W2"])["agency_name"].tolist()[0] == "Phường 12"
    assert told_apart(TABLE.head(0)).empty


@pytest.mark.parametrize("focus", [None, "W2"])
def test_charts_of_all_agencies_tell_them_apart(focus: str | None) -> None:
    options = {"minimums": Minimums(60, 25), "is_year_over": True}
    assert names(quota_bullets(QUOTA, language="vi", focus=focus, **options)) == BOTH  # type: ignore[arg-type]
    assert names(quota_heatmap(QUOTA.assign(quarter=4), language="vi", focus=focus)) == BOTH
    scatter = quota_scatter(QUOTA, language="vi", focus=focus, **options)  # type: ignore[arg-type]
    assert sorted(words(scatter, "name")) == BOTH
    sent = reporting({"W1": "mmoo", "W2": "oooo"}).assign(agency_name="Phường 12")
    assert names(reporting_grid(sent, language="vi", focus=focus)) == BOTH

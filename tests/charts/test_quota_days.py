from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from cchc_analysis.charts.quota_days import day_labels, set_day_axis
from cchc_analysis.texts import Language

QUARTERS = [pd.Timestamp(2020, 3, 31), pd.Timestamp(2020, 6, 30)]


@pytest.mark.parametrize(("language", "first"), [("vi", "Quý I/2020"), ("en", "Q1 2020")])
def test_ends_of_quarters_have_the_names_of_quarters(language: Language, first: str) -> None:
    assert day_labels(QUARTERS, language)[0] == first


def test_one_other_day_makes_all_of_them_dates() -> None:
    assert day_labels([*QUARTERS, pd.Timestamp(2020, 7, 31)], "vi") == ["31/03/2020", "30/06/2020", "31/07/2020"]


def test_where_labels_would_touch_the_last_one_stays() -> None:
    axes = Figure().add_subplot()
    days = list(pd.date_range("2020-12-01", "2020-12-31", freq="D"))
    set_day_axis(axes, days, width=6, language="vi")
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["31/12/2020"]

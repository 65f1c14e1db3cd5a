"""The shares of several years, each beside the quota of its own year."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_years import quota_years
from cchc_analysis.texts import Language

# Year, shares, least percents, passed legs, result.
YEARS = (
    (2018, 0.26, 0.27, None, None, None, None, "no_quota"),
    (2019, 0.48, 0.37, 50, 15, False, True, "failed"),
    (2020, 0.72, 0.48, 60, 25, True, True, "passed"),
)
COLUMNS = ["year", "count_share", "value_share", "min_count_pct", "min_value_pct", "is_count_passed",
           "is_value_passed", "quota_result"]  # fmt: skip


def drawn(*rows: tuple[object, ...], part_year: int | None = None, language: Language = "vi") -> Chart:
    types = {"min_count_pct": "Int64", "min_value_pct": "Int64", "is_count_passed": "boolean",
             "is_value_passed": "boolean"}  # fmt: skip
    table = pd.DataFrame(list(rows), columns=COLUMNS).astype(types).assign(agency_name="Sở Y tế")
    return quota_years(
        table, language="en" if language == "en" else "vi", part_year=part_year, title="Qua các năm"
    )


def signs(chart: Chart, gid: str) -> list[str]:
    return [one.get_text() for axes in chart.figure.axes for one in axes.texts if one.get_gid() == gid]


def test_every_year_has_its_own_quota_and_result_by_leg() -> None:
    chart = drawn(*YEARS)
    assert signs(chart, "label") == ["26,0%", "✗ 48,0%", "✓ 72,0%", "27,0%", "✓ 37,0%", "✓ 48,0%"]
    below = [[one.get_text() for one in axes.get_xticklabels()] for axes in chart.figure.axes]
    assert below[0] == ["2018\nkhông có mức", "2019\n≥ 50%", "2020\n≥ 60%"]
    assert below[1] == ["2018\nkhông có mức", "2019\n≥ 15%", "2020\n≥ 25%"]
    quotas = [one for axes in chart.figure.axes for one in axes.collections if one.get_gid() == "quota"]
    assert len(quotas) == 4
    assert "2019: theo số lượng 48,0% (≥ 50%), theo giá trị 37,0% (≥ 15%), không đạt" in chart.alt


def test_a_year_that_is_not_over_is_met_to_date_only() -> None:
    chart = drawn(*YEARS, part_year=2020, language="en")
    assert "(≥ 25%), met to date" in chart.alt
    assert "2019: by number 48.0% (≥ 50%), by value 37.0% (≥ 15%), not met." in chart.alt
    assert "2020 is not over" in chart.caption
    hatches = [bar.get_hatch() for bar in chart.figure.axes[0].patches]
    assert hatches == ["", "", "////"]


def test_a_figure_stands_clear_of_the_line_it_nearly_reaches() -> None:
    near, far = (2019, 0.48, 0.05, 50, 60, False, False, "failed"), (2020, 0.0, 0.9, 60, 25, False, True, "failed")
    places = {
        (axes.get_xticklabels()[int(one.xy[0])].get_text()[:4], one.get_text()): one.xy[1]
        for axes in drawn(near, far).figure.axes
        for one in axes.texts
        if one.get_gid() == "label"
    }
    assert places["2019", "✗ 48,0%"] == 0.50
    assert places["2019", "✗ 5,0%"] == 0.05
    assert places["2020", "✗ 0,0%"] == 0.0


def test_a_year_without_an_eligible_package_keeps_its_place() -> None:
    chart = drawn((2019, None, None, 50, 15, None, None, "nothing_eligible"), YEARS[2])
    assert signs(chart, "none") == ["–", "–"]
    assert signs(chart, "label") == ["✓ 72,0%", "✓ 48,0%"]


def test_without_any_eligible_package_the_chart_says_so() -> None:
    chart = drawn((2019, None, None, 50, 15, None, None, "nothing_eligible"))
    assert chart.caption == "Không năm nào có gói thầu thuộc diện tính."


def test_two_rows_of_a_year_are_refused() -> None:
    with pytest.raises(ValueError, match="one row a year"):
        drawn(YEARS[2], YEARS[2])

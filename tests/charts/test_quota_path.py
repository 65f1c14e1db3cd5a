from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_path import quota_path
from cchc_analysis.charts.quota_projection import with_projection
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums

from .drawn import legend, words
from .frames import NAMES, NAN

ENDS = [dt.date(2020, 3, 31), dt.date(2020, 6, 30), dt.date(2020, 9, 30), dt.date(2020, 12, 31)]


def path(shares: dict[str, list[tuple[float, float]]]) -> pd.DataFrame:
    rows = [
        (code, NAMES[code], 2020, end_on, *pair)
        for code, pairs in shares.items()
        for end_on, pair in zip(ENDS, pairs, strict=False)
    ]
    columns = ["agency_code", "agency_name", "year", "period_end_on", "count_share", "value_share"]
    return pd.DataFrame(rows, columns=columns)


TABLE = path({"SNV": [(0.2, 0.1), (0.4, 0.2), (0.5999, 0.3)], "SYT": [(0.9, 0.9), (0.8, 0.7), (0.7, 0.6)]})
PROJECTION = pd.DataFrame(
    {
        "agency_code": ["SNV", "SNV", "SYT", "SYT"], "agency_name": ["Sở Nội vụ"] * 2 + ["Sở Y tế"] * 2,
        "leg": ["count", "value"] * 2, "projected_share": [0.7, 0.35, NAN, NAN],
        "low_share": [0.65, 0.3, NAN, NAN], "high_share": [0.75, 0.4, NAN, NAN], "level_share": 0.8,
    }
)  # fmt: skip


def draw(table: pd.DataFrame = TABLE, **more: object) -> Chart:
    options = {"language": "vi", "minimums": Minimums(60, 25)} | more
    return quota_path(table, **options)  # type: ignore[arg-type]


def found(axes: Axes, gid: str) -> list[Line2D]:
    return [line for line in axes.get_lines() if line.get_gid() == gid]


def heights(line: Line2D) -> list[float]:
    return [round(float(y), 6) for y in line.get_ydata()]


def test_both_legs_follow_the_year_with_their_quota() -> None:
    chart = draw(focus="SNV")
    by_count, by_value = chart.figure.axes
    assert heights(found(by_count, "focus")[0]) == [0.2, 0.4, 0.5999]
    assert heights(found(by_value, "focus")[0]) == [0.1, 0.2, 0.3]
    assert [heights(found(axes, "quota")[0])[0] for axes in chart.figure.axes] == [0.6, 0.25]
    assert words(chart, "leg") == ["Theo số gói thầu · tối thiểu 60%", "Theo giá trị · tối thiểu 25%"]
    assert legend(chart) == ["Sở Nội vụ", "các cơ quan khác (1)", "tỷ lệ tối thiểu"]


def test_periods_stand_at_their_day_and_quarters_have_names() -> None:
    axes = draw(focus="SNV").figure.axes[0]
    assert found(axes, "focus")[0].get_xdata().tolist() == [91, 182, 274]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["Quý I/2020", "Quý II/2020", "Quý III/2020"]


def test_months_are_dates_and_only_as_many_as_have_room() -> None:
    months = pd.date_range("2020-01-31", periods=12, freq="ME").date
    table = pd.DataFrame({"period_end_on": months, "count_share": 0.5, "value_share": 0.5}).assign(
        agency_code="SNV", agency_name="Sở Nội vụ", kind="observed"
    )
    labels = [tick.get_text() for tick in draw(table).figure.axes[0].get_xticklabels()]
    assert labels[-1] == "31/12/2020"
    assert len(labels) < 12


def test_the_only_agency_needs_no_focus() -> None:
    chart = draw(TABLE[TABLE["agency_code"] == "SNV"])
    assert chart.title == "Sở Nội vụ: qua mạng 59,99% số gói thầu và 30,0% giá trị, lũy kế đến 30/09/2020"
    assert found(chart.figure.axes[0], "other") == []


def test_the_projected_end_is_broken_and_has_its_interval() -> None:
    chart = draw(with_projection(TABLE, PROJECTION), focus="SNV")
    by_count, _ = chart.figure.axes
    assert heights(found(by_count, "ahead")[0]) == [0.5999, 0.7]
    assert heights(found(by_count, "interval")[0]) == [0.65, 0.75]
    assert "khoảng dự kiến 80%" in chart.caption
    assert "Dự kiến đến 31/12/2020: 70,0% số gói thầu, 35,0% giá trị." in chart.alt
    assert "59,99% số gói thầu" in chart.title


def test_who_cannot_be_projected_gets_no_row() -> None:
    table = with_projection(TABLE, PROJECTION)
    assert table.loc[table["kind"] == "projected", "agency_code"].tolist() == ["SNV"]
    nothing = with_projection(TABLE, PROJECTION.assign(projected_share=NAN))
    assert set(nothing["kind"]) == {"observed"}


def test_of_all_agencies_together_the_others_are_its_parts() -> None:
    whole = TABLE[TABLE["agency_code"].eq("SYT")].assign(agency_code="ALL", agency_name="Tất cả")
    assert legend(draw(pd.concat([whole, TABLE]), focus="ALL"))[1] == "từng cơ quan (2)"
    assert legend(draw(pd.concat([whole, TABLE]), focus="ALL", language="en"))[1] == "each agency (2)"


def test_a_single_quarter_is_seen_also_among_many_agencies() -> None:
    first, second = (TABLE[TABLE["agency_code"].eq("SYT")].head(quarters) for quarters in (1, 2))
    single = [first.assign(agency_code=f"W{number}") for number in range(70)]
    axes = draw(pd.concat([*single, second]), focus="SNV").figure.axes[0]
    marks = [(len(line.get_xdata()), line.get_marker(), line.get_alpha()) for line in found(axes, "other")]
    assert marks.count((1, "o", 1.0)) == 70
    assert [mark for mark in marks if mark[0] == 2] == [(2, "", 30 / 71)]


def test_a_period_without_eligible_packages_is_a_gap_not_a_zero() -> None:
    chart = draw(path({"SNV": [(NAN, NAN), (0.4, 0.2)]}))
    assert heights(found(chart.figure.axes[0], "focus")[0]) == [0.4]
    assert "không bị tính là 0" in chart.caption


def test_a_leg_without_a_quota_has_no_line() -> None:
    chart = draw(minimums=NO_MINIMUMS)
    assert [found(axes, "quota") for axes in chart.figure.axes] == [[], []]
    assert words(chart, "leg")[0] == "Theo số gói thầu · không có mức đối chiếu"


def test_the_rule_of_all_points_and_that_the_minimum_is_the_years_are_said() -> None:
    assert "theo quy định của kỳ báo cáo" in draw().caption
    assert "quý thấp hơn tỷ lệ này chưa phải là không đạt" in draw().caption
    assert "không đạt" not in draw(minimums=NO_MINIMUMS).caption
    assert "a quarter below it does not yet make it “not met”" in draw(language="en").caption


def test_without_any_share_there_is_a_sentence() -> None:
    assert words(draw(TABLE.head(0)), "empty")
    assert words(draw(TABLE.assign(count_share=np.nan, value_share=np.nan)), "empty")


def test_what_is_not_one_year_to_date_is_refused() -> None:
    with pytest.raises(ValueError, match="one year"):
        draw(pd.concat([TABLE, TABLE.assign(period_end_on=dt.date(2021, 3, 31))]))
    with pytest.raises(ValueError, match="guess"):
        draw(TABLE.assign(kind="guess"))


def test_a_focus_that_is_not_there_is_said() -> None:
    assert "Mã Q9 không có" in draw(focus="Q9").caption

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.style import FOCUS, REST

from .drawn import axes_of, bars, is_inside_page, names, words
from .frames import NAN, league, long_league

TABLE = league({"STP": 80.255, "SNV": 95.4, "STC": 80.255, "SYT": NAN})


def test_bars_stand_from_first_to_last_with_figure_and_class() -> None:
    chart = league_bars(TABLE, language="vi")
    assert names(chart) == ["1. Sở Nội vụ", "2. Sở Tài chính", "2. Sở Tư pháp", "Sở Y tế"]
    assert bars(chart) == [95.4, 80.255, 80.255]
    assert words(chart, "label") == ["95,40 · Tốt", "80,26 · Khá", "80,26 · Khá", "chưa có chỉ số"]


def test_bars_stand_beside_their_names() -> None:
    axes = axes_of(league_bars(TABLE, language="vi"))
    middles = sorted(patch.get_y() + patch.get_height() / 2 for patch in axes.patches)
    assert middles == pytest.approx(axes.get_yticks()[:3].tolist())


def test_bars_start_at_zero() -> None:
    assert axes_of(league_bars(TABLE, language="vi")).get_xlim() == (0, 100)


def test_english_numbers_have_a_point() -> None:
    assert words(league_bars(TABLE, language="en"), "label")[0] == "95.40 · Tốt"


def test_only_the_focus_is_dark() -> None:
    chart = league_bars(TABLE, language="vi", focus="STC")
    patches = sorted(axes_of(chart).patches, key=lambda patch: patch.get_y())
    assert [to_hex(patch.get_facecolor()).upper() for patch in patches] == [REST, FOCUS, REST]
    assert chart.title == "Sở Tài chính đạt 80,26 điểm, hạng 2 trên 3"


def test_the_alt_text_names_who_leads_who_trails_and_the_focus() -> None:
    alt = league_bars(TABLE, language="vi", focus="STC").alt
    assert "của 4 cơ quan" in alt
    assert "3 cơ quan có chỉ số, trung vị 80,26 điểm" in alt
    assert "Cao nhất: Sở Nội vụ, 95,40 điểm." in alt
    assert "Thấp nhất: Sở Tư pháp, 80,26 điểm." in alt
    assert "Được làm nổi: Sở Tài chính, 80,26 điểm, hạng 2." in alt


def test_who_has_no_index_is_counted_and_not_zero() -> None:
    assert "Chưa có chỉ số: 1 cơ quan" in league_bars(TABLE, language="vi").caption


def test_groups_stand_apart() -> None:
    both = pd.concat([league({"Q1": 99, "Q5": 70}, group="district"), TABLE], ignore_index=True)
    chart = league_bars(both, language="vi")
    assert names(chart)[0] == "Sở, ban, ngành"
    assert names(chart)[5:] == ["Quận, huyện", "1. Quận 1", "2. Quận 5"]
    assert "Quận, huyện: 2 cơ quan có chỉ số" in chart.alt


def test_an_unknown_group_is_refused_rather_than_lost() -> None:
    with pytest.raises(ValueError, match="liên minh"):
        league_bars(league({"SNV": 90}, group="liên minh"), language="vi")


def test_of_400_agencies_the_caption_says_how_many_are_hidden() -> None:
    chart = league_bars(long_league(400), language="vi", focus="W200")
    gaps = words(chart, "gap")
    assert len(bars(chart)) + 337 == 400
    assert "Không vẽ 337 dòng" in chart.caption
    assert gaps == ["… không vẽ 169 dòng …", "… không vẽ 168 dòng …"]
    assert any(name.startswith("201. ") for name in names(chart))
    assert chart.figure.get_figheight() < 20


def test_a_focus_that_is_not_there_is_said() -> None:
    chart = league_bars(TABLE, language="vi", focus="XYZ")
    assert "Mã XYZ không có trong số liệu" in chart.caption
    assert len(bars(chart)) == 3


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(index=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    chart = league_bars(table, language="vi")
    assert f"Trong danh sách: {len(table)}." in words(chart, "empty")[0]
    assert chart.caption in chart.alt


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        league_bars(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")


def test_made_up_data_are_marked() -> None:
    assert words(league_bars(TABLE, language="vi", is_synthetic=True), "synthetic") == ["Dữ liệu giả lập"]
    assert words(league_bars(TABLE, language="vi"), "synthetic") == []


def test_the_table_is_left_alone() -> None:
    before = TABLE.copy(deep=True)
    league_bars(TABLE, language="vi", focus="STC")
    pd.testing.assert_frame_equal(TABLE, before)


def test_a_very_long_name_stays_on_the_page() -> None:
    table = league({"SNV": 100, "STP": 80}).replace({"Sở Tư pháp": "Ban Quản lý dự án " * 12})
    chart = league_bars(table, language="vi", title="Tiêu đề rất dài " * 20)
    assert is_inside_page(chart)
    assert "Ban Quản lý dự án " * 12 in chart.alt

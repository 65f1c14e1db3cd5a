from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.district_tiles import district_tiles

from .drawn import axes_of, words
from .frames import quota

TABLE = quota({"Q1": (9, 10, 9, 10), "Q5": (3, 10, 8, 10), "SNV": (5, 10, 5, 10)}).assign(
    min_count_pct=60, min_value_pct=25
)
TILES = pd.DataFrame(
    {
        "agency_code": ["Q1", "Q5", "Q8"], "name_vi": ["Quận 1", "Quận 5", "Quận 8"],
        "name_en": ["District 1", "District 5", "District 8"], "row": [0, 1, 1], "column": [1, 0, 1],
    }
)  # fmt: skip


def squares(chart: Chart, gid: str = "tile") -> list[Rectangle]:
    return [patch for patch in axes_of(chart).patches if isinstance(patch, Rectangle) and patch.get_gid() == gid]


def test_every_district_has_its_square_with_sign_and_figure() -> None:
    chart = district_tiles(TABLE, TILES, language="vi")
    assert [(round(tile.get_x()), round(tile.get_y())) for tile in squares(chart)] == [(1, 0), (0, 1), (1, 1)]
    assert words(chart, "tile name") == ["Quận 1", "Quận 5", "Quận 8"]
    assert words(chart, "tile figure") == ["✓ 90,0%", "✗ 30,0%", "–"]


def test_a_lower_share_is_darker_and_a_missing_one_has_no_shade() -> None:
    first, second, third = squares(district_tiles(TABLE, TILES, language="vi"))
    assert sum(second.get_facecolor()) < sum(first.get_facecolor())
    assert third.get_hatch()
    assert not first.get_hatch()


def test_departments_and_places_without_figures_are_said() -> None:
    caption = district_tiles(TABLE, TILES, language="vi").caption
    assert "Không vẽ 1 cơ quan không phải quận, huyện" in caption
    assert "Ô gạch chéo: 1 nơi" in caption
    assert "không phải ranh giới thật" in caption


def test_the_value_and_english_names_may_be_shown() -> None:
    chart = district_tiles(TABLE, TILES, language="en", measure="value")
    assert words(chart, "tile figure") == ["✓ 90.0%", "✗ 80.0%", "–"]
    assert words(chart, "tile name")[0] == "District 1"


def test_the_focus_has_a_border_and_a_sentence() -> None:
    chart = district_tiles(TABLE, TILES, language="vi", focus="Q5")
    assert len(squares(chart, "focus")) == 1
    assert "Được làm nổi: Quận 5, 30,0%." in chart.alt
    assert "Mã SNV không có" in district_tiles(TABLE, TILES, language="vi", focus="SNV").caption


def test_the_alt_text_counts_districts_only() -> None:
    alt = district_tiles(TABLE, TILES, language="vi").alt
    assert "của 3 quận, huyện. Đạt: 1; chưa đạt: 1" in alt
    assert "Thấp nhất: Quận 5, 30,0%." in alt
    assert "Nội vụ" not in alt


def test_without_a_quota_figures_have_no_sign() -> None:
    table = TABLE.assign(quota_result="no_quota")
    assert words(district_tiles(table, TILES, language="vi"), "tile figure") == ["90,0%", "30,0%", "–"]


def test_after_the_district_level_ended_it_says_so() -> None:
    chart = district_tiles(TABLE, TILES.head(0), language="vi")
    assert "Cấp huyện kết thúc ngày 30/06/2025" in chart.caption
    assert words(chart, "empty")


def test_without_figures_there_is_a_sentence() -> None:
    assert words(district_tiles(TABLE.tail(1), TILES, language="vi"), "empty")
    assert words(district_tiles(TABLE.head(0), TILES, language="vi"), "empty")


def test_a_district_counts_once() -> None:
    with pytest.raises(ValueError, match="one-to-one"):
        district_tiles(pd.concat([TABLE, TABLE]), TILES, language="vi")

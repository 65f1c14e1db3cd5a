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


def draw(table: pd.DataFrame = TABLE, tiles: pd.DataFrame = TILES, **more: object) -> Chart:
    options = {"language": "vi", "is_year_over": True} | more
    return district_tiles(table, tiles, **options)  # type: ignore[arg-type]


def squares(chart: Chart, gid: str = "tile") -> list[Rectangle]:
    return [patch for patch in axes_of(chart).patches if isinstance(patch, Rectangle) and patch.get_gid() == gid]


def test_every_district_has_its_square_with_sign_and_figure() -> None:
    chart = draw()
    assert [(round(tile.get_x()), round(tile.get_y())) for tile in squares(chart)] == [(1, 0), (0, 1), (1, 1)]
    assert words(chart, "tile name") == ["Quận 1", "Quận 5", "Quận 8"]
    assert words(chart, "tile figure") == ["✓ 90,0%", "✗ 30,0%", "–"]


def test_a_lower_share_is_darker_and_a_missing_one_has_no_shade() -> None:
    first, second, third = squares(draw())
    assert sum(second.get_facecolor()) < sum(first.get_facecolor())
    assert third.get_hatch()
    assert not first.get_hatch()


def test_departments_and_places_without_figures_are_said() -> None:
    caption = draw().caption
    assert "Không vẽ 1 cơ quan không phải quận, huyện" in caption
    assert "Ô gạch chéo: 1 nơi" in caption
    assert "không phải ranh giới thật" in caption


def test_the_value_and_english_names_may_be_shown() -> None:
    chart = draw(language="en", measure="value")
    assert words(chart, "tile figure") == ["✓ 90.0%", "✗ 80.0%", "–"]
    assert words(chart, "tile name")[0] == "District 1"


def test_the_focus_has_a_border_and_a_sentence() -> None:
    chart = draw(focus="Q5")
    assert len(squares(chart, "focus")) == 1
    assert "Được làm nổi: Quận 5, 30,0%." in chart.alt
    assert "Mã SNV không có" in draw(focus="SNV").caption


def test_the_alt_text_counts_districts_only() -> None:
    alt = draw().alt
    assert "của 3 quận, huyện. Số cơ quan đạt: 1; không đạt: 1" in alt
    assert "Thấp nhất: Quận 5, 30,0%." in alt
    assert "Nội vụ" not in alt


@pytest.mark.parametrize(
    ("language", "key", "failing"),
    [
        ("vi", "✓ đạt tính đến hết quý     ✗ chưa đạt tính đến hết quý", "Chưa đạt tính đến hết quý: Quận 5."),
        ("en", "✓ met to date     ✗ not met to date", "Not met to date: District 5."),
    ],
)
def test_during_the_year_every_result_is_one_to_date(language: str, key: str, failing: str) -> None:
    chart = draw(language=language, is_year_over=False)
    assert words(chart, "key")[0].startswith(key)
    assert failing in chart.alt
    final = draw(language=language)
    assert not words(final, "key")[0].startswith(key)
    assert failing not in final.alt


def test_without_a_quota_figures_have_no_sign() -> None:
    table = TABLE.assign(quota_result="no_quota")
    assert words(draw(table), "tile figure") == ["90,0%", "30,0%", "–"]
    assert "Dấu là kết quả chung" not in draw(table).caption
    assert "Dấu là kết quả chung của cả hai tỷ lệ." in draw().caption


def test_after_the_district_level_ended_it_says_so() -> None:
    chart = draw(tiles=TILES.head(0))
    assert "Cấp huyện kết thúc ngày 30/06/2025" in chart.caption
    assert words(chart, "empty")


def test_without_figures_there_is_a_sentence() -> None:
    assert words(draw(TABLE.tail(1)), "empty")
    assert words(draw(TABLE.head(0)), "empty")


def test_a_district_counts_once() -> None:
    with pytest.raises(ValueError, match="one-to-one"):
        draw(pd.concat([TABLE, TABLE]))

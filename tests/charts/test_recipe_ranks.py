from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.recipe_ranks import recipe_ranks
from cchc_analysis.charts.style import DOT, FOCUS
from cchc_analysis.texts import Language, text

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .robustness_frames import alternatives, intervals, long_intervals

LEAGUE = intervals({"STP": (80, 2, 1, 2, 3), "SNV": (91, 1, 1, 1, 2), "STC": (70, 3, 2, 3, 3)})
TABLE = alternatives(
    {
        "Trung bình nhân": {"SNV": 1, "STP": 3, "STC": 2},
        "Trọng số bằng nhau": {"SNV": 1, "STP": 2, "STC": 3},
        "Copeland": {"SNV": 2, "STP": 1, "STC": 3, "SYT": 4},
    }
)


def dots(chart: Chart) -> list[tuple[float, float]]:
    """Rank and size of each dot, from the top row down."""
    return [(float(line.get_xdata()[0]), line.get_markersize()) for line in lines(chart, "recipe")]


def test_agencies_stand_by_published_rank_with_the_range_of_their_ranks() -> None:
    chart = recipe_ranks(TABLE, league=LEAGUE, language="vi")
    assert names(chart) == ["1. Sở Nội vụ", "2. Sở Tư pháp", "3. Sở Tài chính"]
    assert words(chart, "column 0") == ["1–2", "1–3", "2–3"]
    assert legend(chart) == ["Hạng công bố", "Hạng theo các cách tính"]


def test_every_rank_that_comes_out_has_a_dot_larger_where_more_recipes_agree() -> None:
    found = dots(recipe_ranks(TABLE, league=LEAGUE, language="vi"))
    assert [rank for rank, _ in found] == [1, 2, 1, 2, 3, 2, 3]
    one = found[2][1]
    assert [size > one for _, size in found] == [True, False, False, False, False, False, True]


def test_the_published_rank_is_marked() -> None:
    chart = recipe_ranks(TABLE, league=LEAGUE, language="vi")
    assert [float(line.get_xdata()[0]) for line in lines(chart, "published")] == [1, 2, 3]


def test_the_focus_is_dark_and_the_caption_gives_its_rank_under_each_recipe() -> None:
    chart = recipe_ranks(TABLE, league=LEAGUE, language="vi", focus="STP")
    colours = [to_hex(line.get_color()).upper() for line in lines(chart, "recipe")]
    assert colours == [DOT] * 2 + [FOCUS] * 3 + [DOT] * 2
    assert chart.title == "Sở Tư pháp: công bố hạng 2, các cách tính cho hạng 1 đến 3"
    assert (
        "Sở Tư pháp theo từng cách tính: Hạng 1: Copeland. Hạng 2: Trọng số bằng nhau. Hạng 3: Trung bình nhân."
        in chart.caption
    )


def test_the_caption_names_the_recipes_and_who_is_missing() -> None:
    holes = pd.concat([TABLE, alternatives({"Copeland": {"STC": NAN}}).assign(recipe="other")])
    caption = recipe_ranks(holes, league=LEAGUE, language="vi").caption
    assert "Các cách tính: Trung bình nhân; Trọng số bằng nhau; Copeland." in caption
    assert "Không có số liệu: 1 (Sở Y tế)" in caption
    assert "Số hạng còn thiếu vì cách tính không cho kết quả: 1." in caption


def test_the_alt_text_tells_which_recipe_moves_ranks_most() -> None:
    alt = recipe_ranks(TABLE, league=LEAGUE, language="vi").alt
    assert "3 cơ quan theo 3 cách tính" in alt
    assert "Cách tính làm đổi hạng nhiều nhất: Trung bình nhân." in alt
    assert "Chênh lệch nhiều nhất: Sở Tư pháp, công bố hạng 2, các cách tính cho hạng 1 đến 3." in alt


def test_the_title_counts_who_moves_little() -> None:
    far = alternatives({"Copeland": {"SNV": 5, "STP": 2, "STC": 6}})
    assert recipe_ranks(far, league=LEAGUE, language="en").title.startswith("2 of 3 agencies")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("count", "hidden"), [(1, 0), (46, 0), (400, 337)])
def test_it_holds_one_agency_and_four_hundred(count: int, hidden: int, language: Language) -> None:
    league = long_intervals(count)
    ranks = {
        f"Cách tính {turn}": dict(zip(league["agency_code"], league["rank"], strict=True)) for turn in range(9)
    }
    chart = recipe_ranks(alternatives(ranks, group="ward"), league=league, language=language, focus="W200")
    assert len(dots(chart)) + hidden == count
    assert (text("charts.not_shown", language, count=hidden) in chart.caption) == (hidden > 0)
    assert is_inside_page(chart)


def test_with_nothing_to_compare_there_is_a_sentence() -> None:
    for table, league in ((TABLE.head(0), LEAGUE), (TABLE, LEAGUE.head(0)), (TABLE.assign(rank=NAN), LEAGUE)):
        assert "không có gì để vẽ" in words(recipe_ranks(table, league=league, language="vi"), "empty")[0]


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        recipe_ranks(TABLE, league=LEAGUE.assign(year=2019), language="vi")


def test_the_axis_holds_every_rank_and_long_names_stay_on_the_page() -> None:
    league = LEAGUE.replace({"Sở Tư pháp": "Ban Quản lý dự án " * 12})
    table = alternatives({"Copeland " * 30: {"SNV": 12, "STP": 2, "STC": 3}})
    chart = recipe_ranks(table, league=league, language="vi", is_synthetic=True)
    assert axes_of(chart).get_xlim() == (0.5, 12.5)
    assert is_inside_page(chart)

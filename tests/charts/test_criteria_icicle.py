from __future__ import annotations

import math

import pandas as pd
import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from cchc_analysis.charts.chart import Chart, figure_png
from cchc_analysis.charts.criteria_icicle import criteria_icicle
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, is_inside_page, words
from .frames import NAN
from .result_frames import LONG, big_tree, tree

TABLE = tree({"1": (1, 2), "2.1.1": (3, 4), "2.1.2": (0, 1), "2.2": (1, 1)})


def cells(chart: Chart) -> dict[str, Rectangle]:
    return {
        str(patch.get_gid()): patch
        for patch in axes_of(chart).patches
        if isinstance(patch, Rectangle) and patch.get_gid() not in ("edge", "whole")
    }


def test_widths_are_maxima_and_parts_lie_below_their_whole() -> None:
    drawn = cells(criteria_icicle(TABLE, language="vi"))
    inch = drawn["1"].get_width() / 2
    assert drawn["2"].get_width() == pytest.approx(6 * inch)
    assert drawn["2.1.2"].get_x() == pytest.approx(6 * inch)
    assert drawn["2.1"].get_y() == pytest.approx(drawn["2"].get_y() + drawn["2"].get_height())
    ends = [drawn[leaf].get_y() + drawn[leaf].get_height() for leaf in ("1", "2.2", "2.1.1", "2.1.2")]
    assert ends == pytest.approx([ends[0]] * 4)


def test_less_of_the_maximum_is_darker() -> None:
    drawn = cells(criteria_icicle(TABLE, language="vi"))
    light = {code: sum(patch.get_facecolor()[:3]) for code, patch in drawn.items()}
    assert light["2.1.2"] < light["1"] < light["2.1.1"] < light["2.2"]


def test_names_stand_in_cells_and_the_whole_index_on_top() -> None:
    chart = criteria_icicle(TABLE, language="vi")
    written = [word.replace("\n", " ") for word in words(chart, "cell")]
    assert "1 Tiêu chí 1 (50%)" in written
    assert any(word.startswith("2.1.1 ") for word in written)
    assert words(chart, "whole") == ["Chỉ số: 62,50 điểm"]
    assert "2 Tiêu chí 2: đạt 66,7% của 6,00 điểm." in chart.alt


@pytest.mark.parametrize(("domains", "leaves"), [(8, 4), (6, 9), (10, 10)])
def test_names_stay_inside_their_cells_for_29_to_100_leaves(domains: int, leaves: int) -> None:
    chart = criteria_icicle(big_tree(domains, leaves), language="vi")
    figure_png(chart, dpi=72)
    boxes = [patch.get_window_extent() for patch in cells(chart).values()]
    texts = [text for text in axes_of(chart).texts if isinstance(text, Text) and text.get_gid() == "cell"]
    assert len(texts) >= domains * leaves
    for text in texts:
        box = text.get_window_extent()
        assert any(
            box.x0 >= cell.x0 - 1 and box.x1 <= cell.x1 + 1 and box.y0 >= cell.y0 - 1 and box.y1 <= cell.y1 + 1
            for cell in boxes
        ), text.get_text()


def test_a_large_tree_continues_in_bands_at_one_scale() -> None:
    nodes = big_tree(10, 10)
    chart = criteria_icicle(nodes, language="vi")
    drawn = cells(chart)
    most = nodes.set_index("criterion_code")["max_points"]
    scales = [patch.get_width() / most[code] for code, patch in drawn.items()]
    assert max(scales) - min(scales) < 1e-9
    assert len({round(drawn[str(domain)].get_y(), 3) for domain in range(1, 11)}) == 5
    assert "5 dải" in chart.caption


def test_a_criterion_too_narrow_for_a_name_is_counted() -> None:
    chart = criteria_icicle(tree({"1": (1000, 1000), "2": (0.5, 1)}), language="vi")
    assert "Số tiêu chí không đủ chỗ ghi tên: 1" in chart.caption


def test_without_maxima_points_are_the_widths_and_the_caption_says_so() -> None:
    chart = criteria_icicle(tree({"1": (0.7, None), "2.1": (1.4, None), "2.2": (0.7, None)}), language="vi")
    drawn = cells(chart)
    assert drawn["2.1"].get_width() == pytest.approx(2 * drawn["1"].get_width())
    assert len({patch.get_facecolor() for patch in drawn.values()}) == 1
    assert "độ rộng của ô là số điểm đạt được" in chart.caption
    assert len(chart.figure.axes) == 1


def test_of_a_group_the_median_is_drawn() -> None:
    group = pd.concat([TABLE, tree({"1": (2, 2)}, code="STP"), tree({"1": (2, 2)}, code="STC")])
    chart = criteria_icicle(group, language="vi")
    assert chart.title.endswith("trung vị của 3 cơ quan")
    assert "1 Tiêu chí 1: đạt 100,0% của 2,00 điểm." in chart.alt
    assert criteria_icicle(group, language="vi", focus="SNV").title.endswith("Sở Nội vụ")


def test_a_missing_score_is_hatched_and_counted() -> None:
    chart = criteria_icicle(tree({"1": (NAN, 2), "2": (1, 2)}), language="vi")
    assert cells(chart)["1"].get_hatch()
    assert not cells(chart)["2"].get_hatch()
    assert "Số tiêu chí thiếu điểm: 1" in chart.caption


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_draw_there_is_a_sentence_and_years_are_not_mixed(language: Language) -> None:
    for table in (TABLE.head(0), TABLE.assign(score=NAN)):
        assert words(criteria_icicle(table, language=language), "empty")
    assert "STP" in criteria_icicle(TABLE, language=language, focus="STP").caption
    with pytest.raises(ValueError, match="2019"):
        criteria_icicle(pd.concat([TABLE, TABLE.assign(year=2019)]), language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names_and_one_leaf(language: Language) -> None:
    assert is_inside_page(criteria_icicle(TABLE.assign(criterion_name=LONG), language=language, is_synthetic=True))
    assert is_inside_page(criteria_icicle(tree({"1": (1, 2)}), language=language))


def test_the_same_tree_gives_the_same_bytes() -> None:
    draws = [figure_png(criteria_icicle(TABLE, language="vi")) for _ in range(2)]
    assert draws[0] == draws[1]
    assert math.isclose(TABLE["index"].max(), 100)

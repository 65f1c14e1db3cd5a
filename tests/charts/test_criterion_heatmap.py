from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_heatmap import criterion_heatmap
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .frames import NAN
from .result_frames import LONG, agency, big_tree, tree

TABLE = pd.concat(
    [
        tree({"1.1": (5, 10), "1.2": (8, 10), "2.1": (9, 10)}),
        tree({"1.1": (9, 10), "1.2": (NAN, 10), "2.1": (10, 10)}, code="STP"),
        tree({"1.1": (6, 10), "2.1": (3, 10)}, code="STC"),
    ],
    ignore_index=True,
)


def cells(chart: Chart) -> list[list[float | None]]:
    figures = np.ma.filled(axes_of(chart).collections[0].get_array(), np.nan)
    return [[None if np.isnan(figure) else round(float(figure), 6) for figure in row] for row in figures]


def copies(count: int, domains: int, leaves: int) -> pd.DataFrame:
    one = big_tree(domains, leaves, group="ward")
    return pd.concat(
        [one.assign(agency_code=f"W{place}", agency_name=agency(f"W{place}")) for place in range(count)],
        ignore_index=True,
    )


def test_cells_hold_shares_in_the_order_of_the_whole_index() -> None:
    chart = criterion_heatmap(TABLE, language="vi")
    assert names(chart) == ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]
    assert cells(chart) == [[50, 80, 90], [60, None, 30], [90, None, 100]]
    assert words(chart, "code") == ["1.1", "1.2", "2.1"]


def test_missing_and_not_applicable_are_told_apart() -> None:
    chart = criterion_heatmap(TABLE, language="vi")
    centres = axes_of(chart).get_yticks()
    missing, outside = lines(chart, "missing")[0], lines(chart, "outside")[0]
    assert (list(missing.get_xdata()), list(missing.get_ydata())) == ([1.5], [centres[2]])
    assert (list(outside.get_xdata()), list(outside.get_ydata())) == ([1.5], [centres[1]])
    assert missing.get_marker() != outside.get_marker()
    assert legend(chart) == ["Thiếu điểm", "Không áp dụng"]
    assert "Số ô thiếu điểm (dấu ×): 1" in chart.caption
    assert "không áp dụng (dấu gạch): 1" in chart.caption


def test_domains_stand_above_their_codes_and_apart() -> None:
    chart = criterion_heatmap(TABLE, language="vi")
    assert [word.split("\n")[0][:1] for word in words(chart, "domain")] == ["1", "2"]
    assert [line.get_xdata()[0] for line in lines(chart, "separator")] == [2]


def test_figures_are_written_where_cells_have_room() -> None:
    assert words(criterion_heatmap(TABLE, language="vi"), "figure") == ["50", "80", "90", "60", "30", "90", "100"]
    assert words(criterion_heatmap(copies(2, 8, 8), language="vi"), "figure") == []


def test_without_the_whole_the_median_gives_the_order() -> None:
    chart = criterion_heatmap(TABLE[TABLE["level"] > 0], language="vi")
    assert names(chart) == ["Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính"]
    assert "trung vị các tiêu chí" in chart.caption


def test_without_maxima_shades_compare_within_a_criterion() -> None:
    table = pd.concat(
        [
            tree({"1.1": (1.0, None), "1.2": (0.2, None)}),
            tree({"1.1": (3.0, None), "1.2": (0.2, None)}, code="STP"),
            tree({"1.1": (1.5, None), "1.2": (0.2, None)}, code="STC"),
        ]
    )
    chart = criterion_heatmap(table, language="vi")
    assert cells(chart) == [[100, 50], [25, 50], [0, 50]]
    assert words(chart, "figure") == []
    assert "không nêu điểm tối đa" in chart.caption
    bar = chart.figure.axes[1]
    assert [label.get_text() for label in bar.get_xticklabels()] == ["thấp nhất", "cao nhất"]


def test_the_alt_text_names_the_extremes_and_the_focus() -> None:
    alt = criterion_heatmap(TABLE, language="vi", focus="SNV").alt
    assert "Tiêu chí có trung vị cao nhất: 2.1 Công bố, công khai thủ tục hành chính, 90,0%." in alt
    assert "Sở Nội vụ thấp nhất ở tiêu chí 1.1 Kế hoạch cải cách hành chính." in alt


def test_codes_of_sixty_criteria_do_not_cover_each_other() -> None:
    chart = criterion_heatmap(copies(46, 8, 8), language="vi")
    assert is_inside_page(chart)
    boxes = [text.get_window_extent() for text in chart.figure.findobj(lambda artist: artist.get_gid() == "code")]
    assert len(boxes) == 64
    assert not any(one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])


def test_of_400_agencies_the_ends_and_the_focus_are_drawn() -> None:
    chart = criterion_heatmap(copies(400, 2, 2), language="vi", most_rows=20, focus="W200")
    assert "Phường W200" in names(chart)
    assert sum(map(bool, names(chart))) == 20 or sum(map(bool, names(chart))) == 19
    assert f"Không vẽ {400 - sum(map(bool, names(chart)))} cơ quan" in chart.caption
    assert is_inside_page(chart)


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_to_draw_there_is_a_sentence_and_years_are_not_mixed(language: Language) -> None:
    for table in (TABLE.head(0), TABLE.assign(index=NAN)):
        assert words(criterion_heatmap(table, language=language), "empty")
    with pytest.raises(ValueError, match="2019"):
        criterion_heatmap(pd.concat([TABLE, TABLE.assign(year=2019)]), language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names_and_one_agency(language: Language) -> None:
    table = TABLE.assign(agency_name=LONG, criterion_name=LONG)
    assert is_inside_page(criterion_heatmap(table, language=language, focus="SNV", is_synthetic=True))
    assert is_inside_page(criterion_heatmap(tree({"1": (1, 2)}), language=language))


def test_without_maxima_one_agency_alone_stands_in_the_middle_of_the_shades() -> None:
    chart = criterion_heatmap(tree({"1.1": (5, None), "2.1": (9, None)}), language="vi")
    mesh = axes_of(chart).collections[0]
    assert cells(chart) == [[50.0, 50.0]]
    assert (mesh.norm.vmin, mesh.norm.vmax) == (0, 100)


def test_the_words_under_the_key_of_shades_stay_on_the_page() -> None:
    for language in LANGUAGES:
        assert is_inside_page(criterion_heatmap(TABLE.assign(max_points=NAN), language=language))


def test_a_code_that_is_only_our_key_is_not_written_under_the_name_that_says_it() -> None:
    flat = tree({"pci_entry": (5, 10), "pci_land": (8, 10)})
    chart = criterion_heatmap(flat, language="vi")
    assert words(chart, "code") == []
    assert len(words(chart, "domain")) == 2

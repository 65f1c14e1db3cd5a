from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from cchc_analysis.charts.domain_heatmap import domain_heatmap

from .drawn import axes_of, is_inside_page, names, words
from .frames import NAN, nodes

TABLE = nodes({"Thể chế": [70, 90, NAN], "Bộ máy": [60, 80, 65]}, codes=["SNV", "STP", "STC"])


def cells(chart: object) -> list[list[float | None]]:
    mesh = axes_of(chart).collections[0]  # type: ignore[arg-type]
    figures = np.ma.filled(mesh.get_array(), np.nan).reshape(-1, 2)
    return [[None if np.isnan(figure) else float(figure) for figure in row] for row in figures]


def test_rows_stand_by_median_where_there_is_no_whole_index() -> None:
    chart = domain_heatmap(TABLE, language="vi")
    assert names(chart) == ["Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính"]
    assert cells(chart) == [[90, 80], [70, 60], [None, 65]]
    assert "trung vị các lĩnh vực" in chart.caption


def test_cells_stand_beside_their_names() -> None:
    chart = domain_heatmap(TABLE, language="vi")
    edges = axes_of(chart).collections[0].get_coordinates()[:, 0, 1].tolist()
    middles = [(top + bottom) / 2 for top, bottom in itertools.pairwise(edges)]
    assert middles == pytest.approx(axes_of(chart).get_yticks().tolist())


def test_rows_stand_by_the_whole_index_where_there_is_one() -> None:
    whole = nodes({"Chỉ số": [99, 50, 60]}, codes=["SNV", "STP", "STC"]).assign(level=0, criterion_code="R")
    chart = domain_heatmap(pd.concat([whole, TABLE]), language="vi")
    assert names(chart) == ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]
    assert "chỉ số chung" in chart.caption


def test_figures_stand_in_the_cells_and_a_missing_one_is_a_dash() -> None:
    chart = domain_heatmap(TABLE, language="vi", decimals=1)
    assert words(chart, "figure") == ["90,0", "80,0", "70,0", "60,0", "–", "65,0"]
    assert "Số ô trống (chưa có chỉ số hoặc lĩnh vực không áp dụng): 1." in chart.caption


def test_the_colour_bar_says_what_it_measures() -> None:
    bar = domain_heatmap(TABLE, language="vi").figure.axes[1]
    assert bar.get_xlabel() == "Chỉ số (điểm, thang 100)"
    assert [tick.get_text() for tick in bar.get_xticklabels()] == ["60", "70", "80", "90", "100"]


def test_the_alt_text_tells_best_and_worst_domain_and_the_focus() -> None:
    alt = domain_heatmap(TABLE, language="vi", focus="SNV").alt
    assert "Lĩnh vực có trung vị cao nhất: Thể chế, 80 điểm." in alt
    assert "Lĩnh vực có trung vị thấp nhất: Bộ máy, 65 điểm." in alt
    assert "Sở Nội vụ có chỉ số thấp nhất ở lĩnh vực Bộ máy: 60 điểm." in alt


def test_many_agencies_have_no_figures_and_are_counted() -> None:
    codes = [f"W{number}" for number in range(200)]
    rows = [
        (code, f"Phường {place}", "ward", 2020, "D1", "Thể chế", 1, 50 + place / 10)
        for place, code in enumerate(codes)
    ]
    chart = domain_heatmap(pd.DataFrame(rows, columns=TABLE.columns), language="vi", focus="W100")
    assert words(chart, "figure") == []
    assert "Không vẽ 81 dòng" in chart.caption
    assert "Phường 100" in names(chart)


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(index=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert words(domain_heatmap(table, language="vi"), "empty")


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        domain_heatmap(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")


def test_the_page_holds_all_words() -> None:
    table = nodes({"Công tác chỉ đạo, điều hành cải cách hành chính " * 3: [70], "Bộ máy": [60]}, codes=["SNV"])
    assert is_inside_page(domain_heatmap(table, language="vi"))


def test_all_63_provinces_keep_their_figures() -> None:
    codes = [f"P{number:02}" for number in range(1, 64)]
    table = pd.concat(
        [nodes({"Thể chế": [80]}, codes=["SNV"]).assign(agency_code=code, agency_name=code) for code in codes]
    )
    assert len(words(domain_heatmap(table, language="vi"), "figure")) == 63

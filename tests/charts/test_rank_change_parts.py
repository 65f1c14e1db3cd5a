from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.rank_change_parts import rank_change_parts
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, is_inside_page, legend, lines, names, words
from .result_frames import LONG, rank_change

TABLE = rank_change({"SNV": (5, 2, 4, -1, 0, 0), "STP": (1, 3, -1, -2, 1, 0), "STC": (4, 4, 0, 0, 0, 0)})


def segments(table: pd.DataFrame) -> list[tuple[float, float]]:
    patches = axes_of(rank_change_parts(table, language="vi")).patches
    return [(patch.get_x(), patch.get_width()) for patch in patches]


def test_agencies_stand_by_places_gained_and_the_mark_is_the_sum() -> None:
    chart = rank_change_parts(TABLE, language="vi")
    assert names(chart) == ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]
    assert [float(line.get_xdata()[0]) for line in lines(chart, "total")] == [3, 0, -2]
    assert words(chart, "column 0") == ["5 → 2", "4 → 4", "1 → 3"]
    assert words(chart, "column 1") == ["+3", "0", "−2"]


def test_gains_are_stacked_to_the_right_and_losses_to_the_left() -> None:
    assert segments(TABLE) == [(0, 4), (0, -1), (0, -1), (-1, -2), (0, 1)]
    assert sum(width for _, width in segments(TABLE)) == 3 - 2


def test_a_table_that_counts_the_later_rank_minus_the_earlier_gives_the_same_picture() -> None:
    turned = TABLE.copy()
    columns = ["change", "own_change", "others_change", "rules_change", "field_change"]
    turned[columns] = -turned[columns]
    assert segments(turned) == segments(TABLE)


def test_only_parts_that_occur_are_in_the_legend() -> None:
    chart = rank_change_parts(TABLE, language="vi")
    assert legend(chart) == [
        "Kết quả của chính đơn vị", "Kết quả của đơn vị khác", "Quy định thay đổi", "Cộng lại",
    ]  # fmt: skip


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        rank_change_parts(TABLE.assign(own_change=9), language="vi")
    with pytest.raises(ValueError, match="difference"):
        rank_change_parts(TABLE.assign(change=9), language="vi")


def test_agencies_without_a_rank_are_counted_and_the_focus_is_bold() -> None:
    table = TABLE.astype({"rank_from": "Int64", "change": "Int64"})
    table.loc[2, ["rank_from", "change"]] = pd.NA
    chart = rank_change_parts(table, language="vi", focus="STP")
    assert "Không vẽ 1 cơ quan thiếu hạng" in chart.caption
    assert [label.get_fontweight() for label in axes_of(chart).get_yticklabels()] == ["normal", "bold"]
    assert (
        "Được làm nổi: Sở Tư pháp, hạng 1 thành 3 (−2): do chính đơn vị −1, đơn vị khác −2, quy định +1"
        in chart.alt
    )


def test_a_long_table_is_cut_in_the_middle_and_says_so() -> None:
    table = rank_change({f"W{place}": (place + 1, place + 2, -1, 0, 0, 0) for place in range(400)}, group="ward")
    chart = rank_change_parts(table, language="vi", most_rows=20, focus="W200")
    assert "Không vẽ 38" in chart.caption
    assert "Phường W200" in names(chart)
    assert is_inside_page(chart)


def test_provinces_are_called_so() -> None:
    assert "provinces" in rank_change_parts(TABLE.assign(group="province"), language="en").title


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_ranks_there_is_a_sentence_and_years_are_not_mixed(language: Language) -> None:
    assert words(rank_change_parts(TABLE.head(0), language=language), "empty")
    with pytest.raises(ValueError, match="2018"):
        rank_change_parts(pd.concat([TABLE, TABLE.assign(year_from=2018)]), language=language)
    assert is_inside_page(rank_change_parts(TABLE.assign(agency_name=LONG), language=language, is_synthetic=True))

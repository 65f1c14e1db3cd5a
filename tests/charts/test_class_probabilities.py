from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.class_probabilities import class_probabilities
from cchc_analysis.charts.tones import ordered_tones
from cchc_analysis.texts import Language, text

from .drawn import axes_of, is_inside_page, legend, names, words
from .frames import NAN
from .robustness_frames import probabilities

NAMES = ("Tốt", "Khá", "Trung bình")
TABLE = probabilities(
    {"STP": (0.2, 0.76, 0.04), "SNV": (1, 0, 0), "STC": (0, 0.3, 0.7), "SYT": (NAN, NAN, NAN)}, classes=NAMES
)


def parts(chart: Chart) -> list[tuple[str, float, float]]:
    """Tone, left edge and length of each part, from the top down and from the left."""
    bars = [patch for patch in axes_of(chart).patches if isinstance(patch, Rectangle)]
    order = sorted(bars, key=lambda patch: (patch.get_y(), patch.get_x()))
    return [(to_hex(bar.get_facecolor()), round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in order]


def test_bars_are_split_by_class_with_the_best_on_the_left() -> None:
    good, fair, middling = ordered_tones(3)
    assert parts(class_probabilities(TABLE, language="vi")) == [
        (good, 0, 1),
        (good, 0, 0.2), (fair, 0.2, 0.76), (middling, 0.96, 0.04),
        (fair, 0, 0.3), (middling, 0.3, 0.7),
    ]  # fmt: skip


def test_agencies_stand_from_the_best_expected_class_down() -> None:
    chart = class_probabilities(TABLE, language="vi")
    assert names(chart) == ["Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"]
    assert legend(chart) == list(NAMES)


def test_classes_follow_their_position_whatever_the_order_of_rows() -> None:
    turned = TABLE.iloc[::-1]
    assert legend(class_probabilities(turned, language="vi")) == list(NAMES)
    assert parts(class_probabilities(turned, language="vi")) == parts(class_probabilities(TABLE, language="vi"))


def test_shares_are_printed_where_they_fit() -> None:
    assert words(class_probabilities(TABLE, language="vi"), "share") == ["100%", "20%", "76%", "4%", "30%", "70%"]
    narrow = probabilities({"SNV": (0.98, 0.02, 0)}, classes=NAMES)
    assert words(class_probabilities(narrow, language="vi"), "share") == ["98%"]


def test_what_is_not_certain_is_not_printed_as_certain() -> None:
    table = probabilities({"SNV": (0.999, 0.001, 0)}, classes=NAMES)
    assert words(class_probabilities(table, language="vi"), "share") == [">99%"]
    assert "Tốt >99% và Khá <1%" in class_probabilities(table, language="vi").alt


def test_every_class_has_a_tone_of_its_own() -> None:
    for count in range(1, 8):
        assert len(set(ordered_tones(count))) == count


def test_the_title_counts_the_certain_and_the_focus_tells_its_likeliest_class() -> None:
    assert class_probabilities(TABLE, language="vi").title.startswith("1 trên 3 cơ quan")
    chart = class_probabilities(TABLE, language="vi", focus="STP")
    assert chart.title == "Sở Tư pháp: nhiều khả năng nhất là loại Khá (76%)"
    assert "Được làm nổi: Sở Tư pháp, Tốt 20%, Khá 76% và Trung bình 4%." in chart.alt
    bold = [label.get_text() for label in axes_of(chart).get_yticklabels() if label.get_fontweight() == "bold"]
    assert bold == ["Sở Tư pháp"]


def test_the_caption_names_who_is_missing_and_counts_short_bars() -> None:
    table = pd.concat([TABLE, probabilities({"Q1": (0.5, 0.3, 0)}, classes=NAMES)])
    caption = class_probabilities(table.assign(replications=2000), language="vi").caption
    assert "Không có số liệu: 1 (Sở Y tế)" in caption
    assert "Số thanh không đủ 100% vì có lần mô phỏng không xếp loại được: 1." in caption
    assert "Tính từ 2.000 lần mô phỏng." in caption


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("count", "hidden"), [(1, 0), (46, 0), (400, 337)])
def test_it_holds_one_agency_and_four_hundred(count: int, hidden: int, language: Language) -> None:
    table = probabilities(
        {f"W{place}": (1 - place / 500, place / 500, 0) for place in range(count)}, classes=NAMES, group="ward"
    )
    chart = class_probabilities(table, language=language, focus="W200")
    assert sum(bool(name) for name in names(chart)) + hidden == count
    assert (text("charts.not_shown", language, count=hidden) in chart.caption) == (hidden > 0)
    assert is_inside_page(chart)


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(probability_share=NAN)])
def test_with_nothing_to_draw_there_is_a_sentence(table: pd.DataFrame) -> None:
    assert "không có gì để vẽ" in words(class_probabilities(table, language="vi"), "empty")[0]


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="2019"):
        class_probabilities(pd.concat([TABLE, TABLE.assign(year=2019)]), language="vi")


def test_long_names_of_agencies_and_classes_stay_on_the_page() -> None:
    table = TABLE.replace({"Sở Tư pháp": "Ban Quản lý dự án " * 12, "Tốt": "Hoàn thành xuất sắc nhiệm vụ"})
    assert is_inside_page(class_probabilities(table, language="vi", is_synthetic=True))

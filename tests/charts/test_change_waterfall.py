from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.change_waterfall import change_waterfall
from cchc_analysis.texts import LANGUAGES, Language

from .drawn import axes_of, bars, is_inside_page, legend, lines, names, words
from .frames import NAN
from .result_frames import LONG, change_parts, index_change

PARTS = change_parts(
    [
        ("1.1", "own", 2.5),
        ("1.2", "own", -1.0),
        ("2.1", "own", 0.0),
        ("2.1", "dropped", 0.4),
        ("1.1", "points", -0.3),
    ]
)
CHANGE = index_change({"SNV": (80.0, 81.5)}, is_comparable=False).assign(
    own_change=1.5, dropped_change=0.4, points_change=-0.3, added_change=0.0, rounding_change=-0.1
)


def test_the_steps_lead_from_one_published_index_to_the_other() -> None:
    chart = change_waterfall(CHANGE, PARTS, language="vi")
    levels = [float(line.get_xdata()[0]) for line in lines(chart, "level")]
    assert levels == [80.0, 81.5]
    assert levels[0] + sum(bars(chart)) == pytest.approx(levels[1])
    starts = [patch.get_x() for patch in axes_of(chart).patches]
    assert starts == pytest.approx([80.0, 82.5, 81.5, 81.9, 81.6])


def test_own_change_comes_first_largest_on_top_then_the_rules() -> None:
    chart = change_waterfall(CHANGE, PARTS, language="vi")
    assert names(chart) == [
        "Chỉ số năm 2019", "1.1 Kế hoạch cải cách hành chính", "1.2 Kiểm tra công tác cải cách hành chính",
        "Tiêu chí không còn (1)", "Tỷ trọng điểm tối đa thay đổi (1 tiêu chí)", "Làm tròn khi công bố",
        "Chỉ số năm 2020",
    ]  # fmt: skip
    assert words(chart, "column 0") == ["80,00", "+2,50", "−1,00", "+0,40", "−0,30", "−0,10", "81,50"]


def test_many_criteria_are_summed_in_one_step() -> None:
    parts = change_parts([(f"1.{place}", "own", place / 10) for place in range(1, 31)])
    total = parts["change"].sum()
    change = index_change({"SNV": (50.0, 50.0 + total)})
    chart = change_waterfall(change, parts, language="en", most_rows=5)
    assert names(chart)[6] == "25 other criteria"
    assert sum(bars(chart)) == pytest.approx(total)
    assert legend(chart) == ["Raises the index"]


def test_own_change_can_be_summed_by_domain() -> None:
    chart = change_waterfall(
        CHANGE, PARTS, language="vi", domains={"1.1": "Chỉ đạo", "1.2": "Chỉ đạo", "2.1": "Thủ tục"}
    )
    assert names(chart)[1] == "Chỉ đạo"
    assert bars(chart)[0] == 1.5


def test_the_caption_says_which_criteria_ended_and_that_years_differ() -> None:
    caption = change_waterfall(CHANGE, PARTS, language="vi").caption
    assert "Tiêu chí không còn: 2.1 Công bố, công khai thủ tục hành chính." in caption
    assert "Bộ tiêu chí hai năm khác nhau" in caption


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("no_survey", "Không được tính ở năm 2020 vì năm đó không điều tra xã hội học: 2.1 Công bố"),
        ("applicability", "Không áp dụng cho đơn vị ở năm 2020: 2.1 Công bố"),
        ("direction", "Đổi chiều đánh giá nên được tính như tiêu chí không còn và tiêu chí mới: 2.1 Công bố"),
    ],
)
def test_a_criterion_that_did_not_end_is_not_said_to_have_ended(reason: str, said: str) -> None:
    parts = PARTS.assign(reason=PARTS["reason"].replace("framework", reason))
    chart = change_waterfall(CHANGE, parts, language="vi")
    assert said in chart.caption
    assert "Tiêu chí không còn:" not in chart.caption
    assert "Tiêu chí chỉ được tính ở năm 2019 (1)" in names(chart)


def test_a_criterion_not_surveyed_the_year_before_is_not_said_to_be_new() -> None:
    parts = change_parts([("1.1", "own", 1.0), ("2.1", "added", 0.5)], reason="no_survey")
    change = index_change({"SNV": (80.0, 81.5)}).assign(own_change=1.0, added_change=0.5)
    chart = change_waterfall(change, parts, language="en")
    assert "Not counted in 2019, which had no survey: 2.1" in chart.caption
    assert "New criteria" not in chart.caption
    assert "Criteria counted in 2020 only (1)" in names(chart)


def test_title_and_alt_tell_the_change_and_its_parts() -> None:
    chart = change_waterfall(CHANGE, PARTS, language="vi")
    assert chart.title == "Sở Nội vụ: chỉ số từ 80,00 năm 2019 đến 81,50 năm 2020 (+1,50 điểm)"
    assert "do kết quả của chính đơn vị +1,50, do quy định +0,10" in chart.alt
    assert "1.1 Kế hoạch cải cách hành chính (+2,50)." in chart.alt


def test_a_step_too_small_to_print_is_not_printed_as_nothing() -> None:
    change = index_change({"SNV": (80.0, 80.004)}).assign(own_change=0.0, rounding_change=0.004)
    chart = change_waterfall(change, PARTS.head(0), language="vi")
    assert words(chart, "column 0")[1] == "+0,0040"


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="beside the figure"):
        change_waterfall(CHANGE, PARTS.head(1), language="vi")


def test_other_agencies_and_years_are_left_out() -> None:
    other = change_parts([("1.1", "own", 9.0)], code="STP")
    earlier = PARTS.assign(year_from=2018, year_to=2019)
    chart = change_waterfall(
        pd.concat([CHANGE, index_change({"STP": (1.0, 10.0)})]), pd.concat([PARTS, other, earlier]),
        language="vi", focus="SNV",
    )  # fmt: skip
    assert sum(bars(chart)) == pytest.approx(1.5)


def test_pairs_of_years_are_not_mixed_and_one_agency_is_named() -> None:
    with pytest.raises(ValueError, match="2018"):
        change_waterfall(pd.concat([CHANGE, CHANGE.assign(year_from=2018)]), PARTS, language="vi")
    with pytest.raises(ValueError, match="focus"):
        change_waterfall(index_change({"SNV": (1, 1), "STP": (1, 1)}), PARTS, language="vi")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_both_indices_there_is_a_sentence(language: Language) -> None:
    for table in (CHANGE.head(0), CHANGE.assign(index_from=NAN)):
        assert words(change_waterfall(table, PARTS, language=language), "empty")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_long_names(language: Language) -> None:
    table, parts = CHANGE.assign(agency_name=LONG), PARTS.assign(criterion_name=LONG)
    # One name for all criteria would make one step of them.
    parts = parts.assign(criterion_name=[f"{LONG} {place}" for place in range(len(parts))])
    assert is_inside_page(change_waterfall(table, parts, language=language, is_synthetic=True))

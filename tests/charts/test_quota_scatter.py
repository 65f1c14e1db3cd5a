from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_results import COLOURS
from cchc_analysis.charts.quota_scatter import quota_scatter
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums

from .drawn import axes_of, is_inside_page, legend, lines, words
from .frames import quota

COUNTS = {
    "SNV": (9, 10, 90, 100),
    "STP": (3, 10, 80, 100),
    "STC": (7, 10, 10, 100),
    "SYT": (0, 0, 0, 0),
}
TABLE = quota(COUNTS)


def draw(table: pd.DataFrame = TABLE, **more: object) -> Chart:
    options = {"language": "vi", "minimums": Minimums(60, 25), "is_year_over": True} | more
    return quota_scatter(table, **options)  # type: ignore[arg-type]


def points(chart: Chart, gid: str) -> list[list[float]]:
    found = [shape for shape in axes_of(chart).collections if shape.get_gid() == gid]
    return np.round(np.vstack([shape.get_offsets() for shape in found]), 6).tolist()


def test_shares_by_number_run_across_and_by_value_upwards() -> None:
    chart = draw()
    assert points(chart, "passed") == [[0.9, 0.9]]
    assert sorted(points(chart, "failed")) == [[0.3, 0.8], [0.7, 0.1]]


def test_a_result_has_the_colour_of_all_quota_charts_and_the_focus_a_ring_around_its_own() -> None:
    table = TABLE.assign(quota_result=["passed", "failed", "not_concluded", "nothing_eligible"])
    chart = draw(table, focus="STP")
    for result in ("passed", "failed", "not_concluded"):
        (shape,) = (one for one in axes_of(chart).collections if one.get_gid() == result)
        assert to_hex(shape.get_facecolor()[0]).upper() == COLOURS[result]
    (own,) = (one for one in axes_of(chart).collections if one.get_gid() == "focus")
    assert to_hex(own.get_facecolor()[0]).upper() == COLOURS["failed"]
    assert points(chart, "ring") == points(chart, "focus") == [[0.3, 0.8]]


def test_both_quota_lines_stand_where_the_rule_puts_them() -> None:
    across, up = lines(draw(), "quota")
    assert set(across.get_xdata()) == {0.6}
    assert set(up.get_ydata()) == {0.25}


def test_a_quota_that_is_not_known_has_no_line_and_is_said() -> None:
    chart = draw(quota(COUNTS, minima=(None, None)), minimums=NO_MINIMUMS)
    assert lines(chart, "quota") == []
    assert "không có quy định được dẫn nguồn" in chart.caption
    assert legend(chart) == ["không có mức đối chiếu (3)"]
    assert "không có mức đối chiếu: 3" in chart.alt


def test_outcomes_have_words_and_who_has_nothing_eligible_is_counted() -> None:
    chart = draw()
    assert legend(chart) == ["✓ đạt (1)", "✗ không đạt (2)"]
    assert chart.title == "1 trên 3 cơ quan đạt tỷ lệ tối thiểu về đấu thầu qua mạng"
    assert "Không vẽ 1 cơ quan không có gói thầu" in chart.caption


@pytest.mark.parametrize(
    ("language", "title", "signs", "agencies", "own"),
    [
        (
            "vi", "Tính đến hết quý, 1 trên 3 cơ quan đạt tỷ lệ tối thiểu về đấu thầu qua mạng",
            ["✓ đạt tính đến hết quý (1)", "✗ chưa đạt tính đến hết quý (2)"],
            "Tính đến hết quý, số cơ quan đạt: 1; chưa đạt: 2", "80,0% giá trị, chưa đạt tính đến hết quý.",
        ),
        (
            "en", "Agencies that meet the online procurement quota to date: 1 of 3",
            ["✓ met to date (1)", "✗ not met to date (2)"],
            "To the end of the quarter, agencies that meet it: 1; not met: 2", "80.0% of value, not met to date.",
        ),
    ],
)  # fmt: skip
def test_during_the_year_every_result_is_one_to_date(
    language: str, title: str, signs: list[str], agencies: str, own: str
) -> None:
    chart = draw(language=language, is_year_over=False, focus="STP")
    assert chart.title == title
    assert legend(chart)[:2] == signs
    assert agencies in chart.alt
    assert own in chart.alt
    final = draw(language=language, focus="STP")
    for words_to_date in ("hết quý", "to date,", "met to date", "To the end"):
        assert words_to_date not in " ".join([final.title, final.alt, *legend(final)])


def test_what_is_not_concluded_is_neither_met_nor_missed() -> None:
    chart = draw(quota(COUNTS).assign(quota_result="not_concluded"), focus="SNV")
    assert legend(chart)[0] == "? chưa kết luận (3)"
    assert chart.title.endswith("chưa kết luận đạt hay không")
    assert "Số cơ quan đạt: 0; không đạt: 0; chưa kết luận: 3" in chart.alt
    assert "90,0% giá trị, chưa kết luận." in chart.alt


def test_failing_agencies_and_the_focus_are_named() -> None:
    assert sorted(words(draw(), "name")) == ["Sở Tài chính", "Sở Tư pháp"]
    chart = draw(focus="SNV")
    assert "Sở Nội vụ" in words(chart, "name")
    assert "Sở Nội vụ" in legend(chart)
    assert "Được làm nổi: Sở Nội vụ, 90,0% số gói thầu và 90,0% giá trị, đạt." in chart.alt


def test_names_that_are_left_out_are_counted() -> None:
    many = quota({f"W{number}": (1, 10, 1, 100) for number in range(40)})
    chart = draw(many)
    named = len(words(chart, "name"))
    assert named < 40
    assert f"Không ghi tên {40 - named} cơ quan dưới tỷ lệ tối thiểu" in chart.caption
    assert "Không ghi tên 2 cơ quan" in draw(most_labels=0).caption


def test_many_agencies_on_one_point_are_counted_beside_it_and_two_are_not() -> None:
    pair = quota({"A": (10, 10, 9, 9), "B": (5, 5, 1, 1), "C": (9, 10, 9, 10)})
    assert words(draw(pair), "pile") == []
    assert "×n" not in draw(pair).caption
    pile = quota({f"W{number}": (number, number, 7, 7) for number in range(1, 31)})
    chart = draw(pd.concat([pair, pile]), focus="C")
    assert words(chart, "pile") == ["×32"]
    assert "n cơ quan cùng nằm tại điểm đó" in chart.caption
    assert words(chart, "name") == ["Phường C"]
    assert "n agencies lie on it" in draw(pile, language="en").caption


def test_the_alt_text_does_not_round_a_failure_away() -> None:
    assert "59,99% số gói thầu" in draw(quota({"SNV": (5999, 10000, 99, 100)})).alt


def test_a_focus_without_eligible_packages_is_said() -> None:
    assert "Mã SYT không có" in draw(focus="SYT").caption


def test_without_eligible_packages_there_is_a_sentence() -> None:
    assert words(draw(TABLE.tail(1)), "empty")
    assert words(draw(TABLE.head(0)), "empty")


def test_the_page_holds_all_words() -> None:
    before = TABLE.copy(deep=True)
    assert is_inside_page(draw(focus="SNV", is_synthetic=True))
    pd.testing.assert_frame_equal(TABLE, before)

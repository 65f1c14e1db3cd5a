from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.quota_bullets import quota_bullets
from cchc_analysis.charts.quota_results import COLOURS
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, Minimums

from .drawn import axes_of, legend, lines, names, words
from .frames import quota

# Margins: SNV +5 by value, STP −30 by number, STC −15 by value, Q1 exactly on both lines.
COUNTS = {
    "SNV": (9, 10, 30, 100),
    "STP": (3, 10, 80, 100),
    "STC": (7, 10, 10, 100),
    "Q1": (6, 10, 25, 100),
    "SYT": (0, 0, 0, 0),
}
TABLE = quota(COUNTS)


def draw(table: pd.DataFrame = TABLE, **more: object) -> Chart:
    options = {"language": "vi", "minimums": Minimums(60, 25), "is_year_over": True} | more
    return quota_bullets(table, **options)  # type: ignore[arg-type]


def bars(chart: Chart, leg: str) -> list[float]:
    """Bar lengths on the leg's own scale, from the top down."""
    tracks = [patch.get_width() for patch in axes_of(chart).patches if patch.get_gid() == "track"]
    own = [patch for patch in axes_of(chart).patches if patch.get_gid() == f"bar {leg}"]
    return [round(patch.get_width() / tracks[0], 6) for patch in sorted(own, key=lambda patch: patch.get_y())]


def test_who_is_furthest_below_stands_on_top() -> None:
    chart = draw()
    assert names(chart) == ["Sở Tư pháp", "Sở Tài chính", "Quận 1", "Sở Nội vụ"]
    assert bars(chart, "count") == [0.3, 0.7, 0.6, 0.9]
    assert bars(chart, "value") == [0.8, 0.1, 0.25, 0.3]


def test_each_leg_has_its_own_sign_and_the_row_its_result_in_words() -> None:
    chart = draw()
    assert words(chart, "count") == ["30,0% ✗", "70,0% ✓", "60,0% ✓", "90,0% ✓"]
    assert words(chart, "value") == ["80,0% ✓", "10,0% ✗", "25,0% ✓", "30,0% ✓"]
    assert words(chart, "result") == ["✗ không đạt", "✗ không đạt", "✓ đạt", "✓ đạt"]
    assert legend(chart) == ["✓ đạt (2)", "✗ không đạt (2)"]


@pytest.mark.parametrize(
    ("language", "heading", "rows", "signs", "said"),
    [
        (
            "vi", "Tính đến hết quý", ["✗ chưa đạt", "✓ đạt"],
            ["✓ đạt tính đến hết quý (2)", "✗ chưa đạt tính đến hết quý (2)"],
            "80,0% giá trị, chưa đạt tính đến hết quý.",
        ),
        (
            "en", "To date", ["✗ not met", "✓ met"], ["✓ met to date (2)", "✗ not met to date (2)"],
            "80.0% of value, not met to date.",
        ),
    ],
)  # fmt: skip
def test_during_the_year_every_result_is_one_to_date(
    language: str, heading: str, rows: list[str], signs: list[str], said: str
) -> None:
    chart = draw(language=language, is_year_over=False)
    assert words(chart, "leg")[-1] == heading
    assert [words(chart, "result")[place] for place in (0, -1)] == rows
    assert legend(chart) == signs
    assert said in chart.alt
    final = draw(language=language)
    assert heading not in words(final, "leg")
    assert said not in final.alt


def test_without_a_result_to_date_there_is_no_heading() -> None:
    chart = draw(TABLE.assign(quota_result="no_quota"), minimums=NO_MINIMUMS, is_year_over=False)
    assert len(words(chart, "leg")) == 2


def test_both_quotas_are_drawn_where_they_are_with_their_percent() -> None:
    chart = draw()
    assert words(chart, "quota label") == ["tối thiểu 60%", "tối thiểu 25%"]
    track = next(patch for patch in axes_of(chart).patches if patch.get_gid() == "track")
    places = sorted({round(float(line.get_xdata()[0]), 6) for line in lines(chart, "quota")})
    assert places[0] == round(track.get_x() + 0.6 * track.get_width(), 6)
    assert len(places) == 2


def test_a_leg_without_a_quota_has_no_mark_and_does_not_order() -> None:
    table = quota(COUNTS, minima=(60, None))
    chart = draw(table.assign(is_passed=table["is_count_passed"]), minimums=Minimums(60, None))
    assert names(chart) == ["Sở Tư pháp", "Quận 1", "Sở Tài chính", "Sở Nội vụ"]
    assert words(chart, "quota label") == ["tối thiểu 60%", "không có mức đối chiếu"]
    assert words(chart, "value") == ["80,0%", "25,0%", "10,0%", "30,0%"]
    assert "Không vẽ tỷ lệ tối thiểu theo giá trị" in chart.caption


def test_without_any_quota_there_is_no_result() -> None:
    chart = draw(quota(COUNTS, minima=(None, None)), minimums=NO_MINIMUMS)
    assert lines(chart, "quota") == []
    assert words(chart, "result") == []
    assert not chart.figure.legends
    assert "chưa kết luận đạt hay không" in chart.title


def test_an_open_result_shows_what_could_turn_it() -> None:
    ends = {"worst_count_share": 0.2, "best_count_share": 0.65, "worst_value_share": 0.7, "best_value_share": 0.9}
    table = TABLE.assign(
        quota_result=["passed", "not_concluded", "failed", "passed", "nothing_eligible"], unsettled_count=3, **ends
    )
    chart = draw(table)
    assert words(chart, "result")[0] == "? chưa kết luận\n(3 gói chưa rõ)"
    own = [patch for patch in axes_of(chart).patches if patch.get_gid() == "bar count"]
    assert min(own, key=lambda patch: patch.get_y()).get_facecolor()[:3] == pytest.approx(
        tuple(int(COLOURS["not_concluded"][place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    (across,) = lines(chart, "range count")
    track = next(patch for patch in axes_of(chart).patches if patch.get_gid() == "track")
    assert [round(float(x) / track.get_width(), 6) for x in across.get_xdata()] == [0.2, 0.65]
    assert "từ xấu nhất đến tốt nhất" in legend(chart)
    assert "có thể làm đổi kết quả" in chart.caption


def test_a_concluded_result_has_no_range() -> None:
    table = TABLE.assign(quota_result="passed", worst_count_share=0.1, best_count_share=0.9)
    assert lines(draw(table), "range count") == []


def test_who_has_nothing_eligible_is_counted_not_drawn() -> None:
    chart = draw(focus="SYT")
    assert "Không vẽ 1 cơ quan không có gói thầu" in chart.caption
    assert "Mã SYT không có" in chart.caption
    assert words(draw(TABLE.tail(1)), "empty")
    assert words(draw(TABLE.head(0)), "empty")


def test_the_alt_text_says_who_is_where() -> None:
    alt = draw(focus="Q1").alt
    assert "Số cơ quan đạt: 2; không đạt: 2; chưa kết luận: 0" in alt
    assert "Đứng đầu danh sách: Sở Tư pháp, 30,0% số gói thầu và 80,0% giá trị, không đạt." in alt
    assert "Được làm nổi: Quận 1, 60,0% số gói thầu và 25,0% giá trị, đạt." in alt


def test_a_share_that_just_misses_is_not_rounded_to_the_quota() -> None:
    assert words(draw(quota({"SNV": (5999, 10000, 99, 100)})), "count") == ["59,99% ✗"]


def test_long_lists_keep_both_ends_and_the_focus() -> None:
    many = quota({f"W{number}": (number, 400, 1, 2) for number in range(400)})
    chart = draw(many, focus="W200", most_rows=20)
    assert names(chart)[0] == "Phường W0"
    assert names(chart)[-1] == "Phường W399"
    assert "Phường W200" in names(chart)
    assert "dòng ở giữa" in chart.caption


def test_the_table_is_left_as_it_was() -> None:
    before = TABLE.copy(deep=True)
    draw(focus="SNV", is_synthetic=True)
    pd.testing.assert_frame_equal(TABLE, before)


def test_years_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="one year"):
        draw(pd.concat([TABLE, TABLE.assign(year=2021)]))

from __future__ import annotations

from cchc_analysis.charts.quota_ranking import quota_ranking

from .drawn import bars, is_inside_page, lines, names, words
from .frames import quota

TABLE = quota({"STP": (3, 10, 80, 100), "SNV": (9, 10, 20, 100), "SYT": (0, 0, 0, 0)})


def test_agencies_stand_from_highest_to_lowest_with_their_outcome() -> None:
    chart = quota_ranking(TABLE, language="vi", leg="count", minimum_pct=60)
    assert names(chart) == ["Sở Nội vụ", "Sở Tư pháp"]
    assert bars(chart) == [90, 30]
    assert words(chart, "label") == ["90,0% · đạt", "30,0% · chưa đạt"]
    assert [line.get_xdata()[0] for line in lines(chart, "quota")] == [60]
    assert chart.title == "1 trên 2 cơ quan đạt tỷ lệ qua mạng theo số gói thầu"


def test_the_leg_by_value_is_judged_by_value() -> None:
    chart = quota_ranking(TABLE, language="vi", leg="value", minimum_pct=25, focus="SNV")
    assert words(chart, "label") == ["80,0% · đạt", "20,0% · chưa đạt"]
    assert "Mức tối thiểu theo giá trị: 25%." in chart.caption
    assert "Được làm nổi: Sở Nội vụ, 20,0% · chưa đạt." in chart.alt


def test_an_unknown_quota_has_no_line_and_no_verdict() -> None:
    table = quota({"STP": (3, 10, 80, 100)}, minima=(None, None))
    chart = quota_ranking(table, language="vi", leg="count", minimum_pct=None)
    assert lines(chart, "quota") == []
    assert words(chart, "label") == ["30,0% · chưa kết luận"]
    assert chart.title.endswith("chưa kết luận đạt hay không")


def test_who_is_not_drawn_is_counted() -> None:
    chart = quota_ranking(TABLE, language="vi", leg="count", minimum_pct=60)
    assert "Không vẽ 1 cơ quan không có gói thầu" in chart.caption
    many = quota({f"W{number}": (number, 200, 1, 1) for number in range(100)})
    cut = quota_ranking(many, language="vi", leg="count", minimum_pct=60, most_rows=20)
    assert len(bars(cut)) == 20
    assert "Không vẽ 80 cơ quan ở giữa" in cut.caption


def test_with_nothing_to_draw_there_is_a_sentence() -> None:
    assert words(quota_ranking(TABLE.tail(1), language="vi", leg="count", minimum_pct=60), "empty")


def test_the_page_holds_all_words() -> None:
    assert is_inside_page(quota_ranking(TABLE, language="en", leg="value", minimum_pct=60, focus="STP"))

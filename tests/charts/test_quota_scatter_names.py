from __future__ import annotations

from matplotlib.figure import Figure

from cchc_analysis.charts.quota_scatter_names import HIGH, LOW, draw_names
from cchc_analysis.reference.procurement_rules import Minimums

from .frames import quota

TABLE = quota({"SNV": (1, 10, 10, 100), "STP": (2, 10, 60, 100), "STC": (9, 10, 90, 100)})


def named(focus: str | None, most: int) -> tuple[list[str], int]:
    axes = Figure().add_subplot()
    axes.set_xlim(LOW, HIGH)
    drawn = TABLE.assign(result=["failed", "failed", "passed"])
    unnamed = draw_names(axes, drawn, focus=focus, minimums=Minimums(60, 25), most=most, language="vi")
    return [text.get_text() for text in axes.texts], unnamed


def test_the_lowest_are_named_first_and_the_rest_counted() -> None:
    assert named(None, 1) == (["Sở Nội vụ"], 1)


def test_the_focus_is_named_whatever_its_result() -> None:
    assert named("STC", 0) == (["Sở Tài chính"], 2)

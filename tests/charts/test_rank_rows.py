from __future__ import annotations

from typing import Any

import pytest
from matplotlib.axes import Axes

from cchc_analysis.charts.grouped_rows import AgencyRow
from cchc_analysis.charts.legend import legend_sign
from cchc_analysis.charts.rank_rows import draw_rank_rows

from .robustness_frames import long_intervals


@pytest.mark.parametrize(("most_rows", "is_cut"), [(64, False), (10, True)])
def test_every_row_is_drawn_or_counted_and_all_but_the_focus_step_back(most_rows: int, is_cut: bool) -> None:
    table = long_intervals(46)
    focus = table["agency_code"].iloc[4]
    drawn: list[tuple[Any, float, bool]] = []

    def note(axes: Axes, row: AgencyRow, centre: float, is_aside: bool) -> None:
        drawn.append((row.figures["agency_code"], centre, is_aside))

    figure, left_out = draw_rank_rows(
        table, note, low="rank_low", high="rank_high", title="x", heading="y",
        handles=[legend_sign("z", marker="o")], most_rows=most_rows, focus=focus, language="vi",
        is_synthetic=False,
    )  # fmt: skip
    assert (left_out > 0) == is_cut
    assert len(drawn) == len(table) - left_out
    assert [code for code, _, is_aside in drawn if not is_aside] == [focus]
    centres = [centre for _, centre, _ in drawn]
    assert centres == sorted(centres)
    assert [label.get_text() for label in figure.legends[0].get_texts()] == ["z"]

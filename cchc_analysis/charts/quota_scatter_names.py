"""Where names stand beside the points of the quota scatter, and the size of its plot that they depend on."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import PAGE_WIDTH
from cchc_analysis.charts.point_labels import Box, Point, place_labels
from cchc_analysis.charts.style import INK
from cchc_analysis.reference.procurement_rules import LEGS, Minimums

HEIGHT, LEFT, RIGHT = 4.6, 0.75, 0.8
WIDTH = PAGE_WIDTH - LEFT - RIGHT
# Both shares run a little beyond 0 and 1, so that a point at the end is whole.
LOW, HIGH = -0.04, 1.06
_LABEL_WIDTH, _LINE_HEIGHT = 1.7, 0.16


def draw_names(axes: Axes, drawn: pd.DataFrame, *, focus: str | None, minimums: Minimums, most: int) -> int:
    """Name the focus and the lowest agencies; return how many failing agencies stay without a name."""
    failed = drawn[drawn["result"] == "failed"].sort_values(["count_share", "value_share", "agency_code"])
    own = drawn[drawn["agency_code"] == focus]
    named = pd.concat([own, failed[failed["agency_code"] != focus].head(most)])
    names = [wrap(name, width=_LABEL_WIDTH, weight="bold") for name in named["agency_name"]]
    boxes = place_labels(
        [_inches(row.count_share, row.value_share) for row in named.itertuples()],
        [_size(name) for name in names],
        points=[_inches(row.count_share, row.value_share) for row in drawn.itertuples()],
        obstacles=_quota_boxes(minimums), width=WIDTH, height=HEIGHT,
    )  # fmt: skip
    placed: set[str] = set()
    for name, box, code in zip(names, boxes, named["agency_code"], strict=True):
        if box is not None:
            axes.text(
                (box[0] + box[2]) / 2 / WIDTH, (box[1] + box[3]) / 2 / HEIGHT, name,
                transform=axes.transAxes, ha="center", va="center", linespacing=1.15, zorder=5,
                fontweight="bold" if code == focus else "normal", color=INK, gid="name",
            )  # fmt: skip
            placed.add(code)
    return int((~failed["agency_code"].isin({*placed, focus})).sum())


def _quota_boxes(minimums: Minimums) -> list[Box]:
    boxes: list[Box] = []
    for leg in LEGS:
        minimum = minimums.of(leg)
        if minimum is not None:
            x, y = _inches(minimum / 100, minimum / 100)
            boxes.append((x, 0, x, HEIGHT) if leg == "count" else (0, y, WIDTH, y))
    return boxes


def _inches(count_share: Any, value_share: Any) -> Point:
    span = HIGH - LOW
    return (float(count_share) - LOW) / span * WIDTH, (float(value_share) - LOW) / span * HEIGHT


def _size(name: str) -> Point:
    lines = name.split("\n")
    return max(text_width(line, weight="bold") for line in lines), _LINE_HEIGHT * len(lines)

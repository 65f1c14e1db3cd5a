"""Where names stand beside the points of the quota scatter, and the size of its plot that they depend on."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import PAGE_WIDTH
from cchc_analysis.charts.point_labels import Box, Point, place_labels
from cchc_analysis.charts.style import HALO, INK, MUTED_INK
from cchc_analysis.reference.procurement_rules import LEGS, Minimums
from cchc_analysis.texts import Language, text

HEIGHT, LEFT, RIGHT = 4.6, 0.75, 0.8
WIDTH = PAGE_WIDTH - LEFT - RIGHT
# Both shares run a little beyond 0 and 1, so that a point at the end is whole.
LOW, HIGH = -0.04, 1.06
_LABEL_WIDTH, _LINE_HEIGHT = 1.7, 0.16
# Fewer than these on one point are told by its darker colour.
_PILE = 3


class _Label(NamedTuple):
    """Words beside a point; `code` is that of the agency they name, None where they count several."""

    words: str
    point: Point
    code: str | None


def draw_names(
    axes: Axes, drawn: pd.DataFrame, *, focus: str | None, minimums: Minimums, most: int, language: Language
) -> int:
    """Name the focus and the lowest agencies; return how many failing agencies stay without a name.

    Where many lie on one another, one point would pass for one agency: there it is said how many they are.
    """
    failed = drawn[drawn["result"] == "failed"].sort_values(["count_share", "value_share", "agency_code"])
    labels = [
        *_names(drawn[drawn["agency_code"] == focus]),
        *_piles(drawn, language),
        *_names(failed[failed["agency_code"] != focus].head(most)),
    ]
    boxes = place_labels(
        [label.point for label in labels], [_size(label.words) for label in labels],
        points=_points(drawn), obstacles=_quota_boxes(minimums), width=WIDTH, height=HEIGHT,
    )  # fmt: skip
    placed = [(label, box) for label, box in zip(labels, boxes, strict=True) if box is not None]
    for label, box in placed:
        axes.text(
            (box[0] + box[2]) / 2 / WIDTH, (box[1] + box[3]) / 2 / HEIGHT, label.words,
            transform=axes.transAxes, ha="center", va="center", linespacing=1.15, zorder=5,
            path_effects=HALO,
            fontweight="bold" if label.code and label.code == focus else "normal",
            color=INK if label.code else MUTED_INK, gid="name" if label.code else "pile",
        )  # fmt: skip
    return int((~failed["agency_code"].isin({focus, *(label.code for label, _ in placed)})).sum())


def _names(agencies: pd.DataFrame) -> list[_Label]:
    words = [wrap(name, width=_LABEL_WIDTH, weight="bold") for name in agencies["agency_name"]]
    return [*map(_Label, words, _points(agencies), agencies["agency_code"])]


def _piles(drawn: pd.DataFrame, language: Language) -> list[_Label]:
    sizes = drawn.groupby(["count_share", "value_share"]).size()
    piles = sizes[sizes >= _PILE].items()
    return [_Label(text("charts.quota_pile", language, count=count), _inches(at), None) for at, count in piles]


def _quota_boxes(minimums: Minimums) -> list[Box]:
    boxes: list[Box] = []
    for leg in LEGS:
        minimum = minimums.of(leg)
        if minimum is not None:
            x, y = _inches((minimum / 100, minimum / 100))
            boxes.append((x, 0, x, HEIGHT) if leg == "count" else (0, y, WIDTH, y))
    return boxes


def _points(agencies: pd.DataFrame) -> list[Point]:
    return [_inches(pair) for pair in zip(agencies["count_share"], agencies["value_share"], strict=True)]


def _inches(shares: Any) -> Point:
    across, up = ((float(share) - LOW) / (HIGH - LOW) for share in shares)
    return across * WIDTH, up * HEIGHT


def _size(name: str) -> Point:
    lines = name.split("\n")
    return max(text_width(line, weight="bold") for line in lines), _LINE_HEIGHT * len(lines)

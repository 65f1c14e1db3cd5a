"""Bullet bars: how far a share has come on a 0-100 % track, with a tick where it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import new_page
from cchc_analysis.charts.quota_words import printed_quota
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.style import BAND, FOCUS, INK, house_style
from cchc_analysis.texts import Language, text

_ROW_MARGIN, _LINE_HEIGHT = 0.28, 0.17
_TRACK, _BAR, _TICK = 0.22, 0.12, 0.3


@dataclass(frozen=True)
class BulletRow:
    """One share (0-1, None: not measured), its target (0-100, None: not known), words at both.

    `colour` is that of its bar, where results have one.
    """

    name: str
    share: float | None
    target_pct: float | None
    target_label: str
    label: str
    colour: str = FOCUS


def draw_bullets(rows: Sequence[BulletRow], *, title: str, language: Language, is_synthetic: bool) -> Figure:
    """Draw one bullet bar per row; without a known target there is no tick."""
    with house_style():
        lines = [line for row in rows for line in row.label.split("\n")]
        most_lines = max(row.label.count("\n") + 1 for row in rows)
        row_height = _ROW_MARGIN + _LINE_HEIGHT * most_lines
        stack = stack_rows([row.name for row in rows], row_height=row_height)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=0.3 + max(map(text_width, lines)),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        highest = max([100.0, *(row.share * 100 for row in rows if row.share is not None)])
        axes.set_xlim(0, highest)
        axes.set_xticks(range(0, 101, 20), [printed_quota(tick, language) for tick in range(0, 101, 20)])
        axes.grid(visible=False)
        axes.set_xlabel(text("charts.share_axis", language))
        for row, centre in zip(rows, stack.centres, strict=True):
            _draw_bullet(axes, row, centre=centre, highest=highest)
    return figure


def _draw_bullet(axes: Axes, row: BulletRow, *, centre: float, highest: float) -> None:
    axes.barh(centre, highest, height=_TRACK, color=BAND, gid="track")
    if row.share is not None:
        axes.barh(centre, row.share * 100, height=_BAR, color=row.colour, gid="bar")
    if row.target_pct is not None:
        axes.plot(
            [row.target_pct] * 2, [centre - _TICK / 2, centre + _TICK / 2], color=INK, linewidth=2.4,
            solid_capstyle="butt", clip_on=False, gid="target",
        )  # fmt: skip
        axes.annotate(
            row.target_label, (row.target_pct, centre - _TICK / 2), xytext=(0, 1), textcoords="offset points",
            ha="center" if row.target_pct < 85 else "right", va="bottom", fontsize=8,
            annotation_clip=False, gid="target label",
        )  # fmt: skip
    axes.annotate(
        row.label, (1, centre), xycoords=("axes fraction", "data"), xytext=(8, 0),
        textcoords="offset points", va="center", linespacing=1.2, annotation_clip=False, gid="label",
    )  # fmt: skip

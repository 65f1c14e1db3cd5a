"""A staircase of shares towards the quota."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from matplotlib.axes import Axes

from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals
from cchc_analysis.charts.quota_words import QUOTA_LINE, printed_quota
from cchc_analysis.charts.style import FOCUS, INK, MUTED_INK, PALETTE
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.texts import Language, text

_BAR, _TICK = 0.15, 0.26


def draw_stairs(axes: Axes, levels: Sequence[float], centres: Sequence[float]) -> None:
    """Draw the bars from level to level with the thin lines that join them; the ends are upright ticks."""
    for row, (before, after) in enumerate(itertools.pairwise(levels), start=1):
        axes.plot(
            [before, before], [centres[row - 1], centres[row] + _BAR / 2], color=MUTED_INK, linewidth=0.6,
            zorder=1, gid="join",
        )  # fmt: skip
        colour = FOCUS if after >= before else PALETTE[3]
        axes.barh(centres[row], after - before, left=before, height=_BAR, color=colour, zorder=2)
    axes.plot([levels[-1]] * 2, list(centres[-2:]), color=MUTED_INK, linewidth=0.6, zorder=1, gid="join")
    for level, centre in ((levels[0], centres[0]), (levels[-1], centres[-1])):
        axes.plot(
            [level, level], [centre - _TICK / 2, centre + _TICK / 2], color=INK, linewidth=2.6,
            solid_capstyle="butt", clip_on=False, zorder=3, gid="level",
        )  # fmt: skip


def set_share_axis(axes: Axes, shares: Sequence[float], *, leg: Leg, language: Language) -> None:
    """Run the axis around the shares (0-1), not necessarily from zero."""
    ticks = figure_ticks(100 * min(shares), 100 * max(shares), most=most_intervals(axes))
    axes.set_xlim(ticks[0] / 100, ticks[-1] / 100)
    axes.set_xticks([tick / 100 for tick in ticks], [printed_quota(tick, language) for tick in ticks])
    axes.set_xlabel(text(f"charts.{leg}_axis", language))


def draw_minimum(axes: Axes, min_pct: int, *, height: float, language: Language) -> None:
    """Draw the quota down through all rows, its percent on top."""
    place = min_pct / 100
    axes.plot(
        [place, place], [0, height], **QUOTA_LINE, zorder=4, clip_on=False,
        gid="quota",
    )  # fmt: skip
    low, high = axes.get_xlim()
    at = (place - low) / (high - low)
    axes.annotate(
        text("charts.quota_label", language, quota=printed_quota(min_pct, language)), (place, 0), xytext=(0, 3),
        textcoords="offset points", va="bottom", ha="left" if at < 0.2 else "right" if at > 0.8 else "center",
        fontsize=8, annotation_clip=False, gid="quota label",
    )  # fmt: skip

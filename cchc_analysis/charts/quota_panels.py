"""Two small scales of 0-100 % side by side in one plot: share by number, share by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from cchc_analysis.charts.quota_words import printed_quota
from cchc_analysis.charts.style import BAND, INK
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.texts import Language, text

_TRACK, _BAR, _CAP = 0.15, 0.09, 0.11
_HEADING_RISE, _QUOTA_RISE = 15, 3
PANEL_HEADINGS = 0.42


@dataclass(frozen=True)
class Panel:
    """One leg of the quota on a stretch of the plot; the plot's own unit is the inch."""

    leg: Leg
    left: float
    width: float
    minimum_pct: int | None

    def place(self, share: float) -> float:
        """Return where a share (0-1) stands, in inches from the left edge of the plot."""
        return self.left + share * self.width


def draw_panel(axes: Axes, panel: Panel, *, rows: Sequence[tuple[float, float]], language: Language) -> None:
    """Write the leg's name above its stretch and draw the quota through the rows, its percent on top.

    `rows` are the upper and lower edges of the rows that have bars.
    """
    draw_heading(axes, text(f"charts.leg_{panel.leg}", language), left=panel.left)
    if panel.minimum_pct is None:
        words, place, align = text("charts.no_quota", language), panel.left, "left"
    else:
        words = text("charts.quota_label", language, quota=printed_quota(panel.minimum_pct, language))
        place = panel.place(panel.minimum_pct / 100)
        align = "left" if panel.minimum_pct < 30 else "center" if panel.minimum_pct <= 70 else "right"
        for edges in rows:
            axes.plot(
                [place, place], edges, color=INK, linewidth=1.3, solid_capstyle="butt", zorder=4, gid="quota"
            )
    axes.annotate(
        words, (place, 0), xytext=(0, _QUOTA_RISE), textcoords="offset points", ha=align, va="bottom",
        fontsize=8, annotation_clip=False, gid="quota label",
    )  # fmt: skip


def draw_heading(axes: Axes, words: str, *, left: float) -> None:
    """Write the heading of what stands below it, from `left` inches on."""
    axes.annotate(
        words, (left, 0), xytext=(0, _HEADING_RISE), textcoords="offset points", va="bottom", fontweight="bold",
        annotation_clip=False, gid="leg",
    )  # fmt: skip


def draw_share(axes: Axes, panel: Panel, share: float | None, *, centre: float, colour: str) -> None:
    """Draw one share as a bar on its track; a missing one is an empty track."""
    axes.barh(centre, panel.width, left=panel.left, height=_TRACK, color=BAND, gid="track")
    if share is not None:
        axes.barh(
            centre,
            share * panel.width,
            left=panel.left,
            height=_BAR,
            color=colour,
            zorder=2,
            gid=f"bar {panel.leg}",
        )


def draw_range(axes: Axes, panel: Panel, worst: float, best: float, *, centre: float) -> None:
    """Draw what the share would be at worst and at best as a thin line with ends."""
    low, high = panel.place(worst), panel.place(best)
    axes.plot([low, high], [centre, centre], color=INK, linewidth=1.0, zorder=3, gid=f"range {panel.leg}")
    for place in (low, high):
        axes.plot(
            [place, place], [centre - _CAP / 2, centre + _CAP / 2], color=INK, linewidth=1.0, zorder=3, gid="cap"
        )


def panel_ticks(panels: list[Panel], language: Language) -> dict[float, str]:
    """Return the ticks of all panels by place: 0, 50 and 100 %."""
    return {
        panel.place(share): printed_quota(share * 100, language) for panel in panels for share in (0.0, 0.5, 1.0)
    }

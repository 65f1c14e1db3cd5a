"""Lines of one online share through the year."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.style import DOT, FOCUS, HALO, REST
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import format_share

_FEW = 6
_NEAR_END = 0.12
_MOST_MARKED = 60

AHEAD: dict[str, Any] = {
    "color": FOCUS, "linewidth": 1.6, "linestyle": (0, (2, 2)), "marker": "o", "markerfacecolor": "white",
}  # fmt: skip


def draw_others(axes: Axes, others: pd.DataFrame, *, leg: str, is_alone: bool) -> None:
    """Draw the other agencies faint, all the fainter the more there are."""
    count = max(others["agency_code"].nunique(), 1)
    alpha = max(0.25, min(1.0, 30 / count))
    for _, rows in others[others["kind"] == "observed"].groupby("agency_code", observed=True):
        shares = rows[f"{leg}_share"].astype("float64")
        # A single point has no line: without a mark nothing of it would be seen.
        is_single = shares.notna().sum() == 1
        axes.plot(
            rows["day"].dt.day_of_year, shares, linewidth=0.9, color=DOT if is_alone else REST,
            marker="o" if is_single or count <= _MOST_MARKED else "", markersize=4 if is_single else 2,
            alpha=1.0 if is_single else alpha, zorder=1, gid="other",
        )  # fmt: skip


def draw_own(axes: Axes, own: pd.DataFrame, *, leg: str, language: Language) -> None:
    """Draw the agency asked for: what is known, what is projected with its interval, and the figures."""
    observed = own[own["kind"] == "observed"]
    ahead = own[own["kind"] == "projected"]
    axes.plot(
        observed["day"].dt.day_of_year, observed[f"{leg}_share"].astype("float64"), "o-", color=FOCUS,
        linewidth=2.4, zorder=4, clip_on=False, gid="focus",
    )  # fmt: skip
    if len(ahead):
        joined = pd.concat([observed.tail(1), ahead])
        axes.plot(
            joined["day"].dt.day_of_year,
            joined[f"{leg}_share"].astype("float64"),
            zorder=3,
            clip_on=False,
            gid="ahead",
            **AHEAD,
        )
    for row in ahead.to_dict("records"):
        low, high = row.get(f"{leg}_low"), row.get(f"{leg}_high")
        if pd.notna(low) and pd.notna(high):
            axes.plot(
                [row["day"].day_of_year] * 2, [low, high], color=FOCUS, linewidth=1.4, marker="_",
                markersize=8, zorder=3, clip_on=False, gid="interval",
            )  # fmt: skip
    _write_figures(axes, observed, ahead, leg=leg, language=language)
    for row in ahead.dropna(subset=[f"{leg}_share"]).tail(1).to_dict("records"):
        _write(axes, row["day"], float(row[f"{leg}_share"]), (8, 0), "left", "center", language)


def _write_figures(
    axes: Axes, observed: pd.DataFrame, ahead: pd.DataFrame, *, leg: str, language: Language
) -> None:
    """Write the shares on the side of their points that the line leaves free; of many only the first and last."""
    line = pd.concat([observed, ahead]).dropna(subset=[f"{leg}_share"])
    shares = line[f"{leg}_share"].astype("float64")
    around = pd.concat([shares.shift(1), shares.shift(-1)], axis=1).mean(axis=1)
    free = (
        shares.ge(around.fillna(0.0))
        .mask(shares < _NEAR_END, other=True)
        .mask(shares > 1 - _NEAR_END, other=False)
    )
    known = line.assign(is_above=free)[line["kind"].eq("observed")]
    written = known if len(known) <= _FEW else known.iloc[[0, -1]]
    for row in written.to_dict("records"):
        up = 7 if row["is_above"] else -7
        _write(
            axes,
            row["day"],
            float(row[f"{leg}_share"]),
            (0, up),
            "center",
            "bottom" if up > 0 else "top",
            language,
        )


def _write(
    axes: Axes, day: pd.Timestamp, share: float, offset: tuple[float, float], across: str, upward: str,
    language: Language,
) -> None:  # fmt: skip
    axes.annotate(
        format_share(share, language), (day.day_of_year, share), xytext=offset, textcoords="offset points",
        ha=across, va=upward, color=FOCUS, fontweight="bold", path_effects=HALO, annotation_clip=False,
        zorder=5, gid="label",
    )  # fmt: skip

"""At which criteria agencies score themselves higher than the appraisal does, and who does so most."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_labels
from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals, set_figure_axis
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.narrow_rows import narrow_rows
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.result_words import counted, unit_words
from cchc_analysis.charts.row_stack import draw_names
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import DOT, FOCUS, MUTED_INK, PALETTE, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year, signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import round_half_up

_NAME_WIDTH, _CRITERION_WIDTH = 1.5, 2.3
_MEDIAN: dict[str, Any] = {"marker": "o", "color": DOT}
_FOCUS: dict[str, Any] = {"marker": "D", "color": FOCUS, "markersize": 5.5}
_HIGHER = PALETTE[3]
_PRINTED = 2


def gap_by_criterion(
    gaps: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 32,
    is_synthetic: bool = False,
) -> Chart:
    """Draw, criterion by criterion, the median of self minus appraised points over all agencies and its spread.

    Thin lines run from the smallest gap to the largest, thick ones hold the middle half. Criteria stand by
    their median gap, then by their largest; beside them how many agencies scored themselves higher and the one
    that did so most. Criteria without any difference are counted in the caption.

    Parameters
    ----------
    gaps
        The ``criterion_gap`` table of one year and all agencies; `gap` (self minus appraised) in points.
    focus
        Code of the agency whose own gaps are marked.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    known = gaps.dropna(subset=["gap"])
    table = _spread(known, decimals)
    units = unit_words(gaps, language)
    unequal = table[(table["lowest"] != 0) | (table["highest"] != 0)]
    if unequal.empty:
        key, listed = "gaps_empty" if known.empty else "gaps_none", gaps["agency_code"].nunique()
        return empty_chart(
            "gap_by_criterion", text(f"result_charts.{key}", language, count=listed, **units),
            title=title or text("result_charts.gaps_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(gaps)
    facts = units | {
        "year": year, "count": known["agency_code"].nunique(), "criteria": len(table),
        "higher": int((2 * table["higher"] > table["count"]).sum()),
    }  # fmt: skip
    title = title or text("result_charts.gaps_title", language, **facts)
    shown = unequal.head(most_rows)
    columns = _columns(shown, decimals=decimals, language=language)
    own = known[known["agency_code"] == focus].set_index("criterion_code")["gap"] if focus else None
    handles = _handles(gaps, focus, own, language)
    words = [str(handle.get_label()) for handle in handles]
    with house_style():
        stack = narrow_rows(shown["label"].tolist(), beside=columns[-1].entries, width=_CRITERION_WIDTH)
        lift = headings_height(columns)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height(words) + lift, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        draw_columns(axes, columns, centres=stack.centres)
        axes.axvline(0, color=MUTED_INK, linewidth=0.9, zorder=1)
        for row, centre in zip(shown.to_dict("records"), stack.centres, strict=True):
            _draw_spread(axes, row, centre)
            if own is not None and row["criterion_code"] in own:
                axes.plot(own[row["criterion_code"]], centre, zorder=4, clip_on=False, gid="focus", **_FOCUS)
        ticks = figure_ticks(shown["lowest"].min(), shown["highest"].max(), most=most_intervals(axes))
        label = text("result_charts.gap_axis", language)
        set_figure_axis(axes, ticks, label=label, language=language, is_signed=True, has_dots=True)
        draw_legend(figure, axes, handles, lift=lift)
    caption = join_sentences(
        [
            text("result_charts.gaps_caption", language, year=year),
            counted("gaps_equal", len(table) - len(unequal), language),
            counted("own_gap_cut", len(unequal) - len(shown), language),
            counted("gaps_incomplete", len(gaps) - len(known), language),
            focus_absent(gaps, focus, language),
        ]
    )
    alt = join_sentences(
        [
            text("result_charts.gaps_alt", language, **facts),
            *(_said(row, units, decimals, language) for row in unequal.head(3).to_dict("records")),
        ]
    )
    return Chart("gap_by_criterion", figure, title, alt, caption)


def _spread(known: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """Return one row per criterion: median, quartiles and ends of the gap, how many above zero, who most."""
    rows = known.assign(is_higher=[round_half_up(gap, decimals) > 0 for gap in known["gap"]])
    groups = rows.groupby("criterion_code", sort=False)
    table = groups.agg(
        criterion_name=("criterion_name", "first"), median=("gap", "median"), lowest=("gap", "min"),
        highest=("gap", "max"), higher=("is_higher", "sum"), count=("gap", "size"),
    )  # fmt: skip
    table["lower_quarter"], table["upper_quarter"] = groups["gap"].quantile(0.25), groups["gap"].quantile(0.75)
    most = rows.sort_values(["gap", "agency_code"], ascending=[False, True]).drop_duplicates("criterion_code")
    table["who"] = most.set_index("criterion_code")["agency_name"]
    table = table.reset_index()
    table["label"] = pd.Series(criterion_labels(table), dtype="str")
    figures = ["median", "lowest", "highest"]
    table[figures] = table[figures].map(lambda value: float(round_half_up(value, decimals + _PRINTED)))
    return table.sort_values(["median", "highest"], ascending=False, kind="stable", ignore_index=True)


def _columns(shown: pd.DataFrame, *, decimals: int, language: Language) -> list[SideColumn]:
    higher = [f"{row['higher']}/{row['count']}" for row in shown.to_dict("records")]
    who = [
        wrap(f"{signed_number(most, language, decimals)} {name}", width=_NAME_WIDTH, lines=2) if most > 0 else "–"
        for name, most in zip(shown["who"], shown["highest"], strict=True)
    ]
    return [
        SideColumn(text("result_charts.higher_column", language), higher, is_muted=True),
        SideColumn(text("result_charts.who_column", language), who, align="left", heading_width=_NAME_WIDTH),
    ]


def _handles(gaps: pd.DataFrame, focus: str | None, own: pd.Series | None, language: Language) -> list[Artist]:
    handles: list[Artist] = [
        legend_sign(text("result_charts.median_sign", language), **_MEDIAN),
        Line2D([], [], color=REST, linewidth=5, label=text("result_charts.middle_half_sign", language)),
        Line2D([], [], color=REST, linewidth=1.2, label=text("result_charts.range_sign", language)),
    ]
    if own is not None and len(own):
        name = gaps.loc[gaps["agency_code"] == focus, "agency_name"].iloc[0]
        handles.append(legend_sign(wrap(name, width=3.0, lines=1), **_FOCUS))
    return handles


def _draw_spread(axes: Axes, row: dict[Hashable, Any], centre: float) -> None:
    axes.plot([row["lowest"], row["highest"]], [centre, centre], color=REST, linewidth=1.2, zorder=2, gid="range")
    axes.plot(
        [row["lower_quarter"], row["upper_quarter"]], [centre, centre], color=REST, linewidth=5,
        solid_capstyle="butt", zorder=2, gid="middle half",
    )  # fmt: skip
    look = _MEDIAN | {"color": _HIGHER} if row["median"] > 0 else _MEDIAN
    axes.plot(row["median"], centre, zorder=3, clip_on=False, gid="median", **look)


def _said(row: dict[Hashable, Any], units: dict[str, str], decimals: int, language: Language) -> str:
    figures = {name: signed_number(row[name], language, decimals) for name in ("median", "highest")}
    return text(
        "result_charts.gaps_alt_row", language, label=row["label"], higher=row["higher"], count=row["count"],
        who=row["who"], **figures, **units,
    )  # fmt: skip

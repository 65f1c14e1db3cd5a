"""Who reported in which quarter: on time, late, missing or not due."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart, new_page
from cchc_analysis.charts.ranked_rows import Gap, select_rows
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import DOT, GRID, INK, PALETTE, house_style
from cchc_analysis.charts.told_apart import told_apart
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, list_names
from cchc_analysis.period import Period
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.dates import format_period

_RIGHT, _HEADING_HEIGHT = 0.35, 0.3
_STATUSES = ("on_time", "late", "missing", "not_due")
_SIGNS: dict[str, dict[str, Any]] = {
    "on_time": {"marker": "o", "color": PALETTE[0], "markersize": 7},
    "late": {"marker": "^", "color": PALETTE[3], "markersize": 8},
    "missing": {"marker": "x", "color": PALETTE[2], "markersize": 7.5, "markeredgewidth": 2.4},
    "not_due": {"marker": ".", "color": DOT, "markersize": 4},
}


def reporting_grid(
    reporting: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw one sign per agency and quarter; agencies with most missing, then most late reports on top.

    Beside a late report stand the days it was late, where the columns are wide enough. Of more than
    `most_rows` agencies the two ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    reporting
        The ``reporting`` table, one year or several.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        For a status that is not on_time, late, missing or not_due.
    """
    unknown = sorted(set(reporting["status"]) - set(_STATUSES))
    if unknown:
        raise ValueError(f"unknown reporting statuses: {unknown}")
    title = title or _title(reporting, language=language)
    if reporting.empty:
        return empty_chart(
            "reporting_grid", text("charts.reporting_empty", language),
            title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    reporting = told_apart(reporting)
    order = _worst_first(reporting)
    quarters = sorted(set(zip(reporting["year"], reporting["quarter"], strict=True)))
    places = select_rows(order["agency_code"].tolist(), limit=most_rows, focus=focus)
    rows = [None if isinstance(place, Gap) else order.iloc[place] for place in places]
    names = ["" if row is None else row["agency_name"] for row in rows]
    counts = reporting["status"].value_counts().reindex(_STATUSES, fill_value=0)
    headings = [format_period(Period(int(year), int(quarter)), language) for year, quarter in quarters]
    widest_heading = max(map(text_width, headings)) + 0.1
    with house_style():
        stack = stack_rows(names)
        column_width = (PAGE_WIDTH - stack.label_width - _RIGHT) / len(quarters)
        is_narrow = column_width < widest_heading
        heading_height = widest_heading if is_narrow else _HEADING_HEIGHT
        words = _status_words(counts, with_days=not is_narrow, language=language)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=_RIGHT,
            above=legend_height(list(words.values())) + heading_height, below=0.15,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        bold = [position for position, row in enumerate(rows) if row is not None and row["agency_code"] == focus]
        draw_names(axes, stack, bold=bold)
        centres: dict[str, float] = {}
        for place, row, centre in zip(places, rows, stack.centres, strict=True):
            if row is not None:
                centres[row["agency_code"]] = centre
            elif isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
        drawn = reporting[reporting["agency_code"].isin(centres)]
        _draw_signs(axes, drawn, centres=centres, quarters=quarters, with_days=not is_narrow)
        _set_axes(axes, headings, is_narrow=is_narrow)
        handles = [legend_sign(words[status], **_SIGNS[status]) for status in _STATUSES]
        draw_legend(figure, axes, handles, lift=heading_height)
    caption = join_sentences(
        [
            text("charts.reporting_caption", language),
            count_sentence("not_shown", len(order) - len(centres), language),
            focus_absent(reporting, focus, language),
        ]
    )
    alt = _alt(order, counts, headings=headings, focus=focus, language=language)
    return Chart("reporting_grid", figure, title, alt, caption)


def _worst_first(reporting: pd.DataFrame) -> pd.DataFrame:
    counts = pd.crosstab(reporting["agency_code"], reporting["status"]).reindex(columns=_STATUSES, fill_value=0)
    names = reporting.drop_duplicates("agency_code", keep="last").set_index("agency_code")["agency_name"]
    table = counts.assign(agency_name=names, _name=names.map(vietnamese_key))
    order = table.sort_values(["missing", "late", "_name"], ascending=[False, False, True])
    return order.drop(columns="_name").reset_index()


def _title(reporting: pd.DataFrame, *, language: Language) -> str:
    due = reporting[reporting["status"] != "not_due"]
    if due.empty:
        return text("charts.reporting_title", language)
    is_good = (due["status"] == "on_time").groupby(due["agency_code"]).all()
    return text("charts.reporting_title_counts", language, good=int(is_good.sum()), count=len(is_good))


def _draw_signs(
    axes: Axes,
    reporting: pd.DataFrame,
    *,
    centres: dict[str, float],
    quarters: list[tuple[int, int]],
    with_days: bool,
) -> None:
    columns = {quarter: column for column, quarter in enumerate(quarters)}
    for report in reporting.to_dict("records"):
        column, centre = columns[report["year"], report["quarter"]], centres[report["agency_code"]]
        axes.plot(column, centre, linestyle="", gid=report["status"], **_SIGNS[report["status"]])
        if with_days and report["status"] == "late" and pd.notna(report["days_late"]):
            axes.annotate(
                f"+{report['days_late']}", (column, centre), xytext=(7, 0), textcoords="offset points",
                va="center", fontsize=8, color=INK, gid="days late",
            )  # fmt: skip
    for centre in centres.values():
        axes.axhline(centre, color=GRID, linewidth=0.7, zorder=0)


def _status_words(counts: pd.Series, *, with_days: bool, language: Language) -> dict[str, str]:
    keys = {status: f"charts.status_{status}" for status in _STATUSES}
    if with_days:
        keys["late"] = "charts.status_late_days"
    return {status: text(key, language, count=int(counts[status])) for status, key in keys.items()}


def _set_axes(axes: Axes, headings: list[str], *, is_narrow: bool) -> None:
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(-0.5, len(headings) - 0.5)
    axes.set_xticks(range(len(headings)), headings)
    axes.tick_params(axis="x", labeltop=True, labelbottom=False, labelrotation=90 if is_narrow else 0)


def _alt(
    order: pd.DataFrame, counts: pd.Series, *, headings: list[str], focus: str | None, language: Language
) -> str:
    numbers = {status: int(counts[status]) for status in _STATUSES}
    absent = order.loc[order["missing"] > 0, "agency_name"].tolist()
    parts = [
        text(
            "charts.reporting_alt",
            language,
            count=len(order),
            first=headings[0],
            last=headings[-1],
            **numbers,
        ),
        text("charts.reporting_alt_missing", language, names=list_names(absent, language)) if absent else None,
    ]
    own = order[order["agency_code"] == focus]
    if len(own):
        figures = {status: int(own.iloc[0][status]) for status in _STATUSES}
        parts.append(text("charts.reporting_alt_focus", language, name=own.iloc[0]["agency_name"], **figures))
    return join_sentences(parts)

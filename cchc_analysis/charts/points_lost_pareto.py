"""Where points are lost: criteria from the most index points lost to the least."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.charts.agency_groups import group_heading, split_groups
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_labels
from cchc_analysis.charts.figure_axis import figure_ticks, most_intervals, set_figure_axis
from cchc_analysis.charts.one_agency import agency_name, agency_rows
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.percent import format_percent
from cchc_analysis.charts.result_words import counted
from cchc_analysis.charts.row_stack import BAR_HEIGHT, draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import FOCUS, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# "The vital few" of a Pareto chart.
_MOST_OF_IT = 0.8


@dataclass(frozen=True)
class _Losses:
    """Losing criteria, largest first: label, lost (index points), cumulative (0-1 of all lost), points."""

    rows: pd.DataFrame
    total: float
    unscored: int
    kept_whole: int

    @property
    def first(self) -> int:
        """How many criteria from the top hold most of what is lost."""
        return int((self.rows["cumulative"].round(9) < _MOST_OF_IT).sum()) + 1


def points_lost_pareto(
    points_lost: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 30,
    is_synthetic: bool = False,
) -> Chart:
    """Draw at which criteria the index points are lost, most first, with what they add up to so far.

    The criteria at the top that hold 80 % of the loss are dark. Of more than `most_rows` the least are summed in
    the last row; criteria without a loss or without a figure are counted in the caption.

    Parameters
    ----------
    points_lost
        The ``points_lost`` table of one year, or a group's table of the same shape without `agency_code`;
        `lost_index` in index points.
    focus
        Code of the agency shown; not needed where the table holds one agency or a group.

    Raises
    ------
    ValueError
        If the table mixes years or groups, or holds several agencies and no focus.
    """
    is_group = "agency_code" not in points_lost
    own = points_lost if is_group else agency_rows(points_lost, focus)
    losses = _losses(own)
    if losses.rows.empty:
        absent = None if is_group else focus_absent(points_lost, focus, language)
        is_known = losses.kept_whole and not losses.unscored
        return empty_chart(
            "points_lost_pareto",
            absent or text("result_charts.lost_none" if is_known else "result_charts.lost_empty", language),
            title=title or text("result_charts.lost_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = one_year(points_lost)
    facts = {
        "name": _group_name(own, language) if is_group else agency_name(own), "year": year,
        "first": losses.first, "count": len(losses.rows), "total": format_number(losses.total, language, decimals),
        "share": format_percent(losses.rows["cumulative"].iloc[losses.first - 1], language, 0),
    }  # fmt: skip
    title = title or text("result_charts.lost_title", language, **facts)
    shown = _cut(losses.rows, most_rows, language)
    columns = _columns(shown, is_group=is_group, decimals=decimals, language=language)
    with house_style():
        stack = stack_rows(shown["label"].tolist())
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=0.1 + headings_height(columns), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        draw_columns(axes, columns, centres=stack.centres)
        dark = min(losses.first, most_rows)
        for row, (centre, lost) in enumerate(zip(stack.centres, shown["lost"], strict=True)):
            axes.barh(centre, lost, height=BAR_HEIGHT, color=FOCUS if row < dark else REST)
        label = text("result_charts.lost_axis", language)
        ticks = figure_ticks(0, shown["lost"].max(), most=most_intervals(axes))
        set_figure_axis(axes, ticks, label=label, language=language)
    caption = join_sentences(
        [
            text("result_charts.lost_caption", language, year=year),
            text("result_charts.lost_mean", language) if is_group else None,
            counted("criteria_summed", len(losses.rows) - most_rows, language),
            counted("lost_whole", losses.kept_whole, language),
            counted("lost_unscored", losses.unscored, language),
        ]
    )
    top = zip(losses.rows["label"].head(3), losses.rows["lost"].head(3), strict=True)
    said = [
        text("result_charts.lost_alt_row", language, label=label, lost=format_number(lost, language, decimals))
        for label, lost in top
    ]
    alt = join_sentences([text("result_charts.lost_alt", language, **facts), *said])
    return Chart("points_lost_pareto", figure, title, alt, caption)


def _group_name(rows: pd.DataFrame, language: Language) -> str:
    groups = split_groups(rows)
    if len(groups) > 1:
        raise ValueError(f"this chart shows one group, the table has {list(groups)}")
    return group_heading(next(iter(groups)), language)


def _losses(own: pd.DataFrame) -> _Losses:
    known = own[own["lost_index"].notna()]
    losing = known[known["lost_index"] > 0].sort_values("lost_index", ascending=False, kind="stable")
    total = math.fsum(losing["lost_index"])
    rows = losing.assign(
        label=pd.Series(criterion_labels(losing), index=losing.index, dtype="str"),
        lost=losing["lost_index"],
        cumulative=losing["lost_index"].cumsum() / (total or 1.0),
    )
    return _Losses(rows.reset_index(drop=True), total, len(own) - len(known), len(known) - len(losing))


def _cut(rows: pd.DataFrame, most_rows: int, language: Language) -> pd.DataFrame:
    if len(rows) <= most_rows:
        return rows
    rest = rows.iloc[most_rows:]
    summed = pd.DataFrame(
        {
            "label": [text("result_charts.other_criteria", language, count=len(rest))],
            "lost": [rest["lost"].sum()],
            "cumulative": [1.0],
        }
    )
    return pd.concat([rows.head(most_rows), summed], ignore_index=True)


def _columns(shown: pd.DataFrame, *, is_group: bool, decimals: int, language: Language) -> list[SideColumn]:
    lost = [format_number(value, language, decimals) for value in shown["lost"]]
    shares = [format_percent(value, language) for value in shown["cumulative"]]
    columns = [
        SideColumn(text("result_charts.lost_column", language), lost),
        SideColumn(text("result_charts.cumulative_column", language), shares, is_muted=True),
    ]
    if not is_group:
        points = [
            "" if pd.isna(most) else f"{format_number(score, language, 2)} / {format_number(most, language, 2)}"
            for score, most in zip(shown["score"], shown["max_points"], strict=True)
        ]
        columns.insert(0, SideColumn(text("result_charts.points_column", language), points, is_muted=True))
    return columns

"""How far the ranks move when one criterion or one domain is left out."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cchc_analysis.charts.bar_rows import Heading
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_label
from cchc_analysis.charts.figure_axis import set_figure_axis
from cchc_analysis.charts.grouped_rows import top_axis_height
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.rank_axis import place_ticks
from cchc_analysis.charts.ranked_rows import Gap
from cchc_analysis.charts.robustness_words import rank_number, year_sentence
from cchc_analysis.charts.row_stack import BAR_HEIGHT, draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import FOCUS, MUTED_INK, PALETTE, REST, house_style
from cchc_analysis.charts.tones import SOFT
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, is_missing

_MOVED_WIDTH, _MOVED_SIZE = 1.35, 9.0
_LEAST_ROWS = 5
_Row = dict[Any, Any] | Heading | Gap


def leave_one_out_bars(
    leave_one_out: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 1,
    most_rows: int = 40,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the mean and the largest change of rank without each criterion, the most influential on top.

    Domains and criteria stand apart. Of more than `most_rows` the least influential are left out and
    counted; those without a result are named.

    Parameters
    ----------
    leave_one_out
        The ``leave_one_out`` table; changes in places, sign left out.
    focus
        Code of the criterion drawn dark.
    most_rows
        How many criteria and domains are drawn.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    year = year_sentence(leave_one_out, language) if len(leave_one_out) else None
    known = leave_one_out.dropna(subset=["mean_rank_change"])
    if known.empty:
        return empty_chart(
            "leave_one_out_bars", text("robustness_charts.left_out_empty", language),
            title=title or text("robustness_charts.left_out_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    order = known.sort_values(
        ["mean_rank_change", "max_rank_change"], ascending=False, kind="stable", ignore_index=True
    )
    title = title or _title(order.iloc[0], decimals=decimals, language=language)
    words = [text(f"robustness_charts.left_out_{key}", language) for key in ("mean", "max")]
    ticks = place_ticks(float(order[["mean_rank_change", "max_rank_change"]].max().max()))
    has_focus = bool((order["criterion_code"] == focus).any())
    with house_style():
        rows = _rows(order, most_rows=most_rows, focus=focus, language=language)
        stack = stack_rows([_name(row, language) for row in rows])
        columns = _columns(rows, decimals=decimals, language=language)
        lift = max(headings_height(columns), top_axis_height(rows)) + 0.04
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height(words) + lift, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        bold = [place for place, row in enumerate(rows) if isinstance(row, Heading) or _is(row, focus)]
        draw_names(axes, stack, bold=bold)
        for place, row in enumerate(rows):
            if isinstance(row, Gap):
                axes.get_yticklabels()[place].set_color(MUTED_INK)
            elif isinstance(row, dict):
                _draw_change(axes, row, stack.centres[place], is_aside=has_focus and not _is(row, focus))
        set_figure_axis(axes, ticks, label=text("robustness_charts.left_out_axis", language), language=language)
        axes.tick_params(axis="x", labeltop=top_axis_height(rows) > 0)
        draw_columns(axes, columns, centres=stack.centres, bold=bold)
        handles = [
            Patch(color=FOCUS, label=words[0]),
            legend_sign(words[1], marker="D", color=PALETTE[3], markersize=5.5),
        ]
        draw_legend(figure, axes, handles, lift=lift)
    hidden = len(order) - sum(isinstance(row, dict) for row in rows)
    absent = leave_one_out.loc[leave_one_out["mean_rank_change"].isna(), "criterion_code"].astype(str).tolist()
    is_lost = focus is not None and not (leave_one_out["criterion_code"] == focus).any()
    caption = join_sentences(
        [
            year,
            text("robustness_charts.left_out_caption", language),
            text("robustness_charts.left_out_hidden", language, count=hidden) if hidden else None,
            text("robustness_charts.left_out_undefined", language, count=len(absent), codes=", ".join(absent))
            if absent else None,
            text("robustness_charts.criterion_absent", language, code=focus) if is_lost else None,
        ]
    )  # fmt: skip
    alt = _alt(order, focus=focus, decimals=decimals, language=language)
    return Chart("leave_one_out_bars", figure, title, join_sentences([alt, year]), caption)


def _is(row: _Row, focus: str | None) -> bool:
    return isinstance(row, dict) and focus is not None and row["criterion_code"] == focus


def _rows(order: pd.DataFrame, *, most_rows: int, focus: str | None, language: Language) -> list[_Row]:
    """Return domains, then criteria, each from the most influential down, cut at the end."""
    is_domain = order["level"] == 1
    both = (("domains", order[is_domain]), ("criteria", order[~is_domain]))
    parts = [(key, part) for key, part in both if len(part)]
    rows: list[_Row] = []
    room = most_rows
    for key, part in parts:
        if len(parts) > 1:
            rows.append(Heading(text(f"robustness_charts.left_out_{key}", language)))
        kept = part.head(max(room, _LEAST_ROWS))
        own = part[(part["criterion_code"] == focus) & ~part.index.isin(kept.index)]
        rows += kept.to_dict("records")
        if len(kept) + len(own) < len(part):
            rows.append(Gap(len(part) - len(kept) - len(own)))
        rows += own.to_dict("records")
        room -= len(kept)
    return rows


def _name(row: _Row, language: Language) -> str:
    if isinstance(row, Gap):
        return text("robustness_charts.left_out_gap", language, count=row.count)
    return row.name if isinstance(row, Heading) else _label(row)


def _label(row: Any) -> str:
    return criterion_label(row["criterion_code"], row["criterion_name"])


def _columns(rows: list[_Row], *, decimals: int, language: Language) -> list[SideColumn]:
    means = [
        format_number(row["mean_rank_change"], language, decimals) if isinstance(row, dict) else "" for row in rows
    ]  # fmt: skip
    moved = []
    for row in rows:
        if not isinstance(row, dict) or is_missing(row["agency_name"]) or not row["max_rank_change"] > 0:
            moved.append("")
            continue
        name = wrap(str(row["agency_name"]), width=_MOVED_WIDTH, lines=1, size=_MOVED_SIZE)
        before, after = (rank_number(row[key], language) for key in ("rank_before", "rank_after"))
        moved.append(f"{name}: {before} → {after}")
    return [
        SideColumn(text("robustness_charts.left_out_mean_heading", language), means, heading_width=0.8),
        SideColumn(
            text("robustness_charts.left_out_moved_heading", language), moved, align="left", heading_width=2.2,
            is_muted=True,
        ),
    ]  # fmt: skip


def _draw_change(axes: Axes, row: dict[Any, Any], centre: float, *, is_aside: bool) -> None:
    mean, largest = row["mean_rank_change"], row["max_rank_change"]
    axes.barh(centre, mean, height=BAR_HEIGHT, color=SOFT if is_aside else FOCUS, gid="mean")
    if not is_missing(largest):
        axes.plot([mean, largest], [centre, centre], color=REST, linewidth=1, zorder=1)
        axes.plot(
            largest, centre, "D", color=PALETTE[3], markersize=5.5, alpha=0.45 if is_aside else 1,
            clip_on=False, gid="max",
        )  # fmt: skip


def _title(top: pd.Series, *, decimals: int, language: Language) -> str:
    if not top["max_rank_change"] > 0:
        return text("robustness_charts.left_out_title_still", language)
    change = format_number(top["mean_rank_change"], language, decimals)
    return text("robustness_charts.left_out_title", language, criterion=_label(top), change=change)


def _alt(order: pd.DataFrame, *, focus: str | None, decimals: int, language: Language) -> str:
    def say(key: str, row: Any) -> str:
        return text(
            f"robustness_charts.{key}", language, criterion=_label(row), agency=row["agency_name"],
            mean=format_number(row["mean_rank_change"], language, decimals),
            largest=rank_number(row["max_rank_change"], language),
            before=rank_number(row["rank_before"], language), after=rank_number(row["rank_after"], language),
        )  # fmt: skip

    own, moves = order[order["criterion_code"] == focus], order.iloc[0]["max_rank_change"] > 0
    return join_sentences(
        [
            text("robustness_charts.left_out_alt", language, count=len(order)),
            say("left_out_alt_top" if moves else "left_out_alt_still", order.iloc[0]),
            say("left_out_alt_focus", own.iloc[0]) if len(own) else None,
        ]
    )

"""Which uncertain choice moves the ranks most: the Sobol indices of every input."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.figure_axis import figure_ticks, set_figure_axis
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.robustness_words import replication_sentence, year_sentence
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import FOCUS, INK, MUTED_INK, PALETTE, house_style
from cchc_analysis.charts.wording import join_sentences, list_names
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, is_missing

_ROW_HEIGHT, _BAR_HEIGHT = 0.48, 0.17
_OVERALL = ""
_ORDERS = ("total", "first")
_COLOURS = {"total": FOCUS, "first": PALETTE[1]}


def sensitivity_bars(
    sensitivity: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 20,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the first and total order Sobol index of each input, the most influential on top.

    Negative estimates are drawn as they are, left of zero: they are the noise of the simulation around a
    true value of zero. Inputs whose index is not defined (nothing varies) are not drawn and are named.

    Parameters
    ----------
    sensitivity
        The ``sensitivity`` table with the column `input_name`; indices are shares of the variance.
    focus
        Code of the agency whose rank is explained; None: the mean absolute change of all ranks.
    most_rows
        How many inputs are drawn; the least influential are left out and counted.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    year = year_sentence(sensitivity, language) if len(sensitivity) else None
    own = sensitivity[sensitivity["agency_code"] == (focus or _OVERALL)]
    known = own.dropna(subset=["first_order", "total_order"], how="all")
    if known.empty:
        return empty_chart(
            "sensitivity_bars", _empty_sentence(own, focus, language),
            title=title or text("robustness_charts.sensitivity_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    order = known.sort_values(["total_order", "first_order", "input_name"], ascending=[False, False, True])
    drawn = order.head(most_rows)
    title = title or _title(order.iloc[0], focus, language)
    words = {key: text(f"robustness_charts.{key}_order", language) for key in _ORDERS}
    bounds = drawn[[f"{key}_{part}" for key in _ORDERS for part in ("order", "low", "high")]]
    ticks = figure_ticks(min(0.0, bounds.min().min()), max(0.1, bounds.max().max()))
    with house_style():
        stack = stack_rows(drawn["input_name"].tolist(), row_height=_ROW_HEIGHT, lines=3)
        figures = [_figure(row, key, decimals, language) for row in drawn.to_dict("records") for key in _ORDERS]
        heading = text("robustness_charts.sensitivity_heading", language)
        columns = [SideColumn(heading, figures, heading_width=1.8)]
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height(list(words.values())) + headings_height(columns),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        places = [centre + shift * _BAR_HEIGHT for centre in stack.centres for shift in (-0.5, 0.5)]
        for place, row in enumerate(drawn.to_dict("records")):
            for key, centre in zip(_ORDERS, places[2 * place :], strict=False):
                _draw_bar(axes, row, key, centre)
        set_figure_axis(axes, ticks, label=text("robustness_charts.sensitivity_axis", language), language=language)
        axes.axvline(0, color=MUTED_INK, linewidth=0.9, zorder=3)
        draw_columns(axes, columns, centres=places)
        handles = [Patch(color=_COLOURS[key], label=words[key]) for key in _ORDERS]
        draw_legend(figure, axes, handles, lift=headings_height(columns))
    absent = own.loc[own[["first_order", "total_order"]].isna().all(axis=1), "input_name"].tolist()
    negative = int((drawn[["first_order", "total_order"]] < 0).any(axis=1).sum())
    caption = join_sentences(
        [
            year,
            text("robustness_charts.sensitivity_caption", language),
            text("robustness_charts.sensitivity_negative", language, count=negative) if negative else None,
            replication_sentence(_with_evaluations(own), language),
            _count("sensitivity_hidden", len(order) - len(drawn), language),
            text("robustness_charts.sensitivity_undefined", language, count=len(absent),
                 names=list_names(absent, language)) if absent else None,
        ]
    )  # fmt: skip
    alt = _alt(order, focus, decimals=decimals, language=language)
    return Chart("sensitivity_bars", figure, title, join_sentences([alt, year]), caption)


def _with_evaluations(own: pd.DataFrame) -> pd.DataFrame:
    """Add how often the index was worked out: the base sample once per input and twice more."""
    return own.assign(replications=own["base_samples"] * (len(own) + 2)) if "base_samples" in own else own


def _count(key: str, count: int, language: Language) -> str | None:
    return text(f"robustness_charts.{key}", language, count=count) if count else None


def _empty_sentence(own: pd.DataFrame, focus: str | None, language: Language) -> str:
    if own.empty and focus:
        return text("charts.focus_absent", language, code=focus)
    return text("robustness_charts.sensitivity_empty", language)


def _title(top: pd.Series, focus: str | None, language: Language) -> str:
    key = "sensitivity_title_focus" if focus else "sensitivity_title"
    return text(f"robustness_charts.{key}", language, input=top["input_name"], name=top["agency_name"])


def _printed(value: object, decimals: int, language: Language) -> str:
    # A true minus sign: the hyphen of a negative figure is lost beside the dash of an interval.
    return format_number(value, language, decimals).replace("-", "−")


def _figure(row: dict[Any, Any], key: str, decimals: int, language: Language) -> str:
    index, low, high = (_printed(row[f"{key}_{part}"], decimals, language) for part in ("order", "low", "high"))
    return index if is_missing(row[f"{key}_low"]) else f"{index} ({low}; {high})"


def _draw_bar(axes: Axes, row: dict[Any, Any], key: str, centre: float) -> None:
    index, low, high = (row[f"{key}_{part}"] for part in ("order", "low", "high"))
    if is_missing(index):
        return
    axes.barh(centre, index, height=_BAR_HEIGHT * 0.85, color=_COLOURS[key], gid=key)
    if not (is_missing(low) or is_missing(high)):
        axes.plot(
            [low, high], [centre, centre], color=INK, linewidth=1.1, solid_capstyle="butt", marker="|",
            markersize=5, zorder=4, gid=f"{key} interval",
        )  # fmt: skip


def _alt(order: pd.DataFrame, focus: str | None, *, decimals: int, language: Language) -> str:
    key = "sensitivity_alt_focus" if focus else "sensitivity_alt"
    parts = [text(f"robustness_charts.{key}", language, count=len(order), name=order.iloc[0]["agency_name"])]
    for row in order.head(3).to_dict("records"):
        figures = {key: _figure(row, key, decimals, language) for key in _ORDERS}
        parts.append(text("robustness_charts.sensitivity_alt_input", language, input=row["input_name"], **figures))
    return join_sentences(parts)

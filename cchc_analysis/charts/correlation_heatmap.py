"""Which criteria rise and fall together, and which pull against each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.colors import Normalize

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.matrix_page import cell_width, draw_shade_key, open_matrix, write_figures
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.robustness_words import year_sentence
from cchc_analysis.charts.row_stack import draw_names, stack_rows
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.tones import diverging_colours
from cchc_analysis.charts.wording import join_sentences, list_names, signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import MISSING, format_number, is_missing

_HEAD_SIZE, _DENSE_HEAD_SIZE, _DENSE = 8.0, 6.5, 36
_FIGURE_SIZE, _WIDTH_OF_A_FIGURE = 7.0, 0.36
_ROW_HEIGHT, _LEAST_ROW_HEIGHT = 0.26, 0.16
_STRONG = 0.5


def correlation_heatmap(
    correlations: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 50,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the correlation of every two criteria: navy together, rust against each other, pale neither.

    Criteria stand in the order of the table. Of more than `most_rows` those with the strongest single
    correlation are drawn, and the caption says how many are not.

    Parameters
    ----------
    correlations
        The ``correlations`` table, each pair once or twice; `correlation` from -1 to 1.
    focus
        Code of the criterion whose label is bold.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    square, codes = _square(correlations)
    lower = square[np.tril_indices(len(codes), k=-1)]
    if not np.isfinite(lower).any():
        return empty_chart(
            "correlation_heatmap", text("robustness_charts.correlations_empty", language, count=len(codes)),
            title=title or text("robustness_charts.correlations_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = year_sentence(correlations, language)
    known = lower[np.isfinite(lower)]
    title = title or text(
        "robustness_charts.correlations_title", language, negative=format_number(int((known < 0).sum()), language),
        count=format_number(len(known), language),
    )  # fmt: skip
    kept = _strongest(square, most_rows, codes=codes, focus=focus)
    cells, names = square[np.ix_(kept, kept)], [codes[place] for place in kept]
    scale, shades = Normalize(-1, 1), diverging_colours()
    is_dense = len(names) > _DENSE
    with house_style():
        stack = stack_rows(names, row_height=_LEAST_ROW_HEIGHT if is_dense else _ROW_HEIGHT, lines=1)
        figure, axes = open_matrix(
            cells, stack, heads=names, head_size=_DENSE_HEAD_SIZE if is_dense else _HEAD_SIZE, shades=shades,
            scale=scale, title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        bold = [place for place, name in enumerate(names) if name == focus]
        draw_names(axes, stack, bold=bold)
        axes.tick_params(axis="y", labelsize=_DENSE_HEAD_SIZE if is_dense else _HEAD_SIZE)
        for place in bold:
            axes.get_xticklabels()[place].set_fontweight("bold")
        if cell_width(len(names), stack.label_width) >= _WIDTH_OF_A_FIGURE:
            for row, centre in enumerate(stack.centres):
                figures = [_figure(value, row == column, language) for column, value in enumerate(cells[row])]
                shares = ((cells[row] + 1) / 2).tolist()
                write_figures(axes, figures, shares, centre=centre, shades=shades, size=_FIGURE_SIZE)
        ticks = {tick: signed_number(tick, language, 1) for tick in (-1.0, -0.5, 0.0, 0.5, 1.0)}
        label = text("robustness_charts.correlations_axis", language)
        draw_shade_key(figure, axes, shades=shades, scale=scale, ticks=ticks, label=label)
    hidden, missing = len(codes) - len(names), len(lower) - len(known)
    silent = [codes[place] for place in range(len(codes)) if np.isnan(square[place]).all()]
    is_lost = focus is not None and focus not in codes
    caption = join_sentences(
        [
            year,
            text("robustness_charts.correlations_caption", language),
            text("robustness_charts.correlations_hidden", language, count=hidden, shown=len(names))
            if hidden else None,
            text("robustness_charts.correlations_missing", language, count=missing) if missing else None,
            text("robustness_charts.correlations_silent", language, codes=list_names(silent, language))
            if silent else None,
            text("robustness_charts.criterion_absent", language, code=focus) if is_lost else None,
        ]
    )  # fmt: skip
    alt = _alt(square, codes, known, focus=focus, language=language)
    return Chart("correlation_heatmap", figure, title, join_sentences([alt, year]), caption)


def _square(correlations: pd.DataFrame) -> tuple[np.ndarray, list[str]]:
    """Return the correlations as a square, the diagonal empty: a criterion always agrees with itself."""
    codes = list(dict.fromkeys([*correlations["criterion_code"], *correlations["rival_code"]]))
    table = correlations.pivot(index="criterion_code", columns="rival_code", values="correlation")
    square = table.reindex(index=codes, columns=codes).to_numpy(dtype="float64", copy=True)
    square = np.where(np.isnan(square), square.T, square)
    np.fill_diagonal(square, np.nan)
    return square, codes


def _strongest(square: np.ndarray, limit: int, *, codes: list[str], focus: str | None) -> list[int]:
    """Return the places of the criteria to draw, in the order of the table."""
    if len(codes) <= limit:
        return list(range(len(codes)))
    strength = np.nan_to_num(np.abs(square), nan=0).max(axis=1)
    if focus in codes:
        strength[codes.index(focus)] = np.inf
    return sorted(int(place) for place in np.argsort(-strength, kind="stable")[:limit])


def _figure(value: float, is_self: bool, language: Language) -> str:
    if is_self:
        return ""
    return MISSING if is_missing(value) else signed_number(value, language, 2)


def _alt(square: np.ndarray, codes: list[str], known: np.ndarray, *, focus: str | None, language: Language) -> str:
    def say(key: str, place: int) -> str:
        row, column = np.unravel_index(place, square.shape)
        figure = signed_number(float(square[row, column]), language, 2)
        return text(
            f"robustness_charts.{key}", language, first=codes[int(row)], second=codes[int(column)],
            correlation=figure,
        )  # fmt: skip

    parts = [
        text(
            "robustness_charts.correlations_alt", language, count=len(codes),
            pairs=format_number(len(known), language),
            negative=format_number(int((known < 0).sum()), language),
            strong=format_number(int((np.abs(known) >= _STRONG).sum()), language),
        ),
        say("correlations_alt_highest", int(np.nanargmax(square))),
        say("correlations_alt_lowest", int(np.nanargmin(square))),
    ]  # fmt: skip
    if focus in codes and np.isfinite(square[codes.index(focus)]).any():
        row = codes.index(focus)
        place = row * len(codes) + int(np.nanargmax(np.abs(square[row])))
        parts.append(say("correlations_alt_focus", place))
    return join_sentences(parts)

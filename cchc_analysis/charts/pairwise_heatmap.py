"""How sure it is that one agency truly stands before another."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.matrix_page import cell_width, draw_shade_key, open_matrix, write_figures
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.ranked_rows import Gap, ranked, select_rows
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.robustness_words import (
    replication_sentence,
    unassessed_sentence,
    whole_percent,
    year_sentence,
)
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.tones import diverging_colours
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_ROW_HEIGHT, _DENSE_ROW_HEIGHT, _DENSE = 0.24, 0.2, 30
_HEAD_SIZE, _FIGURE_SIZE, _WIDTH_OF_A_FIGURE = 7.5, 7.5, 0.31
_COLUMNS_APART = 4
_SURE = 0.95


def pairwise_heatmap(
    pairwise: pd.DataFrame,
    *,
    league: pd.DataFrame,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 48,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the probability that the agency of a row stands before the agency of a column, in rank order.

    Navy: the row is before the column; rust: behind; pale: nobody can tell. Of more than `most_rows`
    agencies the two ends and the neighbours of `focus` are drawn, and the caption says how many are not.

    Parameters
    ----------
    pairwise
        The ``pairwise`` table; `beats_share` 0-1, ties counted half.
    league
        Name, group, year and rank of the agencies (``league`` or ``rank_intervals``), one group of one
        year; those without a rank are left out.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        If the league mixes years or groups.
    """
    groups = sorted(set(league["group"]))
    if len(groups) > 1:
        raise ValueError(f"this chart compares agencies of one group, the table has {groups}")
    units = unit_words(league, language)
    order = ranked(league.dropna(subset=["rank"]), by="rank", ascending=True)
    shares = _square(pairwise, order["agency_code"].tolist())
    upper = shares[np.triu_indices(len(order), k=1)]
    if not np.isfinite(upper).any():
        return empty_chart(
            "pairwise_heatmap", text("robustness_charts.pairs_empty", language, count=len(order), **units),
            title=title or text("robustness_charts.pairs_title_plain", language, **units),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = year_sentence(league, language)
    known = upper[np.isfinite(upper)]
    sure = int((np.maximum(known, 1 - known) >= _SURE).sum())
    title = title or text(
        "robustness_charts.pairs_title",
        language,
        sure=format_number(sure, language),
        count=format_number(len(known), language),
        **units,
    )
    places = select_rows(order["agency_code"].tolist(), limit=most_rows, focus=focus)
    cells = np.array([[_cell(shares, row, column) for column in places] for row in places])
    with house_style():
        names = ["" if isinstance(place, Gap) else _name(order.iloc[place]) for place in places]
        is_dense = len(places) > _DENSE
        stack = stack_rows(names, row_height=_DENSE_ROW_HEIGHT if is_dense else _ROW_HEIGHT, lines=1)
        heads = _heads(order, places, focus=focus, is_dense=is_dense)
        scale, shades = Normalize(0, 1), diverging_colours()
        figure, axes = open_matrix(
            cells, stack, heads=heads, head_size=_HEAD_SIZE, shades=shades,
            scale=scale, title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        bold = [row for row, place in enumerate(places) if _is(order, place, focus)]
        draw_names(axes, stack, bold=bold)
        for row in bold:
            axes.get_xticklabels()[row].set_fontweight("bold")
        has_figures = cell_width(len(places), stack.label_width) >= _WIDTH_OF_A_FIGURE
        for row, (place, centre) in enumerate(zip(places, stack.centres, strict=True)):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
            elif has_figures:
                _write_row(axes, cells[row], row, centre=centre, language=language)
        ticks = {0.0: "0%", 0.25: "25%", 0.5: "50%", 0.75: "75%", 1.0: "100%"}
        label = text("robustness_charts.pairs_axis", language, **units)
        draw_shade_key(figure, axes, shades=shades, scale=scale, ticks=ticks, label=label)
    drawn = sum(not isinstance(place, Gap) for place in places)
    missing = len(upper) - len(known)
    caption = join_sentences(
        [
            year,
            text("robustness_charts.pairs_caption", language, **units),
            replication_sentence(pairwise, language),
            count_sentence("not_shown", len(order) - drawn, language),
            text("robustness_charts.pairs_missing", language, count=missing) if missing else None,
            unassessed_sentence(league[league["rank"].isna()], language),
            focus_absent(league, focus, language),
        ]
    )
    alt = _alt(order, shares, sure=sure, count=len(known), focus=focus, language=language)
    return Chart("pairwise_heatmap", figure, title, join_sentences([alt, year]), caption)


def _square(pairwise: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Return the shares as a square in rank order; a pair given one way round fills the other."""
    table = pairwise.pivot(index="agency_code", columns="rival_code", values="beats_share")
    square = table.reindex(index=codes, columns=codes).to_numpy(dtype="float64", copy=True)
    square = np.where(np.isnan(square), 1 - square.T, square)
    np.fill_diagonal(square, np.nan)
    return square


def _heads(order: pd.DataFrame, places: list[int | Gap], *, focus: str | None, is_dense: bool) -> list[str]:
    """Return the rank above each column; where columns are narrow, only some, never closer than can be read."""
    ranks = [None if isinstance(place, Gap) else int(order.iloc[place]["rank"]) for place in places]
    own = [column for column, place in enumerate(places) if _is(order, place, focus)]
    kept = list(own)
    for column, rank in enumerate(ranks):
        is_round = rank is not None and (rank == 1 or rank % 5 == 0)
        if is_round and all(abs(column - other) >= _COLUMNS_APART for other in kept):
            kept.append(column)
    return [
        "" if rank is None or (is_dense and column not in kept) else str(rank) for column, rank in enumerate(ranks)
    ]  # fmt: skip


def _cell(shares: np.ndarray, row: int | Gap, column: int | Gap) -> float:
    if isinstance(row, Gap) or isinstance(column, Gap):
        return float("nan")
    return float(shares[row, column])


def _is(order: pd.DataFrame, place: int | Gap, focus: str | None) -> bool:
    return not isinstance(place, Gap) and focus is not None and order.iloc[place]["agency_code"] == focus


def _name(agency: pd.Series) -> str:
    return f"{int(agency['rank'])}. {agency['agency_name']}"


def _write_row(axes: Axes, shares: np.ndarray, row: int, *, centre: float, language: Language) -> None:
    # An agency is not compared with itself: that cell holds nothing, a missing pair holds a dash.
    figures = ["" if column == row else whole_percent(share, language) for column, share in enumerate(shares)]
    write_figures(
        axes, figures, shares.tolist(), centre=centre, shades=diverging_colours(), size=_FIGURE_SIZE
    )  # fmt: skip


def _alt(
    order: pd.DataFrame, shares: np.ndarray, *, sure: int, count: int, focus: str | None, language: Language
) -> str:
    rows, columns = np.triu_indices(len(order), k=1)
    closest = int(np.nanargmin(np.abs(shares[rows, columns] - 0.5)))
    first, second = order.iloc[rows[closest]], order.iloc[columns[closest]]
    parts = [
        text("robustness_charts.pairs_alt", language, count=len(order), pairs=format_number(count, language),
             sure=format_number(sure, language), **unit_words(order, language)),
        text(
            "robustness_charts.pairs_alt_closest", language, first=first["agency_name"],
            second=second["agency_name"],
            share=whole_percent(float(shares[rows[closest], columns[closest]]), language),
        ),
    ]  # fmt: skip
    own = order.index[order["agency_code"] == focus]
    if len(own):
        ahead = shares[own[0]]
        parts.append(
            text(
                "robustness_charts.pairs_alt_focus", language, name=order.loc[own[0], "agency_name"],
                ahead=int((ahead >= _SURE).sum()), behind=int((ahead <= 1 - _SURE).sum()),
                **unit_words(order, language),
            )
        )  # fmt: skip
    return join_sentences(parts)

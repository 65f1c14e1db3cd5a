"""The whole criteria tree at one look: how much every criterion counts and how far it was reached."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from cchc_analysis.charts.cell_words import fit_words
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_label
from cchc_analysis.charts.icicle_tree import Cell, Icicle, icicle
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.one_agency import agency_name
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE, empty_chart, new_page
from cchc_analysis.charts.result_words import counted, unit_words
from cchc_analysis.charts.share_shades import SHADES, draw_shade_bar, ink_on, shade_scale
from cchc_analysis.charts.style import BAND, HALO, REST, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_WHOLE, _DOMAIN, _MIDDLE, _LEAF, _BETWEEN = 0.27, 0.62, 0.62, 1.35, 0.2


def criteria_icicle(
    nodes: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the criteria tree from the domains down: width is weight, shade the share of the maximum reached.

    With `focus` (or only one agency in the table) it is that agency's tree, otherwise the medians over all
    agencies of the table. A tree with many criteria continues in bands at the same scale. Codes and names stand
    where they fit.

    Parameters
    ----------
    nodes
        The ``nodes`` of one year, all levels, with `agency_name` and `criterion_name` added. Where no maximum is
        stated the widths are the points themselves and there is no shade.
    focus
        Code of the agency shown.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    own = nodes if focus is None else nodes[nodes["agency_code"] == focus]
    if own.empty or own["score"].isna().all():
        return empty_chart(
            "criteria_icicle",
            focus_absent(nodes, focus, language)
            or text("charts.no_index_at_all", language, count=nodes["agency_code"].nunique()),
            title=title or text("result_charts.icicle_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, count = one_year(nodes), own["agency_code"].nunique()
    tree, words = icicle(own), unit_words(own, language)
    name = (
        agency_name(own)
        if count == 1
        else text("result_charts.median_of_agencies", language, count=count, **words)
    )
    title = title or text("result_charts.icicle_title", language, name=name, year=year)
    scale = shade_scale([cell.share for cell in tree.leaves])
    inches_per_point = (PAGE_WIDTH - 2 * SIDE) / (tree.widest or 1.0)
    tops = _tops(tree)
    with house_style():
        figure, axes = new_page(
            title, plot_height=tops[-1], left=SIDE, right=SIDE, above=0.1,
            below=0.74 if tree.is_share else 0.1, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        axes.set_axis_off()
        axes.set_xlim(0, PAGE_WIDTH - 2 * SIDE)
        axes.set_ylim(tops[-1], 0)
        if tree.whole is not None:
            _draw_whole(axes, tree.whole, decimals=decimals, language=language)
        written = 0
        for top, band in zip(tops, tree.bands, strict=False):
            for cell in band:
                box = _box(cell, top, tree, inches_per_point)
                _draw_cell(axes, cell, box, scale=scale, is_share=tree.is_share)
                written += (
                    _write_cell(axes, cell, box, scale=scale, is_share=tree.is_share, language=language)
                    and cell.is_leaf
                )
        if tree.is_share:
            draw_shade_bar(figure, axes, scale=scale, label=text("result_charts.max_share_axis", language))
    missing = sum(math.isnan(cell.score) for cell in tree.leaves)
    unnamed = len(tree.leaves) - written
    caption = join_sentences(
        [
            text(f"result_charts.icicle_caption_{'share' if tree.is_share else 'points'}", language, year=year),
            text("result_charts.icicle_bands", language, count=len(tree.bands)) if len(tree.bands) > 1 else None,
            text("result_charts.icicle_median", language, count=count, **words) if count > 1 else None,
            counted("icicle_missing", missing, language),
            counted("icicle_no_width", tree.without_width, language),
            counted("icicle_unnamed", unnamed, language),
        ]
    )
    return Chart("criteria_icicle", figure, title, _alt(tree, name, year, decimals, language), caption)


def _tops(tree: Icicle) -> list[float]:
    """Return where each band begins, in inches below the top of the plot, and where the last one ends."""
    height = _DOMAIN + _MIDDLE * max(tree.depth - 2, 0) + (_LEAF if tree.depth > 1 else 0.0)
    first = 0.0 if tree.whole is None else _WHOLE
    tops = [first + place * (height + _BETWEEN) for place in range(len(tree.bands))]
    return [*tops, tops[-1] + height]


def _box(cell: Cell, top: float, tree: Icicle, inches_per_point: float) -> tuple[float, float, float, float]:
    """Return left, top, width and height in inches; a leaf reaches down to the end of its band."""
    above = 0.0 if cell.depth == 1 else _DOMAIN + _MIDDLE * (cell.depth - 2)
    whole = _DOMAIN + _MIDDLE * max(tree.depth - 2, 0) + (_LEAF if tree.depth > 1 else 0.0)
    height = whole - above if cell.is_leaf else _DOMAIN if cell.depth == 1 else _MIDDLE
    left = cell.left * inches_per_point
    return left, top + above, cell.right * inches_per_point - left, height


def _draw_whole(axes: Axes, whole: Cell, *, decimals: int, language: Language) -> None:
    width = PAGE_WIDTH - 2 * SIDE
    axes.add_patch(Rectangle((0, 0), width, _WHOLE, facecolor=BAND, edgecolor="white", linewidth=1.2, gid="whole"))
    figure = whole.score if math.isnan(whole.share) else whole.share
    if math.isnan(figure):
        words = f"{whole.name}: {text('charts.no_index', language)}"
    else:
        index = format_number(figure, language, decimals)
        words = text("result_charts.icicle_whole", language, name=whole.name, index=index)
    axes.text(
        width / 2, _WHOLE / 2, wrap(words, width=width - 0.2, lines=1, weight="bold"), ha="center", va="center",
        fontweight="bold", gid="whole",
    )  # fmt: skip


def _draw_cell(
    axes: Axes, cell: Cell, box: tuple[float, float, float, float], *, scale: Normalize, is_share: bool
) -> None:
    left, top, width, height = box
    is_unknown = math.isnan(cell.share)
    shade = (BAND if not is_share else "white") if is_unknown else SHADES(float(scale(cell.share)))
    hatch = "////" if is_share and is_unknown else None
    axes.add_patch(
        Rectangle(
            (left, top), width, height, facecolor=shade, edgecolor=REST if hatch else "white", linewidth=0,
            hatch=hatch, gid=cell.code,
        )
    )  # fmt: skip
    # The edge is drawn apart, so that a hatch keeps its own colour.
    axes.add_patch(Rectangle((left, top), width, height, fill=False, edgecolor="white", linewidth=1, gid="edge"))


def _write_cell(
    axes: Axes,
    cell: Cell,
    box: tuple[float, float, float, float],
    *,
    scale: Normalize,
    is_share: bool,
    language: Language,
) -> bool:
    """Write code and name across or upward, else the code alone; tell whether anything had room."""
    left, top, width, height = box
    figure = "" if math.isnan(cell.share) else f" ({format_number(cell.share, language, 0)}%)"
    name = criterion_label(cell.code, cell.name) + (figure if cell.depth == 1 else "")
    fitting = fit_words(name, cell.code, width, height)
    if fitting is None:
        return False
    words, size, rotation = fitting
    is_hatched = is_share and math.isnan(cell.share)
    axes.text(
        left + width / 2, top + height / 2, words, ha="center", va="center", rotation=rotation, fontsize=size,
        color=ink_on(cell.share, scale), linespacing=1.05, path_effects=HALO if is_hatched else None, gid="cell",
    )  # fmt: skip
    return True


def _alt(tree: Icicle, name: str, year: int, decimals: int, language: Language) -> str:
    domains = [cell for band in tree.bands for cell in band if cell.depth == 1]
    parts = [
        text(
            "result_charts.icicle_alt", language, name=name, year=year, domains=len(domains),
            criteria=len(tree.leaves),
        )
    ]  # fmt: skip
    for cell in domains:
        key = "share" if tree.is_share else "points"
        figure = cell.share if tree.is_share else cell.score
        parts.append(
            text(
                f"result_charts.icicle_alt_{key}", language, label=criterion_label(cell.code, cell.name),
                figure=format_number(figure, language, 1 if tree.is_share else decimals),
                points=format_number(cell.right - cell.left, language, decimals),
            )
        )  # fmt: skip
    return join_sentences(parts)

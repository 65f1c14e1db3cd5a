"""Where one agency is strong and weak: its index per domain against its group."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.domain_table import agency_names, domain_indices, domain_names
from cchc_analysis.charts.index_axis import (
    REFORM_INDEX,
    IndexScale,
    cut_axis_sentence,
    lowest_tick,
    set_index_axis,
)
from cchc_analysis.charts.legend import draw_legend, legend_height, legend_sign
from cchc_analysis.charts.lettering import text_width, wrap
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.row_stack import RowStack, draw_names, stack_rows
from cchc_analysis.charts.style import FOCUS, MUTED_INK, REST, house_style
from cchc_analysis.charts.wording import join_sentences, one_year, signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_ROW_HEIGHT = 0.34
_OWN: dict[str, Any] = {"marker": "o", "color": FOCUS, "markersize": 8}
_MEDIAN: dict[str, Any] = {"marker": "|", "color": MUTED_INK, "markersize": 12, "markeredgewidth": 2.2}


def domain_profile(
    nodes: pd.DataFrame,
    *,
    language: Language,
    focus: str,
    title: str | None = None,
    decimals: int = 1,
    scale: IndexScale = REFORM_INDEX,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the index of `focus` in each domain beside the median of its group.

    Parameters
    ----------
    nodes
        The ``nodes`` of one year with the columns `agency_name`, `criterion_name` and `group` added;
        `index` in points of `scale`. Domains that do not apply to the group are not drawn.
    focus
        Agency code.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    peers = _peers(nodes, focus)
    indices = domain_indices(peers)
    if focus not in indices.index or indices.loc[focus].isna().all():
        return empty_chart(
            "domain_profile", text("charts.domain_empty", language, code=focus),
            title=title or text("charts.domain_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, name, names = one_year(nodes), agency_names(peers)[focus], domain_names(peers)
    title = title or text("charts.domain_title_focus", language, name=name)
    own, medians = indices.T[focus], indices.median()
    high = max(own.max(), medians.max())
    low = lowest_tick(min(own.min(), medians.min()), highest=high, scale=scale)
    words = [wrap(name, width=3.0, lines=1), scale.say("domain_median", language, count=_known_count(indices))]
    with house_style():
        stack = stack_rows(list(names.values()), row_height=_ROW_HEIGHT, lines=3)
        right = 0.3 + text_width(_label(100, -100, decimals, language), weight="bold")
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=right,
            above=legend_height(words), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack)
        set_index_axis(axes, language=language, low=low, high=high, scale=scale)
        _draw_dots(axes, stack, own=own, medians=medians, decimals=decimals, language=language)
        handles = [
            legend_sign(words[0], **_OWN),
            legend_sign(words[1], **_MEDIAN),
        ]
        draw_legend(figure, axes, handles)
    missing = int(own.isna().sum())
    caption = join_sentences(
        [
            text("charts.domain_caption", language, year=year),
            cut_axis_sentence(low, language),
            text("charts.domain_missing", language, count=missing) if missing else None,
        ]
    )
    alt = _alt(own, medians, name=name, names=names, year=year, decimals=decimals, scale=scale, language=language)
    return Chart("domain_profile", figure, title, alt, caption)


def _peers(nodes: pd.DataFrame, focus: str) -> pd.DataFrame:
    groups = nodes.loc[nodes["agency_code"] == focus, "group"]
    return nodes[nodes["group"].isin(groups)]


def _known_count(indices: pd.DataFrame) -> str:
    """Return how many units the medians stand on; from-to where the domains differ."""
    counts = indices.notna().sum()
    least, most = int(counts.min()), int(counts.max())
    return str(most) if least == most else f"{least}–{most}"


def _label(index: float, difference: float, decimals: int, language: Language) -> str:
    return f"{format_number(index, language, decimals)} ({signed_number(difference, language, decimals)})"


def _draw_dots(
    axes: Axes, stack: RowStack, *, own: pd.Series, medians: pd.Series, decimals: int, language: Language
) -> None:
    for code, centre in zip(own.index, stack.centres, strict=True):
        index, median = own[code], medians[code]
        axes.plot([index, median], [centre, centre], color=REST, linewidth=3, solid_capstyle="butt", zorder=1)
        axes.plot(median, centre, gid="median", **_MEDIAN)
        axes.plot(index, centre, clip_on=False, gid="own", **_OWN)
        words = text("charts.no_index", language)
        if pd.notna(index):
            words = _label(index, index - median, decimals, language)
        axes.annotate(
            words, (1, centre), xycoords=("axes fraction", "data"), xytext=(12, 0),
            textcoords="offset points", va="center", gid="label",
        )  # fmt: skip


def _alt(
    own: pd.Series,
    medians: pd.Series,
    *,
    name: str,
    names: dict[str, str],
    year: int,
    decimals: int,
    scale: IndexScale,
    language: Language,
) -> str:
    known = own.dropna()

    def say(key: str, code: str) -> str:
        index, median = (format_number(value, language, decimals) for value in (own[code], medians[code]))
        return text(f"charts.{key}", language, domain=names[code], index=index, median=median)

    above = sum(known[code] > medians[code] for code in known.index)
    return join_sentences(
        [
            scale.say("domain_alt", language, name=name, year=year, count=len(known), above=above),
            say("domain_alt_highest", str(known.idxmax())),
            say("domain_alt_lowest", str(known.idxmin())),
        ]
    )

"""Agencies by quarter: how large the online share was, and whether the quota was met."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart, new_page
from cchc_analysis.charts.quota_cells import CELL_PAD, Quarter, cell_grid, set_heads, write_cells
from cchc_analysis.charts.quota_key import draw_key, key_height, key_lines
from cchc_analysis.charts.quota_results import count_results, is_judged, quota_results, result_key, result_word
from cchc_analysis.charts.quota_shades import QUOTA_SHADES, SHARE_SCALE, draw_share_key
from cchc_analysis.charts.ranked_rows import Gap, select_rows
from cchc_analysis.charts.row_stack import draw_gap, draw_names, stack_rows
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.told_apart import told_apart
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, list_names
from cchc_analysis.compliance.verdict import WORST_FIRST
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import LEGS, Leg
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.dates import format_period
from cchc_analysis.vietnamese.numbers import format_share

_LAST_QUARTER = 4
# Neither has a share to shade nor, without one, a result to sign.
_BLANK = ("nothing_eligible", "no_quota")
# What is said of results, where there are any.
_OF_RESULTS = ("both_shares", "heatmap_order", "heatmap_standing")
_RIGHT, _KEY_ROOM, _HEAD, _WIDEST_CELL = 0.35, 0.74, 0.28, 1.05


def quota_heatmap(
    quarters: pd.DataFrame,
    *,
    language: Language,
    measure: Leg = "count",
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 64,
    page: int | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw one cell per agency and quarter: the share of the year to date by shade, the result by sign.

    The quota is one of a year: the sign of quarters 1 to 3 is worded as a result to date, of quarter 4 as final.
    Agencies that miss the quota in the last quarter come first, the lowest share on top. Who has no eligible
    package in any quarter is not drawn, but for `focus`, and counted in the caption. Of more than `most_rows`
    others the two ends and the neighbours of `focus` are drawn, or, with `page`, the rows of that page.

    Parameters
    ----------
    quarters
        ``quota`` tables of several quarters' ends, each judged by the rule of its last day, with ``quarter`` (1-4)
        added: ``agency_code``, ``agency_name``, ``year``, ``quarter``, ``count_share``, ``value_share`` (0-1),
        ``quota_result``. A quarter without a row stays white.
    measure
        Which share is shaded and printed: by number of packages or by value. The sign is that of both together.
    focus
        Code of the agency whose name is bold.
    page
        From 1 to `page_count`; None draws one page whatever the number of agencies.

    Raises
    ------
    ValueError
        For a page that does not exist, two rows for one agency and quarter, or a result the verdict does not know.
    """
    column = f"{measure}_share"
    table = told_apart(quarters).assign(
        result=quota_results(quarters),
        share=quarters[column].astype("float64"),
        is_year_over=quarters["quarter"].eq(_LAST_QUARTER),
    )
    title = title or text(f"quota_charts.heatmap_title_{measure}", language)
    if table.empty or table["share"].isna().all():
        return empty_chart(
            "quota_heatmap", text("quota_charts.path_empty", language),
            title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    times = sorted(set(zip(table["year"], table["quarter"], strict=True)))
    table = _told_of(table, focus)
    order = _worst_first(table, last=times[-1])
    places = _places(order["agency_code"].tolist(), most_rows=most_rows, page=page, focus=focus)
    codes = [None if isinstance(place, Gap) else order["agency_code"].iloc[place] for place in places]
    names = ["" if isinstance(place, Gap) else order["agency_name"].iloc[place] for place in places]
    shares = cell_grid(table, "share", codes, times).astype("float64")
    results = cell_grid(table, "result", codes, times)
    key = key_lines(zip(table["result"], table["is_year_over"], strict=True), language)
    heads = [format_period(Period(int(year), int(quarter)), language) for year, quarter in times]
    with house_style():
        stack = stack_rows(names)
        cell = min((PAGE_WIDTH - stack.label_width - _RIGHT) / len(times), _WIDEST_CELL)
        widest = max(map(text_width, heads)) + CELL_PAD
        head_room = _HEAD if widest <= cell else widest + 0.1
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, below=_KEY_ROOM,
            right=PAGE_WIDTH - stack.label_width - cell * len(times),
            above=key_height(key) + head_room,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_names(axes, stack, bold=[row for row, code in enumerate(codes) if code == focus and focus])
        axes.pcolormesh(
            range(len(times) + 1), stack.edges, np.ma.masked_invalid(shares), cmap=QUOTA_SHADES, norm=SHARE_SCALE,
            edgecolor="white", linewidth=0.8,
        )  # fmt: skip
        set_heads(axes, heads, is_upright=widest > cell)
        write_cells(axes, shares, results, stack, width=cell, language=language)
        for place, centre in zip(places, stack.centres, strict=True):
            if isinstance(place, Gap):
                draw_gap(axes, place, centre=centre, language=language)
        draw_share_key(figure, axes, label=text(f"charts.{measure}_axis", language), language=language)
        draw_key(figure, axes, key, lift=head_room)
    is_drawn = [code is not None for code in codes]
    caption = join_sentences(
        [
            text("quota_charts.heatmap_caption", language),
            *(text(f"quota_charts.{said}", language) for said in _OF_RESULTS if is_judged(table["result"])),
            text("quota_charts.heatmap_white", language) if np.isnan(shares[is_drawn]).any() else None,
            count_sentence("not_shown", len(order) - sum(is_drawn), language)
            if page is None
            else text(
                "quota_charts.heatmap_page", language, page=page, pages=page_count(quarters, most_rows, focus)
            ),
            count_sentence("quota_not_drawn", quarters["agency_code"].nunique() - len(order), language),
            focus_absent(quarters, focus, language),
        ]
    )
    alt = _alt(table, order, times=times, heads=heads, focus=focus, language=language)
    return Chart("quota_heatmap", figure, title, alt, caption)


def page_count(quarters: pd.DataFrame, most_rows: int = 64, focus: str | None = None) -> int:
    """Return over how many pages of `most_rows` rows the agencies of the table are drawn; at least one."""
    return max(1, math.ceil(_told_of(quarters, focus)["agency_code"].nunique() / most_rows))


def _told_of(quarters: pd.DataFrame, focus: str | None) -> pd.DataFrame:
    """Leave out who has neither a share nor a verdict in any quarter: rows of blanks would hide the others."""
    shares = [f"{leg}_share" for leg in LEGS]
    is_told = quarters[shares].notna().any(axis=1) | ~quota_results(quarters).isin(_BLANK)
    return quarters[is_told.groupby(quarters["agency_code"]).transform("any") | (quarters["agency_code"] == focus)]


def _worst_first(table: pd.DataFrame, *, last: Quarter) -> pd.DataFrame:
    """Return every agency once: by its result in the last quarter, then by its share there, then by name."""
    agencies = table.drop_duplicates("agency_code", keep="last")[["agency_code", "agency_name"]]
    is_last = (table["year"] == last[0]) & (table["quarter"] == last[1])
    own = agencies.merge(table.loc[is_last, ["agency_code", "result", "share"]], on="agency_code", how="left")
    keyed = own.assign(
        _result=own["result"].map(WORST_FIRST.index, na_action="ignore").fillna(len(WORST_FIRST)),
        _name=own["agency_name"].map(vietnamese_key),
    )
    order = keyed.sort_values(["_result", "share", "_name"], na_position="last", ignore_index=True)
    return order.drop(columns=["_result", "_name"])


def _places(codes: Sequence[str], *, most_rows: int, page: int | None, focus: str | None) -> list[int | Gap]:
    if page is None:
        return select_rows(codes, limit=most_rows, focus=focus)
    first = (page - 1) * most_rows
    if page < 1 or first >= len(codes):
        raise ValueError(f"there is no page {page} of {len(codes)} rows, {most_rows} a page")
    return list(range(first, min(first + most_rows, len(codes))))


def _alt(
    table: pd.DataFrame, order: pd.DataFrame, *, times: Sequence[Quarter], heads: Sequence[str],
    focus: str | None, language: Language,
) -> str:  # fmt: skip
    ends = {"first": heads[0], "last": heads[-1]}
    parts = [text("quota_charts.heatmap_alt", language, agencies=len(order), **ends)]
    for is_over, cells in table.groupby("is_year_over"):
        key = "cells" if is_over else "cells_to_date"
        parts.append(text(f"quota_charts.{key}", language, **count_results(cells["result"])))
    failing = order.loc[order["result"] == "failed", "agency_name"].tolist()
    if failing:
        key = result_key("failed", is_year_over=times[-1][1] == _LAST_QUARTER)
        names = list_names(failing, language)
        parts.append(text(f"quota_charts.heatmap_alt_{key}", language, period=heads[-1], names=names))
    for row in table[table["agency_code"] == focus].sort_values(["year", "quarter"]).to_dict("records"):
        period = Period(int(row["year"]), int(row["quarter"]))
        parts.append(
            text(
                "quota_charts.heatmap_alt_focus", language, name=row["agency_name"],
                period=format_period(period, language), share=format_share(row["share"], language),
                result=result_word(row["result"], language, is_year_over=bool(row["is_year_over"])),
            )
        )  # fmt: skip
    return join_sentences(parts)

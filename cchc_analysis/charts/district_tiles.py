"""The districts of the city as equal squares: each online share by shade and figure, the result by sign."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd
from matplotlib.colors import to_hex

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart, new_page
from cchc_analysis.charts.quota_key import draw_key, key_height, key_lines
from cchc_analysis.charts.quota_results import (
    SIGNS,
    count_results,
    counts_sentence,
    is_judged,
    quota_results,
    result_key,
)
from cchc_analysis.charts.quota_shades import QUOTA_SHADES, SHARE_SCALE, draw_share_key
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.tile_grid import Tile, draw_tiles, grid_size
from cchc_analysis.charts.wording import focus_absent, join_sentences, list_names, one_year
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

_SIDE, _KEY_ROOM, _ABOVE = 0.86, 0.74, 0.06


def district_tiles(
    quota: pd.DataFrame,
    tiles: pd.DataFrame,
    *,
    language: Language,
    is_year_over: bool,
    measure: Leg = "count",
    focus: str | None = None,
    title: str | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw every district of `tiles` as a square; agencies that are no district are counted in the caption.

    A district without a figure is hatched and never shaded as 0. Without any tile (the district level ended on
    30 June 2025) the chart says so in a sentence.

    Parameters
    ----------
    quota
        The ``quota`` table of one year: ``agency_code``, ``year``, ``count_share``, ``value_share``,
        ``quota_result``.
    tiles
        ``agency_code``, ``name_vi``, ``name_en``, ``row``, ``column``: see
        `cchc_analysis.reference.district_tiles.load_district_tiles`, asked for the last day of the period.
    is_year_over
        Whether the table is of the whole year; before, every result is worded as one to date.
    measure
        Which share is shaded and printed.
    focus
        Code of the district with a strong border.

    Raises
    ------
    ValueError
        If the table mixes years, lists a district twice or holds a result the verdict does not know.
    """
    title = title or text(f"quota_charts.tiles_title_{measure}", language)
    if tiles.empty:
        sentence = text("quota_charts.tiles_none", language)
        return empty_chart("district_tiles", sentence, title=title, language=language, is_synthetic=is_synthetic)
    judged = quota.assign(result=quota_results(quota))
    own = tiles.merge(
        judged[["agency_code", f"{measure}_share", "result"]], on="agency_code", how="left", validate="1:1"
    ).rename(columns={f"{measure}_share": "share"})
    own = own.assign(name=own[f"name_{language}"], share=own["share"].astype("float64"))
    known = own.dropna(subset=["share"])
    if known.empty:
        return empty_chart(
            "district_tiles", text("quota_charts.tiles_empty", language, count=len(own)),
            title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, counts = one_year(quota), count_results(known["result"])
    squares = [
        Tile(
            row=int(row["row"]), column=int(row["column"]), name=row["name"],
            figure=_figure(row["share"], row["result"], language),
            colour=None if pd.isna(row["share"]) else to_hex(QUOTA_SHADES(SHARE_SCALE(row["share"]))),
            is_focus=row["agency_code"] == focus,
        )
        for row in own.to_dict("records")
    ]  # fmt: skip
    found = own["result"].fillna("nothing_eligible").unique()
    key = key_lines([(result, is_year_over) for result in found], language)
    rows, columns = grid_size(squares)
    with house_style():
        side = (PAGE_WIDTH - columns * _SIDE) / 2
        figure, axes = new_page(
            title, plot_height=rows * _SIDE, left=side, right=side, below=_KEY_ROOM,
            above=key_height(key) + _ABOVE,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        draw_tiles(axes, squares, side=_SIDE)
        draw_share_key(figure, axes, label=text(f"charts.{measure}_axis", language), language=language)
        draw_key(figure, axes, key, lift=_ABOVE)
    others = int((~quota["agency_code"].isin(tiles["agency_code"])).sum())
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=year),
            text("quota_charts.both_shares", language) if is_judged(known["result"]) else None,
            text("quota_charts.tiles_places", language),
            text("quota_charts.tiles_hatched", language, count=len(own) - len(known))
            if len(known) < len(own) else None,
            text("quota_charts.tiles_others", language, count=others) if others else None,
            focus_absent(tiles, focus, language),
        ]
    )  # fmt: skip
    alt = join_sentences(
        [
            text(f"quota_charts.tiles_alt_{measure}", language, year=year, count=len(own)),
            counts_sentence(counts, language, is_year_over=is_year_over),
            *_told(known, focus=focus, is_year_over=is_year_over, language=language),
        ]
    )
    return Chart("district_tiles", figure, title, alt, caption)


def _figure(share: float, result: str, language: Language) -> str:
    if math.isnan(share):
        return SIGNS["nothing_eligible"]
    return f"{SIGNS[result]} {format_share(share, language)}".strip()


def _told(known: pd.DataFrame, *, focus: str | None, is_year_over: bool, language: Language) -> Iterator[str]:
    """Say which district is highest and lowest, which miss the quota, and where the one asked for stands."""
    ordered = known.sort_values(["share", "agency_code"])

    def named(row: pd.Series) -> dict[str, str]:
        return {"name": row["name"], "share": format_share(row["share"], language)}

    yield text("quota_charts.tiles_alt_highest", language, **named(ordered.iloc[-1]))
    yield text("quota_charts.tiles_alt_lowest", language, **named(ordered.iloc[0]))
    failing = ordered.loc[ordered["result"] == "failed", "name"].tolist()
    if failing:
        key = result_key("failed", is_year_over=is_year_over)
        yield text(f"quota_charts.tiles_alt_{key}", language, names=list_names(failing, language, most=24))
    for _, row in ordered[ordered["agency_code"] == focus].iterrows():
        yield text("quota_charts.tiles_alt_focus", language, **named(row))

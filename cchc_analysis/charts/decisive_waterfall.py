"""The packages that decide the quota: from the share to date, package by package, towards the minimum."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.quota_package_rows import package_rows
from cchc_analysis.charts.quota_stairs import draw_minimum, draw_stairs, set_share_axis
from cchc_analysis.charts.quota_words import printed_quota
from cchc_analysis.charts.row_stack import draw_names
from cchc_analysis.charts.side_columns import SideColumn, columns_width, draw_columns, headings_height
from cchc_analysis.charts.style import FOCUS, PALETTE, house_style
from cchc_analysis.charts.wording import join_sentences, list_names, signed_number
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share, format_vnd_scaled

_QUOTA_ROOM = 0.2
_TURNS, _TURNS_WIDTH = "◆", 0.75


def decisive_waterfall(
    decisive: pd.DataFrame,
    *,
    language: Language,
    leg: Leg,
    start_share: float | None,
    min_pct: int | None,
    agency_name: str,
    is_year_over: bool,
    title: str | None = None,
    most_rows: int = 10,
    is_synthetic: bool = False,
) -> Chart:
    """Draw how each package would move one online share if it went the other way, from the share to date on.

    Packages come in the order of the table, those after the first `most_rows` in one step. The quota is an upright
    line; packages whose turn changes the verdict carry a sign.

    Parameters
    ----------
    decisive
        ``package_id``, ``name``, ``effect_share`` (change of the share of `leg`, 0-1, with its sign; the effects
        add up), ``value_vnd`` (package price), ``is_online`` (how the package goes now), ``turns_verdict``: see
        `cchc_analysis.compliance.decisive.decisive_path`.
    leg
        ``count``: the share by number of packages; ``value``: by package price.
    start_share
        The share to date (0-1); None where nothing is eligible.
    min_pct
        The quota of this leg (0-100); None where none is set or sourced: then no line is drawn.
    agency_name
        Whose packages they are.
    is_year_over
        Whether the share is that of the whole year; before, what a package turns is the result to date.
    """
    if decisive.empty or start_share is None or pd.isna(start_share):
        key = "decisive_no_share" if start_share is None or pd.isna(start_share) else "decisive_empty"
        return empty_chart(
            "decisive_waterfall", text(f"quota_charts.{key}", language, name=agency_name),
            title=title or text("quota_charts.decisive_title", language, name=agency_name),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    steps = _steps(decisive, most_rows=most_rows, language=language)
    levels = list(itertools.accumulate((step["effect"] for step in steps), initial=float(start_share)))
    title = title or text("quota_charts.decisive_title", language, name=agency_name)
    names = [
        (text("quota_charts.to_date", language), ""),
        *((step["package_id"], step["name"]) for step in steps),
        (text("quota_charts.after_all", language), ""),
    ]
    columns = _columns(steps, levels, is_year_over=is_year_over, language=language)
    handles = _handles(steps, language)
    with house_style():
        stack = package_rows(names)
        headings = max(headings_height(columns), _QUOTA_ROOM)
        figure, axes = new_page(
            title, plot_height=stack.height, left=stack.label_width, right=columns_width(columns),
            above=legend_height([str(handle.get_label()) for handle in handles]) + headings,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        ends = (0, len(names) - 1)
        draw_names(axes, stack, bold=ends)
        draw_columns(axes, columns, centres=stack.centres, bold=ends)
        draw_stairs(axes, levels, stack.centres)
        set_share_axis(axes, [*levels, *([] if min_pct is None else [min_pct / 100])], leg=leg, language=language)
        if min_pct is not None:
            draw_minimum(axes, min_pct, height=stack.height, language=language)
        draw_legend(figure, axes, handles, lift=headings)
    caption = join_sentences(
        [
            text(f"quota_charts.decisive_caption_{leg}", language),
            text(f"charts.no_quota_{leg}", language) if min_pct is None
            else text(f"charts.quota_{leg}", language, quota=printed_quota(min_pct, language)),
            _common_way(decisive, language),
            text("quota_charts.decisive_summed", language, count=len(decisive) - most_rows)
            if len(decisive) > most_rows else None,
            text("quota_charts.decisive_turns", language) if any(step["turns"] for step in steps) else None,
            None if is_year_over or min_pct is None else text("quota_charts.decisive_standing", language),
            text("quota_charts.decisive_cut_axis", language),
        ]
    )  # fmt: skip
    alt = _alt(
        decisive, steps, levels, leg=leg, min_pct=min_pct, agency_name=agency_name, is_year_over=is_year_over,
        language=language,
    )  # fmt: skip
    return Chart("decisive_waterfall", figure, title, alt, caption)


def _steps(decisive: pd.DataFrame, *, most_rows: int, language: Language) -> list[dict[str, Any]]:
    steps = [
        {
            "package_id": str(row["package_id"]),
            "name": str(row["name"]),
            "effect": float(row["effect_share"]),
            "value": format_vnd_scaled(row["value_vnd"], language),
            "way": _ways([row["is_online"]], language),
            "turns": _TURNS if _is_true(row["turns_verdict"]) else "",
        }
        for row in decisive.head(most_rows).to_dict("records")
    ]
    rest = decisive.iloc[most_rows:]
    if len(rest):
        is_turning = any(map(_is_true, rest["turns_verdict"]))
        steps.append(
            {
                "package_id": "",
                "name": text("quota_charts.other_packages", language, count=len(rest)),
                "effect": float(rest["effect_share"].sum()),
                "value": format_vnd_scaled(rest["value_vnd"].sum(min_count=1), language),
                "way": _ways(rest["is_online"], language),
                "turns": _TURNS if is_turning else "",
            }
        )
    return steps


def _is_true(value: Any) -> bool:
    return bool(pd.notna(value) and value)


def _ways(is_online: Iterable[Any], language: Language) -> str:
    """Say how the packages go now; nothing where they differ."""
    keys = {"way_unknown" if pd.isna(one) else "way_online" if one else "way_offline" for one in is_online}
    return text(f"quota_charts.{keys.pop()}", language) if len(keys) == 1 else ""


def _common_way(decisive: pd.DataFrame, language: Language) -> str | None:
    way = _ways(decisive["is_online"], language)
    return text("quota_charts.decisive_way", language, way=way) if way else None


def _columns(
    steps: Sequence[dict[str, Any]], levels: Sequence[float], *, is_year_over: bool, language: Language
) -> list[SideColumn]:
    effects = [
        format_share(levels[0], language),
        *(signed_number(step["effect"] * 100, language, 1) for step in steps),
        format_share(levels[-1], language),
    ]
    columns = [
        SideColumn(text("quota_charts.effect_column", language), effects),
        SideColumn(text("quota_charts.value_column", language), ["", *(step["value"] for step in steps), ""]),
    ]
    ways = [step["way"] for step in steps]
    if len(set(ways)) > 1:
        columns.append(SideColumn(text("quota_charts.way_column", language), ["", *ways, ""], align="left"))
    if any(step["turns"] for step in steps):
        turns = ["", *(step["turns"] for step in steps), ""]
        heading = text(f"quota_charts.turns_column{'' if is_year_over else '_to_date'}", language)
        columns.append(SideColumn(heading, turns, heading_width=_TURNS_WIDTH))
    return columns


def _handles(steps: Sequence[dict[str, Any]], language: Language) -> list[Patch]:
    found = []
    if any(step["effect"] >= 0 for step in steps):
        found.append(Patch(color=FOCUS, label=text("quota_charts.raises_share", language)))
    if any(step["effect"] < 0 for step in steps):
        found.append(Patch(color=PALETTE[3], label=text("quota_charts.lowers_share", language)))
    return found


def _alt(
    decisive: pd.DataFrame, steps: Sequence[dict[str, Any]], levels: Sequence[float], *, leg: Leg,
    min_pct: int | None, agency_name: str, is_year_over: bool, language: Language,
) -> str:  # fmt: skip
    turning = decisive[decisive["turns_verdict"].map(_is_true)]
    minimum = (
        text(f"charts.no_quota_{leg}", language)
        if min_pct is None
        else text(f"charts.quota_{leg}", language, quota=printed_quota(min_pct, language))
    )
    return join_sentences(
        [
            text(
                f"quota_charts.decisive_alt_{leg}", language, name=agency_name, count=len(decisive),
                start=format_share(levels[0], language), end=format_share(levels[-1], language),
            ),
            minimum,
            *(
                text(
                    "quota_charts.decisive_alt_row", language, package_id=step["package_id"], name=step["name"],
                    value=step["value"],
                    effect=signed_number(step["effect"] * 100, language, 1),
                )
                for step in steps[:3]
            ),
            text(
                f"quota_charts.decisive_alt_turning{'' if is_year_over else '_to_date'}", language,
                names=list_names(turning["package_id"].astype("str").tolist(), language),
            )
            if len(turning) else None,
        ]
    )  # fmt: skip

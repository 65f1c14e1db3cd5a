"""The online shares through the year: where they stand, where they are heading, where they should be."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.lettering import wrap
from cchc_analysis.charts.page import PAGE_WIDTH, SIDE, empty_chart, new_page, split_plot
from cchc_analysis.charts.percent import format_percent
from cchc_analysis.charts.quota_days import day_labels, set_day_axis
from cchc_analysis.charts.quota_lines import AHEAD, draw_others, draw_own
from cchc_analysis.charts.quota_words import QUOTA_LINE, printed_quota, quota_sentence
from cchc_analysis.charts.style import DOT, FOCUS, REST, TITLE_SIZE, house_style
from cchc_analysis.charts.wording import focus_absent, join_sentences
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.reference.procurement_rules import LEGS, NO_MINIMUMS, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import format_share

_HEIGHT, _BETWEEN, _LEFT, _RIGHT, _HEADING = 1.75, 0.62, 0.6, 0.7, 0.26
_HEADROOM = 0.06
_KINDS = ("observed", "projected")


def quota_path(
    path: pd.DataFrame,
    *,
    language: Language,
    minimums: Minimums,
    focus: str | None = None,
    title: str | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw both online shares of the year to date, period by period, with the quota and the projected end.

    `focus` (or the only agency) is drawn dark with its figures, the others faint. The projected stretch is broken;
    its interval is an upright line.

    Parameters
    ----------
    path
        One row per agency and period of one year: ``agency_code``, ``agency_name``, ``period_end_on`` (a date),
        ``count_share``, ``value_share`` (0-1, from 1 January to that day; missing where nothing is eligible yet);
        with projected rows also ``kind`` (``observed`` or ``projected``) and, where an interval is known,
        ``count_low``, ``count_high``, ``value_low``, ``value_high`` and ``level_share`` (0-1, how often it should
        hold); see `cchc_analysis.charts.quota_projection.with_projection`.
    minimums
        The quota of the whole year; None where a leg has none or none could be sourced: then no line is drawn.

    Raises
    ------
    ValueError
        If the days are of several years or a kind is neither observed nor projected.
    """
    path = path if "kind" in path else path.assign(kind="observed")
    unknown = sorted(set(path["kind"]) - set(_KINDS))
    if unknown:
        raise ValueError(f"unknown kinds: {unknown}")
    dated = path.assign(day=pd.to_datetime(path["period_end_on"])).sort_values(["agency_code", "day"])
    drawn = dated[dated[["count_share", "value_share"]].notna().any(axis=1)]
    if drawn.empty:
        return empty_chart(
            "quota_path", text("quota_charts.path_empty", language),
            title=title or text("charts.quota_title", language), language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    years = sorted(set(dated["day"].dt.year))
    if len(years) != 1:
        raise ValueError(f"this chart shows one year, the table has {years}")
    codes = drawn["agency_code"].unique()
    focus_code = codes[0] if focus is None and len(codes) == 1 else focus
    own, others = drawn[drawn["agency_code"] == focus_code], drawn[drawn["agency_code"] != focus_code]
    title = title or _title(own, year=years[0], language=language)
    days = sorted(set(dated["day"]))
    handles = _handles(own, others, minimums=minimums, language=language)
    with house_style():
        figure, count_axes, value_axes = _open_page(title, handles, language=language, is_synthetic=is_synthetic)
        for axes, leg in zip((count_axes, value_axes), LEGS, strict=True):
            _set_axes(axes, days, leg=leg, minimum=minimums.of(leg), language=language)
            draw_others(axes, others, leg=leg, is_alone=own.empty)
            draw_own(axes, own, leg=leg, language=language)
        draw_legend(figure, count_axes, handles, lift=_HEADING)
    caption = join_sentences(
        [
            text("charts.quota_caption", language, year=years[0]),
            quota_sentence(minimums, language),
            text("quota_charts.path_rule", language),
            None if minimums == NO_MINIMUMS else text("quota_charts.path_standing", language),
            _projected_sentence(drawn, language),
            text("quota_charts.path_gap", language) if _has_gap(dated) else None,
            focus_absent(drawn, focus, language),
        ]
    )
    alt = _alt(own, others, minimums=minimums, year=years[0], days=days, language=language)
    return Chart("quota_path", figure, title, alt, caption)


def _title(own: pd.DataFrame, *, year: int, language: Language) -> str:
    observed = own[own["kind"] == "observed"]
    if observed.empty:
        return text("quota_charts.path_title", language, year=year)
    last = observed.iloc[-1]
    # The name gives way, so that the figures of the second line stay whole.
    name = wrap(str(last["agency_name"]), width=PAGE_WIDTH - 3 * SIDE, lines=1, size=TITLE_SIZE, weight="bold")
    return text(
        "quota_charts.path_title_own", language, name=name, day=format_date(last["day"], language),
        **_shares(last, language),
    )  # fmt: skip


def _shares(row: pd.Series, language: Language) -> dict[str, str]:
    return {f"{leg}_share": format_share(row[f"{leg}_share"], language) for leg in LEGS}


def _open_page(
    title: str, handles: Sequence[Artist], *, language: Language, is_synthetic: bool
) -> tuple[Figure, Axes, Axes]:
    """Return a page with one plot above the other, on the same days."""
    figure, upper = new_page(
        title, plot_height=2 * _HEIGHT + _BETWEEN, left=_LEFT, right=_RIGHT, below=0.36,
        above=legend_height([str(handle.get_label()) for handle in handles]) + _HEADING,
        language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    return figure, *split_plot(figure, upper, height=_HEIGHT)


def _set_axes(
    axes: Axes, days: Sequence[pd.Timestamp], *, leg: str, minimum: int | None, language: Language
) -> None:
    set_day_axis(axes, days, width=PAGE_WIDTH - _LEFT - _RIGHT, language=language)
    axes.set_ylim(-_HEADROOM, 1 + _HEADROOM)
    ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
    axes.set_yticks(ticks, [printed_quota(tick * 100, language) for tick in ticks])
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y")
    words = [text(f"charts.leg_{leg}", language)]
    if minimum is None:
        words.append(text("charts.no_quota", language))
    else:
        words.append(text("charts.quota_label", language, quota=printed_quota(minimum, language)))
        axes.axhline(minimum / 100, **QUOTA_LINE, zorder=2, gid="quota")
    axes.annotate(
        " · ".join(words), (0, 1), xycoords="axes fraction", xytext=((SIDE - _LEFT) * 72, 5),
        textcoords="offset points", va="bottom", fontweight="bold", annotation_clip=False, gid="leg",
    )  # fmt: skip


def _handles(own: pd.DataFrame, others: pd.DataFrame, *, minimums: Minimums, language: Language) -> list[Line2D]:
    handles = []
    if len(own):
        name = wrap(str(own.iloc[-1]["agency_name"]), width=3.0, lines=1)
        handles.append(Line2D([], [], color=FOCUS, linewidth=2.4, marker="o", label=name))
        if (own["kind"] == "projected").any():
            words = text("quota_charts.path_ahead", language)
            handles.append(Line2D([], [], label=words, **AHEAD))
    if len(others):
        count = others["agency_code"].nunique()
        is_whole = len(own) and own.iloc[-1]["agency_code"] == EVERYONE_CODE
        words = text(f"quota_charts.path_{'each' if is_whole else 'others'}", language, count=count)
        handles.append(Line2D([], [], color=DOT if own.empty else REST, linewidth=1.2, label=words))
    if minimums != NO_MINIMUMS:
        words = text("quota_charts.minimum", language)
        handles.append(Line2D([], [], **QUOTA_LINE, label=words))
    return handles


def _projected_sentence(drawn: pd.DataFrame, language: Language) -> str | None:
    ahead = drawn[drawn["kind"] == "projected"]
    if ahead.empty:
        return None
    levels = sorted(set(ahead["level_share"].dropna())) if "level_share" in ahead else []
    if len(levels) != 1:
        return text("quota_charts.path_projected", language)
    return text("quota_charts.path_projected_level", language, level=format_percent(levels[0], language, 0))


def _has_gap(path: pd.DataFrame) -> bool:
    return bool(path[["count_share", "value_share"]].isna().any(axis=None))


def _alt(
    own: pd.DataFrame, others: pd.DataFrame, *, minimums: Minimums, year: int, days: Sequence[pd.Timestamp],
    language: Language,
) -> str:  # fmt: skip
    count = others["agency_code"].nunique() + (1 if len(own) else 0)
    first, last = day_labels([days[0], days[-1]], language)
    parts = [
        text("quota_charts.path_alt", language, year=year, count=count, first=first, last=last),
        quota_sentence(minimums, language),
    ]
    for row in own.to_dict("records"):
        key = "path_alt_ahead" if row["kind"] == "projected" else "path_alt_row"
        day = format_date(row["day"], language)
        parts.append(text(f"quota_charts.{key}", language, day=day, **_shares(pd.Series(row), language)))
    return join_sentences(parts)

"""Where each agency would stand had the index been made by another recipe."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.grouped_rows import AgencyRow
from cchc_analysis.charts.legend import legend_sign
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.rank_rows import draw_rank_rows
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.robustness_words import (
    rank_number,
    rank_span,
    unassessed_sentence,
    year_sentence,
)
from cchc_analysis.charts.style import DOT, FOCUS, INK, MUTED_INK, REST
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences
from cchc_analysis.texts import Language, text

_TICK: dict[str, Any] = {"marker": "|", "markersize": 14, "markeredgewidth": 2}
_DOT: dict[str, Any] = {"marker": "o", "markeredgecolor": "white", "markeredgewidth": 0.6}
_SMALLEST, _GROWTH = 4.0, 5.0


def recipe_ranks(
    alternatives: pd.DataFrame,
    *,
    league: pd.DataFrame,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw each agency's rank under every recipe, beside its published rank, the first on top.

    The caption names the recipes, by the rank each gives `focus`. Agencies without a published
    rank, or without a rank under any recipe, are not drawn and are named; of more than `most_rows` the two
    ends and the neighbours of `focus` are drawn.

    Parameters
    ----------
    alternatives
        The ``alternatives`` table of one year with the column `recipe_name`; ranks within the group.
    league
        The published ranks of the same year (``league`` or ``rank_intervals``).
    focus
        Code of the agency drawn dark.

    Raises
    ------
    ValueError
        If the tables mix years.
    """
    years = pd.concat([alternatives[["year"]], league[["year"]]])
    year = year_sentence(years, language) if len(years) else None
    ranks = alternatives.dropna(subset=["rank"]).merge(
        league[["agency_code", "year", "rank"]].dropna().rename(columns={"rank": "published"}),
        on=["agency_code", "year"], validate="m:1",
    )  # fmt: skip
    agencies = _agencies(ranks)
    if agencies.empty:
        return empty_chart(
            "recipe_ranks", text("robustness_charts.recipes_empty", language),
            title=title or text("robustness_charts.recipes_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    recipes = dict(zip(ranks["recipe"], ranks["recipe_name"], strict=True))
    title = title or _title(agencies, focus=focus, language=language)
    per_agency = dict(iter(ranks.groupby("agency_code")["rank"]))
    figure, hidden = draw_rank_rows(
        agencies, partial(_draw_ranks, per_agency), low="lowest", high="highest", title=title,
        heading=text("robustness_charts.recipes_heading", language),
        handles=[
            legend_sign(text("robustness_charts.rank_published", language), color=INK, **_TICK),
            legend_sign(text("robustness_charts.recipe_dot", language), color=FOCUS, markersize=6, **_DOT),
        ],
        most_rows=most_rows, focus=focus, language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    is_drawn = alternatives["agency_code"].isin(agencies["agency_code"])
    missing = int(alternatives.loc[is_drawn, "rank"].isna().sum())
    everyone = pd.concat([league, alternatives])[["agency_code", "agency_name"]].drop_duplicates("agency_code")
    everyone = everyone.merge(agencies[["agency_code", "rank"]], on="agency_code", how="left")
    caption = join_sentences(
        [
            year,
            text("robustness_charts.recipes_caption", language, count=len(recipes)),
            _focus_ranks(ranks, focus, language)
            or text("robustness_charts.recipes_names", language, names=_listed(list(recipes.values()))),
            text("robustness_charts.recipes_missing", language, count=missing) if missing else None,
            count_sentence("not_shown", hidden, language),
            unassessed_sentence(everyone[everyone["rank"].isna()], language),
            focus_absent(everyone, focus, language),
        ]
    )  # fmt: skip
    alt = _alt(agencies, ranks, focus=focus, language=language)
    return Chart("recipe_ranks", figure, title, join_sentences([alt, year]), caption)


def _agencies(ranks: pd.DataFrame) -> pd.DataFrame:
    """Return one row per agency: its published rank as `rank`, its best and its worst rank."""
    grouped = ranks.groupby(["agency_code", "agency_name", "group", "year"], sort=False)
    return grouped.agg(
        rank=("published", "first"), lowest=("rank", "min"), highest=("rank", "max")
    ).reset_index()  # fmt: skip


def _draw_ranks(
    per_agency: Mapping[Hashable, pd.Series], axes: Axes, row: AgencyRow, centre: float, is_aside: bool
) -> None:
    ranks = per_agency[row.figures["agency_code"]]
    axes.plot(
        [row.figures["lowest"], row.figures["highest"]], [centre, centre], color=REST, linewidth=1.2, zorder=1,
        gid="range",
    )  # fmt: skip
    axes.plot(
        row.figures["rank"], centre, color=MUTED_INK if is_aside else INK, clip_on=False, zorder=2,
        gid="published", **_TICK,
    )  # fmt: skip
    for rank, count in zip(*np.unique(ranks.to_numpy("float64"), return_counts=True), strict=True):
        axes.plot(
            rank, centre, color=DOT if is_aside else FOCUS, markersize=_dot_size(count / len(ranks)),
            clip_on=False, zorder=3, gid="recipe", **_DOT,
        )  # fmt: skip


def _dot_size(share: float) -> float:
    """Return the width of the dot of a rank: its area grows with the share of recipes that give it."""
    return float(_SMALLEST + _GROWTH * share**0.5)


def _unmoved(agencies: pd.DataFrame) -> int:
    steps = pd.concat([agencies["rank"] - agencies["lowest"], agencies["highest"] - agencies["rank"]], axis=1)
    return int((steps.max(axis=1) <= 3).sum())


def _title(agencies: pd.DataFrame, *, focus: str | None, language: Language) -> str:
    own = agencies[agencies["agency_code"] == focus]
    if len(own):
        return _say("recipes_title_focus", own.iloc[0], language)
    units = unit_words(agencies, language)
    return text("robustness_charts.recipes_title", language, count=len(agencies), kept=_unmoved(agencies), **units)


def _say(key: str, agency: pd.Series, language: Language) -> str:
    span = rank_span(agency["lowest"], agency["highest"], language)
    rank = rank_number(agency["rank"], language)
    return text(f"robustness_charts.{key}", language, name=agency["agency_name"], rank=rank, span=span)


def _focus_ranks(ranks: pd.DataFrame, focus: str | None, language: Language) -> str | None:
    own = ranks[ranks["agency_code"] == focus]
    if own.empty:
        return None
    each = [
        text(
            "robustness_charts.recipe_rank", language, rank=rank_number(rank, language),
            names=_listed(same["recipe_name"].tolist()),
        )
        for rank, same in own.groupby("rank")
    ]  # fmt: skip
    name = own.iloc[0]["agency_name"]
    return text("robustness_charts.recipes_focus", language, name=name, ranks=". ".join(each))


def _listed(names: list[str]) -> str:
    # Names of recipes hold commas themselves.
    return "; ".join(names)


def _alt(agencies: pd.DataFrame, ranks: pd.DataFrame, *, focus: str | None, language: Language) -> str:
    shift = (ranks["rank"] - ranks["published"]).abs()
    mean = shift.groupby(ranks["recipe_name"], sort=False).mean()
    moves = mean.max() > 0
    own = agencies[agencies["agency_code"] == focus]
    spread = (agencies["highest"] - agencies["lowest"]).to_numpy("float64")
    return join_sentences(
        [
            text("robustness_charts.recipes_alt", language, count=len(agencies), recipes=len(mean),
                 kept=_unmoved(agencies), **unit_words(agencies, language)),
            text("robustness_charts.recipes_alt_moves", language, recipe=mean.idxmax()) if moves else None,
            _say("recipes_alt_widest", agencies.iloc[int(spread.argmax())], language),
            _say("recipes_alt_focus", own.iloc[0], language) if len(own) else None,
        ]
    )  # fmt: skip

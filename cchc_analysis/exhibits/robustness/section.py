"""Exhibits of how sure ranks and classes are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.class_probabilities import class_probabilities
from cchc_analysis.charts.league_intervals import league_intervals
from cchc_analysis.charts.pairwise_heatmap import pairwise_heatmap
from cchc_analysis.charts.rank_intervals import rank_intervals
from cchc_analysis.charts.robustness_words import whole_percent
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.index.table import index_columns
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.stand_in_marks import mark_agencies, noted, noted_chart, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.robustness.intervals import NEAR_PLACES
from cchc_analysis.index.robustness.results import RobustnessResults
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number, format_share


def show_method(
    study: Study, robustness: RobustnessResults | None, *, weight_spread: float, drop_probability: float
) -> None:
    """Say what was varied, by how much, on how many replications the figures stand, and if they were enough."""
    if robustness is None:
        return
    show_sentence(text("robustness_section.heading", study.language), style="heading")
    show_sentence(text("robustness_section.purpose", study.language))
    for statement in robustness.statements:
        show_sentence(statement, style="note")
    _show_varied(study, robustness, weight_spread=weight_spread, drop_probability=drop_probability)
    for row in robustness.within_three.to_dict("records"):
        if row["agency_count"]:
            sentence = text(
                "robustness_section.within_three",
                study.language,
                group=_as_opening(text(f"groups.{row['group']}", study.language)),
                share=whole_percent(row["within_three_share"], study.language),
                count=format_number(row["within_three_count"], study.language),
                agencies=format_number(row["agency_count"], study.language),
                places=NEAR_PLACES,
            )
            show_sentence(sentence)
    absent = robustness.rank_intervals.loc[robustness.rank_intervals["index"].isna(), "agency_name"].tolist()
    if absent:
        sentence = text(
            "robustness_section.without_index",
            study.language,
            count=format_number(len(absent), study.language),
            names=", ".join(absent),
        )
        show_sentence(sentence, style="warning")


def show_intervals(study: Study, index: IndexResults, robustness: RobustnessResults | None) -> None:
    """Show the league table with its margin of error."""
    if robustness is None or index.framework is None:
        return
    language, year = study.language, index.years[-1]
    _show_standing(study, robustness)
    table, note = mark_agencies(robustness.rank_intervals, year), stand_in_note(study, year)
    decimals = index.framework.published_decimals
    for group, rows in _groups(study, table):
        title = text("robustness_section.league_title", language, group=text(f"groups.{group}", language))
        chart = league_intervals(
            rows,
            language=language,
            focus=study.focus,
            title=title,
            decimals=decimals,
            is_synthetic=study.is_synthetic,
        )
        show_chart(replace(noted_chart(chart, note), name=f"league_intervals_{group}"))
        title = text("robustness_section.ranks_title", language, group=text(f"groups.{group}", language))
        chart = rank_intervals(
            rows,
            language=language,
            focus=study.focus,
            title=title,
            is_synthetic=study.is_synthetic,
        )
        show_chart(replace(noted_chart(chart, note), name=f"rank_intervals_{group}"))
    columns = ["agency_code", "agency_name", "index", "rank", "rank_low", "rank_median", "rank_high", "top_share"]
    top = text("robustness_section.top_heading", language, top=format_number(robustness.top, language))
    places = table.astype(dict.fromkeys(["rank_low", "rank_median", "rank_high"], "Int64"))
    show_table(
        places[[*columns, "index_low", "index_high", "is_within_three", "replications", "failed_replications"]],
        name="rank_intervals",
        title=text("robustness_section.intervals_table", language),
        caption=noted(text("robustness_section.intervals_rule", language), note),
        language=language,
        focus=study.focus,
        row_limit=60,
        printed={**index_columns(study, index.framework), "top_share": {"label": top}},
    )


def show_probabilities(study: Study, index: IndexResults, robustness: RobustnessResults | None) -> None:
    """Show how probable each class is, and who stands before whom how often."""
    if robustness is None:
        return
    language, year = study.language, index.years[-1]
    note, classes = stand_in_note(study, year), robustness.class_probabilities
    if classes is None:
        show_sentence(text("robustness_section.no_classes", language), style="note")
    else:
        classes = mark_agencies(classes, year)
        for group, rows in _groups(study, classes):
            title = text("robustness_section.classes_title", language, group=text(f"groups.{group}", language))
            chart = class_probabilities(
                rows,
                language=language,
                focus=study.focus,
                title=title,
                is_synthetic=study.is_synthetic,
            )
            show_chart(replace(noted_chart(chart, note), name=f"class_probabilities_{group}"))
        columns = ["agency_code", "agency_name", "class_name", "probability_share"]
        show_table(
            study.own_rows(classes)[[*columns, "replications", "failed_replications"]],
            name="class_probabilities",
            title=text("robustness_section.classes_table", language),
            language=language,
            printed=index_columns(study, year.framework),
            row_limit=24,
        )
    for group, league in _groups(study, mark_agencies(index.league, year)):
        title = text("robustness_section.pairs_title", language, group=text(f"groups.{group}", language))
        pairs = robustness.pairwise[robustness.pairwise["agency_code"].isin(league["agency_code"])]
        chart = pairwise_heatmap(
            pairs,
            league=league,
            language=language,
            focus=study.focus,
            title=title,
            is_synthetic=study.is_synthetic,
        )
        show_chart(replace(noted_chart(chart, note), name=f"pairwise_{group}"))
    names = dict(zip(index.league["agency_code"], index.league["agency_name"], strict=True))
    pairs = study.own_rows(robustness.pairwise)
    pairs = pairs.assign(agency_name=pairs["agency_code"].map(names), rival_name=pairs["rival_code"].map(names))
    # The pairs that are hardest to tell apart first.
    order = (pairs["beats_share"] - 0.5).abs().sort_values(kind="stable").index
    show_table(
        pairs.loc[order, ["agency_code", "agency_name", "rival_code", "rival_name", "beats_share"]],
        name="pairwise",
        title=text("robustness_section.pairs_table", language),
        caption=text("robustness_section.pairs_rule", language),
        language=language,
        printed=index_columns(study, year.framework),
        row_limit=12,
    )


def _show_standing(study: Study, robustness: RobustnessResults) -> None:
    """Lead a report on one agency with what it came for: its rank, how sure that is, its class."""
    own = study.own_rows(robustness.rank_intervals).dropna(subset=["rank", "rank_low"])
    if not study.agency or own.empty:
        return
    row, language = own.iloc[0], study.language
    ranks = {name: format_number(row[name], language) for name in ("rank", "rank_low", "rank_high")}
    key = "standing_one" if row["rank_low"] == row["rank_high"] else "standing"
    sentence = text(f"robustness_section.{key}", language, agency=study.agency_name, **ranks)
    if robustness.class_probabilities is not None:
        classes = study.own_rows(robustness.class_probabilities).dropna(subset=["probability_share"])
        likely = classes[classes["probability_share"] > 0].sort_values("probability_share", ascending=False)
        shares = "; ".join(
            f"{name} {whole_percent(share, language)}"
            for name, share in zip(likely["class_name"], likely["probability_share"], strict=True)
        )
        sentence += " " + text("robustness_section.standing_classes", language, classes=shares)
    show_sentence(sentence, style="lead")


def _show_varied(
    study: Study, robustness: RobustnessResults, *, weight_spread: float, drop_probability: float
) -> None:
    """Say by how much each choice was varied, of those that were; and that nothing was dropped if it was to be."""
    language, inputs = study.language, set(robustness.sensitivity["input"])
    figures = {
        "weights": {
            "least": format_number(1 - weight_spread, language, 2),
            "most": format_number(1 + weight_spread, language, 2),
        },
        "normalisation": {},
        "aggregation": {},
        "dropped": {"dropped": format_share(drop_probability, language, 0, guards_quota=False)},
    }
    choices = [
        text(f"robustness_section.varied_{name}", language, **own)
        for name, own in figures.items()
        if name in inputs
    ]
    show_sentence(text("robustness_section.varied", language, choices="; ".join(choices)), style="note")
    if robustness.leave_one_out.empty:
        show_sentence(text("robustness_section.nothing_to_drop", language), style="note")


def _as_opening(name: str) -> str:
    return name[:1].upper() + name[1:]


def _groups(study: Study, table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the groups of a table; of a report on one agency its own group only."""
    for group, rows in table.groupby("group", sort=True):
        if not study.agency or rows["agency_code"].eq(study.agency).any():
            yield str(group), rows

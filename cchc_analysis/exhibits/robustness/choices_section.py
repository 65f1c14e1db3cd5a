"""Exhibits of other ways to make the index, and of how its criteria go together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cchc_analysis.charts.correlation_heatmap import correlation_heatmap
from cchc_analysis.charts.recipe_ranks import recipe_ranks
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.index.table import index_columns
from cchc_analysis.exhibits.robustness.choices_results import LEAST_AGENCIES, Choices, GroupRelations
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.stand_in_marks import mark_agencies, noted, noted_chart, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.alternatives import OFFICIAL
from cchc_analysis.texts import text


def show_alternatives(study: Study, index: IndexResults, choices: Choices | None) -> None:
    """Show each agency's rank under every recipe beside the published one."""
    if choices is None:
        return
    language = study.language
    show_sentence(text("choices_section.heading", language), style="heading")
    show_sentence(text("choices_section.purpose", language))
    year = index.years[-1]
    note, table = stand_in_note(study, year), mark_agencies(choices.alternatives.alternatives, year)
    for group, league in mark_agencies(choices.league, year).groupby("group", sort=True):
        if study.agency and not league["agency_code"].eq(study.agency).any():
            continue
        title = text("choices_section.recipes_title", language, group=text(f"groups.{group}", language))
        chart = recipe_ranks(
            table[(table["group"] == group) & (table["recipe"] != OFFICIAL)],
            league=league,
            language=language,
            focus=study.focus,
            title=title,
            is_synthetic=study.is_synthetic,
        )
        show_chart(replace(noted_chart(chart, note), name=f"recipe_ranks_{group}"))
    columns = ["recipe_name", "spearman", "mean_rank_change", "max_rank_change"]
    summary = mark_agencies(choices.alternatives.summary, year).astype({"max_rank_change": "Int64"})
    show_table(
        summary[[*columns, "agency_code", "agency_name", "rank_before", "rank_after"]],
        name="alternatives_summary",
        title=text("choices_section.summary_table", language),
        caption=noted(text("choices_section.summary_rule", language), note),
        language=language,
        printed=index_columns(study, index.years[-1].framework),
    )
    ranks = study.own_rows(table)
    official = ranks[ranks["recipe"] == OFFICIAL].set_index("agency_code")["rank"]
    moved = (ranks["rank"] - ranks["agency_code"].map(official)).abs()
    # What moved farthest from the published rank first.
    order = moved.astype("float64").sort_values(ascending=False, kind="stable", na_position="last").index
    show_table(
        ranks.loc[order, ["agency_code", "agency_name", "recipe_name", "rank", "index"]],
        name="alternatives",
        title=text("choices_section.ranks_table", language),
        caption=noted(text("choices_section.ranks_rule", language), note),
        language=language,
        printed=index_columns(study, index.years[-1].framework),
        row_limit=14,
    )


def show_importance(study: Study, index: IndexResults, choices: Choices | None) -> None:
    """Show the stated weight of each criterion beside its importance for the index."""
    if choices is None or not choices.relations:
        return
    weights = _of_groups(study, choices, "weights")
    columns = [
        "group_name",
        "criterion_code",
        "criterion_name",
        "stated_weight",
        "importance_share",
        "correlation",
    ]
    show_table(
        weights[columns],
        name="statistical_weights",
        title=text("choices_section.weights_table", study.language),
        caption=noted(text("choices_section.weights_rule", study.language), stand_in_note(study, index.years[-1])),
        language=study.language,
        printed=index_columns(study, index.years[-1].framework),
        row_limit=24,
    )


def show_relations(study: Study, index: IndexResults, choices: Choices | None) -> None:
    """Show how domains correlate, whether they measure one thing, and which criteria do not do their work."""
    if choices is None:
        return
    language = study.language
    if choices.small_groups:
        names = ", ".join(text(f"groups.{group}", language) for group in choices.small_groups)
        sentence = text("choices_section.too_few", language, least=LEAST_AGENCIES, groups=names)
        show_sentence(sentence, style="note")
    if not choices.relations:
        return
    own_group, note = study.groups.get(study.agency), stand_in_note(study, index.years[-1])
    for relations in choices.relations:
        if own_group in (None, relations.group):
            _show_correlations(study, relations, note)
    reliability = _of_groups(study, choices, "reliability")
    columns = ["group_name", "criterion_code", "criterion_name", "criterion_count", "agency_count"]
    show_table(
        reliability[[*columns, "alpha", "alpha_low", "alpha_high"]],
        name="reliability",
        title=text("choices_section.reliability_table", language),
        caption=noted(text("choices_section.reliability_rule", language), note),
        language=language,
        printed=index_columns(study, index.years[-1].framework),
        row_limit=24,
    )
    flags = _of_groups(study, choices, "flags")
    if flags.empty:
        show_sentence(text("choices_section.no_flags", language), style="note")
        return
    named = flags.assign(flag_name=[text(f"choices_section.flag_{flag}", language) for flag in flags["flag"]])
    columns = ["group_name", "criterion_code", "criterion_name", "flag_name", "rival_code", "rival_name"]
    printed = index_columns(study, index.years[-1].framework)
    show_table(
        named[[*columns, "correlation"]],
        name="criterion_flags",
        title=text("choices_section.flags_table", language),
        caption=noted(text("choices_section.flags_rule", language), note),
        language=language,
        printed={**printed, "rival_code": printed.get("criterion_code", {})},
        row_limit=20,
    )


def _show_correlations(study: Study, relations: GroupRelations, note: str) -> None:
    group = text(f"groups.{relations.group}", study.language)
    title = text("choices_section.correlations_title", study.language, group=group)
    chart = correlation_heatmap(
        relations.domains, language=study.language, title=title, is_synthetic=study.is_synthetic
    )
    show_chart(replace(noted_chart(chart, note), name=f"correlations_{relations.group}"))


def _of_groups(study: Study, choices: Choices, table: str) -> pd.DataFrame:
    """Return a table of all groups with the group's name."""
    parts: list[pd.DataFrame] = [
        getattr(one, table).assign(group_name=text(f"groups.{one.group}", study.language))
        for one in choices.relations
    ]
    return pd.concat(parts, ignore_index=True)

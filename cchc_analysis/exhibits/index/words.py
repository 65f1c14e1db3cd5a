"""How the index of a study is spoken of: the reform index of agencies, or a published index of provinces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cchc_analysis.charts.index_axis import IndexScale
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.leaf_scores import is_rebased_without_survey
from cchc_analysis.index.no_index import NoIndexReason, without_index
from cchc_analysis.reference.framework_changes import are_comparable, comparison_warning
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.renumbered import renumbered_criteria
from cchc_analysis.texts import Language, text


@dataclass(frozen=True)
class IndexWords:
    """Sentences and scale of the index of one year.

    `notes` is what a reader must know of a published framework (breaks, gaps, what was derived), "" for the
    reform index.
    """

    heading: str
    method: str
    league_table: str
    rank_rule: str
    trend_title: str | None
    notes: str
    scale: IndexScale
    league_decimals: int
    domain_decimals: int | None


def index_words(study: Study, framework: Framework) -> IndexWords:
    """Return the words for the index of a study; those for provinces name the published index."""
    language, year, name = study.language, framework.year, framework.name(study.language)
    is_sum = framework.index_scale == "points"
    if not study.covers_provinces:
        return IndexWords(
            heading=text("index.heading", language, year=year),
            method=text(
                "provinces.method_points" if is_sum else "index.method", language, framework=name, year=year
            ),
            league_table=text("index.league_table", language, year=year),
            rank_rule=text("index.rank_rule", language, decimals=framework.published_decimals),
            trend_title=None,
            notes="",
            scale=IndexScale(top=None if is_sum else 100),
            league_decimals=framework.published_decimals,
            domain_decimals=2 if is_sum else None,
        )
    method = "provinces.method_points" if is_sum else "provinces.method"
    return IndexWords(
        heading=text("provinces.heading", language, index=name, year=year),
        method=text(method, language, framework=name, year=year),
        league_table=text("provinces.league_table", language, year=year),
        rank_rule=text("provinces.rank_rule", language, decimals=framework.published_decimals),
        trend_title=text("provinces.group_trend_title", language, index=name),
        notes=framework.notes(language),
        scale=IndexScale(name, top=None if is_sum else 100),
        league_decimals=framework.published_decimals,
        domain_decimals=2 if is_sum else None,
    )


def without_index_sentences(study: Study, results: IndexResults) -> list[str]:
    """Name who has no index, by reason."""
    reasons: tuple[NoIndexReason, ...] = ("missing_scores", "nothing_applies")
    found = [(reason, without_index(results.years[-1], reason)) for reason in reasons]
    return [
        text(
            f"provinces.no_index_{reason}" if study.covers_provinces else f"index.no_index_{reason}",
            study.language, count=len(names), names="; ".join(names),
        )
        for reason, names in found
        if len(names)
    ]  # fmt: skip


def limits_of_history(study: Study, results: IndexResults) -> list[str]:
    """Say which years of a history do not compare, and which cover a part of the units only."""
    warnings = (*_comparison_warnings(results, study.language), _partial_years(study, results))
    return [warning for warning in warnings if warning]


def _partial_years(study: Study, results: IndexResults) -> str:
    """Name the years of a history of provinces in which some have no index; "" if there is none."""
    if not study.covers_provinces:
        return ""
    counts = results.history.groupby("year")["index"].agg(["count", "size"])
    partial = counts[counts["count"] < counts["size"]]
    years = [
        text("provinces.partial_year", study.language, year=year, count=count, total=total)
        for year, count, total in zip(partial.index, partial["count"], partial["size"], strict=True)
    ]
    return text("provinces.partial_years", study.language, years="; ".join(years)) if years else ""


def unstated_columns(framework: Framework) -> list[str]:
    """Return the columns of a table of points that would say nothing: a maximum never stated, the points again."""
    columns = ["index", "contribution"] if framework.index_scale == "points" else []
    return columns + (["max_points"] if framework.criteria["max_points"].isna().all() else [])


def comparison_breaks(results: IndexResults) -> list[int]:
    """Return the years of the history that do not compare with the year before: other criteria, or no survey."""
    return [
        after.year
        for before, after in pairwise(results.years)
        if _is_rebased(before) != _is_rebased(after)
        or not are_comparable(
            before.framework,
            after.framework,
            renumbered=renumbered_criteria(before.framework, after.framework),
        )
    ]


def _comparison_warnings(results: IndexResults, language: Language) -> Iterator[str]:
    """Say, for each break of the history, why the two years do not compare."""
    for before, after in pairwise(results.years):
        rules = before.framework, after.framework
        yield comparison_warning(*rules, language=language, renumbered=renumbered_criteria(*rules))
        if _is_rebased(before) != _is_rebased(after):
            bare, whole = (before, after) if _is_rebased(before) else (after, before)
            yield text("index.survey_break", language, year=bare.year, other=whole.year)


def _is_rebased(year: Assessment) -> bool:
    return is_rebased_without_survey(year.given_scores, year.framework)

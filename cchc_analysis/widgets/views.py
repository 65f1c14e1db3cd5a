"""What the explorer can show: each view is a chart and a table for one agency and year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.domain_profile import domain_profile
from cchc_analysis.charts.index_trend import index_trend
from cchc_analysis.charts.league_bars import league_bars
from cchc_analysis.charts.quota_bars import quota_bars
from cchc_analysis.charts.target_bullets import target_bullets
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.index.words import comparison_breaks, index_words
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over, procurement_results
from cchc_analysis.exhibits.procurement.words import with_result_names
from cchc_analysis.exhibits.programme_section import programme_results
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text


@dataclass(frozen=True)
class View:
    """A chart and the table under it."""

    chart: Chart
    table: pd.DataFrame


@dataclass(frozen=True)
class YearResults:
    """What is computed once per year, whichever agency is then looked at."""

    index: IndexResults
    procurement: ProcurementResults


def results_of_year(study: Study) -> YearResults:
    """Compute the tables of all agencies for the study's year."""
    return YearResults(index_results(study), procurement_results(study))


def ranking_view(study: Study, year: YearResults) -> View | None:
    """Rank the agency's group by reform index."""
    results = year.index
    if results.framework is None:
        return None
    group = study.groups[study.agency]
    table = results.league[results.league["group"] == group]
    words = index_words(study, results.framework)
    chart = league_bars(
        table,
        language=study.language,
        focus=study.agency,
        decimals=words.league_decimals,
        scale=words.scale,
        is_synthetic=study.is_synthetic,
    )
    return View(chart, table[["rank", "agency_code", "agency_name", "index", "class_name"]])


def trend_view(study: Study, year: YearResults) -> View | None:
    """Follow the agency's index over the years, against its group."""
    results = year.index
    if results.framework is None:
        return None
    chart = index_trend(
        results.history,
        language=study.language,
        focus=study.agency,
        title=text("index.trend_title", study.language, agency=study.agency_name)
        if study.covers_provinces
        else None,
        scale=index_words(study, results.framework).scale,
        breaks=comparison_breaks(results),
        is_synthetic=study.is_synthetic,
    )
    own = results.history[results.history["agency_code"] == study.agency]
    own = own.assign(year_name=own["year"].astype("str"))
    return View(chart, own[["year_name", "index", "rank", "class_name"]])


def domains_view(study: Study, year: YearResults) -> View | None:
    """Show the agency's index per domain, against its group's median."""
    results = year.index
    if results.framework is None:
        return None
    words = index_words(study, results.framework)
    chart = domain_profile(
        results.domains,
        language=study.language,
        focus=study.agency,
        decimals=words.domain_decimals or 1,
        scale=words.scale,
        is_synthetic=study.is_synthetic,
    )
    own = results.domains[results.domains["agency_code"] == study.agency]
    return View(chart, own[["criterion_code", "criterion_name", "score", "max_points", "index"]])


def quota_view(study: Study, year: YearResults) -> View | None:
    """Show the agency's online shares against the quota."""
    results = year.procurement
    if not results.has_packages:
        return None
    own, is_over = study.own_rows(results.quota), is_year_over(study.period)
    chart = quota_bars(
        own,
        language=study.language,
        minimums=results.minimums,
        is_year_over=is_over,
        is_synthetic=study.is_synthetic,
    )
    columns = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
    named = with_result_names(own, study.language, is_year_over=is_over)
    return View(
        chart,
        named[[*columns, "count_share", "value_share", "count_margin", "value_margin_vnd", "result_name"]],
    )


def targets_view(study: Study, _year: YearResults) -> View | None:
    """Show the agency's other results against their targets."""
    results = programme_results(study)
    if results is None:
        return None
    chart = target_bullets(results, language=study.language, is_synthetic=study.is_synthetic)
    return View(chart, results[["name", "numerator", "denominator", "share", "target_pct", "is_met"]])


VIEWS: dict[str, Callable[[Study, YearResults], View | None]] = {
    "ranking": ranking_view,
    "trend": trend_view,
    "domains": domains_view,
    "quota": quota_view,
    "targets": targets_view,
}


def study_of(study: Study, *, agency: str, period: str, agencies: pd.DataFrame) -> Study:
    """Return the same question asked of another agency and period."""
    return replace(study, agency=agency, period=type(study.period).parse(period), agencies=agencies)

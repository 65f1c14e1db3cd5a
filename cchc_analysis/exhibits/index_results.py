"""The reform index of a study: this year's table, the years before, domains and self-scoring gap."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.index.gap import score_gap
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.period import Period
from cchc_analysis.reference.agencies import UnsourcedListError
from cchc_analysis.reference.classes import bands_for
from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.texts import SpokenError


class SeveralFrameworksError(SpokenError, ValueError):
    """Agencies of one league table were scored on different frameworks: their indices do not compare."""

    key = "index.several_frameworks"


@dataclass(frozen=True)
class IndexResults:
    """Tables of the reform index; `framework` is None where the source holds no scores.

    `unlisted` counts agencies with scores that are not on the year's list of assessed agencies.
    """

    year: int
    framework: Framework | None
    league: pd.DataFrame
    history: pd.DataFrame
    domains: pd.DataFrame
    criteria: pd.DataFrame
    gap: pd.DataFrame
    unsourced_bands: str
    unlisted: int = 0


def index_year(period: Period) -> int:
    """Return the latest year whose index is complete at the period's end.

    The index is assessed once a year, after its last quarter, so a report on the first three quarters
    stands on the year before.
    """
    last = period.last_year or period.year
    return last if period.quarter in (None, 4) else last - 1


def index_results(study: Study) -> IndexResults:
    """Compute the reform index of all assessed agencies for the study's index year and the years before.

    Agencies, groups and names are those of the index year, which in the first three quarters is the year
    before the period's. A year whose list of assessed agencies could not be sourced is left out of the history.
    """
    scores = study.warehouse.table("scores")
    year = index_year(study.period)
    this_year = None if scores is None else _league_of_year(study, scores, year)
    if scores is None or this_year is None:
        empty = pd.DataFrame({"agency_code": []})
        return IndexResults(year, None, empty, empty, empty, empty, empty, "")
    earlier = sorted(int(known) for known in scores["year"].unique() if known < year)
    history = [found for known in earlier if (found := _earlier_league(study, scores, known)) is not None]
    framework = this_year.framework
    names = framework.criteria.set_index("code")[f"name_{study.language}"]
    named = this_year.nodes.assign(criterion_name=this_year.nodes["criterion_code"].map(names))
    named = named.merge(this_year.assessed, on="agency_code", how="left", validate="m:1")
    return IndexResults(
        year=year,
        framework=framework,
        league=this_year.league,
        history=pd.concat([*history, this_year.league], ignore_index=True),
        domains=named[named["level"] == 1].reset_index(drop=True),
        criteria=named[named["level"] >= 1].reset_index(drop=True),
        gap=score_gap(this_year.scores, framework, this_year.assessed, groups=this_year.groups),
        unsourced_bands=this_year.unsourced_bands,
        unlisted=scores.loc[
            scores["year"].eq(year) & ~scores["agency_code"].isin(this_year.groups), "agency_code"
        ].nunique(),
    )


@dataclass(frozen=True)
class _YearLeague:
    """One year's index with the agencies, groups and names of that year."""

    scores: pd.DataFrame
    assessed: pd.DataFrame
    groups: dict[str, str]
    framework: Framework
    nodes: pd.DataFrame
    league: pd.DataFrame
    unsourced_bands: str


def _earlier_league(study: Study, scores: pd.DataFrame, year: int) -> pd.DataFrame | None:
    try:
        found = _league_of_year(study, scores, year)
    except UnsourcedListError:
        return None
    return None if found is None else found.league


def _league_of_year(study: Study, scores: pd.DataFrame, year: int) -> _YearLeague | None:
    """Return the league of a year; None if no assessed agency has a score in it."""
    of_year = scores[scores["year"].eq(year)]
    if of_year.empty:
        return None
    assessed = judged_agencies(study.warehouse, Period(year), study.language)
    groups = dict(zip(assessed["agency_code"], assessed["group"], strict=True))
    own = of_year[of_year["agency_code"].isin(groups)]
    if own.empty:
        return None
    framework = _framework_of(own, year)
    nodes = roll_up(own, framework, groups=groups)
    try:
        bands, unsourced = bands_for(framework.code, year), ""
    except (NoRuleError, UnsourcedRuleError) as error:
        bands, unsourced = None, error.message(study.language)
    league = league_table(nodes, assessed, framework, bands=bands, language=study.language)
    return _YearLeague(own, assessed, groups, framework, nodes, league, unsourced)


def _framework_of(scores: pd.DataFrame, year: int) -> Framework:
    codes = sorted(scores["framework"].unique())
    if len(codes) != 1:
        raise SeveralFrameworksError(year=year, frameworks=", ".join(codes))
    return load_framework(codes[0], year)

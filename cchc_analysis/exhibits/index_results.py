"""The reform index of a study: this year's table, the years before, domains and self-scoring gap."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.index.gap import score_gap
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.period import Period
from cchc_analysis.reference.classes import bands_for
from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.texts import SpokenError


class SeveralFrameworksError(SpokenError, ValueError):
    """Agencies of one league table were scored on different frameworks: their indices do not compare."""

    key = "index.several_frameworks"


@dataclass(frozen=True)
class IndexResults:
    """Tables of the reform index; `framework` is None where the source holds no scores."""

    year: int
    framework: Framework | None
    league: pd.DataFrame
    history: pd.DataFrame
    domains: pd.DataFrame
    criteria: pd.DataFrame
    gap: pd.DataFrame
    unsourced_bands: str


def index_year(period: Period) -> int:
    """Return the latest year whose index is complete at the period's end.

    The index is assessed once a year, after its last quarter, so a report on the first three quarters
    stands on the year before.
    """
    last = period.last_year or period.year
    return last if period.quarter in (None, 4) else last - 1


def index_results(study: Study) -> IndexResults:
    """Compute the reform index of all assessed agencies for the study's year and the years before."""
    scores = study.warehouse.table("scores")
    year = index_year(study.period)
    judged = set(study.agencies["agency_code"])
    if scores is None or not (scores["year"].eq(year) & scores["agency_code"].isin(judged)).any():
        empty = pd.DataFrame({"agency_code": []})
        return IndexResults(year, None, empty, empty, empty, empty, empty, "")
    years = sorted(known for known in scores["year"].unique() if known <= year)
    leagues = [_league_of_year(study, scores, known)[0] for known in years]
    league, nodes, framework, unsourced = _league_of_year(study, scores, year)
    names = framework.criteria.set_index("code")[f"name_{study.language}"]
    named = nodes.assign(criterion_name=nodes["criterion_code"].map(names))
    named = named.merge(study.agencies, on="agency_code", how="left", validate="m:1")
    return IndexResults(
        year=year,
        framework=framework,
        league=league,
        history=pd.concat(leagues, ignore_index=True),
        domains=named[named["level"] == 1].reset_index(drop=True),
        criteria=named[named["level"] >= 1].reset_index(drop=True),
        gap=score_gap(scores, framework, study.agencies, groups=study.groups),
        unsourced_bands=unsourced,
    )


def _framework_of(scores: pd.DataFrame, year: int) -> Framework:
    codes = sorted(scores["framework"].unique())
    if len(codes) != 1:
        raise SeveralFrameworksError(year=year, frameworks=", ".join(codes) or "–")
    return load_framework(codes[0], int(year))


def _league_of_year(
    study: Study, scores: pd.DataFrame, year: int
) -> tuple[pd.DataFrame, pd.DataFrame, Framework, str]:
    is_now = year == study.period.year
    assessed = study.agencies if is_now else judged_agencies(study.warehouse, Period(int(year)), study.language)
    groups = dict(zip(assessed["agency_code"], assessed["group"], strict=True))
    own = scores[scores["agency_code"].isin(groups) & scores["year"].eq(year)]
    framework = _framework_of(own, year)
    nodes = roll_up(own, framework, groups=groups)
    try:
        bands, unsourced = bands_for(framework.code, int(year)), ""
    except (NoRuleError, UnsourcedRuleError) as error:
        bands, unsourced = None, error.message(study.language)
    league = league_table(nodes, assessed, framework, bands=bands, language=study.language)
    return league, nodes, framework, unsourced

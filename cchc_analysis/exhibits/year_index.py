"""One year's reform index of a study: its scores, who had to be assessed, framework, nodes and league."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.period import Period
from cchc_analysis.reference.agencies import UnsourcedListError
from cchc_analysis.reference.classes import ClassBands, bands_for
from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.texts import SpokenError


class SeveralFrameworksError(SpokenError, ValueError):
    """Agencies of one league table were scored on different frameworks: their indices do not compare."""

    key = "index.several_frameworks"


@dataclass(frozen=True)
class YearIndex:
    """One year's index with the agencies, groups and names of that year.

    `bands` is None where the cut-offs could not be sourced; `unsourced_bands` then says so in words.
    """

    year: int
    scores: pd.DataFrame
    assessed: pd.DataFrame
    groups: dict[str, str]
    framework: Framework
    nodes: pd.DataFrame
    league: pd.DataFrame
    bands: ClassBands | None
    unsourced_bands: str


def earlier_index(study: Study, scores: pd.DataFrame, year: int) -> YearIndex | None:
    """Return the index of an earlier year; None where its list of assessed agencies could not be sourced."""
    try:
        return year_index(study, scores, year)
    except UnsourcedListError:
        return None


def year_index(study: Study, scores: pd.DataFrame, year: int) -> YearIndex | None:
    """Return the index of a year; None if no assessed agency has a score in it.

    Raises
    ------
    SeveralFrameworksError
        If agencies of the year were scored on different frameworks.
    """
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
    return YearIndex(year, own, assessed, groups, framework, nodes, league, bands, unsourced)


def _framework_of(scores: pd.DataFrame, year: int) -> Framework:
    codes = sorted(scores["framework"].unique())
    if len(codes) != 1:
        raise SeveralFrameworksError(year=year, frameworks=", ".join(codes))
    return load_framework(codes[0], year)

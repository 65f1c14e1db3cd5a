"""One year's reform index of a study: its scores, who had to be assessed, framework, nodes and league."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import pandas as pd

from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.imputation import IMPUTED_COLUMNS, Imputation, impute_scores
from cchc_analysis.index.imputed_shares import with_imputed
from cchc_analysis.index.index_year import IndexYear
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.index.score_faults import check_scores
from cchc_analysis.index.stand_ins import Method
from cchc_analysis.period import Period
from cchc_analysis.reference.agencies import UnsourcedListError
from cchc_analysis.reference.classes import ClassBands, bands_for
from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.texts import Language, SpokenError


class SeveralFrameworksError(SpokenError, ValueError):
    """Agencies of one league table were scored on different frameworks: their indices do not compare."""

    key = "index.several_frameworks"


class UnknownImputationError(SpokenError, ValueError):
    """A way to fill missing scores that is not one of the declared ones."""

    key = "index.unknown_imputation"


class NoYearBeforeError(SpokenError, LookupError):
    """Missing scores were to be filled from the year before, of which the source holds none."""

    key = "index.no_year_before"


@dataclass(frozen=True)
class YearIndex:
    """One year's index with the agencies, groups and names of that year.

    `scores` hold the stand-ins of `imputation`, if one was declared (None if not), and so do `nodes` and `league`,
    which says how many of an agency's scores they are; `given_scores` are the scores as they were sent. `bands` is
    None where the cut-offs could not be sourced; `unsourced_bands` then says so in words.
    """

    year: int
    scores: pd.DataFrame
    given_scores: pd.DataFrame
    assessed: pd.DataFrame
    groups: dict[str, str]
    framework: Framework
    nodes: pd.DataFrame
    league: pd.DataFrame
    bands: ClassBands | None
    unsourced_bands: str
    imputation: Imputation | None = None

    @property
    def imputed(self) -> pd.DataFrame:
        """The scores that were filled in, as `Imputation.imputed` lists them; empty where none was."""
        return pd.DataFrame(columns=IMPUTED_COLUMNS) if self.imputation is None else self.imputation.imputed

    @property
    def compared(self) -> IndexYear:
        """The year as the statistics of change take it."""
        return IndexYear(self.framework, self.nodes, self.league)

    def assessment(self, language: Language) -> Assessment:
        """Return the year as the statistics of what-if take it."""
        return Assessment(self.scores, self.framework, self.assessed, self.bands, language)


def earlier_index(study: Study, scores: pd.DataFrame, year: int) -> YearIndex | None:
    """Return the index of an earlier year; None where its list of assessed agencies could not be sourced."""
    try:
        return year_index(study, scores, year)
    except UnsourcedListError:
        return None


def year_index(study: Study, scores: pd.DataFrame, year: int, *, imputation: str = "none") -> YearIndex | None:
    """Return the index of a year; None if no assessed agency has a score in it.

    `imputation` names how missing scores are filled (see `cchc_analysis.index.imputation`); "none" leaves them.

    Raises
    ------
    SeveralFrameworksError
        If agencies of the year were scored on different frameworks.
    ScoreFaultsError
        If scores contradict their framework; every fault is listed.
    UnknownImputationError, NoYearBeforeError
        If missing scores cannot be filled in that way.
    """
    method = declared_method(imputation)
    of_year = scores[scores["year"].eq(year)]
    if of_year.empty:
        return None
    assessed = judged_agencies(study.warehouse, Period(year), study.language)
    groups = dict(zip(assessed["agency_code"], assessed["group"], strict=True))
    given = of_year[of_year["agency_code"].isin(groups)]
    if given.empty:
        return None
    framework = _framework_of(given, year)
    check_scores(given, framework, groups=groups)
    own, filled = given, None
    if method != "none":
        filled = impute_scores(
            scores[scores["agency_code"].isin(groups)],
            framework,
            assessed,
            method=method,
            language=study.language,
            previous=_framework_before(scores, framework) if method == "previous_year_share" else None,
        )
        own = filled.scores[filled.scores["year"].eq(year)]
    nodes = roll_up(own, framework, groups=groups)
    try:
        bands, unsourced = bands_for(framework.code, year), ""
    except (NoRuleError, UnsourcedRuleError) as error:
        bands, unsourced = None, error.message(study.language)
    league = league_table(nodes, assessed, framework, bands=bands, language=study.language)
    imputed = pd.DataFrame(columns=IMPUTED_COLUMNS) if filled is None else filled.imputed
    league = with_imputed(league, nodes, framework, imputed)
    return YearIndex(year, own, given, assessed, groups, framework, nodes, league, bands, unsourced, filled)


def declared_method(imputation: str) -> Method:
    """Return the method of that name; raise `UnknownImputationError`, which names all, if there is none."""
    methods: dict[str, Method] = {method: method for method in get_args(Method)}
    if imputation not in methods:
        raise UnknownImputationError(imputation=imputation, known=", ".join(methods))
    return methods[imputation]


def _framework_before(scores: pd.DataFrame, framework: Framework) -> Framework:
    before = scores[scores["year"].eq(framework.year - 1) & scores["framework"].eq(framework.code)]
    if before.empty:
        raise NoYearBeforeError(year=framework.year, before=framework.year - 1)
    return load_framework(framework.code, framework.year - 1)


def _framework_of(scores: pd.DataFrame, year: int) -> Framework:
    codes = sorted(scores["framework"].unique())
    if len(codes) != 1:
        raise SeveralFrameworksError(year=year, frameworks=", ".join(codes))
    return load_framework(codes[0], year)

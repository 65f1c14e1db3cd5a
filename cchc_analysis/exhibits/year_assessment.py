"""One year's assessment of a study: its scores, who had to be assessed, framework and class bands."""

from __future__ import annotations

from contextlib import suppress
from typing import get_args

import pandas as pd

from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.imputation import impute_scores
from cchc_analysis.index.score_faults import ScoreFaultsError, check_scores
from cchc_analysis.index.stand_ins import Method
from cchc_analysis.period import Period
from cchc_analysis.reference.agencies import UnsourcedListError
from cchc_analysis.reference.classes import bands_for
from cchc_analysis.reference.errors import NoRuleError, UnsourcedRuleError
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.reference.renumbered import renumbered_criteria
from cchc_analysis.texts import SpokenError


class SeveralFrameworksError(SpokenError, ValueError):
    """Agencies of one league table were scored on different frameworks: their indices do not compare."""

    key = "index.several_frameworks"


class UnknownImputationError(SpokenError, ValueError):
    """A way to fill missing scores that is not one of the declared ones."""

    key = "index.unknown_imputation"


class NoYearBeforeError(SpokenError, LookupError):
    """Missing scores were to be filled from the year before, of which the source holds none."""

    key = "index.no_year_before"


def earlier_assessments(
    study: Study, scores: pd.DataFrame, year: int
) -> tuple[tuple[Assessment, ...], dict[int, int]]:
    """Return the assessments of the years before, oldest first, and of those left out for faults their number.

    A year whose list of assessed agencies could not be sourced is left out too.
    """
    found: list[Assessment] = []
    faults: dict[int, int] = {}
    for known in sorted(int(known) for known in scores["year"].unique() if known < year):
        try:
            earlier = year_assessment(study, scores, known)
        except UnsourcedListError:
            continue
        except ScoreFaultsError as error:
            faults[known] = len(error.faults)
            continue
        if earlier is not None:
            found.append(earlier)
    return tuple(found), faults


def year_assessment(
    study: Study, scores: pd.DataFrame, year: int, *, imputation: str = "none"
) -> Assessment | None:
    """Return the assessment of a year; None if no assessed agency has a score in it.

    `imputation` names how missing scores are filled (see `cchc_analysis.index.imputation`); "none" leaves them.

    Raises
    ------
    SeveralFrameworksError
        If agencies of the year were scored on different frameworks.
    ScoreFaultsError
        If scores contradict their framework, or those of the year before where stand-ins are taken from it; every
        fault is listed.
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
    filled = None
    if method != "none":
        previous = _framework_before(study, scores, framework) if method == "previous_year_share" else None
        filled = impute_scores(
            scores[scores["agency_code"].isin(groups)],
            framework,
            assessed,
            method=method,
            language=study.language,
            previous=previous,
            renumbered=None if previous is None else renumbered_criteria(previous, framework),
        )
    try:
        bands, unsourced = bands_for(framework.code, year), ""
    except (NoRuleError, UnsourcedRuleError) as error:
        bands, unsourced = None, error.message(study.language)
    return Assessment(given, framework, assessed, bands, study.language, unsourced, filled)


def declared_method(imputation: str) -> Method:
    """Return the method of that name; raise `UnknownImputationError`, which names all, if there is none."""
    methods: dict[str, Method] = {method: method for method in get_args(Method)}
    if imputation not in methods:
        raise UnknownImputationError(imputation=imputation, known=", ".join(methods))
    return methods[imputation]


def _framework_before(study: Study, scores: pd.DataFrame, framework: Framework) -> Framework:
    before = scores[scores["year"].eq(framework.year - 1) & scores["framework"].eq(framework.code)]
    if before.empty:
        raise NoYearBeforeError(year=framework.year, before=framework.year - 1)
    with suppress(UnsourcedListError):
        year_assessment(study, scores, framework.year - 1)  # a score at fault must not become a stand-in
    return load_framework(framework.code, framework.year - 1)


def _framework_of(scores: pd.DataFrame, year: int) -> Framework:
    codes = sorted(scores["framework"].unique())
    if len(codes) != 1:
        raise SeveralFrameworksError(year=year, frameworks=", ".join(codes))
    return load_framework(codes[0], year)

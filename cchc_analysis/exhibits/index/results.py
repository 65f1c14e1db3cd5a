"""The reform index of a study: this year's table, the years before, domains and self-scoring gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.year_assessment import earlier_assessments, year_assessment
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.contributions import contributions
from cchc_analysis.index.gap import score_gap
from cchc_analysis.period import Period
from cchc_analysis.reference.frameworks import Framework


@dataclass(frozen=True)
class IndexResults:
    """Tables of the reform index; `framework` is None where the source holds no scores.

    `criteria` are domains and criteria with what each brings to the index (contribution, index points). `gap` is
    of scores as they were sent, without stand-ins.

    `years` holds what the tables were made of, oldest first, the study's year last. `unlisted` counts agencies
    with scores that are not on the year's list of assessed agencies. `faulty_years` are earlier years that were
    left out because their scores contradict their framework, with the number of faults.
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
    years: tuple[Assessment, ...] = ()
    faulty_years: Mapping[int, int] = field(default_factory=dict)


def index_year(period: Period) -> int:
    """Return the latest year whose index is complete at the period's end.

    The index is assessed once a year, after its last quarter, so a report on the first three quarters
    stands on the year before.
    """
    last = period.last_year or period.year
    return last if period.quarter in (None, 4) else last - 1


def index_results(study: Study, *, imputation: str = "none") -> IndexResults:
    """Compute the reform index of all assessed agencies for the study's index year and the years before.

    `imputation` declares how missing scores of the index year are filled; the years before are left as they are.
    Agencies, groups and names are those of the index year, which in the first three quarters is the year
    before the period's. A year whose list of assessed agencies could not be sourced is left out of the history,
    and so is an earlier one whose scores have faults; those of the index year itself stop everything.
    """
    scores = study.warehouse.table("scores")
    year = index_year(study.period)
    this_year = None if scores is None else year_assessment(study, scores, year, imputation=imputation)
    if scores is None or this_year is None:
        empty = pd.DataFrame({"agency_code": []})
        return IndexResults(year, None, empty, empty, empty, empty, empty, "")
    past, faulty_years = earlier_assessments(study, scores, year)
    framework = this_year.framework
    names = framework.names(study.language)
    nodes = this_year.nodes.merge(
        contributions(this_year.nodes, framework)[["agency_code", "criterion_code", "contribution"]],
        on=["agency_code", "criterion_code"], validate="1:1",
    )  # fmt: skip
    named = nodes.assign(criterion_name=nodes["criterion_code"].map(names))
    named = named.merge(this_year.assessed, on="agency_code", how="left", validate="m:1")
    return IndexResults(
        year=year,
        framework=framework,
        league=this_year.league,
        history=pd.concat([*(one.league for one in past), this_year.league], ignore_index=True),
        domains=named[named["level"] == 1].reset_index(drop=True),
        criteria=named[named["level"] >= 1].reset_index(drop=True),
        gap=score_gap(this_year.given_scores, framework, this_year.assessed, groups=this_year.groups),
        unsourced_bands=this_year.unsourced_bands,
        unlisted=scores.loc[
            scores["year"].eq(year) & ~scores["agency_code"].isin(this_year.groups), "agency_code"
        ].nunique(),
        years=(*past, this_year),
        faulty_years=faulty_years,
    )

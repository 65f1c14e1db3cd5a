"""The reform index of a study: this year's table, the years before, domains and self-scoring gap."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.year_index import YearIndex, earlier_index, year_index
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
    with scores that are not on the year's list of assessed agencies.
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
    years: tuple[YearIndex, ...] = ()


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
    before the period's. A year whose list of assessed agencies could not be sourced is left out of the history.
    """
    scores = study.warehouse.table("scores")
    year = index_year(study.period)
    this_year = None if scores is None else year_index(study, scores, year, imputation=imputation)
    if scores is None or this_year is None:
        empty = pd.DataFrame({"agency_code": []})
        return IndexResults(year, None, empty, empty, empty, empty, empty, "")
    earlier = sorted(int(known) for known in scores["year"].unique() if known < year)
    past = [found for known in earlier if (found := earlier_index(study, scores, known)) is not None]
    framework = this_year.framework
    names = framework.criteria.set_index("code")[f"name_{study.language}"]
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
    )

"""The tables behind a year's reform index: what counts, where points are lost, what changed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.availability import Availability, availability
from cchc_analysis.index.borderline import borderline
from cchc_analysis.index.change import YearChange, change_between
from cchc_analysis.index.change_notes import change_notes
from cchc_analysis.index.distances import distances
from cchc_analysis.index.gap import appraisal_ranks, criterion_gap, over_scoring
from cchc_analysis.index.moving_others import is_on_scale_of
from cchc_analysis.index.named_rows import WHO
from cchc_analysis.index.points_lost import group_points_lost, points_lost
from cchc_analysis.index.rank_change import rank_change
from cchc_analysis.index.rebasing import Rebasing, rebasing
from cchc_analysis.index.restated import restated
from cchc_analysis.index.strengths import Strengths, strengths
from cchc_analysis.reference.framework_changes import framework_changes
from cchc_analysis.reference.renumbered import renumbered_criteria
from cchc_analysis.texts import Language


@dataclass(frozen=True)
class ChangeTables:
    """From the year before to this one: splits of index and rank, rules that differ, past years restated.

    `notes` says in words what limits the comparison.
    """

    earlier: Assessment
    split: YearChange
    ranks: pd.DataFrame
    rules: pd.DataFrame
    restated: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def is_comparable(self) -> bool:
        """Tell whether both years were measured by the same criteria and points."""
        return bool(self.split.index_change["is_comparable"].all())


@dataclass(frozen=True)
class IndexDepth:
    """The year's own tables; `change` is None unless the source holds the year before, on the same scale.

    What is available, and self scores against the appraisal, are told of the scores as they were sent; everything
    else stands on the stand-ins too, where an imputation was declared.
    """

    this_year: Assessment
    rebased: Rebasing
    available: Availability
    borderline: pd.DataFrame
    lost: pd.DataFrame
    group_lost: pd.DataFrame
    distances: pd.DataFrame
    strengths: Strengths
    criterion_gap: pd.DataFrame
    over_scoring: pd.DataFrame
    appraisal_ranks: pd.DataFrame
    change: ChangeTables | None


def index_depth(study: Study, results: IndexResults) -> IndexDepth | None:
    """Compute everything that stands behind the league table; None where the source holds no scores."""
    if not results.years:
        return None
    year, language = results.years[-1], study.language
    framework, assessed, nodes = year.framework, year.assessed, year.nodes
    lost = points_lost(nodes, assessed, framework, language=language)
    gaps = criterion_gap(year.given_scores, framework, assessed, language=language)
    return IndexDepth(
        this_year=year,
        rebased=rebasing(year.given_scores, framework, assessed, language=language),
        available=availability(year.given_scores, framework, assessed, language=language),
        borderline=borderline(nodes, assessed, framework, bands=year.bands, language=language),
        lost=lost,
        group_lost=group_points_lost(lost, framework, language=language),
        distances=distances(nodes, assessed, framework, bands=year.bands, language=language),
        strengths=strengths(nodes, assessed, framework, language=language),
        criterion_gap=gaps,
        over_scoring=over_scoring(gaps, by=WHO),
        appraisal_ranks=appraisal_ranks(year.given_scores, framework, assessed, groups=year.groups),
        change=_change(results.years, language),
    )


def _change(years: tuple[Assessment, ...], language: Language) -> ChangeTables | None:
    this_year = years[-1]
    earlier = next((one for one in years if one.year == this_year.year - 1), None)
    if earlier is None or not is_on_scale_of(this_year, earlier):
        return None
    before, after = earlier.framework, this_year.framework
    renumbered = renumbered_criteria(before, after)
    split = change_between(earlier, this_year, language=language, renumbered=renumbered)
    past = [one for one in years[:-1] if is_on_scale_of(this_year, one)]
    codes = {one.framework.year: renumbered_criteria(one.framework, after) for one in past}
    return ChangeTables(
        earlier=earlier,
        split=split,
        ranks=rank_change(split.index_change, earlier, this_year),
        rules=framework_changes(before, after, language=language, renumbered=renumbered),
        restated=restated(past, this_year, renumbered=codes),
        notes=change_notes(split, before, after, language=language, renumbered=renumbered),
    )

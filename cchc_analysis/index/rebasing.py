"""The maximum an agency's index is measured against, and what was taken out of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from cchc_analysis.index.leaf_scores import groups_of, leaf_scores
from cchc_analysis.index.named_rows import named
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.stats.exact import as_float, difference, sum_or_missing, to_decimal
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number


@dataclass(frozen=True)
class Rebasing:
    """`criteria`: who, criterion_code, criterion_name, max_points, reason (group|own_file|no_survey).

    `maxima`: who, stated_points, applicable_points, left_out_points (points; NaN where the framework states no
    maximum), left_out_count (criteria).
    """

    criteria: pd.DataFrame
    maxima: pd.DataFrame


def rebasing(
    scores: pd.DataFrame, framework: Framework, assessed: pd.DataFrame, *, language: Language
) -> Rebasing:
    """Tell for every agency which criteria do not count, why, and the maximum that is left.

    A criterion leaves the denominator because it is not meant for the agency's group, because the agency's own
    file says it does not apply, or because there was no survey that year and the framework then rebases. Where
    more than one is true the first of these is given.

    Parameters
    ----------
    scores
        The contract ``scores``.
    assessed
        Who had to be assessed: ``agency_code, agency_name, group``.

    Source: applicable maximum, Hà Nam's guidance of 2023; rescaling without a survey, frame of Hà Nội's district
    divisions (law.md 2.3).
    """
    leaves = leaf_scores(scores, framework, groups=groups_of(assessed))
    left_out = leaves.loc[leaves["reason"] != "", ["agency_code", "criterion_code", "max_points", "reason"]]
    totals = [
        (agency, _points(own), _points(own[own["reason"] == ""]), int((own["reason"] != "").sum()))
        for agency, own in leaves.groupby("agency_code")
    ]
    maxima = pd.DataFrame(
        [
            (agency, *map(as_float, (stated, applicable, difference(stated, applicable))), count)
            for agency, stated, applicable, count in totals
        ],
        columns=["agency_code", "stated_points", "applicable_points", "left_out_points", "left_out_count"],
    )
    return Rebasing(
        named(left_out, assessed, framework, language=language),
        named(maxima, assessed, framework, language=language),
    )


def rebasing_sentences(rebased: Rebasing, framework: Framework, *, language: Language) -> tuple[str, ...]:
    """State the rebasing of a year: first what concerns everybody, then groups, then single agencies."""
    criteria = rebased.criteria
    if criteria.empty:
        return (text("results.rebasing_none", language, year=framework.year),)
    maxima = rebased.maxima
    applicable = dict(zip(maxima["agency_code"], maxima["applicable_points"], strict=True))
    return tuple(_sentences(criteria, applicable, framework, language))


def _sentences(
    criteria: pd.DataFrame, applicable: Mapping[Hashable, float], framework: Framework, language: Language
) -> Iterator[str]:
    surveyless = criteria[criteria["reason"] == "no_survey"].drop_duplicates("criterion_code")
    if len(surveyless):
        yield text(
            "results.rebasing_no_survey", language, year=framework.year, count=len(surveyless),
            criteria=", ".join(surveyless["criterion_code"]), points=_said(_points(surveyless), language),
        )  # fmt: skip
    for group, rows in criteria[criteria["reason"] == "group"].groupby("group"):
        own = rows.drop_duplicates("criterion_code")
        yield text(
            "results.rebasing_group", language, group=text(f"groups.{group}", language), count=len(own),
            criteria=", ".join(own["criterion_code"]), points=_said(_points(own), language),
        )  # fmt: skip
    for agency, rows in criteria[criteria["reason"] == "own_file"].groupby("agency_code", sort=False):
        maximum, name = to_decimal(applicable[agency]), rows["agency_name"].iloc[0]
        if maximum == 0:
            points = _said(_points(rows), language)
            yield text("results.rebasing_nothing_left", language, agency=name, count=len(rows), points=points)
            continue
        yield text(
            "results.rebasing_own_file", language, agency=name, count=len(rows),
            criteria=", ".join(rows["criterion_code"]), points=_said(_points(rows), language),
            applicable=_said(maximum, language),
        )  # fmt: skip


def _points(rows: pd.DataFrame) -> Decimal | None:
    return sum_or_missing(map(to_decimal, rows["max_points"]))


def _said(points: Decimal | None, language: Language) -> str:
    return format_number(points, language, 2)

"""The sentences of the what-if, for report and explorer alike."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.charts.wording import list_names, signed_number
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if_others import others_words
from cchc_analysis.exhibits.what_if_results import WhatIfResults
from cchc_analysis.index.effort_target import Target
from cchc_analysis.index.least_effort import LeastEffort
from cchc_analysis.index.what_if import WhatIf, standing_of
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_ALL_NAMES = 1000


def assumptions(results: WhatIfResults, study: Study) -> list[tuple[str, str]]:
    """Return what the answer takes for granted, as sentences with their style."""
    if results.assessment is None:
        return []
    language = study.language
    said = others_words(results.others, results.assessment)
    if results.imputed is not None and len(results.imputed):
        own = results.imputed.loc[results.imputed["agency_code"] == study.agency, "criterion_code"]
        values = {"count": len(results.imputed), "agency": study.agency_name, "codes": ", ".join(own) or "–"}
        said.append((text("what_if.imputed", language, **values), "warning"))
    if not results.with_survey:
        said.append((text("what_if.without_survey", language), "note"))
    if results.limits:
        listed = "; ".join(
            f"{code}: {format_number(points, language, 2)}" for code, points in results.limits.items()
        )
        said.append((text("what_if.limits", language, limits=listed), "note"))
    return said


def effort_sentence(effort: LeastEffort, agency_code: str, *, target: Target, language: Language) -> str:
    """Say where the agency stands and what the target takes, or why it cannot be had."""
    standing = _standing(effort.ranking, agency_code, language)
    if effort.outcome == "no_index":
        if not effort.not_scored:
            return text("what_if.effort_no_scores", language, **standing)
        listed = list_names(effort.not_scored, language, most=_ALL_NAMES)
        return text("what_if.effort_no_index", language, codes=listed, **standing)
    if effort.outcome in ("best_class", "no_bands", "no_maximum"):
        return text(f"what_if.effort_{effort.outcome}", language, **standing)
    values = {
        "wanted_index": format_number(effort.wanted_index, language, 2),
        "wanted_class": effort.wanted_class,
        "wanted_rank": effort.wanted_rank,
        "points": format_number(effort.gain_points, language, 2),
        "count": len(effort.steps),
    }
    goal = text(f"what_if.goal_{target}", language, **standing, **values)
    return text(f"what_if.effort_{effort.outcome}", language, goal=goal, **standing, **values)


def trial_sentence(trial: WhatIf, agency_code: str, *, language: Language) -> str:
    """Say where the agency would stand with the points that were changed."""
    points = signed_number(float(trial.steps["gain_points"].sum()), language, 2)
    standing = _standing(trial.ranking, agency_code, language)
    return text("what_if.trial", language, count=len(trial.steps), points=points, **standing)


def _standing(ranking: pd.DataFrame, agency_code: str, language: Language) -> dict[str, Any]:
    """Return one agency's row as it is printed; a figure it does not have is a dash."""
    row = standing_of(ranking, agency_code)
    printed = {
        f"{figure}_{when}": format_number(row[f"{figure}_{when}"], language, decimals)
        for figure, decimals in (("index", 2), ("rank", 0))
        for when in ("before", "after")
    }
    no_class = text("what_if.no_class", language)
    classes = {
        column: no_class if pd.isna(row[column]) else row[column] for column in ("class_before", "class_after")
    }
    return {"agency": row["agency_name"], "ranked": int(ranking["rank_after"].notna().sum()), **printed, **classes}

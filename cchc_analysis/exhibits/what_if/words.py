"""The sentences of the what-if, for report and explorer alike."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.charts.wording import list_names, signed_number
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if.others import others_words
from cchc_analysis.exhibits.what_if.results import WhatIfResults
from cchc_analysis.index.effort_target import Target
from cchc_analysis.index.least_effort import LeastEffort
from cchc_analysis.index.what_if import WhatIf, standing_of
from cchc_analysis.stats.exact import difference, to_decimal
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_ALL_NAMES = 1000


def assumptions(results: WhatIfResults, study: Study) -> list[tuple[str, str]]:
    """Return what the answer takes for granted, as sentences with their style."""
    if results.assessment is None:
        return []
    language = study.language
    said = others_words(results.others, results.assessment)
    imputed = results.assessment.imputed
    if len(imputed):
        own = imputed.loc[imputed["agency_code"] == study.agency, "criterion_code"]
        values = {"count": len(imputed), "agency": study.agency_name, "codes": ", ".join(own) or "–"}
        said.append((text("what_if.imputed", language, **values), "warning"))
    if not results.with_survey:
        said.append((text("what_if.without_survey", language), "note"))
    if results.untouched:
        said.append((text("what_if.untouched", language, codes=", ".join(results.untouched)), "note"))
    if results.limits:
        listed = "; ".join(
            f"{code}: {format_number(points, language, 2)}" for code, points in results.limits.items()
        )
        said.append((text("what_if.limits", language, limits=listed), "note"))
    return said


def effort_sentence(
    effort: LeastEffort, agency_code: str, *, target: Target, decimals: int, language: Language
) -> str:
    """Say where the agency stands and what the target takes, or why it cannot be had.

    `decimals` are those that indices are published with.
    """
    standing = _standing(effort.ranking, agency_code, decimals, language)
    if effort.outcome == "no_index":
        if not effort.not_scored:
            return text("what_if.effort_no_scores", language, **standing)
        listed = list_names(effort.not_scored, language, most=_ALL_NAMES)
        return text("what_if.effort_no_index", language, codes=listed, **standing)
    if effort.outcome in ("best_class", "no_bands", "no_maximum", "nothing_applies"):
        return text(f"what_if.effort_{effort.outcome}", language, **standing)
    if effort.outcome == "already" and effort.wanted_rank == 1 and standing["rank_before"] == "1":
        return _lead(effort.ranking, agency_code, decimals, language)
    values = {
        "wanted_index": format_number(effort.wanted_index, language, decimals),
        "wanted_class": effort.wanted_class,
        "wanted_rank": effort.wanted_rank,
        "points": format_number(effort.gain_points, language, 2),
        "count": len(effort.steps),
    }
    goal = text(f"what_if.goal_{target}", language, **standing, **values)
    return text(f"what_if.effort_{effort.outcome}", language, goal=goal, **standing, **values)


def trial_sentence(trial: WhatIf, agency_code: str, *, decimals: int, language: Language) -> str:
    """Say where the agency would stand with the points that were changed, and which figures do not change."""
    standing = _standing(trial.ranking, agency_code, decimals, language)
    parts = []
    for figure in ("index", "rank", "class"):
        is_kept = standing[f"{figure}_before"] == standing[f"{figure}_after"]
        parts.append(text(f"what_if.trial_{figure}_{'kept' if is_kept else 'moved'}", language, **standing))
    said = {"agency": standing["agency"], "figures": "; ".join(parts)}
    if trial.steps.empty:
        return text("what_if.trial_unchanged", language, **said)
    points = signed_number(float(trial.steps["gain_points"].sum()), language, 2)
    return text("what_if.trial", language, count=len(trial.steps), points=points, **said)


def _lead(ranking: pd.DataFrame, agency_code: str, decimals: int, language: Language) -> str:
    """Say of who leads its group that it does, and how far the second is behind."""
    standing = _standing(ranking, agency_code, decimals, language)
    peers = ranking[ranking["agency_code"].ne(agency_code) & ranking["index_after"].notna()]
    if peers.empty:
        return text("what_if.leads_alone", language, **standing)
    highest = peers["index_after"].max()
    names = list_names(
        tuple(peers.loc[peers["index_after"].eq(highest), "agency_name"]), language, most=_ALL_NAMES
    )
    own = standing_of(ranking, agency_code)["index_after"]
    lead = difference(to_decimal(own), to_decimal(highest))
    values = {"names": names, "second_index": format_number(highest, language, decimals)}
    key = "what_if.leads" if lead else "what_if.leads_shared"
    return text(key, language, lead=format_number(lead, language, decimals), **values, **standing)


def _standing(ranking: pd.DataFrame, agency_code: str, decimals: int, language: Language) -> dict[str, Any]:
    """Return one agency's row as it is printed; a figure it does not have is a dash."""
    row = standing_of(ranking, agency_code)
    printed = {
        f"{figure}_{when}": format_number(row[f"{figure}_{when}"], language, digits)
        for figure, digits in (("index", decimals), ("rank", 0))
        for when in ("before", "after")
    }
    no_class = text("what_if.no_class", language)
    classes = {
        column: no_class if pd.isna(row[column]) else row[column] for column in ("class_before", "class_after")
    }
    return {"agency": row["agency_name"], "ranked": int(ranking["rank_after"].notna().sum()), **printed, **classes}

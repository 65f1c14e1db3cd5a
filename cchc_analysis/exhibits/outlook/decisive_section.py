"""Exhibits of the packages that decide: each that alone turns a leg or the verdict, and the few that carry it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.charts.decisive_waterfall import decisive_waterfall
from cchc_analysis.exhibits.code_names import code_names
from cchc_analysis.exhibits.outlook.columns import page_columns
from cchc_analysis.exhibits.outlook.results import MOST_OF_AN_AGENCY, OutlookResults
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.reference.vocabulary import form_name
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_DECISIVE = ["agency_code", "agency_name", "package_id", "name", "form_name", "value_vnd", "is_online",
             "value_change_share", "count_change_share", "turns_name", "stage_name", "published_on", "source_file",
             "source_row"]  # fmt: skip
_PAGE_ROWS = 60


def show_decisive_packages(study: Study, results: OutlookResults | None) -> None:
    """Show the packages to date each of which alone would turn a leg or the verdict, and the few that carry it."""
    if results is None:
        return
    language, decisive = study.language, results.decisive
    show_sentence(text("outlook.decisive_heading", language), style="heading", level=3)
    if results.quota["is_passed"].isna().all():
        show_sentence(text("outlook.decisive_no_verdict", language), style="note")
        return
    turning = decisive[decisive["is_verdict_turned"].eq(True)]
    values = {
        "agencies": format_number(turning["agency_code"].nunique(), language),
        "count": format_number(len(turning), language),
        "most": format_number(MOST_OF_AN_AGENCY, language),
    }
    scope = "one" if study.agency else "all"
    key = f"decisive_{scope}" if len(turning) else f"decisive_none_{scope}"
    show_sentence(text(f"outlook.{key}", language, **values), style="lead")
    if study.agency and not results.waterfall.empty:
        _show_waterfall(study, results)
    if decisive.empty:
        return
    named = decisive.assign(
        form_name=code_names(decisive["form"], form_name, language),
        stage_name=[text(f"outlook.stage_{stage}", language) for stage in decisive["stage"]],
        turns_name=[_turns(row, language) for row in decisive.to_dict("records")],
    )
    show_table(
        named[_DECISIVE],
        name="decisive_packages",
        title=text("outlook.decisive_title", language),
        caption=text("outlook.decisive_rule", language),
        language=language,
        printed=page_columns(study),
        row_limit=15 if study.agency else _PAGE_ROWS,
    )


def _turns(row: Mapping[Any, Any], language: Language) -> str:
    if row["is_verdict_turned"]:
        return text("outlook.turns_verdict", language)
    return text("outlook.turns_count" if row["is_count_turned"] else "outlook.turns_value", language)


def _show_waterfall(study: Study, results: OutlookResults) -> None:
    standing, path = results.quota.iloc[0], results.waterfall
    leg = _deciding_leg(standing)
    steps = path.assign(effect_share=path[f"{leg}_effect_share"])
    key = "carry" if bool(standing["is_passed"]) else "lift"
    if not bool(path["turns_verdict"].iloc[-1]):
        key = f"{key}_not_enough"
    elif len(path) == 1:
        key = f"{key}_one"
    count = format_number(len(path), study.language)
    show_sentence(text(f"outlook.path_{key}", study.language, count=count))
    show_chart(
        decisive_waterfall(
            steps,
            language=study.language,
            leg=leg,
            start_share=float(standing[f"{leg}_share"]),
            min_pct=results.minimums.of(leg),
            agency_name=study.agency_name,
            is_year_over=results.is_year_over,
            is_synthetic=study.is_synthetic,
        )
    )


def _deciding_leg(standing: pd.Series) -> Leg:
    """Return the leg that is missed; by value where both are or none is, for there packages differ."""
    is_value_set = not pd.isna(standing["is_value_passed"])
    only_count_missed = (
        not bool(standing["is_count_passed"]) and is_value_set and bool(standing["is_value_passed"])
    )
    return "count" if only_count_missed or not is_value_set else "value"

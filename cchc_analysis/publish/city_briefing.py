"""The city's briefing, drawn from the very tables that the page of the same run shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.briefing import write_briefing
from cchc_analysis.publish.city_slides import city_slides
from cchc_analysis.publish.recorded import RecordedTable
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_period

TABLES = ("league", "quota", "targets")


def write_city_briefing(
    path: Path,
    tables: Mapping[str, RecordedTable],
    *,
    title: str,
    period: Period,
    language: Language,
    is_synthetic: bool,
) -> None:
    """Write the three-slide briefing of a run; a table the source could not give has a slide saying so."""
    rule = rule_on(period.end_on)
    slides = city_slides(
        {name: _frame(tables.get(name)) for name in TABLES},
        period=period,
        language=language,
        quota_pct=(rule.min_count_pct, rule.min_value_pct),
        legal_basis={"quota": rule.citation(language)},
    )
    write_briefing(
        path,
        title=title,
        subtitle=format_period(period, language),
        footer=text("notebooks.footer", language),
        slides=slides,
        language=language,
        is_synthetic=is_synthetic,
    )


def _frame(table: RecordedTable | None) -> pd.DataFrame:
    if table is None:
        return pd.DataFrame()
    return pd.DataFrame.from_records(table.rows, columns=[column.name for column in table.columns])

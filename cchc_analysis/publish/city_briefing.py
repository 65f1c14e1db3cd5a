"""The city's briefing, drawn from the very tables that the page of the same run shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.briefing import write_briefing
from cchc_analysis.publish.city_slides import city_slides
from cchc_analysis.publish.recorded import RecordedTable
from cchc_analysis.reference.procurement_rules import NO_MINIMUMS, rule_on
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_period

# The columns a slide reads, for sources that cannot fill its table: the slide then says so.
_COLUMNS = {
    "league": ("agency_code", "agency_name", "group", "year", "index", "rank", "class_name"),
    "quota": (
        "agency_code", "agency_name", "year", "eligible_count", "online_count", "eligible_value_vnd",
        "online_value_vnd", "count_share", "value_share", "is_count_passed", "is_value_passed", "is_passed",
        "quota_result",
    ),
    "targets": ("measure", "name", "target_pct", "numerator", "denominator", "share", "is_met"),
}  # fmt: skip


def write_city_briefing(
    path: Path,
    tables: Mapping[str, RecordedTable],
    *,
    title: str,
    period: Period,
    language: Language,
    is_synthetic: bool,
    place: str,
) -> None:
    """Write the three-slide briefing of a run; a table the source could not give has a slide saying so.

    Where only packages of a `place` are looked at, shares are held against no quota: it is one of all packages.
    """
    rule = rule_on(period.end_on)
    slides = city_slides(
        {name: _frame(tables.get(name), columns) for name, columns in _COLUMNS.items()},
        period=period,
        language=language,
        quota_pct=NO_MINIMUMS if place else rule.minimums(period.year),
        place=place,
        unassigned_count=_unassigned_count(tables.get("unsettled")),
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


def _unassigned_count(unsettled: RecordedTable | None) -> int:
    """Return how many of the packages that the page shows as unsettled name no agency."""
    if unsettled is None:
        return 0
    place = [column.name for column in unsettled.columns].index("agency_code")
    return sum(not row[place] for row in unsettled.rows)


def _frame(table: RecordedTable | None, columns: tuple[str, ...]) -> pd.DataFrame:
    if table is None:
        return pd.DataFrame({column: [] for column in columns})
    frame = pd.DataFrame.from_records(table.rows, columns=[column.name for column in table.columns])
    # A column of whole numbers with a gap would come back as floats, and rank 1 as "1.0".
    whole = [column.name for column in table.columns if column.kind in ("integer", "vnd")]
    return frame.astype(dict.fromkeys(whole, "Int64"))

"""The slide on online procurement: who is furthest from the quota, and how many pass."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.slide_labels import distinct_labels
from cchc_analysis.publish.slide_tables import (
    Verdicts,
    chart_values,
    count_verdicts,
    rows_of_year,
    speaker_notes,
)
from cchc_analysis.publish.slides import BarSeries, ChartSlide
from cchc_analysis.reference.procurement_rules import LEGS, NO_MINIMUMS, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_period
from cchc_analysis.vietnamese.numbers import format_number, format_share

_SHOWN = 10
_LABEL_NAME = 34


def quota_slide(
    quota: pd.DataFrame,
    *,
    period: Period,
    language: Language,
    quota_pct: Minimums = NO_MINIMUMS,
    legal_basis: str | None = None,
) -> ChartSlide:
    """Show the ten agencies lowest against the quota, by number and by value, with the quota as lines.

    Agencies without an eligible package have no share: they are counted as not concluded and not drawn.

    Parameters
    ----------
    quota
        The ``quota`` table as a page shows it, open where nothing is concluded; the year shown is the period's
        last.
    quota_pct
        Least share by number and by value in percent; None where a leg is not set or not sourced.
    """
    rows = rows_of_year(quota, period.years[-1])
    measured = rows[rows["count_share"].notna()]
    shown = measured.loc[_furthest_below(measured, quota_pct)].head(_SHOWN)
    verdicts = count_verdicts(rows["is_passed"])
    printed_period = format_period(period, language)
    values = {
        "period": printed_period,
        "shown": len(shown),
        "count": len(measured),
        "agencies": len(rows),
        **vars(verdicts),
    }
    names = distinct_labels(shown["agency_name"].tolist(), shown["agency_code"].tolist(), limit=_LABEL_NAME)
    is_empty = measured.empty
    return ChartSlide(
        title=_title(verdicts, printed_period, is_empty=is_empty, language=language),
        kind="column",
        categories=tuple(names),
        series=tuple(
            BarSeries(text(f"briefing.quota_{leg}_series", language), chart_values(shown[f"{leg}_share"]), "0.0%")
            for leg in LEGS
        ),
        alt="" if is_empty else text("briefing.quota_alt", language, **values),
        notes=_notes(shown, values, legal_basis, language),
        footnote=text(f"briefing.quota_footnote{'_empty' if is_empty else ''}", language, **values),
        threshold_lines=tuple(
            (
                text(f"briefing.quota_{leg}_threshold", language, share=f"{format_number(pct, language)}%"),
                pct / 100,
            )
            for leg, pct in zip(LEGS, quota_pct, strict=True)
            if pct is not None and not is_empty
        ),
        full_scale=1.0,
    )


def _furthest_below(measured: pd.DataFrame, quota_pct: Minimums) -> pd.Index:
    """Order agencies by their worse leg; without a quota, by their smaller share."""
    margins = {
        leg: measured[f"{leg}_share"] - (quota_pct.of(leg) or 0) / 100
        for leg in LEGS
        if quota_pct.of(leg) is not None or quota_pct == NO_MINIMUMS
    }
    return pd.DataFrame(margins, index=measured.index).min(axis=1).sort_values(kind="stable").index


def _title(verdicts: Verdicts, period: str, *, is_empty: bool, language: Language) -> str:
    if is_empty:
        return text("briefing.quota_title_empty", language, period=period)
    is_open = verdicts.passed + verdicts.failed == 0
    return text(f"briefing.quota_title{'_open' if is_open else ''}", language, **vars(verdicts))


def _notes(shown: pd.DataFrame, values: dict[str, object], legal_basis: str | None, language: Language) -> str:
    lines = [
        text("briefing.quota_counts", language, **values),
        *(
            text(
                "briefing.quota_row",
                language,
                name=row["agency_name"],
                online=format_number(row["online_count"], language),
                eligible=format_number(row["eligible_count"], language),
                count_share=format_share(row["count_share"], language),
                value_share=format_share(row["value_share"], language),
            )
            for row in shown.to_dict("records")
        ),
    ]
    definition = text("briefing.quota_definition", language)
    return speaker_notes(definition, lines, legal_basis=legal_basis, language=language)

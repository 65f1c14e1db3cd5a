"""The slide on online procurement: who is furthest from the quota, and how many pass."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from cchc_analysis.charts.quota_results import count_results, counts_sentence, quota_results
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.whole_number_quota import PARTS, WHOLES
from cchc_analysis.exhibits.procurement.results import is_year_over
from cchc_analysis.period import Period
from cchc_analysis.publish.slide_labels import distinct_labels, shorten
from cchc_analysis.publish.slide_tables import chart_values, rows_of_year, speaker_notes
from cchc_analysis.publish.slides import BarSeries, ChartSlide
from cchc_analysis.reference.procurement_rules import LEGS, NO_MINIMUMS, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import period_in_sentence
from cchc_analysis.vietnamese.numbers import format_number, format_share

_SHOWN = 10
_LABEL_NAME = 44
_TITLE_PLACE = 40


def quota_slide(
    quota: pd.DataFrame,
    *,
    period: Period,
    language: Language,
    quota_pct: Minimums = NO_MINIMUMS,
    unassigned_count: int = 0,
    place: str = "",
    legal_basis: str | None = None,
) -> ChartSlide:
    """Show the ten agencies lowest against the quota, by number and by value, with the quota as lines.

    Agencies without an eligible package have no share: they are counted, apart from those not concluded, and not
    drawn. The quota is one of the year: before its end the slide says who meets it to date.

    Parameters
    ----------
    quota
        The ``quota`` table as a page shows it, with its ``quota_result``; the year shown is the period's last.
    quota_pct
        Least share by number and by value in percent; None where a leg is not set or not sourced.
    unassigned_count
        Packages that may count and belong to no known agency: the slide says how many, for no verdict knows them.
    place
        Where the packages are carried out if only those of a place are looked at: then nothing is concluded.
    """
    rows = rows_of_year(quota, period.years[-1])
    measured = rows[rows["count_share"].notna()]
    shown = measured.loc[_furthest_below(measured, quota_pct)].head(_SHOWN)
    counts, is_empty, is_over = count_results(quota_results(rows)), measured.empty, is_year_over(period)
    values = {
        "period": period_in_sentence(period, language),
        "shown": len(shown),
        "count": len(measured),
        "agencies": len(rows),
        "order": text(f"briefing.quota_order{'_open' if quota_pct == NO_MINIMUMS else ''}", language),
        "unassigned": format_number(unassigned_count, language),
    }
    told = (
        text("briefing.quota_place", language, place=place)
        if place
        else counts_sentence(counts, language, is_year_over=is_over)
    )
    unassigned = text("briefing.quota_unassigned", language, **values) if unassigned_count else None
    ending = unassigned or (None if is_empty or place else text("briefing.quota_unrounded", language))
    names = distinct_labels(shown["agency_name"].tolist(), shown["agency_code"].tolist(), limit=_LABEL_NAME)
    return ChartSlide(
        title=_title(counts, period, is_empty=is_empty, place=place, language=language),
        kind="column",
        categories=tuple(names),
        series=tuple(
            BarSeries(text(f"briefing.quota_{leg}_series", language), chart_values(shown[f"{leg}_share"]), "0.0%")
            for leg in LEGS
        ),
        alt="" if is_empty else join_sentences([text("briefing.quota_alt", language, **values), told, unassigned]),
        notes=_notes(shown, join_sentences([told, unassigned]), legal_basis, language),
        footnote=join_sentences(
            [
                text(f"briefing.quota_footnote{'_empty' if is_empty else ''}", language, **values),
                ending,
            ]
        ),
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
    """Order agencies by their worse leg, exactly from the sums; without a quota, by their smaller share."""
    legs = [leg for leg in LEGS if quota_pct.of(leg) is not None or quota_pct == NO_MINIMUMS]

    def worse(sums: Mapping[Any, Any]) -> Fraction:
        return min(
            Fraction(int(sums[PARTS[leg]]), int(sums[WHOLES[leg]]) or 1) - Fraction(quota_pct.of(leg) or 0, 100)
            for leg in legs
        )

    margins = [worse(sums) for sums in measured.to_dict("records")]
    return measured.index[sorted(range(len(margins)), key=margins.__getitem__)]


def _title(counts: dict[str, int], period: Period, *, is_empty: bool, place: str, language: Language) -> str:
    if is_empty:
        return text("briefing.quota_title_empty", language, period=period_in_sentence(period, language))
    if place:
        return text("briefing.quota_title_place", language, place=shorten(place, _TITLE_PLACE))
    if not any(counts[result] for result in ("passed", "failed", "not_concluded")):
        return text("briefing.quota_title_open", language, **counts)
    to_date = "" if is_year_over(period) else "_to_date"
    printed = period_in_sentence(period, language)
    return text(f"briefing.quota_title{to_date}", language, period=printed, **counts)


def _notes(shown: pd.DataFrame, told: str, legal_basis: str | None, language: Language) -> str:
    lines = [
        told,
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

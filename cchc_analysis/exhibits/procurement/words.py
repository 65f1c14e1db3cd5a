"""A verdict in one sentence: what was found, what is missing, and what would have met the quota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.charts.quota_results import result_key, result_word
from cchc_analysis.compliance.verdict import OPEN_REASONS, RESULTS
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share, format_vnd


def result_name(result: str, language: Language, *, is_year_over: bool) -> str:
    """Return a result (`cchc_analysis.compliance.verdict.RESULTS`) in the word of the charts, for a table."""
    word = result_word(result, language, is_year_over=is_year_over)
    return word[0].upper() + word[1:]


def with_result_names(
    table: pd.DataFrame, language: Language, *, is_year_over: bool | pd.Series, prefix: str = ""
) -> pd.DataFrame:
    """Add ``result_name``, the name of each ``quota_result``; `prefix` stands before both columns.

    `is_year_over` may differ from row to row, where the rows are of several quarters or years.
    """
    is_over = pd.Series(is_year_over, index=table.index) if isinstance(is_year_over, bool) else is_year_over
    names = [
        result_name(result, language, is_year_over=bool(over))
        for result, over in zip(table[f"{prefix}quota_result"], is_over, strict=True)
    ]
    return table.assign(**{f"{prefix}result_name": names})


def order_sentence(order: str, table: pd.DataFrame, language: Language) -> str | None:
    """Say in which order the rows of a table stand; None where there is only one.

    Where nothing is judged the order by result is one by value alone.
    """
    if len(table) < 2:
        return None
    if order.startswith("worst") and table["quota_result"].isin(["no_quota", "nothing_eligible"]).all():
        order = "value"
    return text(f"procurement.order_{order}", language)


def counted_results(results: pd.DataFrame, language: Language, *, is_year_over: bool) -> list[str]:
    """Say how many agencies have each result, and of those not concluded why; `results` are verdicts."""
    keys = [
        f"open_{reason}" if result == "not_concluded" else result_key(result, is_year_over=is_year_over)
        for result, reason in zip(results["quota_result"], results["open_reason"], strict=True)
    ]
    order = [
        key
        for result in RESULTS
        for key in (
            [f"open_{reason}" for reason in OPEN_REASONS]
            if result == "not_concluded"
            else [result_key(result, is_year_over=is_year_over)]
        )
    ]
    counts = Counter(keys)
    return [
        text(f"procurement.agencies_{key}", language, count=format_number(counts[key], language))
        for key in order
        if counts[key]
    ]


def verdict_sentence(row: Mapping[Any, Any], language: Language, *, is_year_over: bool) -> str:
    """Say an agency's verdict with both shares, and why it is open if it is.

    `row` is one of the verdicts beside its row of the quota.
    """
    result = row["quota_result"]
    key = (
        f"open_{row['open_reason']}"
        if result == "not_concluded"
        else f"verdict_{result_key(result, is_year_over=is_year_over)}"
    )
    return text(
        f"procurement.{key}",
        language,
        eligible=format_number(row["eligible_count"], language),
        online=format_number(row["online_count"], language),
        count_share=format_share(row["count_share"], language),
        value_share=format_share(row["value_share"], language),
        unsettled=format_number(row["unsettled_count"], language),
    )


def margin_sentence(row: Mapping[Any, Any], language: Language) -> str | None:
    """Say how far from the least that passes: how much more online would have met it, or how much is to spare.

    The figures are of the same eligible packages and exact, to the đồng; None where nothing is judged.
    """
    count, value = row["count_margin"], row["value_margin_vnd"]
    if pd.isna(count):
        return None
    missing = {
        "count": max(0, -int(count)),
        "value": 0 if pd.isna(value) else max(0, -int(value)),
    }
    if not any(missing.values()):
        key = "margin_spare_count" if pd.isna(value) else "margin_spare_both"
        return text(
            f"procurement.{key}", language, count=format_number(count, language), value=format_vnd(value, language)
        )
    key = "both" if all(missing.values()) else "count" if missing["count"] else "value"
    return text(
        f"procurement.margin_missing_{key}",
        language,
        count=format_number(missing["count"], language),
        value=format_vnd(missing["value"], language),
    )

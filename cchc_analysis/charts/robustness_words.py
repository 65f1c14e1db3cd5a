"""What every chart of robustness says: how many replications, how sure, which year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.charts.wording import join_sentences, list_names, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import MISSING, format_number, is_missing, round_half_up


def replication_sentence(
    replications: int | None, failed: int, language: Language, *, table: pd.DataFrame | None = None
) -> str:
    """Say how many replications stand behind a chart and how many failed; an unknown number is said too.

    Where the caller does not say how many, the column `replications` of the table does.
    """
    counts = {int(replications)} if replications is not None else _stated(table)
    if counts:
        bounds = [format_number(count, language) for count in sorted({min(counts), max(counts)})]
        said = text("robustness_charts.replications", language, count="–".join(bounds))
    else:
        said = text("robustness_charts.replications_unknown", language)
    lost = text("robustness_charts.failed", language, count=format_number(failed, language)) if failed else None
    return join_sentences([said, lost])


def _stated(table: pd.DataFrame | None) -> set[int]:
    if table is None or "replications" not in table:
        return set()
    return {int(count) for count in table["replications"].dropna() if count > 0}


def year_sentence(table: pd.DataFrame, language: Language) -> str | None:
    """Return "Năm 2020.", None where the table has no year; raise `ValueError` when it mixes years."""
    if "year" not in table:
        return None
    return text("robustness_charts.year", language, year=one_year(table))


def unassessed_sentence(absent: pd.DataFrame, language: Language) -> str | None:
    """Count and name the agencies that have no figures, None when there are none."""
    names = absent["agency_name"].tolist()
    if not names:
        return None
    return text(
        "robustness_charts.unassessed", language, count=len(names), names=list_names(names, language)
    )  # fmt: skip


def rank_number(rank: Any, language: Language) -> str:
    """Print a rank: whole, or with one decimal where a median falls between two ranks."""
    if is_missing(rank):
        return MISSING
    return format_number(rank, language, 0 if round_half_up(rank, 1) % 1 == 0 else 1)


def rank_range(low: Any, high: Any, language: Language) -> str:
    """Print the bounds of a rank: ``2–5``, a dash where they are not known."""
    if is_missing(low) or is_missing(high):
        return MISSING
    return f"{rank_number(low, language)}–{rank_number(high, language)}"


def rank_span(low: Any, high: Any, language: Language) -> str:
    """Say the bounds of a rank in words: "hạng 2 đến 5", or "hạng 2" where both are the same."""
    key = "rank_span_one" if rank_number(low, language) == rank_number(high, language) else "rank_span"
    bounds = (rank_number(bound, language) for bound in (low, high))
    return text(f"robustness_charts.{key}", language, **dict(zip(("low", "high"), bounds, strict=True)))


def whole_percent(share: float, language: Language) -> str:
    """Print a probability in whole percents; what is not certain is never printed 0% or 100%."""
    if is_missing(share):
        return MISSING
    percent = round_half_up(share * 100, 0)
    if percent == 100 and share < 1:
        return ">99%"
    if percent == 0 and share > 0:
        return "<1%"
    return f"{format_number(percent, language)}%"

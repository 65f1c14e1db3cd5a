"""What every chart of robustness says: how many replications, how sure, which year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.charts.wording import join_sentences, list_names, one_year
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import MISSING, format_number, is_missing, round_half_up


def replication_sentence(table: pd.DataFrame, language: Language) -> str:
    """Say on how many replications a chart stands and how many more failed; an unknown number is said too.

    Both are columns of the table, `replications` and `failed_replications`; they differ between groups.
    """
    counts = _counts(table, "replications")
    stands = counts > 0
    if not stands.any():
        return text("robustness_charts.replications_unknown", language)
    said = text("robustness_charts.replications", language, count=count_range(counts[stands], language))
    failed = _counts(table, "failed_replications")[stands]
    if not failed.gt(0).any():
        return said
    return join_sentences([said, text("robustness_charts.failed", language, count=count_range(failed, language))])


def _counts(table: pd.DataFrame, column: str) -> pd.Series:
    given = table[column] if column in table else pd.Series(0, index=table.index)
    return given.fillna(0).astype("int64")


def count_range(counts: pd.Series, language: Language) -> str:
    """Print the smallest and the largest of some counts, one figure where they are equal."""
    return "–".join(format_number(count, language) for count in sorted({int(counts.min()), int(counts.max())}))


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
    """Print a rank, a dash where it is not known."""
    return MISSING if is_missing(rank) else format_number(rank, language)


def rank_range(low: Any, high: Any, language: Language) -> str:
    """Print the bounds of a rank: ``2–5``, ``2`` where both are the same, a dash where they are not known."""
    if is_missing(low) or is_missing(high):
        return MISSING
    return "–".join(dict.fromkeys(rank_number(bound, language) for bound in (low, high)))


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

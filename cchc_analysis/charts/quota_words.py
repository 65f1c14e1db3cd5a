"""What the quota charts say in words."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

Outcome = Literal["passed", "failed", "open"]
Quota = tuple[float | None, float | None]
OUTCOMES: tuple[Outcome, ...] = ("passed", "failed", "open")


def outcomes(is_passed: pd.Series) -> pd.Series:
    """Return passed, failed or open (not concluded) for a nullable truth."""
    words = is_passed.map({True: "passed", False: "failed"}, na_action="ignore")
    return words.astype("object").fillna("open").astype("str")


def quota_sentence(min_count_pct: float | None, min_value_pct: float | None, language: Language) -> str:
    """Say the quota in force, or that it could not be sourced."""
    parts = []
    for leg, minimum in (("count", min_count_pct), ("value", min_value_pct)):
        if minimum is None:
            parts.append(text(f"charts.no_quota_{leg}", language))
        else:
            parts.append(text(f"charts.quota_{leg}", language, quota=printed_quota(minimum, language)))
    return join_sentences(parts)


def printed_quota(minimum_pct: float, language: Language) -> str:
    """Print a quota without needless decimals: ``60%``, ``62,5%``."""
    return f"{format_number(minimum_pct, language, 0 if float(minimum_pct).is_integer() else 1)}%"

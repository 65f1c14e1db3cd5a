"""What the quota charts say in words."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share

Outcome = Literal["passed", "failed", "open"]
Quota = tuple[float | None, float | None]
OUTCOMES: tuple[Outcome, ...] = ("passed", "failed", "open")


def outcomes(is_passed: pd.Series) -> pd.Series:
    """Return passed, failed or open (not concluded) for a nullable truth."""
    words = is_passed.map({True: "passed", False: "failed"}, na_action="ignore")
    return words.astype("object").fillna("open").astype("str")


def printed_share(share: float, minimum_pct: float | None, language: Language) -> str:
    """Print a share so that rounding never lifts a share below the quota up to it.

    59.96 % against 60 % is printed 59.96 %, not 60.0 %.
    """
    decimals = 1
    if minimum_pct is not None and share * 100 < minimum_pct:
        quota = [format_share(minimum_pct / 100, language, places) for places in range(7)]
        while decimals < 6 and format_share(share, language, decimals) == quota[decimals]:
            decimals += 1
    return format_share(share, language, decimals)


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

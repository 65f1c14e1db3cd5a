"""What the quota charts say in words."""

from __future__ import annotations

from typing import Any

from cchc_analysis.charts.style import INK
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.reference.procurement_rules import LEGS, Minimums
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# How a line of the quota is drawn, in every chart and in its key.
QUOTA_LINE: dict[str, Any] = {"color": INK, "linewidth": 1.2, "linestyle": (0, (5, 3))}


def quota_sentence(minimums: Minimums, language: Language) -> str:
    """Say the quota in force, or that it could not be sourced."""
    parts = []
    for leg in LEGS:
        minimum = minimums.of(leg)
        if minimum is None:
            parts.append(text(f"charts.no_quota_{leg}", language))
        else:
            parts.append(text(f"charts.quota_{leg}", language, quota=printed_quota(minimum, language)))
    return join_sentences(parts)


def printed_quota(minimum_pct: float, language: Language) -> str:
    """Print a quota without needless decimals: ``60%``, ``62,5%``."""
    return f"{format_number(minimum_pct, language, 0 if float(minimum_pct).is_integer() else 1)}%"

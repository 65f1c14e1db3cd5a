"""Shares as plain percentages, where no quota is decided."""

from __future__ import annotations

from typing import Any

from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import MISSING, format_number, is_missing


def format_percent(share: Any, language: Language, decimals: int = 1) -> str:
    """Print a share (0-1) rounded once: ``66,7%`` or ``66.7%``; a missing one as a dash.

    >>> format_percent(2 / 3, "vi")
    '66,7%'
    """
    return MISSING if is_missing(share) else f"{format_number(share * 100, language, decimals)}%"

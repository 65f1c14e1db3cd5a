"""How the value of an indicator is printed, by its unit."""

from __future__ import annotations

from typing import Any

from cchc_analysis.charts.percent import format_percent
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import MISSING, format_number, is_missing

_DECIMALS = {"days": 1, "bidders": 2, "index": 0}


def printed_value(value: Any, unit: str, language: Language) -> str:
    """Print a value with its unit: ``75,0%``, ``12,5 ngày``, ``1,46``; a missing one as a dash.

    Unit is ``share`` (0-1), ``days``, ``bidders`` or ``index``, as in the registry of indicators.
    """
    if is_missing(value):
        return MISSING
    if unit == "share":
        return format_percent(value, language)
    number = format_number(value, language, _DECIMALS[unit])
    return text("indicators.days", language, number=number) if unit == "days" else number

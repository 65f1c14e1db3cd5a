"""Dates and periods as they are printed."""

from __future__ import annotations

import datetime as dt

from cchc_analysis.period import Period
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.numbers import MISSING, is_missing

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def format_date(date: dt.date | None, language: Language) -> str:
    """Print a date as dd/mm/yyyy, the order Vietnamese offices use in both languages; missing as a dash."""
    if date is None or is_missing(date):
        return MISSING
    return f"{date.day:02}/{date.month:02}/{date.year:04}"


def format_period(period: Period, language: Language) -> str:
    """Print a period: ``Quý IV/2020`` or ``Q4 2020``; ``Năm 2020`` or ``2020``; ``2016-2020``."""
    if period.quarter is not None:
        if language == "vi":
            return f"Quý {_ROMAN[period.quarter]}/{period.year}"
        return f"Q{period.quarter} {period.year}"
    if period.last_year is not None or language == "en":
        return str(period)
    return f"Năm {period.year}"


def period_in_sentence(period: Period, language: Language) -> str:
    """Print a period as it stands within a sentence: ``quý IV/2020``, ``năm 2020``; in English as everywhere."""
    printed = format_period(period, language)
    return printed[0].lower() + printed[1:] if language == "vi" else printed

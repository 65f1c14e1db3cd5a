"""Numbers, shares and money as they are printed; rounded once, half up, in exact decimals."""

from __future__ import annotations

import decimal
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from cchc_analysis.texts import Language

MISSING = "–"
_MOST_DECIMALS = 6

# How the missing values of Python, NumPy and pandas print; asking pandas itself is slow to load.
_MISSING_VALUES = frozenset({"nan", "NaN", "<NA>", "NaT"})

_EXACT = decimal.Context(prec=60, rounding=ROUND_HALF_UP)
_VIETNAMESE_MARKS = str.maketrans({",": ".", ".": ","})
# In words, not "<": it reads well in a sentence and cannot be taken for markup.
_BELOW: dict[Language, str] = {"vi": "dưới", "en": "below"}
_VND: dict[Language, str] = {"vi": "đồng", "en": "VND"}
# Largest first; below one million đồng an amount is printed in full.
_SCALES: tuple[tuple[int, dict[Language, str]], ...] = (
    (1_000_000_000, {"vi": "tỷ đồng", "en": "bn VND"}),
    (1_000_000, {"vi": "triệu đồng", "en": "m VND"}),
)


def round_half_up(value: Any, decimals: int) -> Decimal:
    """Round the number a person reads (its shortest decimal form), 5 away from zero.

    ``2.675`` gives ``2.68`` although the binary number is a little smaller.
    Raises `decimal.InvalidOperation` for infinity and for what is not a number.
    """
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def is_missing(value: Any) -> bool:
    """Say whether there is no value: None, NaN, NA or NaT."""
    return value is None or str(value) in _MISSING_VALUES


def format_number(value: Any, language: Language, decimals: int = 0) -> str:
    """Print a number: ``1.234,5`` in Vietnamese, ``1,234.5`` in English; a missing one as a dash."""
    if is_missing(value):
        return MISSING
    rounded = round_half_up(value, decimals)
    # Decimal keeps the sign of −0.04 when it becomes 0.0; a reader would look for a meaning in "-0,0".
    printed = f"{abs(rounded) if rounded == 0 else rounded:,.{decimals}f}"
    return printed.translate(_VIETNAMESE_MARKS) if language == "vi" else printed


def format_share(share: Any, language: Language, decimals: int = 1, *, guards_quota: bool = True) -> str:
    """Print a share (0-1) as a percentage: ``60,0%`` or ``60.0%``.

    A share below a whole percent is never printed as that percent: quotas are whole percents, and 59.96 %
    printed "60.0 %" would seem to pass. More decimals are printed until the difference shows; where six do not
    show it, ``dưới 60%`` or ``below 60%``. Where no quota stands behind the figure (`guards_quota` False) it is
    rounded like any other. A float may itself have been rounded to the percent: whoever divides keeps it below,
    see `cchc_analysis.compliance.whole_number_quota.share_of`.
    """
    if is_missing(share):
        return MISSING
    percent = Decimal(str(share)) * 100
    if not guards_quota:
        return f"{format_number(percent, language, decimals)}%"
    above = percent.to_integral_value(ROUND_CEILING)
    while percent != above and round_half_up(percent, decimals) == above and decimals < _MOST_DECIMALS:
        decimals += 1
    if percent != above and round_half_up(percent, decimals) == above:
        return f"{_BELOW[language]} {format_number(above, language)}%"
    return f"{format_number(percent, language, decimals)}%"


def format_vnd(value_vnd: Any, language: Language) -> str:
    """Print an amount to the đồng: ``1.234.567 đồng``."""
    if is_missing(value_vnd):
        return MISSING
    return f"{format_number(value_vnd, language)} {_VND[language]}"


def format_vnd_scaled(value_vnd: Any, language: Language, decimals: int = 1) -> str:
    """Print an amount in tỷ or triệu đồng: ``61,9 tỷ đồng``, ``61.9 bn VND``; less than a million in full."""
    if is_missing(value_vnd):
        return MISSING
    amount = Decimal(str(value_vnd))
    for size, words in _SCALES:
        scaled = amount / size
        if abs(round_half_up(scaled, decimals)) >= 1:
            return f"{format_number(scaled, language, decimals)} {words[language]}"
    return format_vnd(amount, language)

"""What the words and codes of the export mean; the system writes both, sometimes in one file."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from cchc_analysis.reference.vocabulary import (
    field_codes,
    form_codes,
    method_codes,
    plan_type_codes,
    word_key,
    yes_no_codes,
)

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# "Quý II, 2023", "Quý 2/2023", "Tháng 5, 2023", "tháng 05 năm 2023"
_START = re.compile(r"(?:quý (i{1,3}|iv|[1-4])|tháng (0?[1-9]|1[0-2]))(?:,| năm|/| -)? ?(20\d\d)", re.ASCII)

Words = dict[str, dict[str, Any]]


def load_words() -> Words:
    """Return what every known word or code means (by `word_key`), by the column it fills."""
    return {
        "field": dict(field_codes()),
        "form": dict(form_codes()),
        "method": dict(method_codes()),
        "is_online": yes_no_codes("is_online", scheme="vneps"),
        "is_domestic": yes_no_codes("is_domestic", scheme="vneps"),
        "plan_type": dict(plan_type_codes()),
    }


def meaning(item: Any, codes: dict[str, Any]) -> Any:
    """Look a word or a code up; None where it is unknown, or no word at all (a bool, a decimal number)."""
    if isinstance(item, (bool, float)):
        return None
    return codes.get(word_key(str(item)))


def planned_start(item: Any) -> dt.date | None:
    """Return the first day of the month or quarter in which selection is planned to begin, None if unreadable.

    >>> planned_start("Quý II, 2023"), planned_start("Tháng 5, 2023")
    (datetime.date(2023, 4, 1), datetime.date(2023, 5, 1))
    """
    match = _START.fullmatch(word_key(item)) if isinstance(item, str) else None
    if match is None:
        return None
    quarter, month, year = match.groups()
    return dt.date(int(year), 3 * _QUARTERS[quarter] - 2 if quarter else int(month), 1)

"""Amounts of OCDS in whole minor units of their currency, as exact as they were written."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.core import Locale
from babel.numbers import get_currency_precision

from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.strict_files import read_rows, reference_file

_LARGEST = 2**63 - 1
# ISO 4217 has codes for tests and for no currency at all, in which nothing is paid.
_NO_CURRENCIES = frozenset({"XTS", "XXX"})
_DIGITS_FILE = "vocabulary/ocds_currency_digits.csv"


@dataclass(frozen=True)
class Money:
    """An amount above 0 in minor units of an ISO 4217 currency (đồng, cents)."""

    minor: int
    currency: str


@functools.cache
def _currencies() -> frozenset[str]:
    return frozenset(Locale("en").currencies) - _NO_CURRENCIES


@functools.cache
def _digits_of_iso() -> dict[str, int]:
    rows = read_rows(reference_file(_DIGITS_FILE, None), ["currency", "digits", "source"])
    return {currency: int(digits) for currency, digits in zip(rows["currency"], rows["digits"], strict=True)}


@functools.cache
def minor_digits(currency: str) -> int:
    """Return how many decimals a currency is counted in by ISO 4217 (VND 0, USD 2).

    babel has the digits of CLDR, which is the same but for currencies whose small coins no longer circulate (IQD 0
    instead of 3): those stand in a file.

    >>> minor_digits("VND"), minor_digits("USD"), minor_digits("KWD"), minor_digits("IQD")
    (0, 2, 3, 3)
    """
    return _digits_of_iso().get(currency, int(get_currency_precision(currency)))


def read_money(value: Any, path: str, notes: Notes) -> Money | None:
    """Read an OCDS ``Value``; None where it says nothing or nothing usable, which is noted with its path.

    An amount of 0 is a placeholder in practice and counts as not said, and so does what no package costs: less
    than `plausible_amounts` has in đồng, more than its 10^15 of any currency. An amount with more decimals than
    its currency has is rounded half up, and noted.
    """
    if not isinstance(value, dict):
        if value is not None:
            notes.note("ocds.value_form", value, path=path)
        return None
    amount = value.get("amount")
    if amount is None or amount == "":
        return None
    if isinstance(amount, bool) or not isinstance(amount, int | float):
        notes.note("ocds.amount_form", amount, path=path)
        return None
    currency = _currency(value.get("currency"), path, notes)
    return None if currency is None else _money(amount, currency, path, notes)


def _money(amount: float, currency: str, path: str, notes: Notes) -> Money | None:
    if amount <= 0:
        notes.note("ocds.amount_negative" if amount < 0 else "ocds.amount_zero", amount, path=path)
        return None
    exact = Decimal(str(amount)).scaleb(minor_digits(currency))
    if exact > _most(currency):
        notes.note("ocds.amount_huge", amount, path=path)
        return None
    least = plausible_amounts().least_package_vnd
    if currency == "VND" and exact < least:
        notes.note("ocds.amount_tiny", amount, path=path, least=least)
        return None
    minor = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if minor != exact:
        notes.note("ocds.amount_rounded", amount, path=path, currency=currency)
    return Money(minor, currency) if minor else None


def _most(currency: str) -> int:
    """Return the most minor units that are believed: what bounds đồng, one of the smallest units, bounds all."""
    return min(plausible_amounts().most_package_vnd * int(10 ** minor_digits(currency)), _LARGEST)


def add_up(parts: Sequence[Money | None], path: str, notes: Notes) -> Money | None:
    """Add up amounts of one currency; None, and noted, if they are of several or not every one is known."""
    known = [part for part in parts if part is not None]
    if not known:
        return None
    if len(known) < len(parts):
        notes.note("ocds.sum_incomplete", path=path)
        return None
    currencies = sorted({part.currency for part in known})
    if len(currencies) > 1:
        notes.note("ocds.sum_of_currencies", ", ".join(currencies), path=path)
        return None
    total = sum(part.minor for part in known)
    if total > _most(currencies[0]):
        notes.note("ocds.amount_huge", total, path=path)
        return None
    return Money(total, currencies[0])


def _currency(raw: Any, path: str, notes: Notes) -> str | None:
    if raw is None or raw == "":
        notes.note("ocds.currency_absent", path=path)
        return None
    code = raw.strip().upper() if isinstance(raw, str) else ""
    if code not in _currencies():
        notes.note("ocds.currency_unknown", raw, path=path)
        return None
    if code != raw:
        notes.note("ocds.currency_spelling", raw, path=path, currency=code)
    return code

"""Why a what-if question cannot be answered: every fault of it at once, in the reader's language."""

from __future__ import annotations

import math
from decimal import Decimal

from cchc_analysis.texts import Language, SpokenError, text
from cchc_analysis.vietnamese.numbers import format_number

# A key of the subject `what_if` and the values of its placeholders.
Fault = tuple[str, dict[str, object]]

_FEWEST_DECIMALS = 2
_MOST_DECIMALS = 6


class WhatIfError(SpokenError, ValueError):
    """A question that asks for the impossible; `faults` lists everything that is wrong with it."""

    key = "what_if.refused"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(faults=faults)

    def message(self, language: Language) -> str:
        """List every fault, one a line."""
        lines = [
            text(key, language, **{name: _said(value, language) for name, value in values.items()})
            for key, values in self.faults
        ]
        return "\n- ".join([text(self.key, language), *lines])


def _said(value: object, language: Language) -> object:
    """Print a number with the marks of the language and all the decimals that were typed."""
    if not isinstance(value, float | Decimal) or not math.isfinite(value):
        return value
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return format_number(value, language, min(max(decimals, _FEWEST_DECIMALS), _MOST_DECIMALS))

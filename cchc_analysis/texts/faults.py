"""Mistakes in several places at once: one message that lists every one of them."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from cchc_analysis.texts import Language, SpokenError, text
from cchc_analysis.vietnamese.numbers import format_number

# The key of a text, and the values of its placeholders.
Fault = tuple[str, Mapping[str, object]]

_MOST_DECIMALS = 6


class FaultsError(SpokenError, ValueError):
    """A request that cannot be met; `faults` holds everything that is wrong with it, `key` the line above them."""

    def __init__(self, faults: Iterable[Fault], **values: Any) -> None:
        self.faults = tuple(faults)
        super().__init__(**values)

    def __reduce__(self) -> tuple[Any, ...]:
        # Raised in a worker process, it must arrive whole in the one that speaks to the user.
        return functools.partial(type(self), self.faults, **self.values), ()

    def message(self, language: Language) -> str:
        """List every fault, one a line."""
        lines = [
            text(key, language, **{name: _said(value, language) for name, value in values.items()})
            for key, values in self.faults
        ]
        return "\n- ".join([text(self.key, language, **self.values), *lines])


def _said(value: object, language: Language) -> object:
    """Print a number with the marks of the language and all the decimals that were typed."""
    if not isinstance(value, float | Decimal) or not math.isfinite(value):
        return value
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    return format_number(value, language, min(max(decimals, 0), _MOST_DECIMALS))

"""Which values of a source can be printed and stored, whatever program wrote them."""

from __future__ import annotations

import unicodedata
from typing import Any

_INTEGER_BITS = 64
# Invisible, but typed by people every day and cleaned afterwards.
_SPACING = "\t\n\r\u00ad\u200b\u200c\u200d\ufeff"


def is_plain(part: Any) -> bool:
    """Tell whether a value can be printed and stored: escapes may hide what no cell of the file may hold."""
    if isinstance(part, str):
        if "\ufffd" in part:
            return False
        # Most text is printable, which is known a hundred times faster than the category of every letter.
        return part.isprintable() or not any(
            unicodedata.category(letter) in ("Cs", "Cc", "Cf") for letter in part.strip() if letter not in _SPACING
        )
    return not isinstance(part, int) or part.bit_length() <= _INTEGER_BITS

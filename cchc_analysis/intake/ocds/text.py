"""Texts out of JSON: what may stand in a table, and what a finding shows of a value."""

from __future__ import annotations

import json
import re
from typing import Any

from cchc_analysis.vietnamese.names import clean

_LOST = "\ufffd"
# Control characters, halves of a pair that stands for one letter, marks that turn the reading order.
_DAMAGE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def shown(value: Any, *, limit: int = 80) -> str:
    """Return a value as a finding prints it: nothing that cannot be stored, cut to `limit` characters."""
    if value is None:
        return ""
    try:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        text = type(value).__name__
    return _DAMAGE.sub(_LOST, text[:limit])


def read_text(value: Any) -> tuple[str, bool]:
    """Return a text as typed, cleaned of how it was typed, and whether a damaged character was replaced in it.

    A number is taken as its digits (ids are often numbers); everything else that is no text is "".
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), False
    if not isinstance(value, str):
        return "", False
    visible = clean(value)
    repaired = _DAMAGE.sub(_LOST, visible)
    return repaired, repaired != visible

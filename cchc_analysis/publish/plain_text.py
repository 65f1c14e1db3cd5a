"""Text from data made safe to show in an Office document: words only."""

from __future__ import annotations

import re
import unicodedata

# Control, format (bidi overrides, zero-width), surrogate, private-use and unassigned characters: none can be
# read, some turn a line round or break the XML.
_UNREADABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = re.compile(r"\s+")


def plain_text(value: str) -> str:
    """Return one line of readable text in NFC; what it says is otherwise unchanged.

    >>> plain_text("Quận 1\\x00\\n=1+1")
    'Quận 1 =1+1'
    """
    spaced = _SPACES.sub(" ", value)
    readable = "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNREADABLE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", readable)).strip()


def plain_lines(value: str) -> str:
    """Return readable text that keeps its line breaks (speaker notes)."""
    return "\n".join(plain_text(line) for line in value.splitlines()).strip()

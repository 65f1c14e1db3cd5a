"""How one column of a result table is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "number", "share", "vnd", "date", "boolean"]


@dataclass(frozen=True)
class ColumnFormat:
    """How one column is printed; `words` names the texts for true, false and missing booleans."""

    kind: Kind
    decimals: int = 0
    is_shown: bool = True
    words: str = "yes_no"


TEXT = ColumnFormat("text")
HIDDEN = ColumnFormat("text", is_shown=False)
INTEGER = ColumnFormat("integer")
INDEX = ColumnFormat("number", decimals=2)
SHARE = ColumnFormat("share", decimals=1)
VND = ColumnFormat("vnd")
DATE = ColumnFormat("date")
PASSED = ColumnFormat("boolean", words="passed")
LEG = ColumnFormat("boolean", is_shown=False, words="passed")

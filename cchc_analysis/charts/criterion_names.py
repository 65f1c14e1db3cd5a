"""How a criterion is called beside a row: its code, then its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cchc_analysis.reference.criterion_words import is_printed_code
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import is_missing


def criterion_label(code: Any, name: Any) -> str:
    """Return ``3.2 Công bố, công khai thủ tục hành chính``; the code alone where there is no other name.

    A code that is only a key of ours stays out of sight.

    >>> criterion_label("SC83", "SC83")
    'SC83'
    >>> criterion_label("pci_entry", "Entry costs")
    'Entry costs'
    """
    if is_missing(name) or not str(name).strip() or str(name) == str(code):
        return str(code)
    if not is_printed_code(str(code)):
        return str(name)
    return f"{code} {name}"


def criterion_labels(rows: pd.DataFrame) -> list[str]:
    """Return the label of the criterion of every row."""
    return [criterion_label(*pair) for pair in zip(rows["criterion_code"], rows["criterion_name"], strict=True)]


def list_criteria(labels: Sequence[str], language: Language, *, most: int = 4) -> str:
    """Return the labels apart by semicolons, as names hold commas; the first `most` and how many more."""
    shown = list(labels[:most])
    if len(labels) > most:
        shown.append(text("result_charts.other_criteria", language, count=len(labels) - most))
    return "; ".join(shown)

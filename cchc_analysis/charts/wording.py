"""Small pieces of the sentences that go with a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from babel.lists import format_list

from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number


def join_sentences(parts: Iterable[str | None]) -> str:
    """Join the sentences that have something to say."""
    return " ".join(part for part in parts if part)


def list_names(names: Sequence[str], language: Language, *, most: int = 5) -> str:
    """Return "A, B và C", or the first `most` names and how many more there are."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(text("charts.others", language, count=len(names) - most))
    return str(format_list(shown, locale=language))


def count_sentence(key: str, count: int, language: Language) -> str | None:
    """Return the sentence `charts.<key>` about `count` agencies, None when there are none."""
    return text(f"charts.{key}", language, count=count) if count else None


def focus_absent(table: pd.DataFrame, focus: str | None, language: Language) -> str | None:
    """Return a sentence when the agency asked for is not among the rows, None otherwise."""
    if focus is None or (table["agency_code"] == focus).any():
        return None
    return text("charts.focus_absent", language, code=focus)


def one_year(table: pd.DataFrame) -> int:
    """Return the year of the rows; raise `ValueError` when they mix years."""
    years = sorted(set(table["year"]))
    if len(years) != 1:
        raise ValueError(f"this chart shows one year, the table has {years}")
    return int(years[0])


def signed_number(value: float, language: Language, decimals: int) -> str:
    """Print a difference with its sign; one that rounds to zero has none."""
    size = format_number(abs(value), language, decimals)
    if size == format_number(0, language, decimals):
        return size
    return f"{'+' if value > 0 else '−'}{size}"

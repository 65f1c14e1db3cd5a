"""The names of a column of codes, each looked up once however many rows bear it."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from cchc_analysis.texts import Language


class NameOfCode(Protocol):
    """A look-up of `cchc_analysis.reference.vocabulary`, such as `form_name`."""

    def __call__(self, code: str, language: Language, /) -> str:
        """Return the name of a code; raise for one that nobody knows."""


def code_names(codes: pd.Series, name: NameOfCode, language: Language) -> list[str]:
    """Return the name of every row's code, "" where it has none."""
    names = {code: name(code, language) if code else "" for code in codes.unique()}
    return [names[code] for code in codes]

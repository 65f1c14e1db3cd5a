"""A code's name is looked up once, however many rows bear it."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.exhibits.code_names import code_names
from cchc_analysis.texts import Language


def test_every_row_has_its_name_and_each_code_is_looked_up_once() -> None:
    asked: list[str] = []

    def named(code: str, language: Language) -> str:
        asked.append(code)
        return f"{code}-{language}"

    assert code_names(pd.Series(["b", "", "a", "b"]), named, "vi") == ["b-vi", "", "a-vi", "b-vi"]
    assert sorted(asked) == ["a", "b"]

"""Words the charts of results share: what the ranked are called, and what is only said when there is something."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.texts import Language, text


def unit_words(table: pd.DataFrame, language: Language) -> dict[str, str]:
    """Return `unit` and `units`, the words for one row and many: provinces where all are, else agencies."""
    is_provinces = "group" in table and len(table) > 0 and bool((table["group"] == "province").all())
    one, many = ("province", "provinces") if is_provinces else ("agency", "agencies")
    return {"unit": text(f"result_charts.{one}", language), "units": text(f"result_charts.{many}", language)}


def counted(key: str, count: int, language: Language, **words: str) -> str | None:
    """Return the sentence `result_charts.<key>` about so many, None when there are none."""
    return text(f"result_charts.{key}", language, count=count, **words) if count > 0 else None

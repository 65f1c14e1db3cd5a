"""The table ``scores`` of an index published by province: one record per province and criterion."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

_SCORE_COLUMNS = ("self_score", "appraised_score", "survey_score")
_COLUMN_TYPES = {
    "agency_code": "str", "year": "int64", "framework": "str", "criterion_code": "str",
    "self_score": "float64", "appraised_score": "float64", "survey_score": "float64",
    "is_applicable": "bool", "source_file": "str", "source_row": "int64",
}  # fmt: skip


def score_record(
    *,
    agency_code: str,
    year: int,
    framework: str,
    criterion_code: str,
    score_column: str,
    points: float | None,
    source_file: str,
    source_row: int,
) -> dict[str, object]:
    """Return one row of the table; `points` stand in `score_column`, the other two scores are missing."""
    return {
        "agency_code": agency_code,
        "year": year,
        "framework": framework,
        "criterion_code": criterion_code,
        **dict.fromkeys(_SCORE_COLUMNS),
        score_column: points,
        "is_applicable": True,
        "source_file": source_file,
        "source_row": source_row,
    }


def scores_table(records: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Return the records as the table ``scores`` of `cchc_analysis.tables.contracts`."""
    return pd.DataFrame(list(records), columns=list(_COLUMN_TYPES)).astype(_COLUMN_TYPES)

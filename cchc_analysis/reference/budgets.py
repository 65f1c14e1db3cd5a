"""Budgets of points that experts shared out among criteria, where a consultation has been held."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.strict_files import read_rows, reference_file

BUDGETS_FILE = "expert_budgets.csv"
_COLUMNS = ("framework", "year", "expert", "criterion_code", "points", "source")


def expert_budgets(framework: Framework, *, reference_dir: Path | None = None) -> pd.DataFrame | None:
    """Return the budgets recorded for a framework and year; None where no experts were asked.

    Returns
    -------
    ``expert, criterion_code, points``, as `cchc_analysis.index.weights.budget_weights` takes them. An expert is
    named by a code, never by a person's name.

    Raises
    ------
    ReferenceFileError
        If the file breaks its format: points that are no number, a row without expert, criterion or source.
    """
    path = reference_file(BUDGETS_FILE, reference_dir)
    rows = read_rows(path, _COLUMNS)
    is_bare = rows["expert"].eq("") | rows["criterion_code"].eq("") | rows["source"].eq("")
    is_faulty = is_bare | ~rows["points"].str.fullmatch(r"\d+(\.\d+)?") | ~rows["year"].str.fullmatch(r"\d{4}")
    if is_faulty.any():
        raise ReferenceFileError(path.name, tuple(f"row {place + 2}" for place in rows.index[is_faulty]))
    own = rows[rows["framework"].eq(framework.code) & rows["year"].eq(str(framework.year))]
    if own.empty:
        return None
    return own[["expert", "criterion_code", "points"]].astype({"points": "float64"}).reset_index(drop=True)

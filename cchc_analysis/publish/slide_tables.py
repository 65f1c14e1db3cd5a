"""What every slide takes from a result table: the year's rows, values with gaps, verdicts counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.texts import Language, text


@dataclass(frozen=True)
class Verdicts:
    """How many rows pass, fail, or cannot be concluded."""

    passed: int
    failed: int
    undecided: int


def rows_of_year(table: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of one year, in the table's order."""
    return table[table["year"].eq(year)].reset_index(drop=True)


def chart_values(column: pd.Series) -> tuple[float | None, ...]:
    """Return a column as chart values, unrounded; a missing one is None: a gap, never zero."""
    return tuple(None if pd.isna(value) else float(value) for value in column)


def count_verdicts(column: pd.Series) -> Verdicts:
    """Count a nullable boolean column; a missing verdict is undecided."""
    decided = column.astype("boolean")
    return Verdicts(
        passed=int(decided.fillna(value=False).sum()),
        failed=int((~decided).fillna(value=False).sum()),
        undecided=int(decided.isna().sum()),
    )


def speaker_notes(definition: str, lines: Sequence[str], *, legal_basis: str | None, language: Language) -> str:
    """Return definition, legal basis and the figures in words, one a line; a missing basis is said."""
    basis = (
        text("briefing.legal_basis", language, basis=legal_basis)
        if legal_basis
        else text("briefing.legal_basis_missing", language)
    )
    return "\n".join([definition, basis, *lines])

"""What became of the quota, as a chart says it: a sign, a word, a colour."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.style import DOT, FOCUS, MUTED_INK, PALETTE
from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.reference.procurement_rules import Leg
from cchc_analysis.texts import Language, text

# A sign stands beside every colour, for colour-blind readers and for grey print.
SIGNS = {"passed": "✓", "failed": "✗", "not_concluded": "?", "nothing_eligible": "–", "no_quota": ""}
COLOURS = {
    "passed": FOCUS,
    "failed": PALETTE[2],
    "not_concluded": DOT,
    "nothing_eligible": MUTED_INK,
    "no_quota": MUTED_INK,
}
_UNDECIDED = ("not_concluded", "nothing_eligible")


def quota_results(table: pd.DataFrame) -> pd.Series:
    """Return the ``quota_result`` of every row of a concluded ``quota`` table.

    See `cchc_analysis.compliance.verdict.concluded`: the packages used do not conclude by themselves.

    Raises
    ------
    KeyError
        For a table without results.
    ValueError
        For a result that the verdict does not know.
    """
    results = table["quota_result"].astype("str")
    unknown = sorted(set(results) - set(RESULTS))
    if unknown:
        raise ValueError(f"unknown quota results: {unknown}")
    return results


def leg_result(row: pd.Series, leg: Leg) -> str:
    """Return ``passed`` or ``failed`` for one leg of a row, else the result of the whole, which leaves it open."""
    is_passed = row[f"is_{leg}_passed"]
    if pd.isna(is_passed):
        return str(row["quota_result"]) if row["quota_result"] in _UNDECIDED else "no_quota"
    return "passed" if is_passed else "failed"


def signed_word(result: str, language: Language) -> str:
    """Return the sign and the word of a result: ``✓ đạt``."""
    return f"{SIGNS[result]} {text(f'quota_charts.result_{result}', language)}".strip()


def count_results(results: pd.Series) -> dict[str, int]:
    """Return how many rows have each result, all of `RESULTS` present, in their order."""
    counts = results.value_counts()
    return {result: int(counts.get(result, 0)) for result in RESULTS}

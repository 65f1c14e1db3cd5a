"""What became of the quota, as a chart says it: a sign, a word, a colour."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.quota_words import outcomes
from cchc_analysis.charts.style import DOT, FOCUS, MUTED_INK, PALETTE
from cchc_analysis.compliance.verdict import RESULTS
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


def quota_results(table: pd.DataFrame, *, has_quota: bool) -> pd.Series:
    """Return one of the verdict's `RESULTS` per row of a ``quota`` table.

    The column ``quota_result`` is taken where the verdict has been merged in. Without it ``is_passed`` decides: a
    missing one is ``nothing_eligible`` without a share, else ``not_concluded``, or ``no_quota`` where none is set.

    Raises
    ------
    ValueError
        For a ``quota_result`` that the verdict does not know.
    """
    if "quota_result" in table:
        results = table["quota_result"].astype("str")
        unknown = sorted(set(results) - set(RESULTS))
        if unknown:
            raise ValueError(f"unknown quota results: {unknown}")
        return results
    results = outcomes(table["is_passed"]).replace("open", "not_concluded" if has_quota else "no_quota")
    return results.mask(table["count_share"].isna(), "nothing_eligible")


def signed_word(result: str, language: Language) -> str:
    """Return the sign and the word of a result: ``✓ đạt``."""
    return f"{SIGNS[result]} {text(f'quota_charts.result_{result}', language)}".strip()


def count_results(results: pd.Series) -> dict[str, int]:
    """Return how many rows have each result, all of `RESULTS` present, in their order."""
    counts = results.value_counts()
    return {result: int(counts.get(result, 0)) for result in RESULTS}

"""What became of the quota, as a chart says it: a sign, a word, a colour, a title."""

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


def result_key(result: str, *, is_year_over: bool) -> str:
    """Return what a result is called: before the year is over one that is met or not is one to date."""
    return result if is_year_over or result not in ("passed", "failed") else f"{result}_to_date"


def result_word(result: str, language: Language, *, is_year_over: bool) -> str:
    """Return a result in a word: ``đạt``; before the year is over ``đạt tính đến hết quý``."""
    return text(f"quota_charts.result_{result_key(result, is_year_over=is_year_over)}", language)


def signed_word(result: str, language: Language, *, is_year_over: bool) -> str:
    """Return the sign and the word of a result: ``✓ đạt``."""
    return f"{SIGNS[result]} {result_word(result, language, is_year_over=is_year_over)}".strip()


def is_judged(results: pd.Series) -> bool:
    """Tell whether any row was held against a quota, so that there are signs to explain."""
    return bool((~results.isin(["no_quota", "nothing_eligible"])).any())


def count_results(results: pd.Series) -> dict[str, int]:
    """Return how many rows have each result, all of `RESULTS` present, in their order."""
    counts = results.value_counts()
    return {result: int(counts.get(result, 0)) for result in RESULTS}


def counts_title(counts: dict[str, int], language: Language, *, is_year_over: bool) -> str:
    """Return as a title how many agencies meet the quota (to date), or that it is open where none is judged."""
    if not counts["passed"] and not counts["failed"]:
        return text("charts.quota_title_open", language, count=sum(counts.values()))
    key = result_key("passed", is_year_over=is_year_over)
    return text(f"quota_charts.title_{key}", language, passed=counts["passed"], count=sum(counts.values()))


def counts_sentence(counts: dict[str, int], language: Language, *, is_year_over: bool) -> str:
    """Say how many agencies have each result, for those who do not see the chart."""
    return text(f"quota_charts.agencies{'' if is_year_over else '_to_date'}", language, **counts)

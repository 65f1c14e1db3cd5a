"""Agencies whose two years cannot be compared, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

import pandas as pd

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.exact_points import AgencyScores

Reason = Literal["not_assessed", "no_index", "no_common_criteria"]

_NAMED = ("agency_code", "agency_name", "group")
_TYPES = {
    **dict.fromkeys(_NAMED, "str"), "year_from": "int64", "year_to": "int64", "year": "int64", "reason": "str",
    "missing_codes": "str",
}  # fmt: skip


class Gap(NamedTuple):
    """Why an agency has no comparison: what is missing in which year."""

    agency_code: str
    agency_name: str
    group: str
    year: int
    reason: Reason
    missing_codes: str = ""


def find_gaps(
    earlier: Assessment,
    later: Assessment,
    *,
    scores_from: Mapping[str, AgencyScores],
    scores_to: Mapping[str, AgencyScores],
) -> list[Gap]:
    """Return who had to be assessed in one of two years only, or has no complete index in one of them.

    An agency that is new, was merged away or sent nothing is not at fault for a change, nor is it 0: it is named.
    Names and groups are those of the latest of the two years that has them.
    """
    named = {
        str(code): (str(name), str(group))
        for year in (earlier, later)
        for code, name, group in zip(*(year.league[column] for column in _NAMED), strict=True)
    }
    gaps: list[Gap] = []
    for year, scores in ((earlier, scores_from), (later, scores_to)):
        indices = dict(zip(year.league["agency_code"], year.league["index"].notna(), strict=True))
        for agency, (name, group) in sorted(named.items()):
            if agency not in indices:
                gaps.append(Gap(agency, name, group, year.framework.year, "not_assessed"))
            elif not indices[agency]:
                missing = [code for code, score in scores.get(agency, {}).items() if score is None]
                gaps.append(Gap(agency, name, group, year.framework.year, "no_index", ", ".join(missing)))
    return gaps


def gap_table(gaps: Iterable[Gap], *, year_from: int, year_to: int) -> pd.DataFrame:
    """Return the table ``left_out``, one row per agency and year with a gap."""
    records = [(*gap[:3], year_from, year_to, *gap[3:]) for gap in gaps]
    table = pd.DataFrame.from_records(records, columns=list(_TYPES)).astype(_TYPES)
    return table.sort_values(["group", "agency_code", "year"], ignore_index=True)

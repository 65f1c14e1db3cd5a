"""The sample's quarterly procurement reports: most on time, some late, some never received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cchc_analysis.period import Period
from cchc_analysis.sample import hard_cases
from cchc_analysis.sample.city import assessed_members
from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import SAMPLE_YEARS

_MISSING, _EARLY, _LATE = 50, 800, 150
_DAYS_AFTER_QUARTER = {"early": (2, 10), "late": (16, 45)}


def report_rows(seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``reports.csv``: the day each report came in; no row where none came.

    Eight in ten come within ten days of the quarter's end, three in twenty more than two weeks after.
    """
    for year in SAMPLE_YEARS:
        for member in assessed_members(year):
            draws = Draws(seed, "reports", member.agency_code, year)
            for quarter in range(1, 5):
                outcome = draws.weighted({"missing": _MISSING, "early": _EARLY, "late": _LATE})
                days = draws.between(*_DAYS_AFTER_QUARTER.get(outcome, (0, 0)))
                is_silent = (member.agency_code, year, quarter) in hard_cases.SILENT_QUARTERS
                if outcome == "missing" or is_silent:
                    continue
                received_on = Period(year, quarter).end_on + dt.timedelta(days=days)
                yield (member.agency_code, str(year), str(quarter), received_on.isoformat())

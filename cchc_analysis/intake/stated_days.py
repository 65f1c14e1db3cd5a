"""Days as sources state them: what a time of day may be, and which days are believed."""

from __future__ import annotations

import datetime as dt

from cchc_analysis.reference.plausible_years import plausible_years

# Behind a day, for a pattern of one; midnight as the end of a day is 24:00.
TIME_OF_DAY = r"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?|24:00(?::00)?)"


def implausible_day(day: dt.date) -> dict[str, int] | None:
    """Return the years a day of publication, closing or award may lie in if it does not; None where it does.

    Such a day is not used, in every source alike; it costs its row in the project's own tables, and of a list
    holds the row where it is the day of publication. The years are the values of its finding.
    """
    years = plausible_years()
    return None if years.holds(day) else {"first": years.first_year, "last": years.last_year}

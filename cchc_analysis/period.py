"""The one type for reporting periods: a year, a quarter or a span of years."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cchc_analysis.texts import SpokenError

_FORM = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<last_year>\d{4}))?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


class PeriodError(SpokenError, ValueError):
    """A text that is not a period; the message says which forms are."""

    key = "cli.bad_period"


@dataclass(frozen=True)
class Period:
    """A reporting period: ``2020``, ``2020-Q4`` or ``2016-2020``.

    >>> Period.parse("2020-Q4").end_on
    datetime.date(2020, 12, 31)
    """

    year: int
    quarter: int | None = None
    last_year: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period, or raise `PeriodError` naming the accepted forms."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise PeriodError(period=text)
        year = int(match["year"])
        quarter = int(match["quarter"]) if match["quarter"] else None
        last_year = int(match["last_year"]) if match["last_year"] else None
        years_are_sane = _FIRST_YEAR <= year <= _LAST_YEAR and (last_year or year) <= _LAST_YEAR
        if not years_are_sane or (last_year is not None and last_year <= year):
            raise PeriodError(period=text)
        return cls(year, quarter, last_year)

    @property
    def start_on(self) -> dt.date:
        """First day of the period."""
        return dt.date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def end_on(self) -> dt.date:
        """Last day of the period."""
        if self.quarter is None or self.quarter == 4:
            return dt.date(self.last_year or self.year, 12, 31)
        return dt.date(self.year, 3 * self.quarter + 1, 1) - dt.timedelta(days=1)

    @property
    def year_start_on(self) -> dt.date:
        """1 January of the period's year: where a year-to-date count begins."""
        return dt.date(self.year, 1, 1)

    @property
    def last_quarter(self) -> int:
        """The quarter at whose end the period ends; 4 for a whole year or a span of years."""
        return self.quarter or 4

    @property
    def years(self) -> range:
        """Every calendar year the period touches."""
        return range(self.year, (self.last_year or self.year) + 1)

    def __str__(self) -> str:
        """Return the text that `parse` reads back."""
        if self.quarter:
            return f"{self.year}-Q{self.quarter}"
        return f"{self.year}-{self.last_year}" if self.last_year else str(self.year)

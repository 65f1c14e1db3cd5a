"""One invented package, and the words that the generator needs of its form and method."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

ELIGIBLE_FORMS = ("open_bidding", "shopping")
BIDDING_FORMS = (*ELIGIBLE_FORMS, "shopping_shortened")
ONE_ENVELOPE, TWO_ENVELOPES = "one_stage_one_envelope", "one_stage_two_envelopes"


@dataclass(frozen=True)
class Package:
    """One package before it is written; `day` counts from 1 January, `name_draw` picks its name."""

    day: int
    number: int
    field: str
    form: str
    is_online: bool
    is_domestic: bool
    method: str
    value_vnd: int
    district: str
    name_draw: int
    plan_type: str
    months_ahead: int

    def on(self, year: int) -> dt.date:
        """Return the day of its notice."""
        return dt.date(year, 1, 1) + dt.timedelta(days=self.day)

    def planned_start_on(self, year: int) -> dt.date:
        """Return the first day of the month in which its selection was planned to begin."""
        published = self.on(year)
        months = published.year * 12 + published.month - 1 + self.months_ahead
        return dt.date(months // 12, months % 12 + 1, 1)

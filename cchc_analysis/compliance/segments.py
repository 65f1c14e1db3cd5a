"""The year to date of a period, cut where the legal basis changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


@dataclass(frozen=True)
class LegalSegment:
    """A stretch of days on which one rule was in force; both days belong to it."""

    starts_on: dt.date
    ends_on: dt.date
    rule: QuotaRule


def legal_segments(period: Period, rules: Iterable[QuotaRule]) -> tuple[LegalSegment, ...]:
    """Cut the days from 1 January of the period's year to its last day into stretches of one rule each.

    More than one stretch means that the period spans several legal bases: figures are then shown for each, while
    the quota of the year stays that of the rule which states it. Days before the first rule belong to none.
    """
    first_on, last_on = period.year_start_on, period.end_on
    segments = [
        LegalSegment(max(rule.valid_from, first_on), min(rule.valid_to or last_on, last_on), rule)
        for rule in rules
    ]
    return tuple(segment for segment in segments if segment.starts_on <= segment.ends_on)

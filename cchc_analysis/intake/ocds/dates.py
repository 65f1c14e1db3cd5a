"""Points in time as OCDS writes them: the day where it was written, and the instant to order releases by."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cchc_analysis.intake.stated_days import implausible_day

_FORM = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?([Zz]|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
# The ends of the calendar, which programs write where they have no date (``0001-01-01``, ``9999-12-31``).
_PLACEHOLDER_YEARS = (dt.MINYEAR, dt.MAXYEAR)


@dataclass(frozen=True)
class Moment:
    """A point in time; `day` is the calendar day where it was written, in which deadlines are counted.

    `instant` orders releases of several time zones; a text without a zone is taken for UTC (`has_zone` is False).
    """

    day: dt.date
    instant: dt.datetime
    has_zone: bool


def read_moment(raw: object) -> Moment | None:
    """Read a date or date-time of RFC 3339; None if it is not one, or only holds the place of one.

    Whether it is believed is another matter: `cchc_analysis.intake.stated_days.implausible_day`.

    >>> read_moment("2017-08-08T23:30:00-04:00").day
    datetime.date(2017, 8, 8)
    """
    match = _FORM.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    try:
        time = dt.time(
            int(hour or 0), int(minute or 0), int(second or 0), int((fraction or "0").ljust(6, "0")[:6])
        )
        written = dt.datetime.combine(dt.date(int(year), int(month), int(day)), time)
        instant = written.replace(tzinfo=_zone(zone)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    if written.year in _PLACEHOLDER_YEARS:
        return None
    return Moment(written.date(), instant, zone is not None)


def order_of(raw: object) -> str:
    """Return by what releases are ordered: the instant as ISO text in UTC.

    It is "" where no date can be read, and where it is one that no package has: a slip must not be the last word.
    """
    moment = read_moment(raw)
    return "" if moment is None or implausible_day(moment.day) is not None else moment.instant.isoformat()


def _zone(text: str | None) -> dt.timezone:
    if text is None or text in "Zz":
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))

"""Points in time as OCDS writes them: the day where it was written, and the instant to order releases by."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_FORM = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?([Zz]|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Moment:
    """A point in time; `day` is the calendar day where it was written, in which deadlines are counted.

    `instant` orders releases of several time zones; a text without a zone is taken for UTC (`has_zone` is False).
    """

    day: dt.date
    instant: dt.datetime
    has_zone: bool


def read_moment(raw: object) -> Moment | None:
    """Read a date or date-time of RFC 3339; None if it is not one, or beyond reason.

    Years outside 1990-2100 are placeholders (``0001-01-01``, ``9999-12-31``), no dates of a procurement.

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
    if not 1990 <= written.year <= 2100:
        return None
    return Moment(written.date(), instant, zone is not None)


def _zone(text: str | None) -> dt.timezone:
    if text is None or text in "Zz":
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))

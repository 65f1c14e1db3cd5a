"""Which agency of the registry a row of a hand-made list means, by code, by name or by both."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Callable

import pandas as pd

from cchc_analysis.reference.agencies import UnknownAgencyError, find_agency, resolve_name

Found = tuple[tuple[str, str] | None, str]
# Far more spellings of agencies than any list has; each is looked for once in a span of the registry.
_MOST_KEPT = 65_536


def agency_finder(registry: pd.DataFrame) -> Callable[[str, str, dt.date | None], Found]:
    """Return `known_agency` for many rows: an agency is looked for once between two changes of the registry."""
    begins = {day.date() for day in registry["valid_from"].dropna()}
    ends = {day.date() + dt.timedelta(days=1) for day in registry["valid_to"].dropna()}
    changes = sorted(begins | ends)
    before = changes[0] - dt.timedelta(days=1) if changes else dt.date.max
    find = functools.lru_cache(maxsize=_MOST_KEPT)(functools.partial(known_agency, registry))

    def found(code: str, name: str, on: dt.date | None) -> Found:
        if on is None:
            return find(code, name, None)
        span = bisect.bisect_right(changes, on)
        return find(code, name, changes[span - 1] if span else before)

    return found


def known_agency(registry: pd.DataFrame, code: str, name: str, on: dt.date | None) -> Found:
    """Return code and name of the agency of that day, or None and what may have been meant.

    Without a day, an agency is known where every day on which the registry has it gives the same code.
    """
    if on is None:
        days = pd.concat([registry["valid_from"], registry["valid_to"]]).dropna()
        every = sorted({day.date() for day in days})
        found = [one for day in every if (one := known_agency(registry, code, name, day)[0])]
        return (found[-1] if len({agency for agency, _ in found}) == 1 else None), ""
    named = resolve_name(registry, name, on) if name else None
    try:
        agency = find_agency(registry, code or named or name, on)
    except UnknownAgencyError as error:
        near = error.suggestions or tuple(one for span in error.spans for one in span.successor_codes)
        return None, ", ".join(near)
    if named not in (None, agency.agency_code):
        return None, f"{agency.agency_code}, {named}"
    return (agency.agency_code, agency.name_vi), ""

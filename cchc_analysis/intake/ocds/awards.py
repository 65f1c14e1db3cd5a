"""Who won, for how much and when: the awards of a process, or its contracts where it lists no award."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.ocds.codes import CodeList, ocds_codes
from cchc_analysis.intake.ocds.dates import read_moment
from cchc_analysis.intake.ocds.money import Money, add_up, read_money
from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.organisations import Organisation, distinct, in_the_role, read_organisation
from cchc_analysis.intake.ocds.parts import parts
from cchc_analysis.intake.ocds.text import read_text
from cchc_analysis.intake.stated_days import implausible_day


@dataclass(frozen=True)
class Result:
    """What a process came to.

    `status` is ``made``, ``pending``, ``cancelled``, ``unsuccessful``, ``unknown``, or "" without any award.

    `value` is the sum of the awards that stand, `awarded_on` the day of the last of them; each is None unless
    every award that stands says it.
    """

    status: str
    value: Money | None
    awarded_on: dt.date | None
    suppliers: tuple[Organisation, ...]


def read_result(release: dict[str, Any], notes: Notes) -> Result:
    """Read the awards of a compiled release.

    An award counts if its status is ``active`` or not said; a ``pending``, ``cancelled`` or ``unsuccessful`` one
    does not. One status that nobody knows leaves value and day unknown. A process with contracts and no award at
    all is read by its contracts (value, ``dateSigned``), and that is noted. Suppliers are those of the awards
    that count, else the parties in that role.
    """
    awards = parts(release, "awards", notes)
    if awards:
        entries, codelist, day_key, path = awards, "award_status", "date", "awards"
    else:
        entries, path, day_key = parts(release, "contracts", notes), "contracts", "dateSigned"
        codelist = "contract_status"
        if entries:
            notes.note("ocds.contracts_for_awards")
    statuses = [_status(one, codelist, path, notes) for one in entries]  # type: ignore[arg-type]
    standing = [one for one, status in zip(entries, statuses, strict=True) if status == "made"]
    suppliers = distinct(
        read_organisation(one, release, notes)
        for award in standing
        for one in parts(award, "suppliers", notes, path="awards.suppliers")
    )
    if standing and not suppliers:
        suppliers = in_the_role("supplier", release, notes)
    is_certain = "unknown" not in statuses
    return Result(
        status=_overall(statuses),
        value=_value(standing, path, notes) if is_certain else None,
        awarded_on=_last_day(standing, day_key, f"{path}.{day_key}", notes) if is_certain else None,
        suppliers=tuple(suppliers),
    )


def _status(entry: dict[str, Any], codelist: CodeList, path: str, notes: Notes) -> str:
    raw = read_text(entry.get("status"))[0]
    if not raw:
        return "made"
    code = ocds_codes(codelist).get(raw.casefold())
    if code is None:
        notes.note("ocds.code_unknown", raw, path=f"{path}.status")
        return "unknown"
    return code


def _overall(statuses: Sequence[str]) -> str:
    order = ("made", "unknown", "pending", "unsuccessful", "cancelled")
    return next((status for status in order if status in statuses), "")


def _value(standing: Sequence[dict[str, Any]], path: str, notes: Notes) -> Money | None:
    return add_up(
        [read_money(one.get("value"), f"{path}.value", notes) for one in standing], f"{path}.value", notes
    )


def _last_day(standing: Sequence[dict[str, Any]], key: str, path: str, notes: Notes) -> dt.date | None:
    days = [read_day(one.get(key), path, notes) for one in standing]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def read_day(raw: Any, path: str, notes: Notes) -> dt.date | None:
    """Read the calendar day of a date; None, and noted, if something stands there that is no date.

    A day that no process has (`implausible_day`) is held and not used.
    """
    moment = read_moment(raw)
    if moment is not None and (years := implausible_day(moment.day)) is not None:
        notes.hold("ocds.day_implausible", raw, path=path, **years)
        return None
    if moment is not None:
        return moment.day
    if raw not in (None, ""):
        notes.note("ocds.date_form", raw, path=path)
    return None

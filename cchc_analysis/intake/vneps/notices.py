"""One row of a notice, award or cancellation list: its facts read, each that cannot be with a finding."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.stated_days import implausible_day
from cchc_analysis.intake.vneps.awards import Say, read_awarded, read_bidder_count
from cchc_analysis.intake.vneps.findings import row_finding
from cchc_analysis.intake.vneps.layouts import AWARDS, AWARDS_OFFLINE, CANCELLATIONS, NOTICES, Fields, read_fields
from cchc_analysis.intake.vneps.literals import FaultError, HeldFaultError
from cchc_analysis.intake.vneps.rows import DAY_IMPLAUSIBLE, PLAN_ID_FORM, agency_code, read_date
from cchc_analysis.intake.vneps.versions import Row
from cchc_analysis.intake.vneps.words import Words, meaning
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.vietnamese.names import clean

# A number may carry the version of its notice: IB2300035541-00.
_NUMBER_FORM = re.compile(r"((?:IB|PR)?\d{8,14})(?:-(\d\d))?", re.ASCII)
_VERSION_FORM = re.compile(r"\d{1,3}", re.ASCII)
_RESULT_ID_FORM = re.compile(r"[0-9a-f-]{32,36}")
_MOMENT_FORM = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:\+0000)?", re.ASCII)
_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
# What the programme that wrote the export puts where the system says nothing.
_UNSAID = ("", "0")
AWARDED = "awarded"
_STATUS = {NOTICES: None, AWARDS: AWARDED, AWARDS_OFFLINE: AWARDED, CANCELLATIONS: "cancelled"}
_WORDS = {
    "field": ("field", "vneps.procedure_field"),
    "form": ("form", "vneps.procedure_form"),
    "method": ("method", "vneps.procedure_method"),
    "is_domestic": ("domestic", "vneps.procedure_domestic"),
}

# The field that a column was read from, by its name in the layouts; other columns are named like their field.
_FIELD_OF = {
    "plan_id": "plan", "agency_code": "investor", "is_online": "online", "is_domestic": "domestic",
    "estimate_value": "estimate", "closed_on": "closed", "awarded_on": "decided", "award_value": "winners",
    "supplier_code": "winners", "supplier_name": "winners", "supplier_count": "winners",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """One row as it was read: the process it speaks of, the moment it was published, its facts by column.

    A fact that the layout does not have, or that could not be read, is None.
    """

    row: Row
    kind: str
    number: str
    moment: dt.datetime
    facts: dict[str, Any]
    findings: tuple[Finding, ...]
    fields: Fields

    def stated(self, column: str) -> str:
        """Return what stands in the row for a column."""
        return self.fields[_FIELD_OF.get(column, column)]


def read_row(row: Row, kind: str, words: Words) -> Reading:
    """Read one row of a list of notices, awards or cancellations.

    The version of a notice is its moment of publication: two rows of one moment are one version, whatever layout
    they are in. An award without the number of a notice is known by its own id.

    Raises `FaultError` for a row that cannot be told to be one whole row, or whose number or publication cannot be
    read.
    """
    if row.damage:
        raise FaultError("vneps.row_damaged", row.damage)
    fields = read_fields(kind, row.cells)
    number = _number(fields)
    moment = _moment(fields["published"])
    if moment is None:
        raise FaultError("vneps.date", fields["published"][:80])
    if (years := implausible_day(moment)) is not None:
        raise HeldFaultError(DAY_IMPLAUSIBLE, fields["published"][:80], **years)
    findings: list[Finding] = []

    def say(code: str, raw_value: object, **values: object) -> None:
        findings.append(row_finding(code, Severity.HELD, row, raw_value, number=number, **values))

    facts = {**_named(fields, say), **_coded(fields, words, say), **_dated(fields, moment, say)}
    facts["estimate_value"] = _estimate(fields["estimate"], say)
    facts["status"] = _STATUS[kind]
    if fields.has("winners"):
        facts |= read_awarded(fields["winners"], say)
    if fields.has("bidders"):
        facts["bidder_count"] = read_bidder_count(fields["bidder_count"], fields["bidders"], say)
    return Reading(row, kind, number, moment, facts, tuple(findings), fields)


def _number(fields: Fields) -> str:
    number = fields["number"]
    match = _NUMBER_FORM.fullmatch(number)
    if match is not None:
        return match[1]
    if (
        number in _UNSAID
        and fields.kind in (AWARDS, AWARDS_OFFLINE)
        and _RESULT_ID_FORM.fullmatch(fields.result_id)
    ):
        return fields.result_id
    raise FaultError("vneps.notice_number", number[:80])


def _version(fields: Fields) -> str | None:
    """Return the version as its field, the keys of later exports or the end of the number have it."""
    match = _NUMBER_FORM.fullmatch(fields["number"])
    stated = (fields["version"], fields.key_version, match[2] if match is not None else None)
    return next((version for version in stated if version and _VERSION_FORM.fullmatch(version)), None)


def _named(fields: Fields, say: Say) -> dict[str, Any]:
    """Read the names: plan, package, investor. A plan number that is not one joins nothing."""
    plan, name = fields["plan"], clean(fields["name"])
    investor = clean(fields["investor"])
    if not PLAN_ID_FORM.fullmatch(plan):
        if plan not in _UNSAID:
            say("vneps.procedure_plan", plan)
        plan = ""
    if investor in _UNSAID:
        say("vneps.procedure_investor", investor)
        investor = ""
    if name in _UNSAID:
        say("vneps.procedure_name", name)
        name = ""
    return {
        "plan_id": plan,
        "version": _version(fields),
        "agency_code": agency_code(investor) if investor else "",
        "agency_name": investor,
        "name": name,
    }


def _coded(fields: Fields, words: Words, say: Say) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for column, (name, fault) in _WORDS.items():
        read[column] = meaning(fields[name], words[column])
        if read[column] is None:
            say(fault, fields[name])
    stated = fields["online"] if fields.has("online") else fields.key_online
    read["is_online"] = meaning(stated, words["is_online"])
    if read["is_online"] is None:
        say("vneps.procedure_online", stated)
    return read


def _dated(fields: Fields, moment: dt.datetime, say: Say) -> dict[str, Any]:
    """Read the dates; of two that cannot both be right, the one that is not the publication is left out."""
    if fields.kind == AWARDS_OFFLINE:
        try:
            decided = read_date(fields["decided"])
        except HeldFaultError as fault:
            say(fault.code, fields["decided"], **fault.values)
            decided = None
        except FaultError:
            say("vneps.award_date", fields["decided"])
            decided = None
        if decided is not None and decided > moment.date():
            say("vneps.award_after_publication", fields["decided"], published=fields["published"])
            decided = None
        return {"award_published_on": moment.date(), "awarded_on": decided}
    closed = _moment(fields["closed"])
    if closed is None:
        say("vneps.close_date", fields["closed"])
    elif (years := implausible_day(closed)) is not None:
        say(DAY_IMPLAUSIBLE, fields["closed"], **years)
        closed = None
    elif closed < moment:
        say("vneps.closed_before_publication", fields["closed"], published=fields["published"])
        closed = None
    return {"published_on": moment.date(), "closed_on": closed.date() if closed else None}


def _estimate(stated: str, say: Say) -> int | None:
    """Read the price of a package in whole đồng; 0 is what the export writes where nothing is stated."""
    if stated in _UNSAID:
        return None
    value = int(stated) if _WHOLE.fullmatch(stated) else 0
    limits = plausible_amounts()
    if limits.is_price(value):
        return value
    say("vneps.procedure_estimate", stated, least=limits.least_package_vnd, most=limits.most_package_vnd)
    return None


def _moment(cell: str) -> dt.datetime | None:
    """Read a moment in Vietnamese time."""
    if not _MOMENT_FORM.fullmatch(cell):
        return None
    try:
        moment = dt.datetime.fromisoformat(cell)
        if moment.tzinfo is not None:
            moment = moment.astimezone(_VIETNAM).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return moment

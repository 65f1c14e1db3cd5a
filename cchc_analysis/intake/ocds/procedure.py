"""One compiled release as a row of ``procedures``: only what its fields say, missing where they do not."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.ocds.awards import Result, read_day, read_result
from cchc_analysis.intake.ocds.codes import CodeList, ocds_codes
from cchc_analysis.intake.ocds.money import Money, read_money
from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.organisations import read_agency, read_organisation
from cchc_analysis.intake.ocds.parts import part, parts, spoken, texts
from cchc_analysis.intake.ocds.text import read_text
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.vocabulary import form_codes, word_key

Row = dict[str, Any]


def read_procedure(release: dict[str, Any], notes: Notes) -> Row | None:
    """Read a compiled release; None if it names no buyer, without whom nobody can be judged.

    Returns
    -------
    The columns of ``procedures`` but those of the source. `published_on` and `closed_on` are the first and last
    day of the tender period, days as written at the publisher's place; `award_published_on`, `cancelled_on`,
    `planned_on`, `is_domestic`, `method` and `has_petition` have no field in OCDS 1.1 and stay missing. With
    several suppliers `supplier_code` is "" and `supplier_name` lists them.
    """
    agency = read_agency(release, notes)
    if agency is None:
        notes.add("ocds.buyer_absent", Severity.ROW_REJECTED)
        return None
    if agency.is_known_by == "name":
        notes.note("ocds.buyer_by_name")
    tender = part(release, "tender", notes)
    period = part(tender, "tenderPeriod", notes, path="tender.tenderPeriod")
    result = read_result(release, notes)
    estimate, currency = _estimate(tender, result.value, notes)
    status = _status(tender, result, notes)
    language = read_text(release.get("language"))[0]
    titled = (tender, *parts(release, "awards", notes), *parts(release, "contracts", notes))
    titles = (spoken(one, "title", language, notes) for one in titled)
    return {
        "procedure_id": release["ocid"],
        "package_id": "",
        "plan_id": "",
        "version": read_text(release.get("date"))[0],
        "agency_code": agency.code,
        "agency_name": agency.name or agency.code,
        "name": next((title for title in titles if title), ""),
        "field": _field(tender, notes),
        "form": _form(tender, notes),
        "method": "",
        "is_online": _is_online(tender, notes),
        "is_domestic": None,
        "status": status,
        "currency": currency,
        "estimate_value": None if estimate is None else estimate.minor,
        "award_value": None if result.value is None else result.value.minor,
        "bidder_count": _bidder_count(tender, release, status, notes),
        "supplier_code": result.suppliers[0].code if len(result.suppliers) == 1 else "",
        "supplier_name": "; ".join(one.name or one.code for one in result.suppliers),
        "supplier_count": len(result.suppliers) or None,
        "planned_on": None,
        **_days(period, result, notes),
        "award_published_on": None,
        "cancelled_on": None,
        "cancel_reason": "",
        "has_petition": None,
    }


def _days(period: dict[str, Any], result: Result, notes: Notes) -> dict[str, dt.date | None]:
    opened = read_day(period.get("startDate"), "tender.tenderPeriod.startDate", notes)
    closed = read_day(period.get("endDate"), "tender.tenderPeriod.endDate", notes)
    if opened is not None and closed is not None and closed < opened:
        notes.note("ocds.period_backwards", f"{opened} – {closed}")
        opened = closed = None
    if opened is not None and result.awarded_on is not None and result.awarded_on < opened:
        notes.note("ocds.award_early", f"{result.awarded_on} < {opened}")
    return {"published_on": opened, "closed_on": closed, "awarded_on": result.awarded_on}


def _estimate(tender: dict[str, Any], award: Money | None, notes: Notes) -> tuple[Money | None, str]:
    """Return the estimate and the one currency of the row; the award's goes first, for it is what is spent."""
    estimate = read_money(tender.get("value"), "tender.value", notes)
    if estimate is not None and award is not None and estimate.currency != award.currency:
        notes.note("ocds.currencies_differ", estimate.currency, currency=award.currency)
        estimate = None
    money = award or estimate
    return estimate, "" if money is None else money.currency


def _code(codelist: CodeList, raw: str, path: str, notes: Notes) -> str | None:
    """Return our code; None if nothing is said or the code is unknown, which is noted."""
    if not raw:
        return None
    code = ocds_codes(codelist).get(raw.casefold())
    if code is None:
        notes.note("ocds.code_unknown", raw, path=path)
    elif not code:
        notes.note("ocds.code_ambiguous", raw, path=path)
    return code


def _field(tender: dict[str, Any], notes: Notes) -> str:
    main = read_text(tender.get("mainProcurementCategory"))[0]
    others = texts(tender, "additionalProcurementCategories", notes, path="tender.additionalProcurementCategories")
    if main.casefold() == "services" and "consultingservices" in (one.casefold() for one in others):
        return ocds_codes("category")["consultingservices"]
    return _code("category", main, "tender.mainProcurementCategory", notes) or ""


def _form(tender: dict[str, Any], notes: Notes) -> str:
    """Return the form of the law: by its own name in ``procurementMethodDetails``, else by the OCDS code."""
    details = _forms_of_the_law().get(word_key(read_text(tender.get("procurementMethodDetails"))[0]))
    raw = read_text(tender.get("procurementMethod"))[0]
    return details or _code("method", raw, "tender.procurementMethod", notes) or ""


@functools.cache
def _forms_of_the_law() -> dict[str, str]:
    return form_codes()


def _is_online(tender: dict[str, Any], notes: Notes) -> bool | None:
    path = "tender.submissionMethod"
    raw = texts(tender, "submissionMethod", notes, path=path)
    ways = {_code("submission", one, path, notes) for one in raw}
    if len(ways) > 1:
        # Paper beside the platform: not certain that everybody had to use it.
        notes.note("ocds.submission_mixed", ", ".join(raw))
    return {"online": True, "offline": False}.get(next(iter(ways)) or "") if len(ways) == 1 else None


def _status(tender: dict[str, Any], result: Result, notes: Notes) -> str:
    said = _code("tender_status", read_text(tender.get("status"))[0], "tender.status", notes)
    if said in ("cancelled", "unsuccessful"):
        if result.status == "made":
            notes.hold("ocds.status_conflict", said)
        return said
    if result.status == "made":
        return "awarded"
    if result.status in ("cancelled", "unsuccessful"):
        return result.status
    return said or "unknown"


def _bidder_count(tender: dict[str, Any], release: dict[str, Any], status: str, notes: Notes) -> int | None:
    """Return ``numberOfTenderers``, else the number of ``tenderers``.

    0 is what a form says when nobody filled it in: it is believed only of a process that ended without an award.
    A list in which one has neither name nor register number is a placeholder and is not counted. More than
    `plausible_amounts` has for one package are not believed.
    """
    most = plausible_amounts().most_bidders
    said = tender.get("numberOfTenderers")
    if said not in (None, "") and (isinstance(said, bool) or not isinstance(said, int) or said < 0):
        notes.note("ocds.count_form", said, path="tender.numberOfTenderers")
        said = None
    elif isinstance(said, int) and said > most:
        notes.note("ocds.count_huge", said, path="tender.numberOfTenderers", most=most)
        said = None
    listed = _tenderer_count(tender, release, notes)
    if listed is not None and listed > most:
        notes.note("ocds.count_huge", listed, path="tender.tenderers", most=most)
        listed = None
    if said in (None, ""):
        return listed
    if said == 0 and status not in ("cancelled", "unsuccessful"):
        notes.note("ocds.bidders_zero")
        return listed
    if listed is not None and listed != said:
        notes.hold("ocds.bidders_differ", said, listed=listed)
    return int(said)


def _tenderer_count(tender: dict[str, Any], release: dict[str, Any], notes: Notes) -> int | None:
    entries = parts(tender, "tenderers", notes, path="tender.tenderers")
    bidders = [read_organisation(one, release, notes) for one in entries]
    if any(one is None or (one.is_known_by == "id" and not one.name) for one in bidders):
        notes.note("ocds.tenderers_nameless")
        return None
    return len({one.code for one in bidders if one is not None}) or None

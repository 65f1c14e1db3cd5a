"""One package of a selection plan: its items read and compared with its details, or why they cannot be."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.vneps_rows import DETAIL_ITEMS, PACKAGE_ITEMS, Entry, FaultError, Plan
from cchc_analysis.reference.vocabulary import field_codes, form_codes, method_codes, word_key
from cchc_analysis.vietnamese.names import clean

_NAME, _FIELD, _PRICE, _FORM, _METHOD, _ID, _DOMESTIC, _ONLINE = 0, 1, 2, 4, 5, 9, 10, 11
_DETAIL_OF = {_NAME: 1, _FIELD: 4, _PRICE: 13, _FORM: 6, _METHOD: 7, _DOMESTIC: 3, _ONLINE: 2}
_LOCATION = 14
_ID_FORM = re.compile(r"[0-9A-Za-z_-]{1,64}")
# A thousand nghìn tỷ: no package comes near it, and sums of thousands of such prices still fit 64 bits.
_MAX_VND = 10**15
# The system's own two answers to isInternet and isDomestic, in words on most days and as 1/0 on others.
_ONLINE_WORDS = {word_key("Qua mạng"): True, word_key("Không qua mạng"): False, "1": True, "0": False}
_DOMESTIC_WORDS = {word_key("Trong nước"): True, word_key("Quốc tế"): False, "1": True, "0": False}

Words = dict[int, dict[str, Any]]


@dataclass(frozen=True)
class Package:
    """One package as the table ``packages`` takes it, in its column order; `source_*` are added later."""

    package_id: str
    plan_id: str
    plan_version: str
    agency_code: str
    agency_name: str
    name: str
    field: str
    form: str
    is_online: bool
    is_domestic: bool
    method: str
    value_vnd: int
    published_on: dt.date
    district: str
    province: str
    plan_type: str
    planned_start_on: dt.date | None


def load_words() -> Words:
    """Return what every known word or code means, by the place of its item in the package list."""
    return {
        _FIELD: dict(field_codes()),
        _FORM: dict(form_codes()),
        _METHOD: dict(method_codes()),
        _ONLINE: dict(_ONLINE_WORDS),
        _DOMESTIC: dict(_DOMESTIC_WORDS),
    }


def package_id(entry: Entry) -> str | None:
    """Return the id of a package, or None where the item is not whole."""
    if len(entry.listed) != PACKAGE_ITEMS or not isinstance(entry.listed[_ID], str):
        return None
    stated = entry.listed[_ID].strip()
    return stated if _ID_FORM.fullmatch(stated) else None


def package_name(entry: Entry) -> str:
    """Return the name of a package as far as it can be read, to name it in a finding."""
    return clean(str(entry.listed[_NAME]))[:120] if entry.listed else ""


def package_content(plan: Plan, entry: Entry) -> tuple[str, ...]:
    """Return everything the export says of a package, without the plan's number: equal means the same."""
    return (plan.agency_code, *(clean(str(item)) for item in (*entry.listed, *entry.detailed)))


def read_package(plan: Plan, entry: Entry, words: Words) -> Package:
    """Read one package of a plan, its words by `load_words`.

    Field, form and method go through the dated vocabulary, money stays integer đồng, `district` and `province`
    come from "district, province" (province only where there is no comma). The details must say the same
    as the package list; a word the details leave empty is no contradiction.

    Raises
    ------
    FaultError
        For a missing item, a price that is not a whole number above 0, an unknown word, or details that
        say something else.
    """
    listed, detailed = entry.listed, entry.detailed
    if len(listed) != PACKAGE_ITEMS or len(detailed) != DETAIL_ITEMS:
        raise FaultError("vneps.package_items", packages=len(listed), details=len(detailed))
    identity = package_id(entry)
    if identity is None:
        raise FaultError("vneps.package_id", str(listed[_ID])[:80])
    name = clean(_text(listed[_NAME]))
    if not name:
        raise FaultError("vneps.package_name")
    price = _price(listed[_PRICE])
    read = {
        "field": _code(listed[_FIELD], words[_FIELD], "vneps.package_field"),
        "form": _code(listed[_FORM], words[_FORM], "vneps.package_form"),
        "method": _code(listed[_METHOD], words[_METHOD], "vneps.package_method"),
        "is_online": _code(listed[_ONLINE], words[_ONLINE], "vneps.package_online"),
        "is_domestic": _code(listed[_DOMESTIC], words[_DOMESTIC], "vneps.package_domestic"),
    }
    _compare(listed, detailed, words)
    district, _, province = clean(_text(detailed[_LOCATION])).rpartition(",")
    return Package(
        package_id=identity,
        plan_id=plan.plan_id,
        plan_version=plan.version,
        agency_code=plan.agency_code,
        agency_name=plan.investor,
        name=name,
        value_vnd=price,
        published_on=plan.published_on,
        district=district.strip(),
        province=province.strip(),
        plan_type="",
        planned_start_on=None,
        **read,
    )


def _text(item: Any) -> str:
    if not isinstance(item, str):
        raise FaultError("vneps.package_text", str(item)[:80])
    return item


def _price(item: Any) -> int:
    if type(item) is not int or not 0 < item <= _MAX_VND:
        raise FaultError("vneps.package_price", str(item)[:80])
    return item


def _code(item: Any, codes: dict[str, Any], fault: str) -> Any:
    """Look a word or code up; the system writes both, sometimes in one file."""
    key = word_key(str(item))
    if isinstance(item, (bool, float)) or key not in codes:
        raise FaultError(fault, str(item)[:80])
    return codes[key]


def _compare(listed: tuple[Any, ...], detailed: tuple[Any, ...], words: Words) -> None:
    """Raise if the details contradict the package list."""
    for place, detail_place in _DETAIL_OF.items():
        own, other = listed[place], detailed[detail_place]
        if own == other:
            continue
        own_key, other_key = word_key(str(own)), word_key(str(other))
        meanings = words.get(place, {})
        is_left_empty = place in words and not other_key
        is_same_meaning = other_key in meanings and meanings[other_key] == meanings[own_key]
        if not (is_left_empty or own_key == other_key or is_same_meaning):
            raise FaultError("vneps.package_details", str(own)[:80], other=str(other)[:80])

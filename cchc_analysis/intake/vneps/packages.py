"""One package of a selection plan: its items read and compared with its details, or why they cannot be."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.vneps.literals import FaultError
from cchc_analysis.intake.vneps.rows import DETAIL_ITEMS, PACKAGE_ITEMS, Entry, Plan
from cchc_analysis.intake.vneps.words import Words, meaning, planned_start
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.reference.vocabulary import word_key
from cchc_analysis.vietnamese.names import clean

_NAME, _PRICE, _START, _ID = 0, 2, 6, 9
_DETAIL_NAME, _DETAIL_START, _DETAIL_PRICE, LOCATION = 1, 11, 13, 14
# Where each word stands: in the package list and in the details.
WORD_PLACES = {"field": (1, 4), "form": (4, 6), "method": (5, 7), "is_online": (11, 2), "is_domestic": (10, 3)}
_WORD_FAULTS = {
    "field": "vneps.package_field",
    "form": "vneps.package_form",
    "method": "vneps.package_method",
    "is_online": "vneps.package_online",
    "is_domestic": "vneps.package_domestic",
}
_ID_FORM = re.compile(r"[0-9A-Za-z_-]{1,64}")


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


def package_id(entry: Entry) -> str | None:
    """Return the id of a package, or None where the item is not whole."""
    if len(entry.listed) != PACKAGE_ITEMS or not isinstance(entry.listed[_ID], str):
        return None
    stated = entry.listed[_ID].strip()
    return stated if _ID_FORM.fullmatch(stated) else None


def package_name(entry: Entry) -> str:
    """Return the name of a package as far as it can be read, to name it in a finding."""
    return clean(str(entry.listed[_NAME]))[:120] if entry.listed else ""


def package_prices(entry: Entry) -> tuple[Any, Any]:
    """Return the price of the package list and that of the details as they stand."""
    return entry.listed[_PRICE], entry.detailed[_DETAIL_PRICE]


def package_content(plan: Plan, entry: Entry) -> tuple[str, ...]:
    """Return everything the export says of a package, without the plan's number: equal means the same."""
    return (plan.agency_code, *(clean(str(item)) for item in (*entry.listed, *entry.detailed)))


def split_location(location: Any) -> tuple[str, str]:
    """Split "district, province"; where there is no comma it is a province."""
    district, _, province = clean(_text(location)).rpartition(",")
    return district.strip(), province.strip()


def read_package(plan: Plan, entry: Entry, words: Words) -> Package:
    """Read one package of a plan, its words by `load_words`.

    Field, form and method go through the dated vocabulary, money stays integer đồng. The details must say the same
    as the package list; a word the details leave empty is no contradiction. What no figure is counted by may be
    unread: an unknown plan type is "", a start that cannot be read (or differs in the details) None.

    Raises
    ------
    FaultError
        For a missing item, a price that is not a whole number above 0 or beyond what a package may cost, an
        unknown word, or details that say something else.
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
        column: _code(listed[at], words[column], _WORD_FAULTS[column]) for column, (at, _) in WORD_PLACES.items()
    }
    _compare(listed, detailed, words)
    district, province = split_location(detailed[LOCATION])
    return Package(
        package_id=identity,
        plan_id=plan.plan_id,
        plan_version=plan.version,
        agency_code=plan.agency_code,
        agency_name=plan.investor,
        name=name,
        value_vnd=price,
        published_on=plan.published_on,
        district=district,
        province=province,
        plan_type=meaning(plan.type_word, words["plan_type"]) or "",
        planned_start_on=planned_start(listed[_START]) if start_words(entry)[1] is None else None,
        **read,
    )


def start_words(entry: Entry) -> tuple[str, str | None]:
    """Return when selection is to begin as it stands, and what the details say if it is something else."""
    own, other = str(entry.listed[_START])[:80], str(entry.detailed[_DETAIL_START])[:80]
    return own, other if other.strip() and word_key(own) != word_key(other) else None


def _text(item: Any) -> str:
    if not isinstance(item, str):
        raise FaultError("vneps.package_text", str(item)[:80])
    return item


def _price(item: Any) -> int:
    most = plausible_amounts().most_package_vnd
    if type(item) is not int or not 0 < item <= most:
        raise FaultError("vneps.package_price", str(item)[:80], most=most)
    return item


def _code(item: Any, codes: dict[str, Any], fault: str) -> Any:
    code = meaning(item, codes)
    if code is None:
        raise FaultError(fault, str(item)[:80])
    return code


def _compare(listed: tuple[Any, ...], detailed: tuple[Any, ...], words: Words) -> None:
    """Raise if the details contradict the package list."""
    pairs: list[tuple[int, int, dict[str, Any]]] = [(_NAME, _DETAIL_NAME, {}), (_PRICE, _DETAIL_PRICE, {})]
    pairs += [(at, detail_at, words[column]) for column, (at, detail_at) in WORD_PLACES.items()]
    for at, detail_at, meanings in pairs:
        own, other = listed[at], detailed[detail_at]
        if own == other:
            continue
        own_key, other_key = word_key(str(own)), word_key(str(other))
        is_left_empty = bool(meanings) and not other_key
        is_same_meaning = other_key in meanings and meanings[other_key] == meanings[own_key]
        if not (is_left_empty or own_key == other_key or is_same_meaning):
            raise FaultError("vneps.package_details", str(own)[:80], other=str(other)[:80])

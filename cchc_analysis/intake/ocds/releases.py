"""What is a release in a JSON value: packages of releases and of records, records alone, releases alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds.dates import order_of
from cchc_analysis.intake.ocds.documents import Document, Unread, list_key
from cchc_analysis.intake.ocds.fields import used_fields
from cchc_analysis.intake.ocds.json_text import DoubledKeys, fault_in
from cchc_analysis.intake.ocds.text import shown
from cchc_analysis.vietnamese.names import clean

_MAX_OCID_CHARACTERS = 200
_SECTIONS = ("ocid", "tag", "initiationType", "buyer", "planning", "tender", "awards", "contracts")


class Role(StrEnum):
    """What a release is to its process.

    `PART` one step of its history, `COMPILED` its whole state as the publisher put it together, `VERSIONED` the
    publisher's history of every field, `LINKED` only the address of a part.
    """

    PART = "part"
    COMPILED = "compiled"
    VERSIONED = "versioned"
    LINKED = "linked"


@dataclass(frozen=True)
class Release:
    """One release as it stands in a file, cut down to the fields that are used.

    `digest` is that of the whole release, whatever the order of its keys. `record` names the record that it stands
    in ("" outside of records), `instant` is its date in UTC as ISO text ("" if it has none that can be read and
    believed).
    """

    ocid: str
    role: Role
    place: str
    number: int
    instant: str
    digest: str
    record: str
    body: dict[str, Any]


Reader = Callable[[Any, Document, str, str], Iterator[Release | Unread]]


def releases_in(document: Document, *, file: str) -> Iterator[Release | Unread]:
    """Find every release of a JSON value, and what cannot be taken for one.

    Known shapes: a release package (``releases``), a record package (``records``), a record by itself, one
    release. A release whose tag says ``compiled`` is a compiled release wherever it stands.
    """
    value, place = document.value, document.place
    if not isinstance(value, dict):
        yield _unread("ocds.not_object", file, place, raw=value)
    elif isinstance(value, DoubledKeys):
        yield _unread("ocds.key_doubled", file, place, raw=value.key)
    elif key := list_key(value):
        yield from _in_list(value, key, document, file, _record if key == "records" else _release)
    elif any(key in value for key in ("compiledRelease", "versionedRelease", "releases")):
        yield from _record(value, document, place, file)
    elif any(section in value for section in _SECTIONS):
        yield from _release(value, document, place, file)
    else:
        yield _unread("ocds.not_ocds", file, place, raw=", ".join(list(value)[:5]))


def _in_list(
    value: dict[str, Any], key: str, document: Document, file: str, read: Reader
) -> Iterator[Release | Unread]:
    entries, place = value[key], _inside(document.place, key)
    if not isinstance(entries, list):
        yield _unread("ocds.not_list", file, place, raw=entries)
        return
    if not entries:
        yield Unread(Finding("ocds.empty_package", Severity.NOTE, file, place=place), releases=0)
    for position, entry in enumerate(entries, start=document.first):
        here = f"{place}[{position}]"
        own = document if document.place else replace(document, number=position + 1)
        yield from read(entry, own, here, file)


def _record(value: Any, document: Document, place: str, file: str) -> Iterator[Release | Unread]:
    if not isinstance(value, dict) or isinstance(value, DoubledKeys):
        is_doubled = isinstance(value, DoubledKeys)
        code, raw = ("ocds.key_doubled", value.key) if is_doubled else ("ocds.not_object", value)
        yield _unread(code, file, place, raw=raw)
        return
    ocid = value.get("ocid")
    record = f"{file} {place}"
    if "compiledRelease" in value:
        entry = value["compiledRelease"]
        here = _inside(place, "compiledRelease")
        yield _checked(entry, Role.COMPILED, document, here, file, record=record, expected=ocid)
    entries = value.get("releases", [])
    if not isinstance(entries, list):
        yield _unread("ocds.not_list", file, _inside(place, "releases"), raw=entries)
        entries = []
    compiled = value.get("compiledRelease")
    known = ocid if ocid is not None else compiled.get("ocid") if isinstance(compiled, dict) else None
    for position, entry in enumerate(entries):
        here = f"{_inside(place, 'releases')}[{position}]"
        is_link = isinstance(entry, dict) and "url" in entry and not any(key in entry for key in ("ocid", "id"))
        role = Role.LINKED if is_link else _role(entry)
        yield _checked(entry, role, document, here, file, record=record, expected=known)
    if "versionedRelease" in value:
        here = _inside(place, "versionedRelease")
        yield _checked(
            value["versionedRelease"], Role.VERSIONED, document, here, file, record=record, expected=known
        )


def _release(value: Any, document: Document, place: str, file: str) -> Iterator[Release | Unread]:
    yield _checked(value, _role(value), document, place, file)


def _role(value: Any) -> Role:
    tag = value.get("tag") if isinstance(value, dict) else None
    return Role.COMPILED if tag == "compiled" or (isinstance(tag, list) and "compiled" in tag) else Role.PART


def _checked(
    value: Any, role: Role, document: Document, place: str, file: str, *, record: str = "", expected: Any = None
) -> Release | Unread:
    if not isinstance(value, dict):
        return _unread("ocds.not_object", file, place, raw=value)
    fault = fault_in(value)
    if fault is not None:
        code, path, raw = fault
        return _unread(code, file, _inside(place, path), raw=raw)
    ocid = expected if role is Role.LINKED else value.get("ocid")
    if not isinstance(ocid, str) or not _is_plain(ocid):
        return _unread("ocds.ocid_absent" if ocid in (None, "") else "ocds.ocid_form", file, place, raw=ocid)
    if expected is not None and ocid != expected:
        return _unread("ocds.ocid_differs", file, place, raw=ocid, expected=shown(expected))
    return Release(
        ocid=ocid.strip(),
        role=role,
        place=place,
        number=document.number,
        instant=order_of(value.get("date")),
        digest=hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest(),
        record=record,
        body=used_fields(value) if role in (Role.PART, Role.COMPILED) else {},
    )


def _is_plain(ocid: str) -> bool:
    return 0 < len(ocid.strip()) <= _MAX_OCID_CHARACTERS and ocid.isprintable() and clean(ocid) == ocid.strip()


def _inside(place: str, path: str) -> str:
    """Say where a path leads from a place (``row 12``, ``records[0]``)."""
    if not place or not path:
        return place or path
    return f"{place} · {path}" if place.startswith("row ") and "·" not in place else f"{place}.{path}"


def _unread(code: str, file: str, place: str, *, raw: Any, **values: object) -> Unread:
    finding = Finding(
        code, Severity.ROW_REJECTED, file, place=shown(place, limit=200), raw_value=shown(raw), values=values
    )
    return Unread(finding)

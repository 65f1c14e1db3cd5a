"""Buyers and suppliers of a release: one stable key each, made of a register's number where there is one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.parts import part, parts, spoken, texts
from cchc_analysis.intake.ocds.text import read_text
from cchc_analysis.vietnamese.names import name_key

_CODE_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_PUBLISHER = re.compile(r"ocds-[a-z0-9]{6}(?=-)", re.IGNORECASE)


@dataclass(frozen=True)
class Organisation:
    """An organisation of a release; `is_known_by` says what its code is made of (``identifier, id, name``)."""

    code: str
    name: str
    is_known_by: str


def read_organisation(reference: dict[str, Any], release: dict[str, Any], notes: Notes) -> Organisation | None:
    """Read a reference to an organisation; None if it has neither a number nor a name.

    The code is ``scheme-id`` of its identifier (org-id.guide); else its ``id``, which only one publisher knows,
    behind the publisher's prefix of the ocid; else ``ORG_`` and ten hexadecimal digits of a digest of its name.
    Whatever a file name could not hold is a digest too. What the reference does not say is looked up in
    ``parties`` by ``id``.
    """
    local = read_text(reference.get("id"))[0]
    party = _party(local, release)
    language = read_text(release.get("language"))[0]
    identifier = part(reference, "identifier", notes) or part(party, "identifier", notes)
    scheme, number = (read_text(identifier.get(key))[0] for key in ("scheme", "id"))
    name = (
        spoken(reference, "name", language, notes)
        or spoken(party, "name", language, notes)
        or spoken(identifier, "legalName", language, notes)
    )
    match = _PUBLISHER.match(str(release.get("ocid", "")))
    publisher = match[0] if match else ""
    if scheme and number:
        return Organisation(_code(f"{scheme}-{number}"), name or f"{scheme}-{number}", "identifier")
    if local:
        return Organisation(_code(f"{publisher}-{local}".removeprefix("-")), name, "id")
    if name:
        return Organisation(_digest(f"{publisher} {name_key(name)}"), name, "name")
    return None


def read_agency(release: dict[str, Any], notes: Notes) -> Organisation | None:
    """Read who buys: ``buyer``, else the only party in that role, else the procuring entity in the same way.

    Names nobody if there are several and none is named as the buyer.
    """
    tender = part(release, "tender", notes)
    for role, reference in (
        ("buyer", part(release, "buyer", notes)),
        ("procuringEntity", part(tender, "procuringEntity", notes, path="tender.procuringEntity")),
    ):
        named = read_organisation(reference, release, notes)
        if named is not None:
            return named
        in_role = in_the_role(role, release, notes)
        if len(in_role) == 1:
            return in_role[0]
        if in_role:
            notes.note("ocds.several_buyers", ", ".join(one.name for one in in_role), role=role)
    return None


def in_the_role(role: str, release: dict[str, Any], notes: Notes) -> list[Organisation]:
    """Return the organisations that ``parties`` lists in a role."""
    return distinct(
        read_organisation(one, release, notes)
        for one in parts(release, "parties", notes)
        if role in texts(one, "roles", notes, path="parties.roles")
    )


def distinct(organisations: Iterable[Organisation | None]) -> list[Organisation]:
    """Return every organisation once, by its code."""
    return list({one.code: one for one in organisations if one is not None}.values())


def _party(local: str, release: dict[str, Any]) -> dict[str, Any]:
    listed = release.get("parties")
    if not local or not isinstance(listed, list):
        return {}
    return next((one for one in listed if isinstance(one, dict) and read_text(one.get("id"))[0] == local), {})


def _code(identity: str) -> str:
    return identity if _CODE_FORM.fullmatch(identity) else _digest(identity)


def _digest(identity: str) -> str:
    return f"ORG_{hashlib.sha256(identity.encode()).hexdigest()[:10].upper()}"

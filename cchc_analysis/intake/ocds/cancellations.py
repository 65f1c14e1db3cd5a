"""Releases whose tag says that a tender or an award was cancelled, where their fields leave it unsaid."""

from __future__ import annotations

from typing import Any

from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.text import read_text

_CANCELLED = "cancelled"
_ENDED = frozenset({_CANCELLED, "unsuccessful", "withdrawn"})


def with_cancellation(body: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Return a release with the status that its tag gives: ``tenderCancellation``, ``awardCancellation``.

    The tag is taken where no status is said: of the tender, and of the awards that the release lists, if none of
    them says that it ended. Where a status says otherwise, or no award is listed, a person has to decide.

    Source: OCDS 1.1 codelist releaseTag ("the cancellation of an existing tender", "… of an award").
    """
    tags = body.get("tag")
    tags = [tags] if isinstance(tags, str) else tags if isinstance(tags, list) else []
    if "tenderCancellation" in tags:
        body = _tender_cancelled(body, notes)
    return _awards_cancelled(body, notes) if "awardCancellation" in tags else body


def _tender_cancelled(body: dict[str, Any], notes: Notes) -> dict[str, Any]:
    tender = body.get("tender") or {}
    if not isinstance(tender, dict):
        return body
    said = _status(tender)
    if said:
        if said not in _ENDED:
            notes.hold("ocds.cancellation_unclear", "tenderCancellation", ocid=body.get("ocid"))
        return body
    notes.note("ocds.cancelled_by_tag", "tenderCancellation", tag="tenderCancellation")
    return body | {"tender": tender | {"status": _CANCELLED}}


def _awards_cancelled(body: dict[str, Any], notes: Notes) -> dict[str, Any]:
    awards = body.get("awards")
    listed = [one for one in awards if isinstance(one, dict)] if isinstance(awards, list) else []
    if any(_status(one) in _ENDED for one in listed):
        return body
    if all(_status(one) for one in listed):
        notes.hold("ocds.cancellation_unclear", "awardCancellation", ocid=body.get("ocid"))
        return body
    notes.note("ocds.cancelled_by_tag", "awardCancellation", tag="awardCancellation")
    changed = [one if one not in listed or _status(one) else one | {"status": _CANCELLED} for one in awards or ()]
    return body | {"awards": changed}


def _status(entry: dict[str, Any]) -> str:
    return read_text(entry.get("status"))[0].casefold()

"""The parts of a release by name: objects, lists and texts, where another shape is noted and counts as absent."""

from __future__ import annotations

from typing import Any

from cchc_analysis.intake.ocds.notes import Notes
from cchc_analysis.intake.ocds.text import read_text


def part(owner: dict[str, Any], key: str, notes: Notes, *, path: str = "") -> dict[str, Any]:
    """Return an object inside another; {} if it is absent."""
    value = owner.get(key)
    if isinstance(value, dict):
        return value
    if value is not None:
        notes.note("ocds.shape", value, path=path or key)
    return {}


def parts(owner: dict[str, Any], key: str, notes: Notes, *, path: str = "") -> list[dict[str, Any]]:
    """Return the objects of a list; [] if it is absent."""
    value = owner.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        notes.note("ocds.shape", value, path=path or key)
        return []
    found = [one for one in value if isinstance(one, dict)]
    if len(found) < len(value):
        notes.note("ocds.shape", value, path=path or key)
    return found


def texts(owner: dict[str, Any], key: str, notes: Notes, *, path: str = "") -> list[str]:
    """Return the texts of a list of codes; a lone text is taken for a list of one."""
    value = owner.get(key)
    if value is None or value == "":
        return []
    entries = value if isinstance(value, list) else [value]
    found = [text for one in entries if isinstance(one, str) and (text := read_text(one)[0])]
    if len(found) < len(entries):
        notes.note("ocds.shape", value, path=path or key)
    return found


def spoken(owner: dict[str, Any], key: str, language: str, notes: Notes) -> str:
    """Return a text in the release's own language: ``title``, else ``title_es``, else the first ``title_…``.

    Source: standard.open-contracting.org/1.1/en/schema/reference, language.
    """
    versions = sorted(name for name in owner if name.startswith(f"{key}_"))
    for name in (key, f"{key}_{language}", *versions):
        text, is_damaged = read_text(owner.get(name))
        if is_damaged:
            notes.note("ocds.text_damaged", text, path=name)
        if text:
            return text
    return ""

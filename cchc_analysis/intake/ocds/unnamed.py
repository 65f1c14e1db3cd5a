"""Awards and contracts without an id: in several releases nobody can tell whether they are one or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_LISTS = ("awards", "contracts")


def unnamed_lists(bodies: Sequence[dict[str, Any]]) -> list[str]:
    """Return the lists (``awards``, ``contracts``) in which several releases have an object without an id.

    Merging matches objects by their id, so each of these would count anew. What stood before a ``null`` is gone.
    """
    return [name for name in _LISTS if _release_count(bodies, name) > 1]


def _release_count(bodies: Sequence[dict[str, Any]], name: str) -> int:
    count = 0
    for body in bodies:
        listed = body.get(name, ())
        if listed is None:
            count = 0
        elif isinstance(listed, list):
            count += any(isinstance(one, dict) and "id" not in one for one in listed)
    return count


def without_their_money(state: dict[str, Any], lists: Sequence[str]) -> dict[str, Any]:
    """Return a compiled release in which the objects without an id say no value."""
    return state | {
        name: [
            {key: value for key, value in one.items() if key != "value"}
            if isinstance(one, dict) and "id" not in one
            else one
            for one in state.get(name) or ()
        ]
        for name in lists
    }

"""JSON as it stands in a file: numbers exact, doubled keys seen, depth bounded, nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

# A release is some ten levels deep with every known extension.
MAX_DEPTH = 60
_WHOLE_DIGITS = 19


class BrokenJsonError(Exception):
    """A text that is no JSON value; `code` is the key of the text, `place` where it breaks off."""

    def __init__(self, code: str, place: str = "") -> None:
        self.code = code
        self.place = place
        super().__init__(code, place)


class DoubledKeys(dict[str, Any]):
    """An object in which a key stands more than once: nobody can tell which of its values is meant."""

    key = ""


def parse_json(text: str) -> Any:
    """Read one JSON value.

    A number that a machine number would change (more digits than it holds, beyond its range, NaN) stays the text
    that stood there, so that whoever needs a number there refuses it by name. An object with a doubled key comes
    as `DoubledKeys`; `fault_in` finds it.

    Raises
    ------
    BrokenJsonError
        If the text is no JSON value, or is nested beyond reason.
    """
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BrokenJsonError("ocds.json_broken", f"{error.lineno}:{error.colno}") from error
    except RecursionError as error:
        raise BrokenJsonError("ocds.json_deep") from error


def fault_in(value: Any) -> tuple[str, str, str] | None:
    """Return the first fault inside a value that was read: key of its text, JSON path, raw value.

    Faults are an object with a doubled key, and nesting deeper than `MAX_DEPTH`.
    """
    waiting: list[tuple[Any, str, int]] = [(value, "", 0)]
    while waiting:
        node, path, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return ("ocds.json_deep", path, "")
        if isinstance(node, DoubledKeys):
            return ("ocds.key_doubled", path, node.key)
        if isinstance(node, dict):
            waiting += [
                (child, f"{path}.{key}" if path else key, depth + 1)
                for key, child in node.items()
                if isinstance(child, dict | list)
            ]
        elif isinstance(node, list):
            waiting += [
                (child, f"{path}[{position}]", depth + 1)
                for position, child in enumerate(node)
                if isinstance(child, dict | list)
            ]
    return None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    keys = [key for key, _ in pairs]
    doubled = DoubledKeys(value)
    doubled.key = next(key for key in keys if keys.count(key) > 1)
    return doubled


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= _WHOLE_DIGITS else text


def _exact(text: str) -> float | str:
    value = float(text)
    try:
        return value if Decimal(repr(value)) == Decimal(text) else text
    except InvalidOperation:
        return text


# The one way in which JSON is read, also for a value in the middle of a text (`raw_decode`).
DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole, parse_float=_exact, parse_constant=str)

"""Lists that the export writes as Python literals, read without ever executing them."""

from __future__ import annotations

import ast
import warnings
from typing import Any

from cchc_analysis.intake.plain_values import is_plain

# About 2,500 packages; parsing takes some 250 bytes of memory per character at worst.
_MAX_LIST_CHARACTERS = 1_000_000


class FaultError(Exception):
    """Why a record or a package cannot be used: key of the text, what stood there, values of the text."""

    def __init__(self, code: str, raw_value: object = "", **values: object) -> None:
        self.code = code
        self.raw_value = str(raw_value)
        self.values = values
        super().__init__(code)


class HeldFaultError(FaultError):
    """Why a record waits for a person: it can be read, and cannot be believed."""


def read_list(cell: str) -> list[Any]:
    """Read one list; raise `FaultError` for text that is not one, or that is too long to be read."""
    if len(cell) > _MAX_LIST_CHARACTERS:
        raise FaultError("vneps.list_too_long", characters=len(cell), limit=_MAX_LIST_CHARACTERS)
    try:
        with warnings.catch_warnings():
            # A doubtful escape is only a warning to Python; the program that wrote the export makes none.
            warnings.simplefilter("error")
            value = ast.literal_eval(cell)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError, Warning) as error:
        raise FaultError("vneps.list_unreadable", cell[:80]) from error
    if not isinstance(value, list):
        raise FaultError("vneps.list_unreadable", cell[:80])
    return value


def read_lists(cell: str) -> list[tuple[Any, ...]]:
    """Read a list of lists, as the packages of a plan and the bidders of a notice stand in one cell."""
    value = read_list(cell)
    if not all(isinstance(item, list) for item in value):
        raise FaultError("vneps.list_unreadable", cell[:80])
    if not all(is_plain(part) for item in value for part in item):
        raise FaultError("vneps.list_unreadable", cell[:80])
    return [tuple(item) for item in value]

"""The list of contents of a page: its headings, in two levels, each with the place that it links to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# A page with fewer headings is seen at a glance.
_LEAST_ENTRIES = 3


@dataclass(frozen=True)
class Heading:
    """One heading of a page; `anchor` is its id in the page."""

    level: int
    anchor: str
    words: str


@dataclass(frozen=True)
class Entry:
    """One line of the contents, with the headings below it."""

    heading: Heading
    parts: tuple[Heading, ...]


def page_contents(headings: Sequence[Heading]) -> tuple[Entry, ...]:
    """Return the contents of a page in two levels; empty for a page too short to need one.

    A single heading that opens the page and stands above all others is its title and no entry.
    """
    listed = list(headings)
    if listed and all(one.level > listed[0].level for one in listed[1:]):
        listed = listed[1:]
    if len(listed) < _LEAST_ENTRIES:
        return ()
    top = min(one.level for one in listed)
    starts = [at for at, one in enumerate(listed) if one.level == top or at == 0]
    ends = [*starts[1:], len(listed)]
    return tuple(
        Entry(listed[start], tuple(one for one in listed[start + 1 : end] if one.level == top + 1))
        for start, end in zip(starts, ends, strict=True)
    )

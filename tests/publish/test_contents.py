"""The contents of a page: two levels, no entry lost, none for a page seen at a glance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.publish.contents import Heading, page_contents


def headings(*levels: int) -> list[Heading]:
    return [Heading(level, f"s{at}", f"Mục {at}") for at, level in enumerate(levels)]


def outline(*levels: int) -> list[tuple[str, list[str]]]:
    entries = page_contents(headings(*levels))
    return [(entry.heading.anchor, [part.anchor for part in entry.parts]) for entry in entries]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((1, 2, 2, 2), [("s1", []), ("s2", []), ("s3", [])]),
        ((1, 2, 3, 3, 2), [("s1", ["s2", "s3"]), ("s4", [])]),
        ((1, 1, 1), [("s0", []), ("s1", []), ("s2", [])]),
        ((1, 2, 1, 2), [("s0", ["s1"]), ("s2", ["s3"])]),
        ((2, 3, 3, 1, 2), [("s0", []), ("s3", ["s4"])]),
        ((1, 2, 2), []),
        ((), []),
    ],
)
def test_headings_are_nested_in_two_levels_below_the_title(
    levels: tuple[int, ...], expected: list[tuple[str, list[str]]]
) -> None:
    assert outline(*levels) == expected


@given(st.lists(st.integers(2, 3), min_size=3))
def test_every_heading_of_two_levels_is_listed_once_in_its_order(levels: list[int]) -> None:
    found = [anchor for entry, parts in outline(1, 2, *levels) for anchor in (entry, *parts)]
    assert found == [f"s{at}" for at in range(1, len(levels) + 2)]

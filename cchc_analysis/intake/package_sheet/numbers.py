"""The number of a package in a hand-made list: whose it is, and when two numbers are one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cchc_analysis.vietnamese.names import clean

_DASHES = re.compile("\\s*[-\u2010-\u2015\u2212]\\s*")
# What the national system gives: plans, packages and invitations, in its export, by year and eight digits
# (PL2300012345, BP2300012345, IB2300012345-00), and prequalifications (PR); plans before them in eleven digits by
# year and month (20220675278). Any other row of digits may be an agency's own (20230001, 01012023, GT20230001).
_NATIONAL = re.compile(r"(?:(?:PL|BP|IB|PR)\d{10}|20\d{2}(?:0[1-9]|1[0-2])\d{5})(?:-\d{2})?", re.ASCII)
# Excel makes 1.0 of a 1 that a formula or a program wrote.
_WHOLE = re.compile(r"(\d+)[.,]0+", re.ASCII)
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)", re.ASCII)


def number_key(number: str) -> str:
    """Return a key under which spellings of one package's number are equal: capitals, dashes, spaces at them.

    Leading zeros count: ``1`` and ``01`` may be two packages.

    >>> number_key("GT-01") == number_key("gt – 01")
    True
    """
    return _DASHES.sub("-", clean(number)).upper()


def is_national(key: str) -> bool:
    """Tell whether a `number_key` has the form of what the national system gives, each once in the country.

    >>> is_national("IB2300012345-00"), is_national("20220675278"), is_national("20230001"), is_national("01")
    (True, True, False, False)
    """
    return _NATIONAL.fullmatch(key) is not None


def scoped(number: str, agency: str) -> str:
    """Return what a number identifies a package by: a national one alone, an agency's own with its agency.

    Every agency numbers its packages from 01; ``SNV/01`` and ``STP/01`` are two packages.
    """
    return number if not number or is_national(number_key(number)) else f"{agency}/{number}"


def alike_key(key: str) -> str:
    """Return a key under which numbers are equal that only look different: ``1``, ``01`` and ``1.0``.

    >>> {alike_key(one) for one in ("1", "01", "1.0")} == {"1"}, alike_key("GT-01")
    (True, 'GT-1')
    """
    whole = _WHOLE.fullmatch(key)
    return _ZEROS.sub("", whole[1] if whole else key)


@dataclass(frozen=True)
class Lookalike:
    """A number that looks like another, and the places (rows in their order) on which each first stands."""

    place: int
    key: str
    other: str
    other_place: int


def lookalikes(numbers: Iterable[tuple[int, str, str]]) -> list[Lookalike]:
    """Return every number that looks like another of its agency, by the first rows on which the two stand.

    `numbers` are place, key and `alike_key` of rows in their order; rows without a key to compare have ``""``.
    """
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for place, key, alike in numbers:
        if alike:
            groups[alike].setdefault(key, place)
    found = []
    for firsts in groups.values():
        first, second = [*firsts, "", ""][:2]
        for key, place in firsts.items() if second else ():
            other = second if key == first else first
            found.append(Lookalike(place, key, other, firsts[other]))
    return sorted(found, key=lambda one: one.place)

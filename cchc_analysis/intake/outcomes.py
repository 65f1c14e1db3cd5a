"""Where a row, a package, a release or a process went; the names are those of `Counts`."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """One of the four things that become of what was read, in the order in which `Counts` takes them."""

    USED = "used"
    REPEATED = "repeated"
    REJECTED = "rejected"
    EXPLAINED = "explained"

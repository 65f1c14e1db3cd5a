"""What the processes of all files add up to: where everything went, what is told, which fields are filled in."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cchc_analysis.intake.findings import Counts, Finding
from cchc_analysis.intake.ocds.buyers import Buyers
from cchc_analysis.intake.ocds.coverage import Coverage
from cchc_analysis.intake.ocds.findings import Noticed
from cchc_analysis.intake.ocds.spool import ReleaseSpool
from cchc_analysis.intake.outcomes import Outcome


@dataclass
class Tally:
    """Where the releases and processes of one file went, and what was noticed about them."""

    releases: Counter[Outcome] = field(default_factory=Counter)
    processes: Counter[Outcome] = field(default_factory=Counter)
    noticed: Noticed = field(default_factory=Noticed)

    def record(self) -> dict[str, Any]:
        """Return it in a form that can be written down."""
        return {"releases": self.releases, "processes": self.processes, "notes": self.noticed.records()}

    def include(self, record: Mapping[str, Any]) -> None:
        """Take what came of later processes, as `record` gave it."""
        self.releases.update({Outcome(name): count for name, count in record["releases"].items()})
        self.processes.update({Outcome(name): count for name, count in record["processes"].items()})
        self.noticed.include(record["notes"])

    def counts(self, unread: int) -> tuple[Counts, ...]:
        """Return the balanced counts of releases, `unread` of which were rejected on reading, and of processes."""
        releases = self.releases + Counter({Outcome.REJECTED: unread})
        return tuple(
            Counts(unit, outcomes.total(), *(outcomes[outcome] for outcome in Outcome))
            for unit, outcomes in (("release", releases), ("process", self.processes))
        )


class Totals:
    """Added up part by part; memory grows with files, buyers and different notes, not with processes."""

    def __init__(self) -> None:
        self.coverage, self.buyers = Coverage(), Buyers()
        self.tallies: dict[int, Tally] = defaultdict(Tally)

    def include(
        self, procedures: pd.DataFrame, coverage: pd.DataFrame, tallies: Mapping[int, Mapping[str, Any]]
    ) -> None:
        """Take a part: its rows, its coverage, and the records of its tallies by the number of the file."""
        self.buyers.add(procedures)
        self.coverage.include(coverage)
        for number, record in tallies.items():
            self.tallies[number].include(record)

    def findings(self, spool: ReleaseSpool, names: Sequence[str]) -> Iterator[tuple[int, Finding]]:
        """Give all findings with the number of their file, file by file.

        Of each file, what it cost on reading and in the rulings comes first, then notes, then what was noticed of
        buyers over all files.
        """
        numbers = {name: number for number, name in enumerate(names)}
        noticed = (
            (number, one)
            for number in sorted(self.tallies)
            for one in self.tallies[number].noticed.findings(names[number])
        )
        of_buyers = sorted(((numbers[one.file], one) for one in self.buyers.findings()), key=_number)
        return heapq.merge(spool.told(), noticed, of_buyers, key=_number)


def _number(told: tuple[int, Finding]) -> int:
    return told[0]

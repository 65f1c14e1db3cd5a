"""Findings of a file out of what was noticed about its processes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds_notes import Note
from cchc_analysis.vietnamese.names import name_key

# Where the raw value is a word of the publisher's, each word is told; elsewhere the first value stands for all.
_TOLD_BY_VALUE = {"ocds.code_unknown", "ocds.code_ambiguous", "ocds.currency_unknown", "ocds.currency_spelling"}
# A note that concerns more processes names these and says how many more there are.
_MOST_PLACES = 10
_MOST_NAMES = 5


@dataclass
class Noticed:
    """What the processes of one file said, added up as it comes: memory does not grow with their number."""

    decisions: list[tuple[str, Note]] = field(default_factory=list)
    counts: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    first: dict[tuple[Any, ...], tuple[list[str], Note]] = field(default_factory=dict)

    def add(self, place: str, note: Note) -> None:
        """Take a note of the release at a place."""
        if note.severity is not Severity.NOTE:
            self.decisions.append((place, note))
            return
        raw = note.raw_value if note.code in _TOLD_BY_VALUE else ""
        key = (note.code, raw, *sorted(note.values.items()))
        self.counts[key] += 1
        places, _ = self.first.setdefault(key, ([], note))
        if len(places) < _MOST_PLACES:
            places.append(place)

    def findings(self, file: str) -> list[Finding]:
        """Return the findings of the file.

        Notes that say the same are one finding with the value of the first and how many there are (`count`), or a
        national file would drown what matters; its place lists the first ten, and ``(+7)`` says how many more
        there are. What was rejected or is held is told one by one.
        """
        told = [
            Finding(note.code, note.severity, file, "", place, note.raw_value, dict(note.values))
            for place, note in self.decisions
        ]
        for key, (places, note) in self.first.items():
            values = {**note.values, "count": self.counts[key]}
            more = self.counts[key] - len(places)
            place = ", ".join(one for one in places if one) + (f" (+{more})" if more else "")
            told.append(Finding(note.code, Severity.NOTE, file, "", place, note.raw_value, values))
        return told


def two_codes_of_one_name(procedures: pd.DataFrame) -> list[Finding]:
    """Find buyers of one name with several codes: perhaps one body, whose figures are then shared out.

    Told of the file in which the name comes first.
    """
    buyers = procedures.drop_duplicates("agency_code")
    found: list[Finding] = []
    for _, own in buyers.groupby(buyers["agency_name"].map(name_key), sort=True):
        codes = sorted(own["agency_code"].unique())
        if len(codes) > 1:
            row = own.sort_values(["source_file", "source_row"]).iloc[0]
            values = {"codes": ", ".join(codes[:5]), "count": len(codes)}
            name = str(row["agency_name"])
            found.append(
                Finding("ocds.name_of_several", Severity.NOTE, row["source_file"], raw_value=name, values=values)
            )
    return found


def two_names_of_one_code(buyers: pd.DataFrame) -> list[Finding]:
    """Find buyers of one code with several names: perhaps several bodies, whose figures are then added up.

    `buyers` is what `cchc_analysis.intake.ocds_table.ProceduresTable.buyers` returns. Names that differ in
    spelling only are one. Told of the file and place in which the code comes first.
    """
    told = buyers.assign(key=buyers["agency_name"].map(name_key)).drop_duplicates(["agency_code", "key"])
    found: list[Finding] = []
    for code, own in told[told.duplicated("agency_code", keep=False)].groupby("agency_code", sort=True):
        names = list(own["agency_name"])
        row = own.iloc[0]
        values = {"code": code, "names": "; ".join(names[:_MOST_NAMES]), "count": len(names)}
        file, place = str(row["source_file"]), f"row {row['source_row']}"
        found.append(Finding("ocds.names_of_one", Severity.NOTE, file, place=place, values=values))
    return found

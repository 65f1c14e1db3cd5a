"""The buyers of all processes: which name each has, and whether names and codes fit together."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.ocds.dates import order_of
from cchc_analysis.vietnamese.names import name_key

# The columns of `procedures` that are looked at.
BUYER_COLUMNS = ["agency_code", "agency_name", "version", "procedure_id", "source_file", "source_row"]
_MOST_NAMES = 5


class Buyers:
    """Every buyer under every name that a process gives it: memory grows with buyers, not with processes."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], tuple[str, int]] = {}
        self._latest: dict[str, tuple[str, str, str]] = {}

    def add(self, procedures: pd.DataFrame) -> None:
        """Take the buyers of some processes (`BUYER_COLUMNS`)."""
        columns = (procedures[name].tolist() for name in BUYER_COLUMNS)
        for code, name, version, procedure, file, row in zip(*columns, strict=True):
            place = (file, row)
            self._first[code, name] = min(self._first.get((code, name), place), place)
            said = (order_of(version), procedure, name)
            self._latest[code] = max(self._latest.get(code, said), said)

    def names(self) -> dict[str, str]:
        """Return the one name of each buyer by its code: that of its latest release."""
        return {code: name for code, (_, _, name) in self._latest.items()}

    def findings(self) -> list[Finding]:
        """Say which buyers share a name, and which have several.

        Both are told of the file, and the second of the place, in which the name or code comes first.
        """
        places = [(code, name, *place) for (code, name), place in self._first.items()]
        table = pd.DataFrame(places, columns=["agency_code", "agency_name", "source_file", "source_row"])
        table = table.sort_values(["source_file", "source_row"], kind="stable")
        one_name = table.drop_duplicates("agency_code")
        one_name = one_name.assign(agency_name=one_name["agency_code"].map(self.names()))
        return [*_two_codes_of_one_name(one_name), *_two_names_of_one_code(table)]


def _two_codes_of_one_name(buyers: pd.DataFrame) -> list[Finding]:
    """Find buyers of one name with several codes: perhaps one body, whose figures are then shared out."""
    told = buyers.assign(key=buyers["agency_name"].map(name_key))
    found: list[Finding] = []
    for _, own in told[told.duplicated("key", keep=False)].groupby("key", sort=True):
        codes = sorted(own["agency_code"])
        row = own.iloc[0]
        values = {"codes": ", ".join(codes[:_MOST_NAMES]), "count": len(codes)}
        file, name = str(row["source_file"]), str(row["agency_name"])
        found.append(Finding("ocds.name_of_several", Severity.NOTE, file, raw_value=name, values=values))
    return found


def _two_names_of_one_code(buyers: pd.DataFrame) -> list[Finding]:
    """Find buyers of one code with several names: perhaps several bodies, whose figures are then added up.

    Names that differ in spelling only are one.
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

"""OCDS codes and what they are in this project: a code that is not in the file is unknown, never guessed."""

from __future__ import annotations

import functools
from typing import Literal

from cchc_analysis.reference.strict_files import read_rows, reference_file

CodeList = Literal["method", "category", "submission", "tender_status", "award_status", "contract_status"]

_FILE = "vocabulary/ocds_codes.csv"


@functools.cache
def ocds_codes(name: CodeList) -> dict[str, str]:
    """Return our code for every code of an OCDS codelist, by the OCDS code without capitals.

    "" stands for a code whose meaning is known and corresponds to none of ours (``limited`` may be limited bidding
    or direct appointment): the file says why.
    """
    rows = read_rows(reference_file(_FILE, None), ["list", "raw", "code", "source", "note"])
    own = rows[rows["list"] == name]
    return {raw.casefold(): code for raw, code in zip(own["raw"], own["code"], strict=True)}

"""Points and codes of criteria as they are typed into the parameters of the what-if."""

from __future__ import annotations

import re

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts.faults import Fault

_CHANGE = re.compile(r"\s*(?P<code>[^:;]+?)\s*:\s*(?P<points>-?\d+(?:[.,]\d+)?)\s*")


def parse_changes(typed: str, *, parameter: str) -> tuple[dict[str, float], list[Fault]]:
    """Read points typed as ``1.1.2: 2; 3.4: 3,75`` and name every part of the parameter that could not be read.

    >>> parse_changes("1.1.2: 2; 3.4: 3,75", parameter="changes")
    ({'1.1.2': 2.0, '3.4': 3.75}, [])
    """
    changes: dict[str, float] = {}
    faults: list[Fault] = []
    for part in filter(str.strip, typed.split(";")):
        read = _CHANGE.fullmatch(part)
        if read is None:
            faults.append(("what_if.fault_unread_change", {"name": parameter, "part": part.strip()}))
        elif read["code"] in changes:
            faults.append(("what_if.fault_changed_twice", {"name": parameter, "code": read["code"]}))
        else:
            changes[read["code"]] = float(read["points"].replace(",", "."))
    return changes, faults


def parse_codes(typed: str, framework: Framework | None) -> tuple[tuple[str, ...], list[Fault]]:
    """Read codes of criteria typed as ``1.1.2, 3.4``; name each that the framework lacks, and all that it has.

    Without a framework every code is taken as typed.
    """
    codes = tuple(dict.fromkeys(filter(None, map(str.strip, typed.split(",")))))
    if framework is None:
        return codes, []
    unknown = [code for code in codes if code not in framework.codes]
    values = {"year": framework.year, "known": ", ".join(framework.leaf_codes)}
    faults: list[Fault] = [("what_if.fault_untouched", {"code": code, **values}) for code in unknown]
    return tuple(code for code in codes if code not in unknown), faults

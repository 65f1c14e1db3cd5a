"""Which changes of points may be tried: every fault of a request at once."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts.faults import Fault


def change_faults(changes: Mapping[str, float], leaves: pd.DataFrame, framework: Framework) -> list[Fault]:
    """Return what is wrong with the changes asked of one agency; an empty list if nothing is.

    Parameters
    ----------
    changes
        New points that count, by criterion code.
    leaves
        The criteria that apply to the agency, from `cchc_analysis.index.assessment.Assessment.leaves`.
    """
    maxima: dict[str, float] = dict(zip(leaves["criterion_code"], leaves["max_points"], strict=True))
    faults = criterion_faults(changes, maxima, framework)
    for code, points in changes.items():
        if code not in maxima:
            continue
        if not math.isfinite(points):
            faults.append(("what_if.fault_not_a_number", {"code": code}))
        elif points < 0:
            faults.append(("what_if.fault_below", {"code": code, "points": float(points)}))
        elif points > maxima[code]:
            values = {"code": code, "points": float(points), "maximum": float(maxima[code])}
            faults.append(("what_if.fault_above", values))
    return faults


def criterion_faults(codes: Iterable[str], applicable: Collection[str], framework: Framework) -> list[Fault]:
    """Name the codes that are no criterion, are made of others, or do not apply to the agency."""
    known = set(framework.codes)
    inner = known.difference(framework.leaf_codes)
    faults: list[Fault] = []
    for code in codes:
        if code in applicable:
            continue
        if code not in known:
            close = ", ".join(difflib.get_close_matches(code, sorted(applicable), n=3, cutoff=0.5))
            key = "what_if.fault_unknown_criterion"
            faults.append((key, {"code": code, "year": framework.year, "close": close or "–"}))
        elif code in inner:
            faults.append(("what_if.fault_inner_criterion", {"code": code}))
        else:
            faults.append(("what_if.fault_not_applicable", {"code": code, "year": framework.year}))
    return faults

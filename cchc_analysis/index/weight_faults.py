"""Everything that can be wrong with weights that people typed, found in one pass."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import pandas as pd

from cchc_analysis.index.hierarchy import Hierarchy
from cchc_analysis.stats.exact import sum_or_missing, to_decimal
from cchc_analysis.texts.faults import Fault, FaultsError


class WeightsError(FaultsError):
    """Weights that cannot be used; `faults` lists everything that is wrong with them."""

    key = "composite.faulty_weights"


def user_weight_faults(weights: Mapping[str, float], hierarchy: Hierarchy) -> list[Fault]:
    """Return every fault of one set of weights by criterion code."""
    root = hierarchy.codes[0]
    faults: list[Fault] = [
        ("composite.weight_unknown", {"code": code}) for code in weights if code not in hierarchy.codes
    ]
    faults += [
        ("composite.weight_missing", {"code": code})
        for code in hierarchy.codes
        if code != root and code not in weights
    ]
    faults += [
        ("composite.weight_not_positive", {"code": code, "value": str(weight)})
        for code, weight in weights.items()
        if not _is_weight(weight)
    ]
    for branch in hierarchy.branches:
        own = [weights.get(hierarchy.codes[part], math.nan) for part in branch.parts]
        if all(weight == 0 for weight in own):
            faults.append(("composite.weight_nothing_counts", {"code": hierarchy.codes[branch.node]}))
    return faults


def budget_faults(budgets: pd.DataFrame, hierarchy: Hierarchy, *, total: float) -> list[Fault]:
    """Return every fault of a table ``expert, criterion_code, points``."""
    siblings = {
        hierarchy.codes[part]: (hierarchy.codes[branch.node], [hierarchy.codes[other] for other in branch.parts])
        for branch in hierarchy.branches
        for part in branch.parts
    }
    faults: list[Fault] = []
    for expert, own in budgets.groupby("expert", sort=False):
        counts = own["criterion_code"].value_counts(sort=False)
        faults += [
            ("composite.budget_repeated", {"expert": str(expert), "code": str(code)})
            for code, count in counts.items()
            if count > 1
        ]
        faults += [
            ("composite.budget_unknown", {"expert": str(expert), "code": code})
            for code in counts.index
            if code not in siblings
        ]
        points = dict(zip(own["criterion_code"], own["points"], strict=True))
        faults += [
            ("composite.budget_not_positive", {"expert": str(expert), "code": code, "value": str(value)})
            for code, value in points.items()
            if not _is_weight(value)
        ]
        spoken_of = dict.fromkeys(siblings[code][0] for code in points if code in siblings)
        parts_of = {parent: parts for parent, parts in siblings.values() if parent in spoken_of}
        for parent in spoken_of:
            faults += _parent_faults(str(expert), parent, parts_of[parent], points, total)
    return faults


def _parent_faults(
    expert: str, parent: str, parts: Iterable[str], points: Mapping[str, Any], total: float
) -> list[Fault]:
    missing = [part for part in parts if part not in points]
    if missing:
        return [("composite.budget_incomplete", {"expert": expert, "parent": parent, "codes": ", ".join(missing)})]
    given = [points[part] for part in parts]
    if not all(_is_weight(value) for value in given):
        return []
    # As typed: ten parts of 0.1 make 1, which they do not in binary.
    found, wanted = sum_or_missing(to_decimal(value) for value in given), to_decimal(total)
    if found is None or wanted is None or found == wanted:
        return []
    return [("composite.budget_sum", {"expert": expert, "parent": parent, "found": found, "total": wanted})]


def _is_weight(value: Any) -> bool:
    return isinstance(value, Real) and math.isfinite(value) and float(value) >= 0

"""Everything that can be wrong with a criteria tree, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal
from typing import Any

import pandas as pd

from cchc_analysis.reference.errors import Said, in_both

GROUPS = frozenset({"department", "district", "ward", "unit", "province"})

_Row = dict[Hashable, Any]

_POINTS = re.compile(r"\d+(\.\d+)?")


def framework_faults(criteria: pd.DataFrame, root_code: str, *, index_scale: str) -> tuple[Said, ...]:
    """Return every fault of the criteria in force in one year; empty if the tree is sound.

    A sound tree has one root (`root_code`), unique codes, known parents, no cycle, parts that add up to the
    whole wherever both are stated, and a score source, groups of agencies and a direction on its leaves only. On
    the scale ``share`` every leaf states its maximum: the index divides by them.
    """
    if criteria.empty:
        return (in_both("fault_no_criteria"),)
    faults: list[Said] = [
        in_both("fault_empty_code", row=position + 2)
        for position, code in zip(criteria.index, criteria["code"], strict=True)
        if not code
    ]
    counts = criteria["code"].value_counts(sort=False)
    faults += [in_both("fault_duplicate", code=code, count=count) for code, count in counts.items() if count > 1]
    rows = criteria.to_dict(orient="records")
    shape = _shape_faults(rows, root_code)
    faults += shape + _point_faults(rows) + _source_faults(rows) + _direction_faults(rows)
    return tuple(faults + (_unstated_faults(rows) if index_scale == "share" else []))


def _shape_faults(rows: list[_Row], root_code: str) -> list[Said]:
    parents = {row["code"]: row["parent_code"] for row in rows if row["code"]}
    faults: list[Said] = [
        in_both("fault_unknown_parent", code=code, parent=parent)
        for code, parent in parents.items()
        if parent and parent not in parents
    ]
    roots = [row["code"] for row in rows if not row["parent_code"]]
    if not roots:
        faults.append(in_both("fault_no_root", root=root_code))
    elif roots != [root_code]:
        faults.append(in_both("fault_roots", codes=", ".join(roots), root=root_code))
    circling = sorted(code for code in parents if _is_own_ancestor(code, parents))
    if circling:
        faults.append(in_both("fault_cycle", codes=", ".join(circling)))
    return faults


def _is_own_ancestor(code: str, parents: dict[str, str]) -> bool:
    seen: set[str] = set()
    ancestor = parents[code]
    while ancestor in parents and ancestor not in seen:
        if ancestor == code:
            return True
        seen.add(ancestor)
        ancestor = parents[ancestor]
    return False


def _point_faults(rows: list[_Row]) -> list[Said]:
    faults: list[Said] = [
        in_both("fault_points_text", code=row["code"], value=row["max_points"])
        for row in rows
        if row["max_points"] and not _POINTS.fullmatch(row["max_points"])
    ]
    for row in rows:
        parts = [part["max_points"] for part in rows if part["parent_code"] == row["code"] and row["code"]]
        texts = [row["max_points"], *parts]
        if not parts or not all(_POINTS.fullmatch(points) for points in texts):
            continue
        total = sum((Decimal(points) for points in parts), Decimal(0))
        if total != Decimal(row["max_points"]):
            values = {"code": row["code"], "children_points": total, "points": row["max_points"]}
            faults.append(in_both("fault_points", **values))
    return faults


def _unstated_faults(rows: list[_Row]) -> list[Said]:
    inner = {row["parent_code"] for row in rows}
    return [
        in_both("fault_share_without_points", code=row["code"])
        for row in rows
        if row["code"] not in inner and not row["max_points"]
    ]


def _source_faults(rows: list[_Row]) -> list[Said]:
    inner = {row["parent_code"] for row in rows} - {""}
    faults: list[Said] = []
    for row in rows:
        code, source = row["code"], row["score_source"]
        if code in inner and source:
            faults.append(in_both("fault_inner_source", code=code, value=source))
        if code in inner and row["applies_to"]:
            faults.append(in_both("fault_inner_group", code=code, value=row["applies_to"]))
        if code not in inner and source not in ("appraised", "survey"):
            faults.append(in_both("fault_source", code=code, value=source, expected="appraised, survey"))
        faults += [
            in_both("fault_group", code=code, value=group)
            for group in filter(None, row["applies_to"].split(";"))
            if group not in GROUPS
        ]
    return faults


def _direction_faults(rows: list[_Row]) -> list[Said]:
    inner = {row["parent_code"] for row in rows} - {""}
    faults: list[Said] = []
    for row in rows:
        code, direction = row["code"], row["direction"]
        if code in inner and direction:
            faults.append(in_both("fault_inner_direction", code=code, value=direction))
        if code not in inner and direction not in ("up", "down"):
            faults.append(in_both("fault_direction", code=code, value=direction))
        if direction == "down" and not row["max_points"]:
            faults.append(in_both("fault_down_without_points", code=code))
    return faults

"""The criteria tree as it stands in a table of nodes: who is above whom, in printed order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class CriterionTree:
    """Criteria in printed order, each followed by its parts; `parents` has no entry for a root."""

    order: tuple[str, ...]
    names: dict[str, str]
    parents: dict[str, str]
    children: dict[str, tuple[str, ...]]

    @property
    def roots(self) -> tuple[str, ...]:
        """The nodes without a parent in the table."""
        return tuple(code for code in self.order if code not in self.parents)

    @property
    def domains(self) -> tuple[str, ...]:
        """The nodes right below the whole index, or the roots where the whole is not in the table."""
        roots = self.roots
        return self.children[roots[0]] if len(roots) == 1 and self.children[roots[0]] else roots

    def leaves(self, code: str) -> tuple[str, ...]:
        """Return the criteria without parts below a node; the node itself where it has none."""
        below = self.children[code]
        return tuple(leaf for child in below for leaf in self.leaves(child)) if below else (code,)


def criterion_tree(nodes: pd.DataFrame) -> CriterionTree:
    """Read the tree of all agencies of the table, although not every criterion applies to each of them."""
    first = nodes.drop_duplicates("criterion_code")
    names = dict(zip(first["criterion_code"], first["criterion_name"], strict=True))
    stated = dict(zip(first["criterion_code"], first["parent_code"], strict=True))
    parents = {code: parent for code, parent in stated.items() if parent in names}
    merged = _merged_order(nodes)
    children = {code: tuple(child for child in merged if parents.get(child) == code) for code in merged}

    def walk(code: str) -> Iterator[str]:
        yield code
        for child in children[code]:
            yield from walk(child)

    order = tuple(found for root in merged if root not in parents for found in walk(root))
    return CriterionTree(order, names, parents, children)


def _merged_order(nodes: pd.DataFrame) -> list[str]:
    """Put the agencies' lists of criteria into one: what a list lacks stands where the others have it.

    Where the lists leave it open, codes decide (``1.2`` before ``1.10``).
    """
    lists = [own["criterion_code"].tolist() for _, own in nodes.groupby("agency_code", sort=True)]
    merged: list[str] = []
    for codes in sorted(lists, key=len, reverse=True):
        own, known = set(codes), set(merged)
        place = 0
        for code in codes:
            if code in known:
                place = merged.index(code) + 1
                continue
            while (
                place < len(merged) and merged[place] not in own and _by_number(merged[place]) < _by_number(code)
            ):
                place += 1
            merged.insert(place, code)
            place += 1
    return merged


def _is_before(one: str, other: str) -> bool:
    return _by_number(one) < _by_number(other)


def _by_number(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", code)]

"""The order in which a printed table has the nodes of a tree."""

from __future__ import annotations

from collections.abc import Iterable


def printed_order(codes: Iterable[str], parents: Iterable[str]) -> tuple[str, ...]:
    """Return the nodes of one sound tree, each followed by its parts; the parts keep the order they are given in.

    Parameters
    ----------
    parents
        Of each code that of its parent; "" for the root.
    """
    parts: dict[str, list[str]] = {}
    for code, parent in zip(codes, parents, strict=True):
        parts.setdefault(parent, []).append(code)
    order: list[str] = []
    waiting = parts.get("", [])[::-1]
    while waiting:
        code = waiting.pop()
        order.append(code)
        waiting.extend(reversed(parts.get(code, [])))
    return tuple(order)

"""The criteria tree laid out as an icicle: how wide every cell is and where it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.charts.criterion_tree import CriterionTree, criterion_tree

_LEAVES_OF_A_BAND = 24


@dataclass(frozen=True)
class Cell:
    """A criterion: its depth below the whole (domains 1), edges in points and share of the maximum (0-100).

    `share` is NaN where a score is missing or no maximum is stated; `score` NaN where it is missing.
    """

    code: str
    name: str
    depth: int
    left: float
    right: float
    is_leaf: bool
    share: float
    score: float


@dataclass(frozen=True)
class Icicle:
    """Bands of whole domains, one below the other at one scale; the whole index, if the table holds it."""

    bands: tuple[tuple[Cell, ...], ...]
    whole: Cell | None
    is_share: bool
    widest: float
    depth: int
    without_width: int

    @property
    def leaves(self) -> list[Cell]:
        """All criteria without parts."""
        return [cell for band in self.bands for cell in band if cell.is_leaf]


def icicle(nodes: pd.DataFrame) -> Icicle:
    """Lay out the tree of one agency, or of the median agency where the table holds several.

    A leaf is as wide as its maximum points, or as its points where no maximum is stated; a node is as wide
    as its leaves. Of several agencies width and shade are medians over those to which a criterion applies.
    """
    tree = criterion_tree(nodes)
    figures = nodes.groupby("criterion_code")[["score", "max_points", "index"]].median()
    is_share = bool(nodes["max_points"].notna().any())
    widths = figures["max_points" if is_share else "score"].fillna(0.0).clip(lower=0.0).to_dict()
    shares = figures["index"].to_dict() if is_share else {}
    scores = figures["score"].to_dict()

    def width(code: str) -> float:
        return math.fsum(widths[leaf] for leaf in tree.leaves(code))

    def cells(code: str, depth: int, left: float) -> list[Cell]:
        below = tree.children[code]
        share = float(shares.get(code, math.nan))
        own = Cell(
            code, str(tree.names[code]), depth, left, left + width(code), not below, share, float(scores[code])
        )
        found = [own]
        for child in below:
            found += cells(child, depth + 1, left)
            left += width(child)
        return found

    bands = []
    for domains in _bands(tree, {code: width(code) for code in tree.domains}):
        band: list[Cell] = []
        for domain in domains:
            band += cells(domain, 1, band_end(band))
        bands.append(tuple(band))
    leaves = [leaf for domain in tree.domains for leaf in tree.leaves(domain)]
    root = tree.roots[0] if tree.roots != tree.domains else None
    return Icicle(
        bands=tuple(bands),
        whole=None if root is None else cells(root, 0, 0.0)[0],
        is_share=is_share,
        widest=max(band_end(band) for band in bands),
        depth=max(cell.depth for band in bands for cell in band),
        without_width=sum(widths[leaf] <= 0 for leaf in leaves),
    )


def band_end(band: Sequence[Cell]) -> float:
    """Return the right edge of a band in points."""
    return max((cell.right for cell in band), default=0.0)


def _bands(tree: CriterionTree, widths: dict[str, float]) -> list[list[str]]:
    """Part the domains, in their order, into bands of about equal width, as many as the leaves ask for."""
    total = math.fsum(widths.values()) or 1.0
    leaves = sum(len(tree.leaves(code)) for code in tree.domains)
    count = min(math.ceil(leaves / _LEAVES_OF_A_BAND), len(tree.domains))
    bands: list[list[str]] = [[] for _ in range(count)]
    left = 0.0
    for code, wide in widths.items():
        bands[min(int((left + wide / 2) / total * count), count - 1)].append(code)
        left += wide
    return [band for band in bands if band]

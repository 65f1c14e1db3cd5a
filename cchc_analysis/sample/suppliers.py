"""The sample's suppliers: numbered, invented, and met by each agency with its own frequency."""

from __future__ import annotations

from dataclasses import dataclass

from cchc_analysis.sample.draw import Draws

_SUPPLIERS = 180
_PANEL_SIZES = (12, 18, 24, 36)
# The first of an agency's panel is met about eight times as often as one far down the list.
_FIRST_PLACES = 3
_WEIGHT = 1000


@dataclass(frozen=True)
class Supplier:
    """One invented supplier; the number is all that tells it from another."""

    number: int

    @property
    def code(self) -> str:
        """Return its code."""
        return f"NTMAU-{self.number:03d}"

    @property
    def name(self) -> str:
        """Return its name, which no real supplier bears."""
        return f"Nhà thầu mẫu {self.number:03d}"


def supplier_panel(seed: int, agency_code: str) -> dict[Supplier, int]:
    """Return the suppliers that an agency meets, in a fixed order, with the weight of each."""
    draws = Draws(seed, "suppliers", agency_code)
    size = draws.quantile(_PANEL_SIZES)
    left = list(range(1, _SUPPLIERS + 1))
    panel = [Supplier(left.pop(draws.below(len(left)))) for _ in range(size)]
    return {supplier: _WEIGHT // (place + _FIRST_PLACES) for place, supplier in enumerate(panel)}

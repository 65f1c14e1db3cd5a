"""What the sample's source does not say of its procedures: cells left empty, a procedure it never heard of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.package import Package
from cchc_analysis.sample.procedure import Procedure

_UNHEARD_OF_PER_MILLE, _UNKNOWN_STATUS_PER_MILLE = 8, 5
_MISSING_PER_MILLE = {
    "estimate_vnd": 20,
    "award_vnd": 15,
    "bidder_count": 45,
    "supplier_count": 45,
    "closed_on": 15,
    "has_petition": 80,
}


def with_gaps(
    procedures: list[tuple[Package, Procedure]], seed: int, agency_code: str, year: int
) -> list[tuple[Package, Procedure]]:
    """Return the procedures as the source holds them, some cells empty and a few procedures absent."""
    kept = []
    for package, procedure in procedures:
        # A stream of its own for each package: no gap moves another.
        draws = Draws(seed, "procedure gaps", agency_code, year, package.number)
        is_unheard_of, is_unclear = draws.chance(_UNHEARD_OF_PER_MILLE), draws.chance(_UNKNOWN_STATUS_PER_MILLE)
        emptied: dict[str, Any] = {
            column: None for column, per_mille in _MISSING_PER_MILLE.items() if draws.chance(per_mille)
        }
        if not is_unheard_of:
            seen = replace(procedure, **emptied)
            kept.append((package, replace(seen, status="unknown") if is_unclear else seen))
    return kept

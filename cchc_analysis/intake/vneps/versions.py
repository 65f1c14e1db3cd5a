"""Which records of the selection-plan export count: each once, last version, none in dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cchc_analysis.intake.vneps.rows import plan_version


@dataclass(frozen=True)
class Row:
    """One record of an export file; `cells` are NFC, so that equal content compares equal.

    `damage` names a character that no honest text holds (``U+FFFD``), if there is one.
    """

    file: str
    number: int
    cells: tuple[str, ...]
    damage: str | None = None

    @property
    def place(self) -> str:
        """Where the row stands, as a finding names it."""
        return f"row {self.number}"


@dataclass(frozen=True)
class Standing:
    """What becomes of a row before its content is looked at.

    `repeats` is the position of the first row with the same content. `disputed_by` and `superseded_by`
    are rows of the same plan: the same version with other content, or a later version.
    """

    repeats: int | None = None
    disputed_by: Row | None = None
    superseded_by: Row | None = None


def standings(rows: Sequence[Row]) -> list[Standing]:
    """Judge every row against all others of the source; the order of rows changes no plan's fate.

    A row with the content of an earlier one is its repetition. Of two rows that give the same version of a
    plan different content neither stands. The last version of a plan stands, also when its content turns
    out to be broken: an older version is known to be out of date and never takes its place.
    """
    first: dict[tuple[str, ...], int] = {}
    for position, row in enumerate(rows):
        first.setdefault(row.cells, position)
    versions: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position in first.values():
        key = plan_version(rows[position].cells)
        if key is not None:
            versions[key[0]][key[1]].append(position)
    last_of = {plan_id: max(by_version) for plan_id, by_version in versions.items()}
    result: list[Standing] = []
    for position, row in enumerate(rows):
        if first[row.cells] != position:
            result.append(Standing(repeats=first[row.cells]))
            continue
        key = plan_version(row.cells)
        if key is None:
            result.append(Standing())
            continue
        plan_id, version = key
        # Two are enough to find one that is not the row itself; a version may stand in thousands of rows.
        others = [other for other in versions[plan_id][version][:2] if other != position]
        last = last_of[plan_id]
        result.append(
            Standing(
                disputed_by=rows[others[0]] if others else None,
                superseded_by=rows[versions[plan_id][last][0]] if last > version else None,
            )
        )
    return result

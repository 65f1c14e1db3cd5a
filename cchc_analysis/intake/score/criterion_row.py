"""Whether the entries of one criterion can all be believed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cchc_analysis.intake.score.cells import Score, is_blank, read_applies, read_score
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.intake.workbook.layout import SCORE_COLUMNS
from cchc_analysis.reference.score_ranges import ScoreRange
from cchc_analysis.vietnamese.numbers import MISSING


@dataclass(frozen=True)
class Criterion:
    """A criterion that is scored directly: its maximum in points (NaN = not stated) and who scores it.

    `scale` is the range of scores where no maximum is stated and the published index has one all the same.
    """

    code: str
    max_points: float
    is_survey: bool
    is_for_agency: bool
    scale: ScoreRange | None = None

    @property
    def own_columns(self) -> tuple[str, ...]:
        """Score columns that may be filled in: surveys are not self-scored (law.md 2.3)."""
        return ("survey_score",) if self.is_survey else ("self_score", "appraised_score")

    @property
    def limit(self) -> float | str:
        """The maximum as a finding states it."""
        if not math.isnan(self.max_points):
            return self.max_points
        return self.scale.bounds[1] if self.scale else MISSING

    def holds(self, points: float) -> bool:
        """Tell whether so many points can have been scored."""
        if self.scale:
            return self.scale.holds(Decimal(repr(points)))
        return points >= 0 and (math.isnan(self.max_points) or points <= self.max_points)


@dataclass(frozen=True)
class Remark:
    """One thing to say about a cell of the row."""

    code: str
    cell: Cell
    values: dict[str, object]


@dataclass(frozen=True)
class Entries:
    """The entries of one criterion: usable only without faults."""

    scores: dict[str, float]
    is_applicable: bool
    faults: tuple[Remark, ...]
    notes: tuple[Remark, ...]


def read_entries(cells: Mapping[str, Cell], criterion: Criterion) -> Entries:
    """Read the cells of a criterion's row (by column name) and find every fault at once.

    Rejected: what `read_score` rejects, points below 0 or above the maximum, points in a column that is
    not the criterion's own, points where the criterion does not apply, a stated maximum that is not the
    framework's.
    """
    readings = {column: read_score(cells.get(column)) for column in SCORE_COLUMNS}
    applies = read_applies(cells.get("applies"))
    faults = [*_score_faults(cells, readings, criterion, applies), *_other_faults(cells, criterion, applies)]
    notes = [Remark(reading.note, cells[column], {}) for column, reading in readings.items() if reading.note]
    return Entries(
        scores={column: reading.points for column, reading in readings.items()},
        is_applicable=bool(applies),
        faults=tuple(faults),
        notes=tuple(notes),
    )


def _score_faults(
    cells: Mapping[str, Cell], readings: dict[str, Score], criterion: Criterion, applies: bool | None
) -> Iterator[Remark]:
    for column, reading in readings.items():
        if reading.fault:
            yield Remark(reading.fault, cells[column], {})
        elif math.isnan(reading.points):
            continue
        elif not criterion.is_for_agency:
            yield Remark("workbook.criterion_not_for_agency", cells[column], {"criterion": criterion.code})
        elif applies is False:
            yield Remark("workbook.score_not_applicable", cells[column], {"criterion": criterion.code})
        elif criterion.is_survey and column == "self_score":
            yield Remark("workbook.survey_self_scored", cells[column], {"criterion": criterion.code})
        elif column not in criterion.own_columns:
            yield Remark("workbook.wrong_score_column", cells[column], {"criterion": criterion.code})
        elif not criterion.holds(reading.points):
            yield Remark("workbook.score_out_of_range", cells[column], {"max_points": criterion.limit})


def _other_faults(cells: Mapping[str, Cell], criterion: Criterion, applies: bool | None) -> Iterator[Remark]:
    if applies is None:
        yield Remark("workbook.applies_unreadable", cells["applies"], {})
    stated = cells.get("max_points")
    if stated is None or is_blank(stated) or math.isnan(criterion.max_points):
        return
    reading = read_score(stated)
    if reading.fault or reading.points != criterion.max_points:
        yield Remark("workbook.max_points_differ", stated, {"max_points": criterion.limit})

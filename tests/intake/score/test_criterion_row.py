"""The entries of one criterion are judged together."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_analysis.intake.score.criterion_row import Criterion, read_entries
from cchc_analysis.intake.workbook.cells import Cell
from cchc_analysis.reference.score_ranges import ScoreRange


def criterion(max_points: float = 2.0) -> Criterion:
    return Criterion("1.1", max_points, is_survey=False, is_for_agency=True)


def number(value: float) -> Cell:
    return Cell(11, 6, "number", value)


def test_without_any_entry_every_score_is_missing() -> None:
    entries = read_entries({}, criterion())
    assert all(math.isnan(points) for points in entries.scores.values())
    assert entries.is_applicable
    assert entries.faults == ()


@pytest.mark.parametrize(("points", "is_fault"), [(-0.01, True), (0, False), (2, False), (2.01, True)])
def test_points_reach_from_zero_to_the_maximum(points: float, is_fault: bool) -> None:
    entries = read_entries({"self_score": number(points)}, criterion())
    assert [fault.code for fault in entries.faults] == ["workbook.score_out_of_range"] * is_fault


def test_where_no_maximum_is_stated_only_points_below_zero_are_refused() -> None:
    open_ended = criterion(math.nan)
    cells = {"self_score": number(50), "max_points": number(100)}
    assert read_entries(cells, open_ended).faults == ()
    (fault,) = read_entries({"self_score": number(-1)}, open_ended).faults
    assert fault.values == {"max_points": "–"}


@pytest.mark.parametrize(("points", "is_fault"), [(-0.01, True), (3.33, False), (3.34, True), (1e9, True)])
def test_where_no_maximum_is_stated_a_known_scale_bounds_the_points(points: float, is_fault: bool) -> None:
    third = replace(criterion(math.nan), scale=ScoreRange(Decimal(0), Decimal(10), parts=3))
    entries = read_entries({"self_score": number(points), "max_points": number(100)}, third)
    assert [fault.values for fault in entries.faults] == [{"max_points": 3.33}] * is_fault

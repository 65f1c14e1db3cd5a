"""The smallest sum of steps that reaches a need: integer programming, decided lexicographically."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from cchc_analysis.index.hierarchy import FloatArray


@dataclass(frozen=True)
class Room:
    """How one part can grow, in whole units: in equal steps, and by less than a step only up to `room` itself."""

    room: int
    step: int

    @property
    def steps(self) -> int:
        """Number of whole steps that fit."""
        return self.room // self.step

    @property
    def rest(self) -> int:
        """Units left above the last whole step."""
        return self.room % self.step


def least_gains(rooms: Sequence[Room], *, need: int, most_parts: int | None = None) -> list[int] | None:
    """Return how much each part must grow so that the sum is at least `need`, or None if it cannot be.

    Of all answers the one with, in this order: the smallest sum; the fewest parts that grow; the largest growth
    of the first part, then of the second, and so on. So the answer is one, whatever the solver's path.

    Parameters
    ----------
    need
        Units, above 0.
    most_parts
        At most so many parts may grow; None: any number.

    Raises
    ------
    RuntimeError
        If the solver's answer does not stand up to whole-number arithmetic; it never has.

    Source: mixed-integer linear programming, solved by HiGHS through ``scipy.optimize.milp``.
    """
    unit = math.gcd(*(figure for room in rooms for figure in (room.step, room.rest))) or 1
    scaled = [Room(room.room // unit, room.step // unit) for room in rooms]
    wanted = -(-need // unit)
    model = _Model.of(scaled)
    limit = len(rooms) if most_parts is None else min(most_parts, len(rooms))
    found = model.solve(model.gain, least=wanted, most_parts=limit)
    if found is None:
        return None
    total = sum(found)
    found = model.checked(model.solve(model.is_grown, least=total, most=total, most_parts=limit), total)
    count = sum(gain > 0 for gain in found)
    fixed: list[int] = []
    for position in range(len(rooms)):
        if sum(fixed) == total:
            break
        if found[position] < min(scaled[position].room, total - sum(fixed)):
            goal = -model.gain * (model.part == position)
            answer = model.solve(goal, least=total, most=total, most_parts=count, fixed=fixed)
            found = model.checked(answer, total)
        fixed.append(found[position])
    return [gain * unit for gain in [*fixed, *([0] * (len(rooms) - len(fixed)))]]


@dataclass(frozen=True)
class _Model:
    """Three whole-number variables a part: steps taken, whether the rest is taken too, whether it grows at all."""

    rooms: tuple[Room, ...]
    part: FloatArray
    gain: FloatArray
    is_grown: FloatArray
    highest: FloatArray
    links: csr_array

    @classmethod
    def of(cls, rooms: Sequence[Room]) -> _Model:
        count = len(rooms)
        steps = np.array([room.steps for room in rooms], dtype="float64")
        sizes = np.array([room.step for room in rooms], dtype="float64")
        rests = np.array([room.rest for room in rooms], dtype="float64")
        none, one = np.zeros(count), np.ones(count)
        own = eye_array(count)
        diagonal = own.multiply(steps[:, None])
        links = [
            hstack([own, 0 * own, -diagonal]),  # steps are taken only by a part that grows
            hstack([0 * own, own, -own]),  # and so is the rest
            hstack([-own, diagonal, 0 * own]),  # the rest comes after all whole steps
        ]
        stacked = csr_array(np.vstack([block.toarray() for block in links]))
        return cls(
            rooms=tuple(rooms),
            part=np.tile(np.arange(count), 3),
            gain=np.concatenate([sizes, rests, none]),
            is_grown=np.concatenate([none, none, one]),
            highest=np.concatenate([steps, (rests > 0) * one, one]),
            links=stacked,
        )

    def solve(
        self,
        goal: FloatArray,
        *,
        least: int,
        most_parts: int,
        most: float = math.inf,
        fixed: Sequence[int] = (),
    ) -> list[int] | None:
        """Return the gain of each part at the lowest `goal`; None if nothing satisfies the bounds."""
        held = [(self.gain * (self.part == position), gain, gain) for position, gain in enumerate(fixed)]
        rows = [(self.gain, least, most), (self.is_grown, 0, most_parts), *held]
        constraints = [
            LinearConstraint(self.links, -math.inf, 0),
            LinearConstraint(
                np.vstack([row for row, _, _ in rows]),
                np.array([low for _, low, _ in rows], dtype="float64"),
                np.array([high for _, _, high in rows], dtype="float64"),
            ),
        ]
        answer = milp(
            goal, integrality=np.ones(len(goal)), bounds=Bounds(0, self.highest), constraints=constraints,
            options={"mip_rel_gap": 0.0},
        )  # fmt: skip
        if answer.x is None:
            return None
        whole = np.rint(answer.x).astype(int).reshape(3, len(self.rooms))
        return [
            room.step * int(steps) + room.rest * int(rest)
            for room, steps, rest in zip(self.rooms, whole[0], whole[1], strict=True)
        ]

    def checked(self, gains: list[int] | None, total: int) -> list[int]:
        """Return the solver's answer if whole-number arithmetic finds the same sum."""
        if gains is None or sum(gains) != total:
            raise RuntimeError(f"the solver's answer {gains} does not add up to {total}")
        return gains

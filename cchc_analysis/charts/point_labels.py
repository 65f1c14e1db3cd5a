"""Where to write names beside points so that nothing overlaps."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]
Box = tuple[float, float, float, float]

_POINT_RADIUS = 0.06
# Right, left, above, below, then the corners. A name stays close: further off it could be another point's.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_DISTANCES = (0.1, 0.16)


def place_labels(
    anchors: Sequence[Point],
    sizes: Sequence[Point],
    *,
    points: Sequence[Point],
    obstacles: Sequence[Box] = (),
    width: float,
    height: float,
) -> list[Box | None]:
    """Return a free box (left, bottom, right, top) for each label, None where there is no room.

    Everything is in inches from the lower left corner of a plot of `width` by `height`. Labels are placed
    in the order given, so the most important ones come first; a box covers no point, no obstacle and no
    earlier box.
    """
    taken: list[Box] = [
        *obstacles,
        *((x - _POINT_RADIUS, y - _POINT_RADIUS, x + _POINT_RADIUS, y + _POINT_RADIUS) for x, y in points),
    ]
    boxes: list[Box | None] = []
    for anchor, size in zip(anchors, sizes, strict=True):
        others = [point for point in points if point != anchor]
        box = _free_box(anchor, size, taken=taken, others=others, width=width, height=height)
        boxes.append(box)
        if box is not None:
            taken.append(box)
    return boxes


def _free_box(
    anchor: Point, size: Point, *, taken: Sequence[Box], others: Sequence[Point], width: float, height: float
) -> Box | None:
    for distance in _DISTANCES:
        for across, up in _SIDES:
            centre_x = anchor[0] + across * (distance + size[0] / 2)
            centre_y = anchor[1] + up * (distance + size[1] / 2)
            left, bottom = centre_x - size[0] / 2, centre_y - size[1] / 2
            box = (left, bottom, left + size[0], bottom + size[1])
            is_inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if not is_inside or any(_overlap(box, other) for other in taken):
                continue
            # A name must be nearest to its own point, or it would be read as another's.
            own = _distance(box, anchor)
            if all(_distance(box, other) > 1.5 * own for other in others):
                return box
    return None


def _distance(box: Box, point: Point) -> float:
    across = max(box[0] - point[0], 0.0, point[0] - box[2])
    up = max(box[1] - point[1], 0.0, point[1] - box[3])
    return math.hypot(across, up)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

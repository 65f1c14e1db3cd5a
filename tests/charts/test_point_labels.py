from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.charts.point_labels import Box, place_labels

POINTS = st.lists(st.tuples(st.floats(0, 6), st.floats(0, 4)), min_size=1, max_size=25)


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(max_examples=30, deadline=None)
@given(POINTS)
def test_labels_cover_neither_points_nor_one_another_and_stay_inside(points: list[tuple[float, float]]) -> None:
    boxes = place_labels(points, [(1.2, 0.16)] * len(points), points=points, width=6, height=4)
    placed = [box for box in boxes if box is not None]
    for place, box in enumerate(placed):
        assert 0 <= box[0] <= box[2] <= 6
        assert 0 <= box[1] <= box[3] <= 4
        assert not any(overlap(box, (x, y, x, y)) for x, y in points)
        assert not any(overlap(box, other) for other in placed[place + 1 :])


def test_a_lone_label_stands_right_of_its_point() -> None:
    (box,) = place_labels([(1, 1)], [(1, 0.2)], points=[(1, 1)], width=6, height=4)
    assert box is not None
    assert box[0] > 1


def test_a_label_avoids_a_line() -> None:
    line = (1.5, 0, 1.5, 4)
    (box,) = place_labels([(1, 1)], [(1, 0.2)], points=[(1, 1)], obstacles=[line], width=6, height=4)
    assert box is not None
    assert not overlap(box, line)


def test_without_room_there_is_no_label() -> None:
    assert place_labels([(1, 1)], [(9, 0.2)], points=[(1, 1)], width=6, height=4) == [None]


def test_a_name_is_never_nearer_to_another_point_than_to_its_own() -> None:
    anchor, neighbour = (2.0, 2.0), (2.0, 2.25)
    (box,) = place_labels([anchor], [(1.0, 0.15)], points=[anchor, neighbour], width=6, height=6)
    assert box is not None
    centre = (box[1] + box[3]) / 2
    assert abs(centre - anchor[1]) < abs(centre - neighbour[1])
    crowd = [(2.0 + across / 10, 2.0 + up / 10) for across in range(-3, 4) for up in range(-3, 4)]
    assert place_labels([anchor], [(1.0, 0.15)], points=crowd, width=6, height=6) == [None]

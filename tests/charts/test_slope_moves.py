from __future__ import annotations

import pytest

from cchc_analysis.charts.slope_moves import most_moved, slope_moves, slope_peers

from .result_frames import index_change, rank_change

CHANGES = index_change({"SNV": (80.0, 81.0), "STP": (70.0, 79.0), "SYT": (75.0, 75.0)})


def test_a_move_is_counted_on_the_printed_figures() -> None:
    table = slope_moves(index_change({"SNV": (80.004, 80.0)}), ("index_from", "index_to"), "index", 2)
    assert table["move"].tolist() == [0.0]


def test_those_that_moved_most_are_kept_and_the_focus() -> None:
    table = slope_moves(CHANGES, ("index_from", "index_to"), "index", 2)
    assert most_moved(table, 2, "SYT")["agency_code"].tolist() == ["STP", "SYT"]
    assert most_moved(table, 3, None)["agency_code"].tolist() == ["SNV", "STP", "SYT"]


def test_ranks_of_several_groups_do_not_compare() -> None:
    table = rank_change({"SNV": (1, 2, 0, -1, 0, 0), "Q1": (1, 1, 0, 0, 0, 0)})
    mixed = table.assign(group=["department", "district"])
    with pytest.raises(ValueError, match="within a group"):
        slope_peers(mixed, "rank", None)
    assert slope_peers(mixed, "rank", "Q1")["agency_code"].tolist() == ["Q1"]

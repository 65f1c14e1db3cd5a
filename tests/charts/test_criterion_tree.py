from __future__ import annotations

import pandas as pd

from cchc_analysis.charts.criterion_tree import criterion_tree

from .result_frames import tree

ONE = tree({"1.1": (1, 2), "1.3": (1, 2), "2": (1, 1)})
OTHER = tree({"1.1": (1, 2), "1.2": (1, 2), "3.1.1": (1, 1)}, code="STP")


def test_criteria_of_all_agencies_stand_in_printed_order() -> None:
    found = criterion_tree(pd.concat([ONE, OTHER]))
    assert found.order == ("C", "1", "1.1", "1.2", "1.3", "2", "3", "3.1", "3.1.1")
    assert found.leaves("1") == ("1.1", "1.2", "1.3")


def test_an_uneven_tree_keeps_its_leaves() -> None:
    found = criterion_tree(ONE)
    assert found.roots == ("C",)
    assert found.domains == ("1", "2")
    assert found.leaves("C") == ("1.1", "1.3", "2")


def test_without_the_whole_the_domains_are_the_roots() -> None:
    found = criterion_tree(ONE[ONE["level"] > 0])
    assert found.roots == found.domains == ("1", "2")


def test_roman_numbers_keep_the_order_of_their_table() -> None:
    found = criterion_tree(tree({"I": (1, 1), "V": (1, 1), "IX": (1, 1)}))
    assert found.domains == ("I", "V", "IX")


def test_where_lists_leave_it_open_two_stands_before_ten() -> None:
    both = pd.concat([tree({"1.10": (1, 1)}), tree({"1.2": (1, 1)}, code="STP")])
    assert criterion_tree(both).leaves("C") == ("1.2", "1.10")

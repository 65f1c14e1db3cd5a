"""The order of a printed table."""

from cchc_analysis.reference.printed_order import printed_order


def test_each_node_is_followed_by_its_parts_in_the_order_they_are_given_in() -> None:
    parents = {"2.1": "2", "1.2": "1", "1": "R", "R": "", "2": "R", "1.1": "1", "1.2.a": "1.2"}
    assert printed_order(parents.keys(), parents.values()) == ("R", "1", "1.2", "1.2.a", "1.1", "2", "2.1")


def test_nothing_has_no_order_and_a_root_alone_is_the_whole() -> None:
    assert printed_order([], []) == ()
    assert printed_order(["R"], [""]) == ("R",)

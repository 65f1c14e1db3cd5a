"""Who won and how many bid: the two lists of a published result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cchc_analysis.intake.vneps.literals import FaultError, read_lists
from cchc_analysis.reference.plausible_amounts import plausible_amounts
from cchc_analysis.vietnamese.names import clean

Say = Callable[..., None]

# Items of a winner in the result of an online process, and of one that was not online.
_ONLINE_ITEMS, _OFFLINE_ITEMS = 5, 3
_CODE, _NAME = 0, 1
_WINNING_PRICE = {_ONLINE_ITEMS: 3, _OFFLINE_ITEMS: 2}
# A bidder who lost stands in the winners' list of an online process too, with its reason and without a period.
_PERIOD, _NO_PERIOD = 4, 0


def read_awarded(cell: str, say: Say) -> dict[str, Any]:
    """Read the winners of a package: code and name of the supplier, their number, the sum of their prices (đồng).

    The export lists the winners of the first part (lot) of a package only. An empty list says nothing: the value
    is missing, not 0. One price that cannot be counted (no whole number, or one that no package has, such as
    1 đồng) leaves out the whole sum.
    """
    nothing: dict[str, Any] = {
        "award_value": None,
        "supplier_code": None,
        "supplier_name": None,
        "supplier_count": None,
    }
    try:
        listed = read_lists(cell)
    except FaultError as fault:
        say("vneps.winners_unreadable", fault.raw_value)
        return nothing
    if not all(len(one) in _WINNING_PRICE for one in listed):
        say("vneps.winners_unreadable", cell)
        return nothing
    winners = [one for one in listed if len(one) == _OFFLINE_ITEMS or one[_PERIOD] != _NO_PERIOD]
    if not winners:
        return nothing
    prices = [one[_WINNING_PRICE[len(one)]] for one in winners]
    limits = plausible_amounts()
    wrong = [price for price in prices if type(price) is not int or not limits.is_price(price)]
    if wrong:
        say("vneps.award_price", wrong[0], least=limits.least_package_vnd, most=limits.most_package_vnd)
    names = sorted({(_said(one[_CODE]), _said(one[_NAME])) for one in winners})
    code, name = names[0] if len(names) == 1 else ("", "")
    return {
        "award_value": None if wrong else sum(prices),
        # Several winners share the sum in a way the table cannot hold: then none of them is named.
        "supplier_code": code,
        "supplier_name": name,
        "supplier_count": len(names),
    }


def read_bidder_count(stated: str, cell: str, say: Say) -> int | None:
    """Return how many bids were opened; None, with a finding, where the number and the list of bids disagree."""
    try:
        listed = len(read_lists(cell)) if cell not in ("", "0") else 0
    except FaultError as fault:
        say("vneps.bidders_unreadable", fault.raw_value)
        return None
    if stated != str(listed):
        say("vneps.bidder_count", stated, listed=listed)
        return None
    # No answer of the system is written as 0 bids too, and a package is never awarded without one.
    return listed or None


def _said(item: Any) -> str:
    """Return a word; 0 is what the export writes where the system says nothing."""
    return clean(item) if isinstance(item, str) else ""

from typing import Any

import pytest

from cchc_analysis.intake.ocds.json_text import parse_json
from cchc_analysis.intake.ocds.money import Money, add_up, read_money
from cchc_analysis.intake.ocds.notes import Notes


def read(amount: str, currency: Any = "VND") -> tuple[Money | None, list[str]]:
    notes = Notes()
    value = parse_json(f'{{"amount": {amount}}}') | {"currency": currency}
    return read_money(value, "tender.value", notes), [note.code for note in notes.found]


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1500000000", "VND", 1_500_000_000),
        ("2809999872.0", "PYG", 2_809_999_872),
        ("10387.8", "MXN", 1_038_780),
        ("203179.71", "MDL", 20_317_971),
        ("0.07", "USD", 7),
        ("1.234", "KWD", 1_234),
        ("1.234", "IQD", 1_234),
        ("1.5", "RSD", 150),
        ("1e9", "VND", 1_000_000_000),
        ("1000000000000000", "VND", 10**15),
        ("1000000000000000", "USD", 10**17),
        ("10000", "VND", 10_000),
    ],
)
def test_money_is_whole_minor_units(amount: str, currency: str, minor: int) -> None:
    assert read(amount, currency) == (Money(minor, currency), [])


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("0", "VND", "ocds.amount_zero"),
        ("-1", "VND", "ocds.amount_negative"),
        ('"100"', "VND", "ocds.amount_form"),
        ("true", "VND", "ocds.amount_form"),
        ("NaN", "VND", "ocds.amount_form"),
        ("1e400", "VND", "ocds.amount_form"),
        ("1e18", "USD", "ocds.amount_huge"),
        ("1e300", "VND", "ocds.amount_huge"),
        ("1000000000000001", "VND", "ocds.amount_huge"),
        ("1000000000000001", "USD", "ocds.amount_huge"),
        ("1e18", "VND", "ocds.amount_huge"),
        ("1", "VND", "ocds.amount_tiny"),
        ("9999", "VND", "ocds.amount_tiny"),
        ("5", "XXX", "ocds.currency_unknown"),
        ("5", "XTS", "ocds.currency_unknown"),
        ("5", "", "ocds.currency_absent"),
        ("5", None, "ocds.currency_absent"),
        ("5", "ĐỒNG", "ocds.currency_unknown"),
        ("5", 704, "ocds.currency_unknown"),
    ],
)
def test_an_amount_that_cannot_be_used_is_missing_and_noted(amount: str, currency: Any, code: str) -> None:
    assert read(amount, currency) == (None, [code])


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("0.5", "PYG", 1), ("10001.5", "VND", 10_002), ("2.675", "USD", 268), ("1.4", "PYG", 1)],
)
def test_more_decimals_than_the_currency_has_are_rounded_half_up_and_noted(
    amount: str, currency: str, minor: int
) -> None:
    assert read(amount, currency) == (Money(minor, currency), ["ocds.amount_rounded"])


def test_less_than_half_a_minor_unit_is_nothing() -> None:
    assert read("0.4", "PYG") == (None, ["ocds.amount_rounded"])


def test_a_currency_in_small_letters_is_noted() -> None:
    assert read("2", "mdl") == (Money(200, "MDL"), ["ocds.currency_spelling"])


@pytest.mark.parametrize("value", [None, {}, {"amount": None, "currency": "VND"}, {"amount": "", "currency": ""}])
def test_what_says_nothing_needs_no_note(value: Any) -> None:
    notes = Notes()
    assert read_money(value, "tender.value", notes) is None
    assert notes.found == []


def test_another_shape_is_noted() -> None:
    notes = Notes()
    assert read_money(5, "tender.value", notes) is None
    assert [note.code for note in notes.found] == ["ocds.value_form"]


@pytest.mark.parametrize(
    ("parts", "total", "code"),
    [
        ([Money(1, "VND"), Money(2, "VND")], Money(3, "VND"), ""),
        ([Money(1, "VND"), Money(2, "USD")], None, "ocds.sum_of_currencies"),
        ([Money(1, "VND"), None], None, "ocds.sum_incomplete"),
        ([None, None], None, ""),
        ([], None, ""),
        ([Money(10**15, "VND"), Money(1, "VND")], None, "ocds.amount_huge"),
    ],
)
def test_sums_stay_within_one_currency_and_whole(
    parts: list[Money | None], total: Money | None, code: str
) -> None:
    notes = Notes()
    assert add_up(parts, "awards.value", notes) == total
    assert [note.code for note in notes.found] == [code] * bool(code)

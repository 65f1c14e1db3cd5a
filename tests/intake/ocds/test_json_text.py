import pytest

from cchc_analysis.intake.ocds.json_text import MAX_DEPTH, BrokenJsonError, fault_in, parse_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("203179.71", 203179.71),
        ("1e3", 1000.0),
        ("9223372036854775807", 9223372036854775807),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("1e400", "1e400"),
        ("1e99999999999999999999", "1e99999999999999999999"),
        ("123456789012345678901", "123456789012345678901"),
        ("9" * 5000, "9" * 5000),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
    ],
)
def test_a_number_that_would_change_stays_the_text_that_stood_there(text: str, value: object) -> None:
    assert parse_json(f"[{text}]") == [value]
    assert type(parse_json(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "ocds.json_broken", "1:1"),
        ('{"a": 1,\n "b": }', "ocds.json_broken", "2:7"),
        ("{} {}", "ocds.json_broken", "1:4"),
        ("[" * 100_000, "ocds.json_deep", ""),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, code: str, place: str) -> None:
    with pytest.raises(BrokenJsonError) as caught:
        parse_json(text)
    assert (caught.value.code, caught.value.place) == (code, place)


def test_a_doubled_key_is_found_with_its_path() -> None:
    assert fault_in(parse_json('{"a": [{"b": {"c": 1, "c": 2}}]}')) == ("ocds.key_doubled", "a[0].b", "c")
    assert fault_in(parse_json('{"c": 1, "c": 1}')) == ("ocds.key_doubled", "", "c")


def test_nesting_is_bounded() -> None:
    assert fault_in(parse_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)) is None
    fault = fault_in(parse_json("[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2)))
    assert fault is not None
    assert fault[0] == "ocds.json_deep"

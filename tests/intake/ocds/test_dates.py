import datetime as dt

import pytest

from cchc_analysis.intake.ocds.dates import order_of, read_moment


@pytest.mark.parametrize(
    ("raw", "day", "instant"),
    [
        ("2024-03-01", "2024-03-01", "2024-03-01T00:00:00+00:00"),
        ("2024-03-01T23:30:00-04:00", "2024-03-01", "2024-03-02T03:30:00+00:00"),
        ("2024-03-01T00:30:00+07:00", "2024-03-01", "2024-02-29T17:30:00+00:00"),
        ("2016-11-07T00:00:00.00Z", "2016-11-07", "2016-11-07T00:00:00+00:00"),
        ("2018-01-04T19:23:45.085871Z", "2018-01-04", "2018-01-04T19:23:45.085871+00:00"),
        ("2024-03-01T09:00:00", "2024-03-01", "2024-03-01T09:00:00+00:00"),
        ("2024-03-01 09:00+0700", "2024-03-01", "2024-03-01T02:00:00+00:00"),
    ],
)
def test_the_day_is_the_one_written_and_the_instant_is_comparable(raw: str, day: str, instant: str) -> None:
    moment = read_moment(raw)
    assert moment is not None
    assert moment.day == dt.date.fromisoformat(day)
    assert moment.instant.isoformat() == instant


@pytest.mark.parametrize(
    "raw",
    [
        "", None, 20240301, True, ["2024-03-01"], "01/03/2024", "2024-13-01", "2024-02-30", "2024-03-01T25:00:00Z",
        "2024-03-01T00:00:00+99:00", "0001-01-01T00:00:00Z", "9999-12-31", "20240301", "2024-W09-5",
        "2024-03-01T00:00:00Zx", "２０２４-03-01",
    ],
)  # fmt: skip
def test_what_is_no_date_and_placeholders_are_none(raw: object) -> None:
    assert read_moment(raw) is None


@pytest.mark.parametrize("raw", ["1989-12-31", "2042-03-01T00:00:00Z", "2101-01-01"])
def test_a_year_that_no_package_has_is_read_and_orders_nothing(raw: str) -> None:
    moment = read_moment(raw)
    assert moment is not None
    assert moment.day.isoformat() == raw[:10]
    assert order_of(raw) == ""
    assert order_of("2024-03-01") == "2024-03-01T00:00:00+00:00"

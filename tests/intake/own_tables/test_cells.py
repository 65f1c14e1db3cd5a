from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.intake.own_tables.cells import as_contract, is_as_agreed


def test_points_are_exactly_what_the_two_decimals_say() -> None:
    written = [f"{hundredths // 100}.{hundredths % 100:02d}" for hundredths in range(0, 100_000)]
    cells = pd.Series(written, dtype="str")
    assert is_as_agreed("self_score", cells).all()
    assert as_contract("self_score", cells).tolist() == [float(one) for one in written]


def test_an_empty_cell_of_points_is_missing_never_zero() -> None:
    cells = pd.Series(["", "0.00"], dtype="str")
    assert is_as_agreed("self_score", cells).all()
    assert as_contract("self_score", cells).isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("year", "2020\n"),
        ("quarter", "44"),
        ("name", " x"),
        ("name", "x\u00a0"),
        ("criterion_code", "1.1\u200b"),
        ("criterion_code", "1.\u00a01"),
        ("name", "Cu\u0309 Chi"),
        ("name", "x  y"),
        ("name", ""),
        ("agency_code", ""),
        ("agency_code", "ＳＮＶ"),
        ("self_score", "NaN"),
        ("self_score", "1,50"),
        ("self_score", "1.5"),
        ("self_score", "-1.50"),
        ("self_score", "50%"),
        ("self_score", "１.50"),
        ("self_score", "1e9"),
        ("self_score", " "),
        ("name", "x\ny"),
        ("agency_code", "Q" * 41),
        ("numerator", "٤"),
        ("is_online", "TRUE"),
        ("is_online", "true|false"),
        ("received_on", "2021-02-29"),
        ("received_on", "2021-2-9"),
        ("received_on", "2004-12-31"),
        ("published_on", "2031-01-01"),
        ("year", "2004"),
        ("year", "2031"),
    ],
)
def test_a_cell_not_written_as_agreed_is_found(column: str, cell: str) -> None:
    assert is_as_agreed(column, pd.Series([cell], dtype="str")).tolist() == [False]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("name", "x"),
        ("agency_code", "W26734_2025"),
        ("numerator", "0"),
        ("value_vnd", "10000"),
        ("value_vnd", "1000000000000000"),
        ("received_on", "2020-02-29"),
        ("published_on", "2005-01-01"),
        ("published_on", "2030-12-31"),
        ("year", "2005"),
        ("year", "2030"),
        ("form", "shopping_shortened"),
    ],
)
def test_a_cell_written_as_agreed_passes(column: str, cell: str) -> None:
    assert is_as_agreed(column, pd.Series([cell], dtype="str")).tolist() == [True]

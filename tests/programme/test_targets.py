"""Results against targets: flows add up, stocks are read at the end."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.programme.targets import target_progress

TARGETS = pd.DataFrame(
    {
        "measure": ["certified", "dossiers", "unsourced"],
        "name": ["c", "d", "u"],
        "accumulates": ["stock", "flow", "flow"],
        "target_pct": pd.array([70, 30, pd.NA], dtype="Int64"),
    }
)


def measures(*rows: tuple[str, int, str, int, int]) -> pd.DataFrame:
    columns = ["agency_code", "quarter", "measure", "numerator", "denominator"]
    return pd.DataFrame(list(rows), columns=columns).assign(year=2020)


def progress(table: pd.DataFrame, quarter: int, agency: str = "") -> pd.DataFrame:
    found = target_progress(table, TARGETS, period=Period(2020, quarter), agency=agency)
    return found.set_index("measure")


def test_flows_add_up_over_the_year_and_stocks_are_read_at_the_last_quarter() -> None:
    table = measures(
        ("A", 1, "certified", 3, 10), ("A", 2, "certified", 7, 10),
        ("A", 1, "dossiers", 1, 10), ("A", 2, "dossiers", 4, 10), ("A", 3, "dossiers", 9, 10),
    )  # fmt: skip
    found = progress(table, 2)
    assert found.loc["certified", ["numerator", "denominator"]].tolist() == [7, 10]
    assert found.loc["dossiers", ["numerator", "denominator"]].tolist() == [5, 20]


def test_an_agency_that_did_not_report_the_last_quarter_keeps_its_latest_stock() -> None:
    table = measures(("A", 2, "certified", 7, 10), ("B", 1, "certified", 3, 10))
    assert progress(table, 4).loc["certified", ["numerator", "denominator"]].tolist() == [10, 20]


def test_a_target_reached_exactly_is_met_and_one_short_is_not() -> None:
    assert progress(measures(("A", 1, "certified", 7, 10)), 1).loc["certified", "is_met"]
    assert not progress(measures(("A", 1, "certified", 6, 10)), 1).loc["certified", "is_met"]


def test_without_a_target_or_anything_counted_nothing_is_concluded() -> None:
    found = progress(measures(("A", 1, "unsourced", 7, 10), ("A", 1, "dossiers", 0, 0)), 1)
    assert found["is_met"].isna().all()


def test_one_agency_is_counted_alone() -> None:
    table = measures(("A", 1, "dossiers", 1, 10), ("B", 1, "dossiers", 9, 10))
    assert progress(table, 1, agency="B").loc["dossiers", "numerator"] == 9

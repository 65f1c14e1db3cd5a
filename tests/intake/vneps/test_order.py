"""Neither the order of rows nor how they are cut into files changes a package."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.intake.vneps.adapter import read_vneps
from tests.intake.notice_rows import award, cancellation, notice, offline_award
from tests.intake.plan_intake import amendments, counts, packages, procedures, unsettled
from tests.intake.plan_rows import package, plan, save

PLANS = [
    plan(1, package(1), package(2)),
    plan(1, package(1, price=9_000_000), version="01"),
    plan(2, package(3), investor="Sở Y tế"),
    plan(3, package(4), package(4)),
    plan(4, package(5), version="02"),
    plan(4, package(5, price=8_000_000), version="02"),
    plan(5, package(6, form="?"), package(7)),
    plan(6, package(7)),
    plan(7, package(3), investor="Sở Y tế", published="2023-04-01"),
    plan(8, packages="[["),
    ["ngắn"],
]

LISTS = [
    ("TBMT_CDT", notice(1, width=35)),
    ("TBMT_CDT", notice(1, width=37)),
    ("TBMT_CDT", notice(2)),
    ("TBMT_CDT", notice(2, published="2023-03-10T08:00:00", estimate="7000000")),
    ("TBMT_CDT", notice(3, closed="2023-03-20T09:00:00")),
    ("TBMT_CDT", notice(3)),
    ("TBMT_CDT", ["0]"]),
    ("CNTTT", award(1)),
    ("CNTTT", award(4)),
    ("DHT", cancellation(4)),
    ("CNTTT_KQM", offline_award(5)),
]
PLACE = ["source_file", "source_row"]


def content(*files: list[list[str]]) -> tuple[list[dict[str, Any]], dict[str, tuple[int, ...]]]:
    """Read files of rows; return the packages without their place, and the counts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [save(Path(folder, f"{day:02}", "KHLCNT.csv"), *rows) for day, rows in enumerate(files)]
        intake = read_vneps(paths, root=Path(folder))
    tables = [table(intake).drop(columns=PLACE) for table in (packages, amendments, unsettled)]
    # What is unsettled stands in the order of its rows; which of them stands first matters to no figure.
    tables[-1] = tables[-1].astype(str).sort_values(list(tables[-1]))
    rows = [row for table in tables for row in table.to_dict("records")]
    return rows, {unit: counts(intake, unit) for unit in ("row", "package")}


@settings(max_examples=8)
@given(st.permutations(PLANS), st.integers(min_value=0, max_value=len(PLANS)))
def test_order_of_rows_and_cutting_into_files_change_no_package(rows: list[list[str]], cut: int) -> None:
    expected = content(PLANS)
    assert expected[0], "the example must hold packages"
    assert content(rows) == expected
    halves = [half for half in (rows[:cut], rows[cut:]) if half]
    assert content(*halves) == expected


@settings(max_examples=8)
@given(st.lists(st.sampled_from(PLANS), min_size=1, max_size=8), st.data())
def test_one_more_identical_row_is_only_one_more_repetition(rows: list[list[str]], data: st.DataObject) -> None:
    before, counts_before = content(rows)
    again = data.draw(st.sampled_from(rows))
    place = data.draw(st.integers(min_value=0, max_value=len(rows)))
    after, counts_after = content([*rows[:place], again, *rows[place:]])
    assert after == before
    read, used, repeated, rejected, explained = counts_before["row"]
    assert counts_after["row"] == (read + 1, used, repeated + 1, rejected, explained)
    growth = [new - old for new, old in zip(counts_after["package"], counts_before["package"], strict=True)]
    assert growth[0] == growth[2]
    assert growth[1] == growth[3] == growth[4] == 0


def listed(*days: list[tuple[str, list[str]]]) -> tuple[list[dict[str, Any]], tuple[int, ...]]:
    """Read lists of rows given with their kind, a day each."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            save(Path(folder, f"{day:02}", f"{kind}.csv"), *(row for own, row in rows if own == kind))
            for day, rows in enumerate(days)
            for kind in {kind for kind, _ in rows}
        ]
        intake = read_vneps(paths, root=Path(folder))
    return procedures(intake).drop(columns=PLACE).astype(str).to_dict("records"), counts(intake, "row")


@settings(max_examples=8)
@given(st.permutations(LISTS), st.integers(min_value=1, max_value=len(LISTS) - 1))
def test_order_of_rows_and_cutting_into_days_change_no_procedure(
    rows: list[tuple[str, list[str]]], cut: int
) -> None:
    expected = listed(LISTS)
    assert len(expected[0]) == 3
    assert listed(rows) == expected
    assert listed(rows[:cut], rows[cut:]) == expected

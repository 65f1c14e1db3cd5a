"""Neither the order of rows nor how they are cut into files changes a package."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.intake.vneps import read_vneps
from tests.intake.plan_intake import counts, packages
from tests.intake.plan_rows import package, plan, save

PLANS = [
    plan(1, package(1), package(2)),
    plan(1, package(1, price=9), version="01"),
    plan(2, package(3), investor="Sở Y tế"),
    plan(3, package(4), package(4)),
    plan(4, package(5), version="02"),
    plan(4, package(5, price=8), version="02"),
    plan(5, package(6, form="?"), package(7)),
    plan(6, package(7)),
    plan(7, package(3), investor="Sở Y tế", published="2023-04-01"),
    plan(8, packages="[["),
    ["ngắn"],
]


def content(*files: list[list[str]]) -> tuple[list[dict[str, Any]], dict[str, tuple[int, ...]]]:
    """Read files of rows; return the packages without their place, and the counts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [save(Path(folder, f"{day:02}", "KHLCNT.csv"), *rows) for day, rows in enumerate(files)]
        intake = read_vneps(paths, root=Path(folder))
    table = packages(intake).drop(columns=["source_file", "source_row"])
    return table.to_dict("records"), {unit: counts(intake, unit) for unit in ("row", "package")}


@settings(max_examples=20)
@given(st.permutations(PLANS), st.integers(min_value=0, max_value=len(PLANS)))
def test_order_of_rows_and_cutting_into_files_change_no_package(rows: list[list[str]], cut: int) -> None:
    expected = content(PLANS)
    assert expected[0], "the example must hold packages"
    assert content(rows) == expected
    halves = [half for half in (rows[:cut], rows[cut:]) if half]
    assert content(*halves) == expected


@settings(max_examples=20)
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

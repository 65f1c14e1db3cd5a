"""A row of the plan export that cannot be trusted costs itself and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.vneps.adapter import read_vneps
from tests.intake.plan_intake import Reader, counts, faults, findings, packages, unsettled
from tests.intake.plan_rows import package, plan, save

BROKEN_ROWS: list[tuple[list[str], str, int]] = [
    (plan(9)[:-1], "vneps.row_fields", 0),
    ([*plan(9), "thừa"], "vneps.row_fields", 0),
    (plan(9, packages="[['Gói"), "vneps.list_unreadable", 0),
    (plan(9, packages=""), "vneps.list_unreadable", 0),
    (plan(9, packages="{'a': 1}"), "vneps.list_unreadable", 0),
    (plan(9, packages="['a', 'b']"), "vneps.list_unreadable", 0),
    (plan(9, packages="[[__import__('os').getpid()]]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[" * 5_000), "vneps.list_unreadable", 0),
    (plan(9, packages="[[" + "-" * 100_000 + "1]]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[['" + r"\d" + "']]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[[" + "9" * 5_000 + "]]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[['" + "a" * 1_000_000 + "']]"), "vneps.list_too_long", 0),
    (plan(9, packages="[]", details="[]"), "vneps.list_empty", 0),
    (plan(9, details="[]"), "vneps.lists_differ", 0),
    (plan(9, investor="S\ufffd N\ufffdi v\ufffd"), "vneps.row_damaged", 0),
    (plan(9, investor="  "), "vneps.investor_absent", 1),
    (plan(9, plan_id="Kế hoạch 9"), "vneps.plan_number", 1),
    (plan(9, version="mới"), "vneps.plan_number", 1),
    (plan(9, version="٠١"), "vneps.plan_number", 1),
    (plan(9, published="14/03/2023"), "vneps.date", 1),
    (plan(9, published="2023-02-30 00:00:00"), "vneps.date", 1),
    (plan(9, published="2023-03-14 25:99:00"), "vneps.date", 1),
    (plan(9, published=""), "vneps.date", 1),
]


@pytest.mark.parametrize(("row", "code", "package_count"), BROKEN_ROWS, ids=map(str, range(len(BROKEN_ROWS))))
def test_a_broken_row_is_rejected_with_its_number_and_costs_no_other_row(
    read_plans: Reader, row: list[str], code: str, package_count: int
) -> None:
    intake = read_plans(plan(1, package(1)), row, plan(2, package(2)))
    assert counts(intake, "row") == (3, 2, 0, 1, 0)
    assert counts(intake, "package") == (2 + package_count, 2, 0, package_count, 0)
    assert faults(intake) == [(code, "row 2")]
    assert list(packages(intake)["plan_id"]) == ["PL2300000001", "PL2300000002"]


@pytest.mark.parametrize("published", ["1023-02-03", "2032-03-14 08:00:00"])
def test_a_plan_of_a_day_that_no_plan_has_is_held_with_its_packages(read_plans: Reader, published: str) -> None:
    intake = read_plans(plan(1, package(1)), plan(9, published=published))
    (held,) = findings(intake, Severity.HELD)
    assert (held.code, held.place, held.raw_value) == ("vneps.day_implausible", "row 2", published)
    assert counts(intake, "package") == (2, 1, 0, 1, 0)
    assert unsettled(intake)["severity"].tolist() == ["held"]


@pytest.mark.parametrize(
    "name",
    ["'\\ud800'", "'\\x00'", "'\\u202e'", "0x" + "f" * 5000],
    ids=["surrogate", "NUL", "bidi", "huge number"],
)
def test_what_escapes_hide_costs_one_row_and_no_other(tmp_path: Path, name: str) -> None:
    hostile = plan(1, package(1))
    hostile[17] = hostile[17].replace(repr(package(1)["name"]), name, 1)
    hostile[18] = hostile[18].replace(repr(package(1)["name"]), name, 1)
    intake = read_vneps([save(tmp_path / "KHLCNT.csv", hostile, plan(2, package(2)))])
    assert counts(intake, "row") == (2, 1, 0, 1, 0)
    assert len(packages(intake)) == 1

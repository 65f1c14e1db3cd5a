"""What earlier versions of a plan said is kept beside the last."""

from __future__ import annotations

from cchc_analysis.intake.findings import Severity
from tests.intake.plan_intake import Reader, amendments, counts, packages, told
from tests.intake.plan_rows import package, plan


def test_an_earlier_version_is_kept_and_does_not_count(read_plans: Reader) -> None:
    intake = read_plans(
        plan(1, package(1, price=5_000_000), package(2), version="00"),
        plan(1, package(1, price=7_000_000), version="01", published="2023-03-15 00:00:00"),
        plan(1, package(1, price=9_000_000, is_online="0"), version="10"),
    )
    table = amendments(intake)
    assert table[["plan_version", "last_version", "value_vnd"]].to_numpy().tolist() == [
        ["00", "10", 5_000_000],
        ["00", "10", 100_000_002],
        ["01", "10", 7_000_000],
    ]
    assert table["is_online"].all()
    assert list(packages(intake)["value_vnd"]) == [9_000_000]
    assert counts(intake, "package") == (4, 1, 0, 0, 3)


def test_an_unreadable_package_of_an_earlier_version_is_noted(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1, form="?"), package(2)), plan(1, package(1), version="01"))
    assert list(amendments(intake)["name"]) == ["Gói thầu số 2"]
    assert told(intake)[1] == ("vneps.amendments_unread", Severity.NOTE, "row 1")


def test_an_unreadable_earlier_version_is_noted(read_plans: Reader) -> None:
    intake = read_plans(plan(1, packages="[["), plan(1, package(1), version="01"))
    assert amendments(intake).empty
    assert [code for code, *_ in told(intake)] == ["vneps.plan_superseded", "vneps.amendments_unread"]


def test_a_repeated_earlier_version_is_kept_once(read_plans: Reader) -> None:
    old = plan(1, package(1), package(1))
    assert len(amendments(read_plans(old, old, plan(1, package(1), version="01")))) == 1


def test_without_versions_there_is_no_amendment(read_plans: Reader) -> None:
    assert amendments(read_plans(plan(1))).empty

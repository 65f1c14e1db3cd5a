"""Versions, repetitions and contradictions: every package is counted once, or in no plan."""

from __future__ import annotations

import pytest

from cchc_analysis.intake.findings import Counts, Severity
from cchc_analysis.intake.vneps import judgement as vneps_judgement
from tests.intake.plan_intake import Reader, counts, faults, findings, packages
from tests.intake.plan_rows import package, plan


def test_the_last_version_of_a_plan_counts_wherever_it_stands(read_plans: Reader) -> None:
    old, new = plan(1, package(1), version="01"), plan(1, package(1, price=5_000_000), package(2), version="02")
    for files in ({"d14": [old], "d17": [new]}, {"d14": [new], "d17": [old]}):
        intake = read_plans(**files)
        table = packages(intake)
        assert list(table["value_vnd"]) == [5_000_000, 100_000_002]
        assert set(table["plan_version"]) == {"02"}
        assert counts(intake, "row") == (2, 1, 0, 0, 1)
        assert counts(intake, "package") == (3, 2, 0, 0, 1)
        (note,) = findings(intake)
        assert (note.code, note.severity) == ("vneps.plan_superseded", Severity.NOTE)


def test_versions_are_numbers_not_words(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1), version="9"), plan(1, package(2), version="10"))
    assert list(packages(intake)["plan_version"]) == ["10"]


def test_an_old_version_never_takes_the_place_of_a_broken_new_one(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1), version="00"), plan(1, package(1), version="01", packages="[["))
    assert packages(intake).empty
    assert counts(intake, "row") == (2, 0, 0, 1, 1)


def test_one_version_with_two_contents_is_rejected_twice(read_plans: Reader) -> None:
    intake = read_plans(d14=[plan(1, package(1)), plan(2, package(2))], d17=[plan(1, package(1, price=5_000_000))])
    assert list(packages(intake)["plan_id"]) == ["PL2300000002"]
    assert counts(intake, "row") == (3, 1, 0, 2, 0)
    assert counts(intake, "package") == (3, 1, 0, 2, 0)
    first, second = findings(intake)
    assert (first.code, first.file, first.values["other_file"]) == (
        "vneps.plan_conflict", "d14/KHLCNT.csv", "d17/KHLCNT.csv",
    )  # fmt: skip
    assert second.values["other_file"] == "d14/KHLCNT.csv"


def test_a_repeated_row_is_counted_once_and_the_later_one_is_the_repetition(read_plans: Reader) -> None:
    intake = read_plans(d17=[plan(1), plan(2, package(2))], d14=[plan(1), plan(1)])
    by_file = {file.file: file.counts[0] for file in intake.files}
    assert by_file["d14/KHLCNT.csv"] == Counts("row", 2, 1, repeated=1)
    assert by_file["d17/KHLCNT.csv"] == Counts("row", 2, 1, repeated=1)
    assert list(packages(intake)["source_file"]) == ["d14/KHLCNT.csv", "d17/KHLCNT.csv"]


def test_one_package_id_with_two_contents_is_rejected_in_both_plans(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1), package(2)), plan(2, package(1, price=7_000_000), package(3)))
    assert list(packages(intake)["name"]) == ["Gói thầu số 2", "Gói thầu số 3"]
    assert counts(intake, "package") == (4, 2, 0, 2, 0)
    assert faults(intake) == [("vneps.package_conflict", "row 1"), ("vneps.package_conflict", "row 2")]


def test_one_package_id_of_two_investors_is_rejected_in_both_plans(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1)), plan(2, package(1)))
    assert packages(intake).empty
    assert counts(intake, "row") == (2, 0, 0, 2, 0)


def test_one_package_in_two_plans_of_one_investor_is_counted_once(read_plans: Reader) -> None:
    early = plan(2, package(1), investor="Sở Y tế", published="2023-03-01 00:00:00")
    late = plan(1, package(1), investor="Sở Y tế", published="2023-03-02 00:00:00")
    for rows in ((early, late), (late, early)):
        intake = read_plans(*rows)
        assert list(packages(intake)["plan_id"]) == ["PL2300000002"]
        assert counts(intake, "package") == (2, 1, 1, 0, 0)
        assert counts(intake, "row") == (2, 1, 1, 0, 0)
        assert [one.code for one in findings(intake)] == ["vneps.package_repeated"]


def test_each_entry_of_an_id_that_stands_hundreds_of_times_is_looked_at_once(
    read_plans: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = []
    content = vneps_judgement.package_content

    def counted(*entry: object) -> tuple[str, ...]:
        looked_at.append(entry)
        return content(*entry)  # type: ignore[arg-type]

    monkeypatch.setattr(vneps_judgement, "package_content", counted)
    intake = read_plans(plan(1, *[package(1)] * 400))
    assert counts(intake, "package") == (400, 1, 399, 0, 0)
    assert len(looked_at) == 400

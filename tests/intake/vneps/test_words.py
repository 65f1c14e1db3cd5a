"""Words and codes of the export, and what is said of one that is not known."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.vneps.words import load_words, meaning, planned_start
from cchc_analysis.reference.vocabulary import known_codes
from cchc_analysis.tables.package_contracts import PLAN_TYPES
from tests.intake.plan_intake import Reader, counts, packages, told
from tests.intake.plan_rows import package, plan


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("Quý I, 2023", dt.date(2023, 1, 1)),
        ("Quý II, 2023", dt.date(2023, 4, 1)),
        ("quý iii,  2023", dt.date(2023, 7, 1)),
        ("Quý IV năm 2023", dt.date(2023, 10, 1)),
        ("Quý 4/2023", dt.date(2023, 10, 1)),
        ("Tháng 5, 2023", dt.date(2023, 5, 1)),
        ("Tháng 05/2023", dt.date(2023, 5, 1)),
        ("Tháng 12, 2022", dt.date(2022, 12, 1)),
        ("Tháng 13, 2023", None),
        ("Tháng 0, 2023", None),
        ("Quý V, 2023", None),
        ("Quý IIII, 2023", None),
        ("Năm 2023", None),
        ("Quý I, 23", None),
        ("", None),
        (None, None),
        (2023, None),
    ],
)
def test_a_planned_start_is_the_first_day_of_its_month_or_quarter(word: object, day: dt.date | None) -> None:
    assert planned_start(word) == day


def test_an_unreadable_start_is_noted_and_its_package_counted(read_plans: Reader) -> None:
    intake = read_plans(
        plan(
            1,
            package(1, start="Tháng 5, 2023"),
            package(2, start="sớm"),
            package(3, detail={"start": "Quý II, 2023"}),
        )
    )
    starts = packages(intake)["planned_start_on"]
    assert starts.iloc[0] == pd.Timestamp(2023, 5, 1)
    assert starts.isna().tolist() == [False, True, True]
    assert told(intake) == [("vneps.planned_start", Severity.NOTE, "row 1")] * 2
    assert [one.raw_value for one in intake.findings] == ["sớm", "Quý I, 2023 / Quý II, 2023"]
    assert counts(intake, "package") == (3, 3, 0, 0, 0)


@pytest.mark.parametrize(
    ("word", "plan_type"),
    [
        ("DTPT", "project"),
        ("TX", "purchase"),
        ("KHAC", "other"),
        ("Chi đầu tư phát triển", "project"),
        ("chi  thường xuyên", "purchase"),
    ],
)
def test_a_plan_type_is_known_by_code_and_by_word(read_plans: Reader, word: str, plan_type: str) -> None:
    intake = read_plans(plan(1, type=word))
    assert packages(intake)["plan_type"].item() == plan_type
    assert told(intake) == []


@pytest.mark.parametrize("word", ["", "XYZ", "0"])
def test_an_unknown_plan_type_is_found_once_per_plan_and_left_empty(read_plans: Reader, word: str) -> None:
    intake = read_plans(plan(1, package(1), package(2), type=word))
    assert set(packages(intake)["plan_type"]) == {""}
    assert told(intake) == [("vneps.plan_type", Severity.NOTE, "row 1")]


def test_every_plan_type_of_the_contract_has_a_word() -> None:
    assert known_codes("plan_type") == PLAN_TYPES
    assert set(load_words()["plan_type"].values()) == set(PLAN_TYPES)


@pytest.mark.parametrize("item", [True, 1.0, None, "2"])
def test_what_is_no_word_means_nothing(item: object) -> None:
    assert meaning(item, load_words()["is_online"]) is None

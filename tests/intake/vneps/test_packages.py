"""A package that cannot be trusted costs itself and not its plan."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_analysis.intake.findings import Severity
from cchc_analysis.texts import LANGUAGES
from tests.intake.plan_intake import Reader, counts, faults, findings, packages
from tests.intake.plan_rows import package, plan

BROKEN_PACKAGES: list[tuple[dict[str, Any], str]] = [
    ({"price": 0}, "vneps.package_price"),
    ({"price": -5}, "vneps.package_price"),
    ({"price": 1.5}, "vneps.package_price"),
    ({"price": 100.0}, "vneps.package_price"),
    ({"price": "100000000"}, "vneps.package_price"),
    ({"price": True}, "vneps.package_price"),
    ({"price": None}, "vneps.package_price"),
    ({"price": 2**63}, "vneps.package_price"),
    ({"form": "Hình thức mới"}, "vneps.package_form"),
    ({"form": ""}, "vneps.package_form"),
    ({"field": "XX"}, "vneps.package_field"),
    ({"method": "Hai giai đoạn, một túi"}, "vneps.package_method"),
    ({"method": ""}, "vneps.package_method"),
    ({"method": 2}, "vneps.package_method"),
    ({"is_online": "có"}, "vneps.package_online"),
    ({"is_online": True}, "vneps.package_online"),
    ({"is_domestic": "2"}, "vneps.package_domestic"),
    ({"name": " "}, "vneps.package_name"),
    ({"name": 5}, "vneps.package_text"),
    ({"location": None}, "vneps.package_text"),
    ({"id": "a b"}, "vneps.package_id"),
    ({"id": ""}, "vneps.package_id"),
    ({"id": 7}, "vneps.package_id"),
    ({"detail": {"name": "Gói khác"}}, "vneps.package_details"),
    ({"detail": {"price": 100}}, "vneps.package_details"),
    ({"detail": {"is_online": "Không qua mạng"}}, "vneps.package_details"),
    ({"detail": {"is_domestic": "Quốc tế"}}, "vneps.package_details"),
    ({"detail": {"form": "Chỉ định thầu"}}, "vneps.package_details"),
    ({"detail": {"form": "Hình thức mới"}}, "vneps.package_details"),
    ({"detail": {"field": "Xây lắp"}}, "vneps.package_details"),
    ({"detail": {"method": "Một giai đoạn hai túi hồ sơ"}}, "vneps.package_details"),
    ({"detail": {"name": ""}}, "vneps.package_details"),
]


@pytest.mark.parametrize(("changes", "code"), BROKEN_PACKAGES, ids=map(str, range(len(BROKEN_PACKAGES))))
def test_one_bad_package_is_rejected_and_the_others_of_its_plan_are_used(
    read_plans: Reader, changes: dict[str, Any], code: str
) -> None:
    intake = read_plans(plan(1, package(1), package(2, **changes), package(3)))
    assert counts(intake, "row") == (1, 1, 0, 0, 0)
    assert counts(intake, "package") == (3, 2, 0, 1, 0)
    assert faults(intake) == [(code, "row 1")]
    assert list(packages(intake)["name"]) == ["Gói thầu số 1", "Gói thầu số 3"]


def test_a_package_with_a_missing_item_is_rejected(read_plans: Reader) -> None:
    row = plan(1, package(1), package(2))
    row[17] = row[17].replace(", 'Không sơ tuyển']]", "]]")
    intake = read_plans(row)
    assert faults(intake) == [("vneps.package_items", "row 1")]
    assert counts(intake, "package") == (2, 1, 0, 1, 0)


def test_details_may_leave_words_empty_or_say_them_otherwise(read_plans: Reader) -> None:
    changes = {"form": "TTH", "field": "HH", "detail": {"form": "", "field": "Hàng hóa", "method": "1_MTHS"}}
    assert faults(read_plans(plan(1, package(1, **changes)))) == []


def test_a_plan_none_of_whose_packages_can_be_used_is_a_rejected_row(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1, price=0)))
    assert counts(intake, "row") == (1, 0, 0, 1, 0)
    assert packages(intake).empty


def test_a_plan_that_lists_fewer_packages_than_it_states_is_held(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1), count="2"))
    (finding,) = findings(intake)
    assert (finding.code, finding.severity, finding.raw_value) == ("vneps.package_count", Severity.HELD, "2")
    assert counts(intake, "package") == (1, 1, 0, 0, 0)


def test_a_price_beyond_reason_is_rejected_so_that_no_sum_can_wrap(read_plans: Reader) -> None:
    intake = read_plans(plan(1, package(1, price=6 * 10**18), package(2, price=10**15)))
    assert list(packages(intake)["value_vnd"]) == [10**15]
    (finding,) = findings(intake)
    for language in LANGUAGES:
        assert str(10**15) in finding.message(language)

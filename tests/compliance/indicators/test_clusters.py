"""Clusters and bunching at the ceilings of Decree 214/2025/NĐ-CP art. 78 and 81, to the đồng and to the day.

The ceilings of other years are tried in ``limit_cases``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.compliance.indicators.rows import asked, behind, counted, packages, procedures

HALF = 250_000_000
CEILING = 500_000_000


def clustered(*changes: dict[str, Any]) -> list[str]:
    """Numbers of the packages in a cluster."""
    found = behind("below_ceiling_clusters", asked(planned=packages(*changes)))
    return sorted(found.loc[found["role"] == "numerator", "package_id"])


@pytest.mark.parametrize(("over", "wanted"), [(-1, []), (0, []), (1, ["G000", "G001"])])
def test_two_packages_are_a_cluster_when_together_above_the_ceiling(over: int, wanted: list[str]) -> None:
    assert clustered({"value_vnd": HALF}, {"value_vnd": HALF + over}) == wanted


@pytest.mark.parametrize(("day", "wanted"), [("2025-10-01", ["G000", "G001"]), ("2025-10-02", [])])
def test_a_cluster_is_within_thirty_days(day: str, wanted: list[str]) -> None:
    assert clustered({"published_on": "2025-09-01"}, {"published_on": day}) == wanted


@pytest.mark.parametrize(
    "other",
    [
        {"field": "works"}, {"agency_code": "B"}, {"plan_type": "project", "field": "works"}, {"form": "shopping"},
        {"plan_type": "other"}, {"plan_type": ""}, {"value_vnd": CEILING + 1}, {"form": "open_bidding"},
        {"published_on": "2025-08-03"},
    ],
)  # fmt: skip
def test_a_package_of_another_kind_makes_no_cluster(other: dict[str, Any]) -> None:
    assert (
        clustered(
            {"published_on": "2025-08-04"},
            other | ({} if "published_on" in other else {"published_on": "2025-08-05"}),
        )
        == []
    )


def test_a_chain_of_clusters_holds_every_package_of_one_of_them() -> None:
    days = ["2025-09-01", "2025-09-25", "2025-10-20", "2025-12-31"]
    assert clustered(*({"published_on": day} for day in days)) == ["G000", "G001", "G002"]


def test_shortened_appointments_are_of_the_same_form() -> None:
    assert clustered({}, {"form": "direct_appointment_shortened"}) == ["G000", "G001"]


def test_which_forms_go_together_is_what_the_limits_say() -> None:
    tables = asked(planned=packages({}, {"form": "direct_appointment_shortened"}))
    own = tables["packages"]
    apart = [limit.model_copy(update={"forms": (form,)}) for limit in own.question.limits for form in limit.forms]
    split = {"packages": replace(own, question=replace(own.question, limits=tuple(apart)))}
    numerators = [counted("below_ceiling_clusters", held).loc["A", "numerator"] for held in (tables, split)]
    assert numerators == [2, 0]


def test_a_package_equal_to_the_ceiling_is_within_it() -> None:
    assert clustered({"value_vnd": CEILING}, {"value_vnd": 1}) == ["G000", "G001"]


def test_every_plan_and_field_has_its_own_ceiling() -> None:
    of_project = {"plan_type": "project", "value_vnd": 900_000_000}
    assert clustered(of_project, of_project) == []
    assert clustered(of_project | {"value_vnd": 1_100_000_000}, of_project) == []
    assert clustered(*[of_project] * 3) == ["G000", "G001", "G002"]
    consulting = of_project | {"field": "consulting", "value_vnd": 500_000_000}
    assert clustered(consulting, consulting) == ["G000", "G001"]


def test_between_the_law_and_its_decree_no_limit_is_in_force_and_nothing_is_judged() -> None:
    planned = packages({"published_on": "2025-08-01"}, {"published_on": "2025-08-02"})
    row = counted("below_ceiling_clusters", asked(planned=planned)).loc["A"]
    assert row["status"] == "not_applicable"
    assert row["asked_count"] == 0


def test_a_package_of_an_unknown_plan_is_asked_about_and_not_known() -> None:
    row = counted("below_ceiling_clusters", asked(planned=packages({}, {}, {"plan_type": ""}))).loc["A"]
    assert (row["numerator"], row["denominator"], row["asked_count"]) == (2, 2, 3)
    assert row["flagged"]


def test_one_suppliers_packages_are_looked_at_apart() -> None:
    planned = packages({}, {}, {})
    direct = {"form": "direct_appointment", "estimate_value": 300_000_000}
    held = procedures(
        direct | {"package_id": "G000", "supplier_code": "S1"},
        direct | {"package_id": "G001", "supplier_code": "S2"},
        direct | {"package_id": "G002", "supplier_code": "", "supplier_name": ""},
    )
    row = counted("supplier_clusters", asked(held, planned)).loc["A"]
    assert (row["numerator"], row["denominator"], row["asked_count"]) == (0, 2, 3)
    same = counted("supplier_clusters", asked(held.assign(supplier_code="S1"), planned)).loc["A"]
    assert (same["numerator"], same["denominator"]) == (3, 3)


@pytest.mark.parametrize(
    ("value_vnd", "wanted"),
    [
        (474_999_999, (0, 0)), (475_000_000, (1, 1)), (CEILING, (1, 1)), (CEILING + 1, (0, 1)),
        (525_000_000, (0, 1)), (525_000_001, (0, 0)),
    ],
)  # fmt: skip
def test_bunching_looks_at_five_percent_on_either_side(value_vnd: int, wanted: tuple[int, int]) -> None:
    planned = packages({"value_vnd": value_vnd, "form": "open_bidding"})
    row = counted("bunching_below_ceiling", asked(planned=planned)).loc["A"]
    assert (row["numerator"], row["denominator"]) == wanted

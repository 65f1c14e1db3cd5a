"""Planned packages and those put out in a period, compared by number."""

from __future__ import annotations

from cchc_analysis.compliance.indicators.matched import matched_packages
from tests.compliance.indicators.rows import asked, packages, procedures


def test_either_side_counts_what_the_other_holds_too_in_the_same_period() -> None:
    planned = packages({"package_id": "P1"}, {"package_id": "P2"}, {"package_id": "P3", "agency_code": "B"})
    held = procedures(
        {"package_id": "P1"},
        # Put out again after a cancellation: one package, two procedures.
        {"package_id": "P1", "status": "cancelled"},
        {"package_id": "OLD"},
        {"package_id": ""},
        # Of P2 the procedure is of the year after.
        {"package_id": "P2", "published_on": "2026-02-01"},
    )
    found = matched_packages(asked(held, planned))
    assert found is not None
    assert found.to_dict("list") == {
        "agency_code": ["A", "B"],
        "package_count": [2, 1],
        "put_out_count": [1, 0],
        "procedure_count": [4, 0],
        "planned_count": [2, 0],
    }


def test_a_source_of_one_side_only_has_nothing_to_compare() -> None:
    assert matched_packages(asked(procedures({}))) is None
    assert matched_packages(asked(planned=packages({}))) is None

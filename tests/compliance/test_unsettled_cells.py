"""Held and rejected packages added up settle as they do one by one, and are listed only as far as asked."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.bounds import MARKS, possible_unsettled, quota_bounds
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.unsettled_cells import listed_unsettled, unsettled_cells
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from tests.compliance.test_bounds import packages
from tests.compliance.unsettled_rows import held, unsettled

AGENCIES = pd.DataFrame({"agency_code": ["Q1", "Q3"], "agency_name": ["Quận 1", "Quận 3"]})


def test_cells_turn_a_quota_as_the_packages_do_at_every_quarters_end() -> None:
    rows = held(1500)
    cells = unsettled_cells(rows)
    assert len(cells) < len(rows) == cells["package_count"].sum()
    assert sum(cells["value_vnd"].dropna()) == sum(map(int, rows["value_vnd"].dropna())) > 2**63
    for period in (Period(2020, 1), Period(2020, 2), Period(2020)):
        rule = rule_on(period.end_on)
        asked = {"period": period, "counts_shortened": True}
        used = packages(*[(True, 10**18)] * 8, on="2020-02-01")
        quota = quota_table(used, AGENCIES, rule, **asked)  # type: ignore[arg-type]
        one_by_one = quota_bounds(quota, rows, rule, **asked)  # type: ignore[arg-type]
        assert one_by_one["unsettled_count"].gt(0).all()
        pd.testing.assert_frame_equal(quota_bounds(quota, cells, rule, **asked), one_by_one)  # type: ignore[arg-type]


def test_packages_that_differ_in_what_decides_whether_they_count_never_share_a_cell() -> None:
    for mark, values in MARKS.items():
        differing = unsettled(*({mark: value} for value in values))
        assert unsettled_cells(differing)[mark].nunique() == len(values), mark


def test_only_the_packages_behind_the_cells_are_listed_the_first_of_each_agency_and_all_of_none() -> None:
    rows, period = held(600), Period(2020, 1)
    asked = {"period": period, "counts_shortened": True}
    possible = possible_unsettled(unsettled_cells(rows), rule_on(period.end_on), **asked)  # type: ignore[arg-type]
    expected = possible_unsettled(rows, rule_on(period.end_on), **asked)  # type: ignore[arg-type]
    every = listed_unsettled(rows, possible, period=period, most=10_000)
    assert list(every.columns) == list(rows.columns)
    assert sorted(every["package_id"]) == sorted(expected["package_id"])
    assert every["agency_code"].is_monotonic_increasing
    own = listed_unsettled(rows, possible[possible["agency_code"].isin(["Q3", ""])], period=period, most=3)
    assert own["agency_code"].value_counts().to_dict() == {"": expected["agency_code"].eq("").sum(), "Q3": 3}


def test_nothing_held_gives_no_cell_and_no_package() -> None:
    nothing = unsettled_cells(unsettled())
    assert nothing.empty
    possible = possible_unsettled(
        nothing, rule_on(Period(2020).end_on), period=Period(2020), counts_shortened=True
    )
    assert listed_unsettled(unsettled(), possible, period=Period(2020), most=5).empty

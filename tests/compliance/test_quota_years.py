"""Several years asked about at once: as each year by itself, whatever counts alike."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_table
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.quota_years import quota_by_year
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on

AGENCIES = pd.DataFrame({"agency_code": ["Q1", "Q3"], "agency_name": ["Quận 1", "Quận 3"]})
FORMS = ("open_bidding", "limited_bidding", "shopping", "shopping_shortened", "direct_appointment")
# The first and last day of every quarter of 2017-2024, and the days around each year's end.
DAYS = sorted(
    {day for year in range(2017, 2025) for quarter in range(1, 5)
     for day in (f"{year}-{3 * quarter - 2:02}-01", str(Period(year, quarter).end_on))}
)  # fmt: skip
PACKAGES = pd.DataFrame(
    [
        (day, form, FORMS.index(form) % 2 == place % 2, 10**9 + 7 * place)
        for place, day in enumerate(DAYS)
        for form in FORMS
    ],
    columns=["published_on", "form", "is_online", "value_vnd"],
).assign(
    published_on=lambda table: pd.to_datetime(table["published_on"]) + pd.Timedelta(hours=23),
    agency_code="Q1",
    plan_type="",
    field="goods",
    method="one_stage_one_envelope",
    is_domestic=True,
)
SPANS = {
    "whole years in a row": tuple(Period(year) for year in range(2017, 2025)),
    "the same quarter of every year": tuple(Period(year, 2) for year in range(2017, 2025)),
    "years apart": (Period(2019), Period(2021), Period(2022), Period(2024, 3)),
    "a year by itself": (Period(2020, 1),),
}


@pytest.mark.parametrize("counts_shortened", [True, False])
@pytest.mark.parametrize("span", SPANS)
def test_years_together_are_judged_as_each_by_itself(span: str, counts_shortened: bool) -> None:
    rules = [(period, rule_on(period.end_on)) for period in SPANS[span]]
    together = quota_by_year(PACKAGES, AGENCIES, rules, counts_shortened=counts_shortened)
    each = [
        quota_table(PACKAGES, AGENCIES, rule, period=period, counts_shortened=counts_shortened)
        for period, rule in rules
    ]
    assert together["eligible_count"].gt(0).any()
    pd.testing.assert_frame_equal(together, pd.concat(each, ignore_index=True))


def test_only_the_years_that_count_alike_are_asked_for_together() -> None:
    asked: list[list[int]] = []

    def packages(years: Sequence[int]) -> ir.Table:
        asked.append(list(years))
        return as_table(PACKAGES)

    rules = [(period, rule_on(period.end_on)) for period in SPANS["whole years in a row"]]
    quota_by_year(packages, AGENCIES, rules, counts_shortened=True)
    assert asked == [[2017, 2018], [2019, 2020, 2021], [2022], [2023], [2024]]

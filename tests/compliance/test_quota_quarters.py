"""The year to date by quarter and by year, concluded by what could not be read of each."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.quota_quarters import quarter_table
from cchc_analysis.compliance.quota_years import concluded_by_year
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from tests.compliance.test_bounds import packages
from tests.compliance.unsettled_rows import unsettled

ONE = pd.DataFrame({"agency_code": ["Q1"], "agency_name": ["Quận 1"]})
HELD = unsettled({"is_online": None, "published_on": "2020-05-05"})


def test_a_quarter_is_open_only_from_the_one_in_which_a_package_could_not_be_read() -> None:
    used = packages((True, 10), (True, 10), (False, 10), on="2020-01-15")
    quarters = [Period(2020, quarter) for quarter in (2, 1)]
    table = quarter_table(used, ONE, HELD, [(one, rule_on(one.end_on)) for one in quarters], counts_shortened=True)
    assert table["quarter"].tolist() == [1, 2]
    assert table["quota_result"].tolist() == ["passed", "not_concluded"]
    assert table["open_reason"].tolist() == ["", "split"]


def test_a_year_knows_who_was_judged_in_it_and_what_could_not_be_read_of_it() -> None:
    used = pd.concat([packages((True, 10), (True, 10), (False, 10), on=f"{year}-01-15") for year in (2020, 2021)])
    both = pd.concat([ONE, pd.DataFrame({"agency_code": ["Q3"], "agency_name": ["Quận 3"]})])
    agencies, total = concluded_by_year(
        used,
        {2020: ONE, 2021: both},
        HELD,
        [(Period(year), rule_on(Period(year).end_on)) for year in (2020, 2021)],
        counts_shortened=True,
        everyone="Tất cả",
    )
    assert list(zip(agencies["year"], agencies["agency_code"], agencies["quota_result"], strict=True)) == [
        (2020, "Q1", "not_concluded"),
        (2021, "Q1", "failed"),
        (2021, "Q3", "nothing_eligible"),
    ]
    assert total["agency_code"].tolist() == ["ALL", "ALL"]
    assert total["quota_result"].tolist() == agencies["quota_result"].tolist()[:2]
    assert total["agency_name"].tolist() == ["Tất cả"] * 2

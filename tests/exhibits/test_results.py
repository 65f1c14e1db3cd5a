"""The tables behind the reports, for every kind of period and in years whose agencies differ."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_table
from cchc_analysis.exhibits.index.results import index_results, index_year
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.programme_section import programme_results
from cchc_analysis.exhibits.study import SpanError, Study, open_study
from cchc_analysis.period import Period

COUNTS = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]


def study(period: str, **options: object) -> Study:
    return open_study(period=period, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "year"),
    [("2020-Q1", 2019), ("2020-Q3", 2019), ("2020-Q4", 2020), ("2020", 2020), ("2021-Q2", 2020)],
)
@pytest.mark.usefixtures("sample")
def test_the_index_is_that_of_the_latest_finished_year_with_its_own_agencies(period: str, year: int) -> None:
    results = index_results(study(period))
    assert results.year == index_year(Period.parse(period)) == year
    assert set(results.league["year"]) == {year}
    assert ("TPTHUDUC" in set(results.league["agency_code"])) is (year == 2021)
    assert results.history["year"].max() == year
    assert results.domains["agency_name"].notna().all()
    assert set(results.gap["agency_code"]) == set(results.league["agency_code"])


@pytest.mark.usefixtures("sample")
def test_the_printed_gap_is_the_difference_of_the_printed_indices() -> None:
    gap = index_results(study("2020-Q4")).gap.dropna()
    assert len(gap) > 40
    assert ((gap["self_index"] - gap["appraised_index"]).round(2) == gap["gap"]).all()


@pytest.mark.parametrize("period", ["2018-Q2", "2019", "2020-Q1", "2020-Q4", "2021-Q4"])
@pytest.mark.usefixtures("sample")
def test_the_total_is_the_sum_of_the_agencies_and_every_package_has_a_reason(period: str) -> None:
    results = procurement_results(study(period))
    assert results.quota[COUNTS].sum().to_dict() == results.total.iloc[0][COUNTS].to_dict()
    eligible = results.exclusions.set_index("reason")["package_count"]
    assert eligible[""] == results.total.iloc[0]["eligible_count"]
    assert eligible.sum() == results.package_count


@pytest.mark.usefixtures("sample")
def test_packages_of_agencies_that_are_not_assessed_are_named_as_such() -> None:
    asked = study("2020-Q4")
    reasons = procurement_results(asked).exclusions.set_index("reason")["package_count"]
    packages = asked.warehouse.table("packages")
    assert packages is not None
    in_year = packages[packages["published_on"].dt.year == 2020]
    assert reasons["agency"] == (in_year["agency_code"] == "SNGV").sum() > 0


@pytest.mark.usefixtures("sample")
def test_only_assessed_agencies_are_counted_toward_targets() -> None:
    results = programme_results(study("2020-Q4"))
    assert results is not None
    assert results.set_index("measure").loc["iso_9001_agency", "denominator"] == 46


@pytest.mark.usefixtures("sample")
def test_a_span_of_years_is_refused() -> None:
    with pytest.raises(SpanError):
        study("2017-2020")


@pytest.mark.usefixtures("sample")
def test_a_year_without_a_yearly_quota_gives_shares_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = study("2020-Q4")
    packages = asked.warehouse.table("packages")
    assert packages is not None
    moved = packages.assign(published_on=packages["published_on"] + pd.DateOffset(years=4))
    monkeypatch.setattr("cchc_analysis.exhibits.procurement.results.quota_source", lambda _study: as_table(moved))
    results = procurement_results(type(asked)(**{**vars(asked), "period": Period(2024, 4)}))
    assert results.minimums == (None, None)
    assert results.quota["is_passed"].isna().all()
    assert results.quota["count_share"].notna().any()

"""Every hard case that the statistics must survive really occurs in the sample city."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.reference.agencies import load_assessed
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.sample.city import DISTRICT, WARD, assessed_members, members

_QUOTA_COUNT_PCT, _QUOTA_VALUE_PCT = 60, 25


@pytest.fixture(scope="module")
def scores(sample: SourceIntake) -> pd.DataFrame:
    table = sample.tables["scores"]
    return table[table["framework"] == "sample_city"]


@pytest.fixture(scope="module")
def quota_2020(sample: SourceIntake) -> pd.DataFrame:
    packages = sample.tables["packages"]
    in_2020 = packages[packages["published_on"].dt.year == 2020]
    eligible = in_2020[in_2020["form"].isin(["open_bidding", "shopping"])]
    online = eligible[eligible["is_online"]]
    table = pd.DataFrame({
        "eligible": eligible.groupby("agency_code").size(),
        "online": online.groupby("agency_code").size(),
        "value": eligible.groupby("agency_code")["value_vnd"].sum(),
        "online_value": online.groupby("agency_code")["value_vnd"].sum(),
    })  # fmt: skip
    table = table.fillna(0).astype("int64")
    table["is_count_met"] = 100 * table["online"] >= _QUOTA_COUNT_PCT * table["eligible"]
    table["is_value_met"] = 100 * table["online_value"] >= _QUOTA_VALUE_PCT * table["value"]
    return table


def test_most_agencies_meet_the_2020_quota_and_each_leg_fails_alone(quota_2020: pd.DataFrame) -> None:
    outcomes = quota_2020.groupby(["is_count_met", "is_value_met"]).size()
    assert outcomes[True, True] > len(quota_2020) / 2
    assert outcomes[False, True] >= 3
    assert outcomes[True, False] >= 2
    assert outcomes[False, False] >= 1


def test_one_agency_is_exactly_at_the_count_and_one_a_single_package_below(quota_2020: pd.DataFrame) -> None:
    assert quota_2020.loc["Q3", ["eligible", "online"]].tolist() == [40, 24]
    assert bool(quota_2020.loc["Q3", "is_value_met"])
    assert quota_2020.loc["Q10", ["eligible", "online"]].tolist() == [40, 23]
    assert bool(quota_2020.loc["Q10", "is_value_met"])


def test_one_offline_package_breaks_the_value_leg(quota_2020: pd.DataFrame, sample: SourceIntake) -> None:
    packages = sample.tables["packages"]
    largest = packages["value_vnd"].max()
    row = quota_2020.loc["SGTVT"]
    assert row["is_count_met"]
    assert not row["is_value_met"]
    assert 100 * row["online_value"] >= _QUOTA_VALUE_PCT * (row["value"] - largest)


def test_one_agency_buys_without_any_eligible_package(quota_2020: pd.DataFrame, sample: SourceIntake) -> None:
    packages = sample.tables["packages"]
    own = packages[(packages["agency_code"] == "TTTP") & (packages["published_on"].dt.year == 2020)]
    assert len(own) > 0
    assert "TTTP" not in quota_2020.index
    assert not own["form"].eq("shopping_shortened").any()


def test_the_online_share_rises_every_year(sample: SourceIntake) -> None:
    packages = sample.tables["packages"]
    bidding = packages[packages["form"].isin(["open_bidding", "shopping"])]
    shares = bidding.groupby(bidding["published_on"].dt.year)["is_online"].mean()
    assert list(shares.index) == [2017, 2018, 2019, 2020, 2021]
    assert shares.is_monotonic_increasing
    assert shares[2017] < 0.2
    assert shares[2020] > 0.65


def test_every_agency_buys_fifteen_packages_or_more_a_year(sample: SourceIntake) -> None:
    packages = sample.tables["packages"]
    sizes = packages.groupby(["agency_code", packages["published_on"].dt.year]).size()
    silent = sizes.pop(("CANGIO", 2020))
    assert silent > 0
    assert sizes.min() >= 15
    assert sizes.max() <= 130


def test_one_assessed_agency_sent_no_scores_in_2020_only(scores: pd.DataFrame) -> None:
    assert "SDL" in set(load_assessed(2020)["agency_code"])
    years = scores.loc[scores["agency_code"] == "SDL", "year"].unique()
    assert sorted(years) == [2017, 2018, 2019, 2021]


@pytest.mark.parametrize("year", range(2017, 2022))
def test_all_other_assessed_departments_and_districts_have_scores(scores: pd.DataFrame, year: int) -> None:
    assessed = load_assessed(year)
    expected = set(assessed.loc[assessed["group"].isin(["department", "district"]), "agency_code"])
    sent = set(scores.loc[scores["year"] == year, "agency_code"])
    assert expected - sent == ({"SDL"} if year == 2020 else set())


def test_one_agency_sent_nothing_at_all_in_one_quarter(sample: SourceIntake) -> None:
    packages = sample.tables["packages"]
    in_quarter = packages["published_on"].between(pd.Timestamp(2020, 7, 1), pd.Timestamp(2020, 9, 30))
    assert not packages.loc[in_quarter, "agency_code"].eq("CANGIO").any()
    for name in ("reports", "measures"):
        table = sample.tables[name]
        own = table[(table["agency_code"] == "CANGIO") & (table["year"] == 2020)]
        assert 3 not in set(own["quarter"])
        assert len(own) > 0


@pytest.mark.parametrize("name", ["reports", "measures", "scores"])
def test_thu_duc_city_takes_over_from_three_districts_in_2021(sample: SourceIntake, name: str) -> None:
    table = sample.tables[name]
    merged, successor = {"Q2", "Q9", "THUDUC"}, {"TPTHUDUC"}
    assert set(table.loc[table["year"] == 2020, "agency_code"]) & (merged | successor) == merged
    assert set(table.loc[table["year"] == 2021, "agency_code"]) & (merged | successor) == successor


def test_wards_are_those_in_force_each_year(sample: SourceIntake) -> None:
    table = sample.tables["scores"]
    wards = table[table["framework"] == "sample_ward"].groupby("year")["agency_code"].nunique()
    assert wards.to_dict() == {2017: 322, 2018: 322, 2019: 322, 2020: 322, 2021: 312}


def test_agencies_are_those_in_force_each_year() -> None:
    counts = {year: (len(assessed_members(year)), len(members(year, DISTRICT))) for year in range(2017, 2022)}
    assert counts == {**dict.fromkeys(range(2017, 2021), (47, 24)), 2021: (45, 22)}


def test_reports_come_on_time_late_and_not_at_all(sample: SourceIntake) -> None:
    reports = sample.tables["reports"]
    month_after = reports["year"] * 12 + reports["quarter"] * 3
    due_on = pd.to_datetime({"year": month_after // 12, "month": month_after % 12 + 1, "day": 15})
    days_late = (reports["received_on"] - due_on).dt.days
    assert (days_late <= 0).mean() > 0.7
    assert 0.05 < (days_late > 0).mean() < 0.3
    agencies_a_quarter = reports.groupby(["year", "quarter"]).size()
    assert (agencies_a_quarter < 47).any()
    assert (agencies_a_quarter > 35).all()


def test_agencies_score_themselves_above_their_appraisal_and_some_widely(scores: pd.DataFrame) -> None:
    own = scores[scores["self_score"].notna()]
    gap = own["self_score"] - own["appraised_score"]
    assert (gap >= 0).mean() > 0.9
    assert (gap < 0).any()
    sums = own[own["year"] == 2020].groupby("agency_code")[["self_score", "appraised_score"]].sum()
    gap_by_agency = sums["self_score"] - sums["appraised_score"]
    assert 2 <= (gap_by_agency > 5).sum() <= 9


def test_no_score_is_above_its_maximum_and_survey_criteria_are_not_self_scored(sample: SourceIntake) -> None:
    table = sample.tables["scores"]
    for (framework, year), rows in table[table["is_applicable"]].groupby(["framework", "year"]):
        criteria = load_framework(framework, year).criteria.set_index("code")
        maximum = rows["criterion_code"].map(criteria["max_points"])
        is_survey = rows["criterion_code"].map(criteria["score_source"]).eq("survey")
        for column in ("self_score", "appraised_score", "survey_score"):
            assert rows[column].isna().eq(is_survey != (column == "survey_score")).all()
            assert (rows[column].dropna() <= maximum[rows[column].notna()]).all()


def test_some_criteria_do_not_apply_to_an_agency_and_some_to_a_whole_group(scores: pd.DataFrame) -> None:
    waived = scores[~scores["is_applicable"]]
    assert {"TTTP", "SNGV", "VPUB"} == set(waived["agency_code"])
    assert waived[["self_score", "appraised_score", "survey_score"]].isna().all(axis=None)
    assert "2.1" not in set(scores.loc[scores["agency_code"] == "Q1", "criterion_code"])
    assert "3.5" not in set(scores.loc[scores["agency_code"] == "STC", "criterion_code"])


def test_the_framework_breaks_in_2020_without_changing_any_domain() -> None:
    def criteria(year: int) -> pd.DataFrame:
        return load_framework("sample_city", year).criteria.set_index("code")

    before, after = criteria(2019), criteria(2020)
    assert set(before.index) - set(after.index) == {"7.4"}
    assert set(after.index) - set(before.index) == {"7.6"}
    common = before.index.intersection(after.index)
    changed = before.loc[common, "max_points"].ne(after.loc[common, "max_points"])
    assert list(common[changed]) == ["7.3"]


@pytest.mark.parametrize("framework", ["sample_city", "sample_ward"])
@pytest.mark.parametrize("year", range(2017, 2022))
def test_the_points_of_every_branch_add_up(framework: str, year: int) -> None:
    criteria = load_framework(framework, year).criteria
    children = criteria.groupby("parent_code")["max_points"].sum()
    stated = criteria.set_index("code")["max_points"]
    inner = stated[stated.index.isin(children.index)]
    assert inner.round(2).to_dict() == children[inner.index].round(2).to_dict()
    assert stated[criteria.loc[criteria["parent_code"] == "", "code"]].tolist() == [100.0]


def test_wards_certified_stand_in_the_rows_of_their_district(sample: SourceIntake) -> None:
    measures = sample.tables["measures"]
    wards = measures[measures["measure"] == "iso_9001_ward"]
    at_end = wards[(wards["year"] == 2021) & (wards["quarter"] == 4)].set_index("agency_code")
    assert set(at_end.index) == {district.agency_code for district in members(2021, DISTRICT)}
    assert at_end["denominator"].sum() == len(members(2021, WARD)) == 312
    assert (measures["numerator"] <= measures["denominator"]).all()


def test_an_agency_without_procedures_has_nothing_to_count(sample: SourceIntake) -> None:
    measures = sample.tables["measures"]
    assert set(measures.loc[measures["denominator"] == 0, "agency_code"]) == {"TTTP"}


def test_dates_stay_within_their_years(sample: SourceIntake) -> None:
    days = sample.tables["packages"]["published_on"]
    assert days.min() >= pd.Timestamp(dt.date(2017, 1, 1))
    assert days.max() <= pd.Timestamp(dt.date(2021, 12, 31))

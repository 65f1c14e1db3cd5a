"""What became of the sample's packages: sound rows, a realistic spread, and the hard cases on purpose."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.layout import LAST_DAY
from cchc_analysis.sample.package import BIDDING_FORMS
from cchc_analysis.sample.suppliers import supplier_panel


@pytest.fixture(scope="module")
def procedures(sample: SourceIntake) -> pd.DataFrame:
    return sample.tables["procedures"]


@pytest.fixture(scope="module")
def bidding(procedures: pd.DataFrame) -> pd.DataFrame:
    return procedures[procedures["form"].isin(BIDDING_FORMS)]


def awarded(procedures: pd.DataFrame) -> pd.DataFrame:
    own = procedures[procedures["status"].eq("awarded")]
    return own[own["award_value"].notna() & own["estimate_value"].notna()]


def test_every_procedure_is_of_a_package_and_says_the_same_of_it(
    sample: SourceIntake, procedures: pd.DataFrame
) -> None:
    same = ["package_id", "plan_id", "agency_code", "agency_name", "name", "field", "form", "method", "is_online"]
    packages = sample.tables["packages"]
    pairs = procedures.merge(packages, on=same, how="inner", validate="1:1")
    assert len(pairs) == len(procedures)
    # A few packages never began, and the source never heard of some procedures.
    assert 0.97 < len(procedures) / len(packages) < 1


def test_days_follow_each_other_and_end_with_the_sample(sample: SourceIntake, procedures: pd.DataFrame) -> None:
    packages = sample.tables["packages"].set_index("package_id")["published_on"]
    steps = ["published_on", "closed_on", "awarded_on", "award_published_on"]
    for earlier, later in itertools.pairwise(steps):
        assert not procedures[earlier].gt(procedures[later]).any()
    # The closing day is announced with the notice and may lie ahead.
    for day in ("published_on", "awarded_on", "award_published_on", "cancelled_on"):
        assert procedures[day].max() <= pd.Timestamp(LAST_DAY)
    begun_on = procedures[["published_on", "awarded_on", "cancelled_on"]].min(axis="columns")
    assert not begun_on.lt(procedures["package_id"].map(packages)).any()


def test_single_bids_are_as_common_as_in_real_notices(bidding: pd.DataFrame) -> None:
    known = bidding[bidding["bidder_count"].gt(0).fillna(False)]
    single = known["bidder_count"].eq(1)
    assert 0.4 < single.mean() < 0.75
    own = single.groupby(known["agency_code"]).agg(["mean", "size"])
    large = own[own["size"] >= 40]
    assert large["mean"].quantile(0.9) - large["mean"].quantile(0.1) > 0.15


def test_awards_save_little_and_some_save_nothing(bidding: pd.DataFrame) -> None:
    own = awarded(bidding)
    saving = 1 - own["award_value"].sum() / own["estimate_value"].sum()
    assert 0.005 < saving < 0.08
    at_estimate = own["award_value"].eq(own["estimate_value"]).mean()
    assert 0.02 < at_estimate < 0.15
    dear = own[own["award_value"].gt(own["estimate_value"])]
    assert set(dear["agency_code"]) <= {"NHABE", "BINHCHANH"}


def test_one_award_each_of_two_agencies_is_above_its_estimate(procedures: pd.DataFrame) -> None:
    own = awarded(procedures)
    dear = own[own["award_value"].gt(own["estimate_value"])]
    assert sorted(dear["agency_code"]) == ["BINHCHANH", "NHABE"]


def test_some_procedures_are_cancelled_and_some_find_no_bidder(bidding: pd.DataFrame) -> None:
    shares = bidding["status"].value_counts(normalize=True)
    assert 0.02 < shares["cancelled"] < 0.06
    assert 0.01 < shares["unsuccessful"] < 0.04
    ended = bidding[bidding["status"].isin(["cancelled", "unsuccessful"])]
    assert ended["cancelled_on"].notna().all()
    assert ended["cancel_reason"].ne("").all()
    assert ended["supplier_code"].eq("").all()
    assert bidding.loc[bidding["status"].eq("unsuccessful"), "bidder_count"].fillna(0).eq(0).all()


def test_some_awards_are_published_late_and_some_never(procedures: pd.DataFrame) -> None:
    own = procedures[procedures["status"].eq("awarded")]
    days = (own["award_published_on"] - own["awarded_on"]).dt.days
    assert 0.08 < days.gt(10).mean() < 0.2
    assert 0.01 < days.isna().mean() < 0.06


def test_what_the_source_does_not_say_is_missing_never_zero(procedures: pd.DataFrame) -> None:
    for column in ("estimate_value", "award_value", "bidder_count", "has_petition", "closed_on"):
        assert procedures.loc[procedures["status"].eq("awarded"), column].isna().any()
    assert not procedures["estimate_value"].eq(0).any()
    assert {"open", "closed", "unknown"} <= set(procedures["status"])
    without_notice = procedures[~procedures["form"].isin(BIDDING_FORMS)]
    assert without_notice["published_on"].isna().all()


def test_one_supplier_wins_nearly_everything_of_one_agency(procedures: pd.DataFrame) -> None:
    in_2020 = procedures[procedures["package_id"].str.startswith("MAU-2020-Q7-")]
    won = in_2020.loc[in_2020["supplier_code"].ne(""), "supplier_code"].value_counts(normalize=True)
    assert won.index[0] == "NTMAU-007"
    assert won.iloc[0] > 0.6
    others = procedures[procedures["package_id"].str.startswith("MAU-2020-Q5-")]
    assert others.loc[others["supplier_code"].ne(""), "supplier_code"].value_counts(normalize=True).iloc[0] < 0.5


@pytest.mark.parametrize(("key", "supplier", "packages"), [("2020-GOVAP", 44, 5), ("2020-SCT", 120, 4)])
def test_neighbouring_appointments_just_below_one_sum_go_to_one_supplier(
    procedures: pd.DataFrame, key: str, supplier: int, packages: int
) -> None:
    own = procedures[procedures["package_id"].str.startswith(f"MAU-{key}-")]
    cluster = own[own["estimate_value"].between(490_000_000, 499_999_999).fillna(False)]
    cluster = cluster[cluster["supplier_code"].eq(f"NTMAU-{supplier:03d}")]
    assert len(cluster) == packages
    assert (cluster["awarded_on"].max() - cluster["awarded_on"].min()).days <= 21
    assert cluster["form"].eq("direct_appointment_shortened").all()


def test_suppliers_are_numbers_only(procedures: pd.DataFrame) -> None:
    assert procedures["supplier_name"].str.fullmatch(r"|Nhà thầu mẫu [0-9]{3}").all()
    assert procedures["supplier_code"].str.fullmatch(r"|NTMAU-[0-9]{3}").all()


def test_a_panel_meets_each_supplier_once_and_the_first_most_often() -> None:
    panel = supplier_panel(2020, "Q1")
    weights = list(panel.values())
    assert weights == sorted(weights, reverse=True)
    assert Draws(2020, "x").weighted(panel) in panel

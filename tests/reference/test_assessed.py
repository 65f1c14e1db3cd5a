import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.reference.agencies import agencies_in_force, load_agencies, resolve_name
from cchc_analysis.reference.assessed import UnsourcedListError, group_in_year, load_assessed

AGENCIES = load_agencies()


@pytest.mark.parametrize(
    ("year", "departments", "districts"),
    [(2017, 23, 24), (2018, 23, 24), (2019, 23, 24), (2020, 22, 24), (2021, 22, 22)],
)
def test_the_assessed_agencies_of_a_year_are_known_and_in_force(year, departments, districts):
    assessed = load_assessed(year)
    assert (assessed["group"] == "department").sum() == departments
    assert (assessed["group"] == "district").sum() == districts
    assert assessed["agency_code"].is_unique
    in_force = agencies_in_force(AGENCIES, dt.date(year, 12, 31))
    assert assessed["agency_code"].isin(in_force["agency_code"]).all()


def test_what_was_inferred_about_an_assessed_list_is_marked_and_explained():
    assessed = load_assessed(2020)
    departments = assessed[assessed["group"] == "department"]
    assert set(departments["status"]) == {"inferred"}
    assert departments["note"].str.len().gt(0).all()
    assert set(assessed.loc[assessed["group"] == "district", "status"]) == {"sourced"}


def test_a_year_without_a_list_is_refused():
    with pytest.raises(UnsourcedListError) as caught:
        load_assessed(2016)
    assert "năm 2016" in caught.value.message("vi")


def test_a_list_that_was_mended_is_read_again(tmp_path):
    path = tmp_path / "assessed_agencies.csv"
    for group in ("vertical", "department"):
        path.write_text(f"year,agency_code,group,status,source,note\n2020,THUE,{group},sourced,x,\n", "utf-8")
        assert load_assessed(2020, tmp_path)["group"].tolist() == [group]
        assert group_in_year("THUE", 2020, registered="district", reference_dir=tmp_path) == group
    assert group_in_year("THUE", 2019, registered="district", reference_dir=tmp_path) == "district"


@pytest.mark.real_data
def test_every_name_in_the_published_results_of_2021_resolves(shared_data):
    results = pd.read_csv(shared_data / "par" / "hcmc_districts_2021.csv")
    codes = [resolve_name(AGENCIES, name, dt.date(2021, 12, 31)) for name in results["unit"]]
    assert None not in codes
    assert set(codes) <= set(load_assessed(2021)["agency_code"])

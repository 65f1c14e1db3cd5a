import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.reference.agencies import (
    RegistryError,
    UnknownAgencyError,
    agencies_in_force,
    find_agency,
    load_agencies,
    resolve_name,
)
from cchc_analysis.reference.agency_checks import check_agencies
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.vietnamese.names import clean, name_key

AGENCIES = load_agencies()
END_OF_2020, START_OF_2021 = dt.date(2020, 12, 31), dt.date(2021, 1, 1)
DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2027, 12, 31))


def count(on, group):
    return len(agencies_in_force(AGENCIES, on, group))


@pytest.mark.parametrize(
    ("on", "districts", "wards", "units"),
    [
        ("2020-09-03", 24, 322, 0),
        ("2020-12-31", 24, 322, 0),
        ("2021-01-01", 22, 312, 0),
        ("2024-12-31", 22, 312, 0),
        ("2025-01-01", 22, 273, 0),
        ("2025-06-30", 22, 273, 0),
        ("2025-07-01", 0, 0, 168),
    ],
)
def test_the_city_has_as_many_areas_as_the_resolutions_say(on, districts, wards, units):
    day = dt.date.fromisoformat(on)
    assert (count(day, "district"), count(day, "ward"), count(day, "unit")) == (districts, wards, units)


@pytest.mark.parametrize(
    ("on", "specialised"), [("2025-02-28", 21), ("2025-03-01", 16), ("2025-05-01", 15), ("2025-10-01", 16)]
)
def test_the_city_has_as_many_specialised_agencies_as_reported(on, specialised):
    departments = agencies_in_force(AGENCIES, dt.date.fromisoformat(on), "department")
    # The two zone authorities are assessed with the departments but are not specialised agencies.
    assert len(departments[~departments["agency_code"].isin(["HEPZA", "SHTP"])]) == specialised


def test_codes_are_text_that_file_names_and_spreadsheets_keep():
    assert AGENCIES["agency_code"].str.fullmatch(r"[A-Z0-9_]{1,40}").all()
    assert AGENCIES["official_code"].map(lambda code: bool(re.fullmatch(r"|\d{2}|\d{3}|\d{5}", code))).all()
    assert AGENCIES["source"].str.len().gt(0).all()


def test_names_are_clean_vietnamese():
    for column in ("name_vi", "short_name_vi", "name_en"):
        assert (AGENCIES[column] == AGENCIES[column].map(clean)).all()


@given(DAYS)
def test_no_code_is_in_force_twice_on_a_day(on):
    assert agencies_in_force(AGENCIES, on)["agency_code"].is_unique


@given(DAYS)
def test_every_parent_is_in_force_with_its_children(on):
    in_force = agencies_in_force(AGENCIES, on)
    children = in_force[in_force["group"] != "city"]
    assert children["parent_code"].isin(in_force["agency_code"]).all()


@given(DAYS)
def test_an_official_code_names_one_area_on_a_day(on):
    areas = agencies_in_force(AGENCIES, on)
    assert areas.loc[areas["official_code"] != "", "official_code"].is_unique


def test_every_successor_is_in_force_the_day_after_its_predecessor_ends():
    ended = AGENCIES[AGENCIES["successor_codes"] != ""]
    assert len(ended) >= 372
    for code, last_day, successors in zip(
        ended["agency_code"], ended["valid_to"], ended["successor_codes"], strict=True
    ):
        next_day = (last_day + pd.Timedelta(days=1)).date()
        for successor in successors.split(";"):
            assert find_agency(AGENCIES, successor, next_day), code


def test_every_ward_that_ended_has_a_successor():
    wards = AGENCIES[(AGENCIES["group"] == "ward") & AGENCIES["valid_to"].notna()]
    assert (wards["successor_codes"] != "").all()


def test_code_769_is_district_2_in_2020_and_thu_duc_city_in_2021():
    def holder(on):
        districts = agencies_in_force(AGENCIES, on, "district")
        return districts.loc[districts["official_code"] == "769", "agency_code"].to_list()

    assert holder(END_OF_2020) == ["Q2"]
    assert holder(START_OF_2021) == ["TPTHUDUC"]


def test_the_new_an_khanh_continues_binh_an_and_binh_khanh_not_the_old_an_khanh():
    new = resolve_name(AGENCIES, "Phường An Khánh", START_OF_2021)
    predecessors = AGENCIES[AGENCIES["successor_codes"].str.split(";").map(lambda codes: new in codes)]
    assert set(predecessors["name_vi"]) == {"Phường Bình An", "Phường Bình Khánh"}
    old = find_agency(AGENCIES, "W27106", END_OF_2020)
    assert old.name_vi == "Phường An Khánh"
    assert find_agency(AGENCIES, old.successor_codes[0], START_OF_2021).name_vi == "Phường Thủ Thiêm"


def test_a_ward_split_between_units_keeps_every_successor():
    assert find_agency(AGENCIES, "W26737", END_OF_2020).successor_codes == ("W26740_2025", "W26737_2025")


def test_an_unknown_code_is_refused_with_close_codes():
    with pytest.raises(UnknownAgencyError) as caught:
        find_agency(AGENCIES, "STCC", END_OF_2020)
    assert caught.value.suggestions[0] == "STC (Sở Tài chính)"
    assert len(caught.value.suggestions) <= 3
    assert "Có phải là: STC" in caught.value.message("vi")
    assert "Did you mean: STC" in str(caught.value)


def test_a_code_out_of_force_is_refused_with_its_span_and_successors():
    with pytest.raises(UnknownAgencyError) as caught:
        find_agency(AGENCIES, "Q2", START_OF_2021)
    message = caught.value.message("vi")
    assert "đến 31/12/2020" in message
    assert "Đơn vị kế thừa: TPTHUDUC" in message


def test_an_ended_code_without_successor_says_so():
    with pytest.raises(UnknownAgencyError, match="names no successor"):
        find_agency(AGENCIES, "Q1", dt.date(2025, 7, 1))


def test_a_code_before_its_first_day_says_when_it_begins():
    with pytest.raises(UnknownAgencyError, match="from 01/01/2021 to 30/06/2025"):
        find_agency(AGENCIES, "TPTHUDUC", END_OF_2020)


def test_the_boundary_days_belong_to_the_span():
    assert find_agency(AGENCIES, "TPTHUDUC", START_OF_2021).valid_from == START_OF_2021
    assert find_agency(AGENCIES, "Q2", END_OF_2020).valid_to == END_OF_2020
    assert find_agency(AGENCIES, "STP", END_OF_2020).valid_to is None


def test_a_reader_cannot_change_the_registry_for_the_next_one():
    mine = load_agencies()
    mine.loc[:, "name_vi"] = "x"
    assert load_agencies()["name_vi"].equals(AGENCIES["name_vi"])


def changed(agency_code, **values):
    agencies = load_agencies()
    for column, value in values.items():
        agencies.loc[agencies["agency_code"] == agency_code, column] = value
    return agencies


@pytest.mark.parametrize(
    ("agency_code", "values", "message"),
    [
        ("Q2", {"successor_codes": "TPTHUDUCC"}, "successor TPTHUDUCC"),
        ("Q2", {"valid_to": pd.Timestamp("2020-06-30")}, "successor TPTHUDUC,"),
        ("STP", {"parent_code": "TPHMC"}, "no code TPHMC"),
        ("SNV", {"valid_from": pd.NaT}, "SNV has two rows"),
        ("TPTHUDUC", {"valid_to": pd.Timestamp("2020-01-01")}, "TPTHUDUC has two rows"),
    ],
)
def test_a_registry_that_contradicts_itself_is_refused(agency_code, values, message):
    with pytest.raises(RegistryError, match=message):
        check_agencies(changed(agency_code, **values))


def test_a_date_that_is_not_a_date_is_refused(tmp_path):
    load_agencies().head(1).assign(valid_from="1/3/2025", valid_to="").to_csv(
        tmp_path / "agencies.csv", index=False
    )
    with pytest.raises(ReferenceFileError, match="1/3/2025"):
        load_agencies(tmp_path)


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("file", "on"),
    [
        ("hcmc_dvhc_2020-11-01.csv", "2020-11-01"),
        ("hcmc_dvhc_2021-02-01.csv", "2021-02-01"),
        ("hcmc_dvhc_2025-03-01.csv", "2025-03-01"),
    ],
)
def test_wards_and_districts_equal_the_official_list_of_the_day(shared_data, file, on):
    official = pd.read_csv(shared_data / "admin" / file, dtype="str")
    day = dt.date.fromisoformat(on)
    wards, districts = agencies_in_force(AGENCIES, day, "ward"), agencies_in_force(AGENCIES, day, "district")
    district_of = dict(zip(districts["agency_code"], districts["official_code"], strict=True))
    ours = set(
        zip(
            wards["official_code"],
            wards["name_vi"].map(name_key),
            wards["parent_code"].map(district_of),
            strict=True,
        )
    )
    theirs = set(
        zip(
            official["commune_code"],
            official["commune"].map(name_key),
            official["district_code"],
            strict=True,
        )
    )
    assert ours == theirs
    assert dict(zip(districts["official_code"], districts["name_vi"].map(name_key), strict=True)) == dict(
        zip(official["district_code"], official["district"].map(name_key), strict=True)
    )


@pytest.mark.real_data
def test_units_equal_the_168_of_july_2025(shared_data):
    official = pd.read_csv(shared_data / "admin" / "hcmc_168_units_2025-07.csv", dtype="str")
    units = agencies_in_force(AGENCIES, dt.date(2025, 7, 1), "unit")
    theirs = (official["LoaiDonVi"] + " " + official["XaPhuongMoi"]).map(name_key)
    assert set(zip(units["official_code"], units["name_vi"].map(name_key), strict=True)) == set(
        zip(official["Code"], theirs, strict=True)
    )

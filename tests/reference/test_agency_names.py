import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.reference.agencies import agencies_in_force, find_agency, load_agencies
from cchc_analysis.reference.agency_names import load_aliases, resolve_name
from cchc_analysis.vietnamese.names import name_key

AGENCIES = load_agencies()
END_OF_2020, START_OF_2021 = dt.date(2020, 12, 31), dt.date(2021, 1, 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sở Tài chính", "STC"),
        ("Sở Kế hoạch & Đầu tư TP.HCM", "SKHDT"),
        ("Sở LĐ–TB&XH", "SLDTBXH"),
        ("Văn phòng UBND Thành phố", "VPUB"),
        ("UBND Quận 1", "Q1"),
        ("Q.10", "Q10"),
        ("Uỷ ban nhân dân huyện Củ Chi", "CUCHI"),
        ("Gò Vấp", "GOVAP"),
        ("Phường 01, Quận 3", "W27160"),
        ("Phường 1 (Quận 10)", "W27184"),
        ("Phường Bình Hưng Hoà A", "W27439"),
        ("UBND TP", "TPHCM"),
    ],
)
def test_spellings_seen_in_files_resolve(name, code):
    assert resolve_name(AGENCIES, name, END_OF_2020) == code


@pytest.mark.parametrize("name", ["Phường 1", "Phường 01", "Tân Phú", "Sở Tài", "Sở Tai chinh", "Quan 1", "1", ""])
def test_a_name_that_fits_several_agencies_or_none_is_never_resolved(name):
    assert resolve_name(AGENCIES, name, END_OF_2020) is None


def test_a_bare_name_resolves_when_the_file_says_what_it_lists():
    assert resolve_name(AGENCIES, "Bình Chánh", END_OF_2020) is None
    assert resolve_name(AGENCIES, "Bình Chánh", END_OF_2020, group="district") == "BINHCHANH"
    assert resolve_name(AGENCIES, "Bình Chánh", END_OF_2020, group="ward") == "W27637"


def test_a_name_means_the_agency_of_that_day():
    assert resolve_name(AGENCIES, "Thủ Đức", END_OF_2020) == "THUDUC"
    assert resolve_name(AGENCIES, "TP. Thủ Đức", END_OF_2020) is None
    assert resolve_name(AGENCIES, "TP. Thủ Đức", START_OF_2021) == "TPTHUDUC"
    assert resolve_name(AGENCIES, "Quận 2", START_OF_2021) is None
    assert resolve_name(AGENCIES, "Thủ Đức", dt.date(2025, 7, 1)) == "W26824_2025"


@pytest.mark.parametrize("on", ["2020-12-31", "2021-01-01", "2025-01-01", "2025-03-01", "2025-07-01"])
def test_every_agency_resolves_by_its_qualified_name(on):
    day = dt.date.fromisoformat(on)
    in_force = agencies_in_force(AGENCIES, day)
    sample = pd.concat(
        [in_force[in_force["group"] != "ward"].head(60), in_force[in_force["group"] == "ward"][::9]]
    )
    for code, short_name in zip(sample["agency_code"], sample["short_name_vi"], strict=True):
        group = find_agency(AGENCIES, code, day).group
        assert resolve_name(AGENCIES, short_name, day, group=group) == code


def test_every_alias_names_a_known_agency_and_no_two_at_once():
    aliases = load_aliases()
    assert aliases["agency_code"].isin(AGENCIES["agency_code"]).all()
    assert aliases["alias"].map(name_key).is_unique
    for code, alias in zip(aliases["agency_code"], aliases["alias"], strict=True):
        first_row = AGENCIES[AGENCIES["agency_code"] == code].iloc[0]
        day = END_OF_2020 if pd.isna(first_row["valid_from"]) else first_row["valid_from"].date()
        assert resolve_name(AGENCIES, alias, day) == code, alias

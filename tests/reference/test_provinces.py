import csv
from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.provinces import (
    load_provinces,
    province_codes,
    province_key,
    provinces_in_force,
)

HEADING = "code,name_vi,name_en,valid_to,source\n"


def test_there_are_63_provinces_with_unique_codes_and_names():
    provinces = provinces_in_force(2020)
    assert provinces["code"].tolist() == [f"P{number:02}" for number in range(1, 64)]
    assert load_provinces()["name_vi"].is_unique
    names = provinces.set_index("code")["name_vi"]
    assert (names["P50"], names["P59"], names["P31"]) == (
        "Thành phố Hồ Chí Minh",
        "Cần Thơ",
        "Thừa Thiên Huế",
    )


@pytest.mark.parametrize(("year", "count"), [(2005, 64), (2008, 64), (2009, 63), (2024, 63)])
def test_ha_tay_existed_until_2008(year, count):
    provinces = provinces_in_force(year)
    assert len(provinces) == count
    assert ("Hà Tây" in set(provinces["name_vi"])) is (year <= 2008)


def test_a_repeated_code_or_a_year_that_is_none_is_refused(tmp_path):
    (tmp_path / "provinces.csv").write_text(
        f"{HEADING}P01,Hà Nội,Hanoi,,x\nP01,Huế,Hue,,x\nP02,Hà Giang,Ha Giang,'08,x\n", encoding="utf-8"
    )
    with pytest.raises(ReferenceFileError, match="- P01\n- P01\n- P02"):
        load_provinces(reference_dir=tmp_path)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Hà Nội", "P01"), ("HA NOI", "P01"), ("Hanoi", "P01"), ("BRVT", "P49"), ("Ba Ria – Vung Tau", "P49"),
        ("TP HCM", "P50"), ("TP. Hồ Chí Minh", "P50"), ("Ho Chi Minh City", "P50"), ("TT-Hue", "P31"),
        ("Tỉnh Đắk Lắk", "P42"), ("Dak Lak", "P42"), ("Ha Tay", "HATAY"),
    ],
)  # fmt: skip
def test_a_province_is_found_however_files_write_it(name, code):
    assert province_codes()[province_key(name)] == code


@pytest.mark.parametrize("name", ["Hà", "Sài Gòn", "Ha Noi 2", ""])
def test_a_name_that_is_only_like_a_province_is_none(name):
    assert province_key(name) not in province_codes()


def test_every_province_can_be_written_without_accents():
    codes = province_codes()
    provinces = load_provinces()
    for column in ("name_vi", "name_en"):
        assert [codes[province_key(name)] for name in provinces[column]] == provinces["code"].tolist()


def test_an_alias_of_no_province_or_of_two_is_refused(tmp_path: Path):
    (tmp_path / "provinces.csv").write_text(f"{HEADING}P01,Hà Nội,Hanoi,,x\nP02,Huế,Hue,,x\n", encoding="utf-8")
    (tmp_path / "province_aliases.csv").write_text(
        "alias,code,source\nKinh đô,P09,x\nHue,P01,x\n", encoding="utf-8"
    )
    with pytest.raises(ReferenceFileError) as caught:
        province_codes(reference_dir=tmp_path)
    assert "Kinh đô - P09" in caught.value.message("en")
    assert "Hue - P01, P02" in caught.value.message("en")


@pytest.mark.real_data
def test_the_english_names_are_those_of_the_codebook(shared_data):
    with (shared_data / "papi" / "codebook_provinces.csv").open(encoding="utf-8") as file:
        expected = {row["Variable_Code"]: row["Variable_Name"] for row in csv.DictReader(file)}
    assert provinces_in_force(2020).set_index("code")["name_en"].to_dict() == expected

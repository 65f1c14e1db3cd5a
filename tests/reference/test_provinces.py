import csv

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.provinces import load_provinces


def test_there_are_63_provinces_with_unique_codes_and_names():
    provinces = load_provinces()
    assert provinces["code"].tolist() == [f"P{number:02}" for number in range(1, 64)]
    assert provinces["name_vi"].is_unique
    names = provinces.set_index("code")["name_vi"]
    assert (names["P50"], names["P59"], names["P31"]) == (
        "Thành phố Hồ Chí Minh",
        "Cần Thơ",
        "Thừa Thiên Huế",
    )


def test_a_repeated_code_is_refused(tmp_path):
    (tmp_path / "provinces.csv").write_text(
        "code,name_vi,name_en,source\nP01,Hà Nội,Hanoi,x\nP01,Huế,Hue,x\n", encoding="utf-8"
    )
    with pytest.raises(ReferenceFileError, match="P01"):
        load_provinces(reference_dir=tmp_path)


@pytest.mark.real_data
def test_the_english_names_are_those_of_the_codebook(shared_data):
    with (shared_data / "papi" / "codebook_provinces.csv").open(encoding="utf-8") as file:
        expected = {row["Variable_Code"]: row["Variable_Name"] for row in csv.DictReader(file)}
    assert load_provinces().set_index("code")["name_en"].to_dict() == expected

import pandas as pd
import pytest

from cchc_analysis.intake.places import UnknownPlaceError, find_place, in_place, place_key
from cchc_analysis.reference.provinces import load_provinces


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("TP.Hồ Chí Minh", "hồ chí minh"),
        ("Tỉnh Thanh Hoá", "Thanh Hóa"),
        ("Tỉnh Đăk Lăk", "Đắk Lắk"),
        ("Tỉnh Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("THÀNH PHỐ HÀ NỘI", "Ha\u0300 No\u0323\u0302i"),
    ],
)
def test_spellings_of_one_province_match(written: str, asked: str) -> None:
    assert list(in_place(pd.Series([written, "Tỉnh Cà Mau"]), asked)) == [True, False]


def test_no_two_registered_provinces_share_a_key() -> None:
    assert load_provinces()["name_vi"].map(place_key).is_unique


def test_a_package_without_a_province_is_in_none() -> None:
    assert list(in_place(pd.Series(["", "Tỉnh Cà Mau"]), "Cà Mau")) == [False, True]


def test_a_registered_province_without_packages_matches_nothing() -> None:
    assert not in_place(pd.Series(["Tỉnh Cà Mau"]), "Hà Nội").any()


def test_no_package_at_all_gives_an_empty_mask() -> None:
    mask = in_place(pd.Series([], dtype="str"), "Hà Nội")
    assert mask.dtype == bool
    assert mask.empty


@pytest.mark.parametrize("misspelt", ["Hồ Chí Min", "", "   "])
def test_a_misspelt_place_is_refused(misspelt: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        in_place(pd.Series(["TP. Hồ Chí Minh", ""]), misspelt)
    if misspelt == "Hồ Chí Min":
        assert "Thành phố Hồ Chí Minh" in caught.value.message("vi")


@pytest.mark.parametrize("typed", ["TP. Hồ Chí Minh", "hồ chí minh", "Thành phố Hồ Chí Minh"])
def test_one_place_has_one_name_however_it_is_typed(typed: str) -> None:
    assert find_place(pd.Series(["TP. Hồ Chí Minh"]), typed) == "Thành phố Hồ Chí Minh"

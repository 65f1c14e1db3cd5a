import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.vietnamese.names import clean, name_key, search_key, slug


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Phường  An Lạc", "Phường An Lạc"),
        ("\ufeffSở\u00a0Nội\u200b vụ ", "Sở Nội vụ"),
        ("Sở\nTài chính", "Sở Tài chính"),
        (unicodedata.normalize("NFD", "Quận Bình Thạnh"), "Quận Bình Thạnh"),
    ],
)
def test_clean_repairs_typing_and_nothing_else(typed, meant):
    assert clean(typed) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phường Bình Hưng Hoà A", "Phường Bình Hưng Hòa A"),
        ("Uỷ ban nhân dân Quận 1", "Ủy ban nhân dân quận 1"),
        ("khoẻ", "khỏe"),
        ("Thuỵ", "Thụy"),
        ("qúy", "quý"),
        ("Phường Ða Kao", "Phường Đa Kao"),
        ("Sở Quy hoạch – Kiến trúc", "Sở Quy hoạch-Kiến trúc"),
        ("Phường 05", "Phường 5"),
        ("TP. Thủ Đức", "Thành phố Thủ Đức"),
        ("Tp Thủ Đức", "thành phố Thủ Đức"),
        ("UBND TP.Thủ Đức", "Ủy ban nhân dân thành phố Thủ Đức"),
        ("Văn phòng UBND TP", "Văn phòng Ủy ban nhân dân Thành phố"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Xã Thanh An", "Xã Thạnh An"),
        ("Phường 1", "Phường 10"),
        ("Phường 5", "Phường 50"),
        ("Tân Quý", "Tân Quy"),
        ("mùa", "muà"),
        ("Đông", "Dông"),
    ],
)
def test_different_names_keep_different_keys(one, other):
    assert name_key(one) != name_key(other)


def test_a_tone_inside_a_syllable_stays_where_it_is():
    assert name_key("Hoàng Hoa Thám") == "hoàng hoa thám"
    assert name_key("Nguyễn Thị Thuý") == name_key("Nguyễn Thị Thúy") == "nguyễn thị thuý"


@given(st.text())
def test_a_key_is_its_own_key_when_cleaned_twice(name):
    assert clean(clean(name)) == clean(name)


@given(st.text(alphabet="hoàòaUỷủy Ða-–05TP.quận", max_size=30))
def test_a_key_does_not_depend_on_composition_or_outer_space(name):
    assert name_key(f"  {unicodedata.normalize('NFD', name)} ") == name_key(name)


def test_search_ignores_accents_and_capitals():
    assert search_key("  Đặc khu  Côn Đảo") == "dac khu con dao"
    assert search_key("so noi vu") in search_key("Sở Nội vụ Thành phố")


def test_a_slug_is_plain_letters_whatever_the_name_holds() -> None:
    assert slug("TP. Hồ Chí Minh/../x") == "tp_ho_chi_minh_x"

import random
import unicodedata

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.vietnamese.collation import vietnamese_key

IN_ORDER = [
    "An Lạc",
    "An Phú",
    "Ăn Khế",
    "Ấp Bắc",
    "Bà Điểm",
    "Bảy Hiền",
    "Bến Nghé",
    "Bến Thành",
    "Bình Chánh",
    "Bình Tân",
    "Bình Thạnh",
    "Cần Giờ",
    "Cầu Kho",
    "Củ Chi",
    "Dĩ An",
    "Diên Hồng",
    "Đa Kao",
    "Đất Đỏ",
    "Đông Hòa",
    "Gò Vấp",
    "Hóc Môn",
    "Linh Xuân",
    "Long Bình",
    "Nhà Bè",
    "Ô Môn",
    "Ông Lãnh",
    "Ơn",
    "Phú Nhuận",
    "Phường 2",
    "Phường 10",
    "Phường An Khánh",
    "Quận 2",
    "Quận 10",
    "Quận Bình Tân",
    "Sài Gòn",
    "Tân Bình",
    "Thạnh An",
    "Thủ Đức",
    "Ung Văn Khiêm",
    "Ứng Hòa",
    "Vũng Tàu",
    "Xuân Hòa",
    "Yên Thế",
]


def shuffled(names):
    return random.Random(2020).sample(names, len(names))


def test_names_sort_in_the_order_of_a_vietnamese_dictionary():
    assert len(IN_ORDER) >= 33
    assert sorted(shuffled(IN_ORDER), key=vietnamese_key) == IN_ORDER


def test_tones_order_as_ngang_huyen_hoi_nga_sac_nang():
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(shuffled(tones), key=vietnamese_key) == tones


def test_letters_decide_before_tones_and_tones_before_capitals():
    names = ["ba", "Ba", "bà", "bạ", "bac", "bá cao"]
    assert sorted(names, key=vietnamese_key) == ["ba", "Ba", "bà", "bạ", "bá cao", "bac"]


def test_numbers_sort_by_size_not_by_digit():
    wards = ["Phường 10", "Phường 9", "Phường 01", "Phường 2"]
    assert sorted(wards, key=vietnamese_key) == ["Phường 01", "Phường 2", "Phường 9", "Phường 10"]


def test_a_table_column_sorts_by_the_key():
    table = pd.DataFrame({"name": ["Đông Hòa", "Quận 10", "Dĩ An", "Quận 2"]})
    ordered = table.sort_values("name", key=lambda names: names.map(vietnamese_key))
    assert ordered["name"].to_list() == ["Dĩ An", "Đông Hòa", "Quận 2", "Quận 10"]


@given(st.text(), st.text())
def test_every_two_texts_compare_and_only_equal_texts_tie(first, second):
    same_key = vietnamese_key(first) == vietnamese_key(second)
    assert same_key == (unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second))
    assert (vietnamese_key(first) < vietnamese_key(second)) or (vietnamese_key(second) <= vietnamese_key(first))


@given(st.text())
def test_composed_and_decomposed_spellings_sort_together(name):
    assert vietnamese_key(unicodedata.normalize("NFD", name)) == vietnamese_key(name)

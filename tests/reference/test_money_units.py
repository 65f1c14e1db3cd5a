"""The words for units of money."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.money_units import UNITS, load_unit_words
from cchc_analysis.settings import load_settings
from cchc_analysis.vietnamese.names import name_key

FILE = "vocabulary/money_units.csv"


@pytest.mark.parametrize(
    ("words", "vnd"),
    [
        ("Triệu đồng", 1_000_000), ("triệu VNĐ", 1_000_000), ("ngàn đồng", 1_000), ("tỉ đồng", 10**9),
        ("đồng", 1), ("VND", 1), ("triệu", None), ("USD", None), ("triệu đồng/năm", None), ("", None),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_words_and_never_guessed(words: str, vnd: int | None) -> None:
    unit = load_unit_words().unit(words)
    assert (None if unit is None else UNITS[unit]) == vnd


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Giá gói thầu (triệu đồng)", ("giá gói thầu", "million_vnd")),
        ("Giá gói thầu, nghìn đồng", ("giá gói thầu", "thousand_vnd")),
        ("Giá gói thầu (đơn vị: tỷ)", ("giá gói thầu", "billion_vnd")),
        ("Giá gói thầu [VNĐ]", ("giá gói thầu", "vnd")),
        ("Giá gói thầu (1.000 đồng)", ("giá gói thầu", "thousand_vnd")),
        ("Giá gói thầu (1.000)", ("giá gói thầu (1.000)", "")),
        ("Giá gói thầu triệu", ("giá gói thầu triệu", "")),
        ("Tên gói thầu", ("tên gói thầu", "")),
    ],
)
def test_a_heading_is_parted_from_its_unit(heading: str, parts: tuple[str, str]) -> None:
    assert load_unit_words().split(name_key(heading)) == parts


@pytest.mark.parametrize(
    "line", ["scale,nghìn,million_vnd,x", "scale,mớ,heap,x", "weight,kí,vnd,x", "foreign,riel,khr,x"]
)
def test_lines_that_cannot_be_are_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "vocabulary").mkdir()
    path = tmp_path / FILE
    shutil.copy(load_settings().reference_dir / FILE, path)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(ReferenceFileError, match=line.split(",")[1]):
        load_unit_words(tmp_path)

from __future__ import annotations

import pytest

from cchc_analysis.charts.criterion_names import criterion_label, list_criteria


@pytest.mark.parametrize("name", [None, float("nan"), "", " ", "SC83"])
def test_a_criterion_without_a_name_is_called_by_its_code(name: object) -> None:
    assert criterion_label("SC83", name) == "SC83"


def test_the_code_stands_before_the_name() -> None:
    assert criterion_label("3.2", "Công khai") == "3.2 Công khai"


def test_a_key_made_up_for_a_file_is_not_shown_to_readers() -> None:
    assert criterion_label("pci_entry", "Chi phí gia nhập thị trường") == "Chi phí gia nhập thị trường"


def test_lists_part_names_by_semicolons_and_count_the_rest() -> None:
    assert list_criteria(["1 A, B", "2 C", "3 D"], "vi", most=2) == "1 A, B; 2 C; 1 tiêu chí khác"

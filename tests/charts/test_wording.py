from __future__ import annotations

from cchc_analysis.charts.wording import list_names


def test_what_a_list_leaves_out_is_called_the_same_for_agencies_criteria_and_years() -> None:
    assert list_names(["1.1", "1.2", "1.3"], "vi", most=1) == "1.1 và 2 trường hợp khác"
    assert list_names(["1.1", "1.2", "1.3"], "en", most=1) == "1.1 and 2 others"

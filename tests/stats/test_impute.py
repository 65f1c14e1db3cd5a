"""Imputation: what fills a gap, what stays a gap, and the mark on everything made."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.impute import impute_along_years, impute_from_others

NAN = float("nan")
TABLE = pd.DataFrame(
    {"1": [1.0, NAN, 3.0, 8.0], "2": [NAN, NAN, 5.0, 7.0]}, index=["a", "b", "c", "d"], dtype="float64"
)
GROUPS = pd.Series({"d": "city", "c": "city", "b": "town", "a": "town"})


def test_the_middle_of_the_others() -> None:
    mean = impute_from_others(TABLE, centre="mean")
    assert mean.values["1"].tolist() == [1, 4, 3, 8]
    assert impute_from_others(TABLE, centre="median").values["1"].tolist() == [1, 3, 3, 8]
    assert mean.is_imputed["1"].tolist() == [False, True, False, False]
    assert mean.is_imputed["2"].tolist() == [True, True, False, False]


def test_the_middle_of_the_own_group_joined_by_unit() -> None:
    found = impute_from_others(TABLE, centre="mean", groups=GROUPS)
    assert found.values["1"].tolist() == [1, 1, 3, 8]


def test_a_gap_nobody_in_the_group_can_fill_stays_and_is_not_marked() -> None:
    found = impute_from_others(TABLE, centre="median", groups=GROUPS)
    assert found.values["2"].isna().tolist() == [True, True, False, False]
    assert not found.is_imputed["2"].any()
    nobody = impute_from_others(TABLE, centre="mean", groups=GROUPS.drop("b"))
    assert np.isnan(nobody.values.loc["b", "1"])


def test_what_was_given_is_never_changed() -> None:
    before = TABLE.copy()
    found = impute_from_others(TABLE, centre="mean", groups=GROUPS)
    pd.testing.assert_frame_equal(TABLE, before)
    assert found.values[TABLE.notna()].equals(TABLE[TABLE.notna()])


PANEL = pd.DataFrame(
    {
        "agency_code": ["A", "B", "A", "A", "B", "A", "A"],
        "year": [2019, 2019, 2017, 2022, 2018, 2018, 2021],
        "x": [NAN, NAN, 2.0, NAN, 6.0, NAN, 10.0],
        "y": [1.0, NAN, NAN, NAN, NAN, NAN, 3.0],
    }
)


def by_year(found: pd.DataFrame, agency: str) -> list[float]:
    own = PANEL[["agency_code", "year"]].join(found).query("agency_code == @agency").sort_values("year")
    return own[found.columns[0]].tolist()


def test_the_latest_earlier_figure_of_the_same_unit() -> None:
    found = impute_along_years(PANEL, ["x"], how="previous")
    assert by_year(found.values, "A") == [2, 2, 2, 10, 10]
    assert by_year(found.values, "B") == [6, 6]
    assert found.is_imputed["x"].tolist() == [True, True, False, True, False, True, False]


def test_a_straight_line_by_the_year_not_by_the_row() -> None:
    found = impute_along_years(PANEL, ["x"], how="linear")
    np.testing.assert_allclose(by_year(found.values, "A"), [2, 4, 6, 10, NAN])
    np.testing.assert_allclose(by_year(found.values, "B"), [6, NAN])


def test_nothing_is_made_before_the_first_figure() -> None:
    for how in ("previous", "linear"):
        found = impute_along_years(PANEL, ["y"], how=how)
        assert np.isnan(by_year(found.values, "A")[:2]).all()
        assert np.isnan(by_year(found.values, "B")).all()


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_plays_no_part(random: object) -> None:
    order = list(PANEL.index)
    random.shuffle(order)  # type: ignore[attr-defined]
    for how in ("previous", "linear"):
        whole = impute_along_years(PANEL, ["x", "y"], how=how)
        shuffled = impute_along_years(PANEL.loc[order], ["x", "y"], how=how)
        pd.testing.assert_frame_equal(shuffled.values.loc[PANEL.index], whole.values)
        pd.testing.assert_frame_equal(shuffled.is_imputed.loc[PANEL.index], whole.is_imputed)


def test_no_rows_are_no_error() -> None:
    assert impute_along_years(PANEL.iloc[:0], ["x"], how="linear").values.empty
    assert impute_from_others(TABLE.iloc[:0], centre="mean").values.empty

"""Flags: far from agencies of the same kind, and only where a fence can stand."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.compliance.indicators.fences import with_flags
from cchc_analysis.reference.indicator_limits import load_indicator_settings
from tests.compliance.indicators.rows import registered

SETTINGS = load_indicator_settings()


def flags(values: list[float | None], *, group: str = "ward", **changes: object) -> pd.DataFrame:
    table = pd.DataFrame(
        {"value": pd.Series(values, dtype="float64"), "indicator": "single_bid_rate", "group": group}
    )
    table = table.assign(numerator=1, status=table["value"].notna().map({True: "computed", False: "too_few"}))
    return with_flags(table, [registered("single_bid_rate", **changes)], SETTINGS)


def test_the_fence_is_one_and_a_half_ranges_beyond_the_quartile() -> None:
    # Q1 = 2, Q3 = 6 of 0 … 8: the fences are −4 and 12.
    found = flags([0, 1, 2, 3, 4, 5, 6, 7, 8])
    assert found["threshold"].unique().tolist() == [12.0]
    assert not found["flagged"].any()
    assert flags([0, 1, 2, 3, 4, 5, 6, 7, 8], side="low")["threshold"].iloc[0] == -4


@pytest.mark.parametrize(("value", "is_far"), [(11.99, False), (12.0, True), (13.0, True)])
def test_a_value_on_the_fence_is_flagged(value: float, is_far: bool) -> None:
    found = flags([1, 2, 2, 2, 4, 6, 6, 6, value])
    assert found["threshold"].iloc[0] == 12.0
    assert bool(found["flagged"].iloc[-1]) is is_far
    assert found["flagged"].sum() == int(is_far)


def test_without_any_spread_nobody_is_far() -> None:
    found = flags([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    assert found["threshold"].isna().all()
    assert found["flagged"].isna().all()


def test_a_fence_needs_enough_agencies_with_a_value() -> None:
    assert flags([1, 2, 3, 4, 5, 6, 99, None])["flagged"].isna().all()
    assert flags([1, 2, 3, 4, 5, 6, 7, 99])["flagged"].iloc[-1]


def test_agencies_are_compared_within_their_kind() -> None:
    wards, departments = (
        flags([1, 2, 3, 4, 5, 6, 7, 30]),
        flags([31, 32, 33, 34, 35, 36, 37, 38], group="department"),
    )
    both = pd.concat([wards, departments], ignore_index=True)
    found = with_flags(both.drop(columns=["threshold", "flagged"]), [registered("single_bid_rate")], SETTINGS)
    assert found.loc[found["flagged"].fillna(False), "value"].tolist() == [30]


def test_a_cluster_is_flagged_whatever_the_others_have() -> None:
    table = pd.DataFrame({"value": [0.0, 0.2], "numerator": [0, 1], "indicator": "below_ceiling_clusters"})
    found = with_flags(
        table.assign(group="ward", status="computed"), [registered("below_ceiling_clusters")], SETTINGS
    )
    assert found["flagged"].tolist() == [False, True]
    assert found["threshold"].tolist() == [0.0, 0.0]

"""Classes on their edges, in exact decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from cchc_analysis.index.borderline import BORDERLINE_COLUMNS, borderline
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import NODE_COLUMNS
from cchc_analysis.reference.classes import ClassBands, bands_for
from cchc_analysis.reference.frameworks import Framework
from tests.index.trees import FRAMEWORK

BANDS = bands_for("hcmc", 2021)  # good from 85, fair from 70
HALF_EVEN = replace(FRAMEWORK, published_rounding="half_even")


def nodes_of(*points: str) -> pd.DataFrame:
    """Agencies A, B, … with these points of 100."""
    rows = [
        (chr(65 + place), 2020, "R", "", 0, float(value), 100.0, float(value), True)
        for place, value in enumerate(points)
    ]
    return pd.DataFrame(rows, columns=NODE_COLUMNS)


def assessed(nodes: pd.DataFrame) -> pd.DataFrame:
    codes = list(nodes["agency_code"])
    return pd.DataFrame({"agency_code": codes, "agency_name": codes, "group": "district"})


def cases(
    *points: str, framework: Framework = FRAMEWORK, margin: str = "0.5", bands: ClassBands | None = BANDS
) -> pd.DataFrame:
    nodes = nodes_of(*points)
    return borderline(
        nodes, assessed(nodes), framework, bands=bands, language="en", margin=Decimal(margin)
    ).set_index("agency_code")


def test_an_index_within_the_margin_is_listed_with_the_class_on_the_other_side() -> None:
    found = cases("85.30", "84.80", "70.00", "90.00")
    assert found.index.tolist() == ["C", "B", "A"]  # nearest first
    assert found["distance"].to_dict() == {"A": 0.3, "B": -0.2, "C": 0}
    assert found["bound"].to_dict() == {"A": 85, "B": 85, "C": 70}
    assert found["class_name"].to_dict() == {"A": "Good", "B": "Fair", "C": "Fair"}
    assert found["other_class_name"].to_dict() == {"A": "Fair", "B": "Good", "C": "Average"}
    assert set(found["reason"]) == {"margin"}
    assert [*found.reset_index().columns] == BORDERLINE_COLUMNS


def test_the_margin_itself_still_counts_and_a_hundredth_more_does_not() -> None:
    assert cases("85.50", "84.50", "85.51", "84.49").index.tolist() == ["A", "B"]


@pytest.mark.parametrize("bound", [85, 70])
@pytest.mark.parametrize(
    ("framework", "below", "at"),
    [(FRAMEWORK, "-0.00501", "-0.005"), (HALF_EVEN, "-0.00501", "-0.005")],
    ids=["half_up", "half_even"],
)
def test_rounding_alone_decides_from_half_a_hundredth_below_the_bound(
    bound: int, framework: Framework, below: str, at: str
) -> None:
    found = cases(
        str(bound + Decimal(below)),
        str(bound + Decimal(at)),
        str(Decimal(bound)),
        str(bound + Decimal("0.005")),
        framework=framework,
        margin="0.02",
    )
    # The hundredth below both bounds is odd (84.99, 69.99): half-even too rounds 84.995 up.
    assert found["reason"].to_dict() == {"A": "margin", "B": "rounding", "C": "margin", "D": "margin"}
    assert found["index"].to_dict()["B"] == bound
    assert found["exact_index"].to_dict()["B"] == pytest.approx(bound - 0.005, abs=1e-12)
    assert found["distance"].to_dict()["A"] == -0.01
    assert found["class_name"].to_dict()["B"] == found["class_name"].to_dict()["C"]


def test_the_two_rounding_rules_part_where_the_hundredth_below_is_even() -> None:
    # A bound of 84.99: 84.985 is published 84.99 half up, and 84.98 half to even.
    bands = BANDS.model_copy(
        update={
            "bands": (
                BANDS.bands[0].model_copy(update={"low": "84.99"}),
                BANDS.bands[1].model_copy(update={"high": "84.99"}),
                BANDS.bands[2],
            )
        }
    )
    half_up, half_even = (cases("84.985", framework=one, bands=bands) for one in (FRAMEWORK, HALF_EVEN))
    assert half_up.loc["A", ["index", "class_name", "other_class_name", "reason"]].tolist() == [
        84.99, "Good", "Fair", "rounding",
    ]  # fmt: skip
    assert half_even.loc["A", ["index", "class_name", "other_class_name", "reason"]].tolist() == [
        84.98, "Fair", "Good", "margin",
    ]  # fmt: skip


def test_a_bound_that_belongs_to_the_class_below_is_not_reached_by_equality() -> None:
    bands = BANDS.model_copy(
        update={
            "bands": (
                BANDS.bands[0].model_copy(update={"low_closed": False}),
                BANDS.bands[1].model_copy(update={"high_closed": True}),
                BANDS.bands[2],
            )
        }
    )
    found = cases("85.00", "85.004", bands=bands)
    assert found["class_name"].to_dict() == {"A": "Fair", "B": "Fair"}
    assert found["reason"].to_dict() == {"A": "margin", "B": "rounding"}  # 85.004 itself is above


def test_below_the_lowest_named_class_there_is_no_other_class() -> None:
    found = cases("70.10", "69.90", bands=bands_for("par_province", 2015))
    assert found.loc["A", "class_name"] == "Group C"
    assert pd.isna(found.loc["A", "other_class_name"])
    assert pd.isna(found.loc["B", "class_name"])
    assert found.loc["B", "other_class_name"] == "Group C"


def test_an_agency_between_two_near_bounds_has_a_row_for_each() -> None:
    found = cases("77.00", margin="8")
    assert found["bound"].tolist() == [70, 85]
    assert found["other_class_name"].tolist() == ["Average", "Good"]


def test_without_bands_or_an_index_nothing_is_listed() -> None:
    assert cases("85.00", bands=None).empty
    nodes = nodes_of("85.00").assign(score=float("nan"), index=float("nan"), is_complete=False)
    found = borderline(nodes, assessed(nodes), FRAMEWORK, bands=BANDS, language="vi")
    assert found.empty
    assert list(found.columns) == BORDERLINE_COLUMNS


def test_the_class_is_that_of_the_league_table() -> None:
    points = [f"{bound + step / 1000:.3f}" for bound in (70, 85) for step in range(-12, 13)]
    nodes = nodes_of(*points)
    for framework in (FRAMEWORK, HALF_EVEN):
        found = borderline(nodes, assessed(nodes), framework, bands=BANDS, language="vi")
        league = league_table(nodes, assessed(nodes), framework, bands=BANDS, language="vi")
        both = found.merge(league, on="agency_code", validate="1:1")
        assert len(both) == len(points)
        assert both["class_name_x"].tolist() == both["class_name_y"].tolist()
        assert both["index_x"].tolist() == both["index_y"].tolist()

"""Ranks with ties, missing agencies and classes on their edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.gap import score_gap
from cchc_analysis.index.league import league_table
from cchc_analysis.index.roll_up import NODE_COLUMNS
from cchc_analysis.reference.classes import bands_for
from tests.index.trees import FRAMEWORK, scores


def roots(**index: float | None) -> pd.DataFrame:
    rows = [(code, 2020, "R", "", 0, 1.0, 1.0, value, value is not None) for code, value in index.items()]
    return pd.DataFrame(rows, columns=NODE_COLUMNS).astype({"index": "float64"})


def assessed(**groups: str) -> pd.DataFrame:
    codes = list(groups)
    return pd.DataFrame({"agency_code": codes, "agency_name": codes, "group": list(groups.values())})


def league(nodes: pd.DataFrame, agencies: pd.DataFrame) -> pd.DataFrame:
    bands = bands_for("hcmc", 2021)
    return league_table(nodes, agencies, FRAMEWORK, bands=bands, language="vi").set_index("agency_code")


def test_equal_published_indices_share_the_smallest_rank() -> None:
    nodes = roots(A=90.001, B=89.996, C=80.0, D=95.0)
    table = league(nodes, assessed(A="x", B="x", C="x", D="x"))
    assert table["rank"].to_dict() == {"D": 1, "A": 2, "B": 2, "C": 4}


def test_ranks_run_within_each_group() -> None:
    table = league(roots(A=90.0, B=80.0), assessed(A="x", B="y"))
    assert table["rank"].to_dict() == {"A": 1, "B": 1}


def test_an_agency_without_scores_keeps_its_row_without_rank_and_takes_no_place() -> None:
    table = league(roots(A=90.0, B=None), assessed(A="x", B="x", C="x"))
    assert table.loc["A", "rank"] == 1
    assert table.loc[["B", "C"], ["index", "rank", "class_code"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("index", "name"), [(84.994, "Khá"), (84.995, "Tốt"), (85.0, "Tốt"), (69.994, "Trung bình"), (69.995, "Khá")]
)
def test_classes_are_read_from_the_rounded_index(index: float, name: str) -> None:
    assert league(roots(A=index), assessed(A="x")).loc["A", "class_name"] == name


def test_an_index_in_no_named_class_has_a_rank_and_no_class() -> None:
    # The national groups of 2015 name none below 70.
    table = league_table(
        roots(A=69.99, B=70.0),
        assessed(A="x", B="x"),
        FRAMEWORK,
        bands=bands_for("par_province", 2015),
        language="en",
    ).set_index("agency_code")
    assert table["rank"].to_dict() == {"A": 2, "B": 1}
    assert table.loc["B", "class_name"] == "Group C"
    assert table.loc["A", ["class_code", "class_name"]].isna().all()


def test_without_bands_nobody_has_a_class() -> None:
    table = league_table(roots(A=90.0), assessed(A="x"), FRAMEWORK, bands=None, language="vi")
    assert table["rank"].tolist() == [1]
    assert table[["class_code", "class_name"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("rounding", "expected"), [("half_up", {"A": 84.99, "B": 85.0}), ("half_even", {"A": 84.98, "B": 85.0})]
)
def test_the_published_index_follows_the_frameworks_rounding(
    rounding: Literal["half_up", "half_even"], expected: dict[str, float]
) -> None:
    framework = replace(FRAMEWORK, published_rounding=rounding)
    table = league_table(
        roots(A=84.985, B=84.995), assessed(A="x", B="x"), framework, bands=bands_for("hcmc", 2021), language="en"
    ).set_index("agency_code")
    assert table["index"].to_dict() == expected
    assert table["class_name"].to_dict() == {"A": "Fair", "B": "Good"}


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 20), min_size=1), st.sampled_from(["x", "y"]))
def test_other_codes_move_no_rank(points: dict[str, int], group: str) -> None:
    names = dict(zip("ABCDEFGH", "HGFEDCBA", strict=True))
    groups = {code: group if code in "ABC" else "x" for code in points}
    one = league(roots(**{code: value * 5.0 for code, value in points.items()}), assessed(**groups))
    other = league(
        roots(**{names[code]: value * 5.0 for code, value in points.items()}),
        assessed(**{names[code]: own for code, own in groups.items()}),
    )
    assert {names[code]: rank for code, rank in one["rank"].items()} == other["rank"].to_dict()


def test_the_gap_compares_self_and_appraised_points_on_the_same_criteria() -> None:
    table = scores("A", {"1.1": 3, "1.2.1": 1, "1.2.2": 1, "2": 4}).assign(
        self_score=lambda rows: rows["appraised_score"] + 0.3
    )
    gap = score_gap(table, FRAMEWORK, assessed(A="department", B="department"), groups={"A": "department"})
    row = gap.set_index("agency_code").loc["A"]
    assert (row["self_index"], row["appraised_index"], row["gap"]) == (98.33, 83.33, 15.0)
    assert gap.set_index("agency_code").loc["B", ["self_index", "gap"]].isna().all()

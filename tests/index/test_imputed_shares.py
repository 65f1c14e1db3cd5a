"""How much of an index stands on scores that nobody awarded."""

from __future__ import annotations

import math

import pandas as pd

from cchc_analysis.index.imputed_shares import with_imputed
from tests.index.year_pairs import framework

RULES = framework({"1": 3.0, "2": 1.0}, year=2020)
LEAGUE = pd.DataFrame({"agency_code": ["A", "B", "C"]})


def nodes(*maxima: float) -> pd.DataFrame:
    return pd.DataFrame({"agency_code": ["A", "B"], "criterion_code": "R", "max_points": list(maxima)})


def stand_ins(*rows: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["agency_code", "max_points"])


def test_the_share_is_of_the_maximum_that_applies_to_the_agency() -> None:
    found = with_imputed(LEAGUE, nodes(4.0, 3.0), RULES, stand_ins(("A", 1.0), ("B", 1.0), ("B", 1.0)))
    assert found["imputed_count"].tolist() == [1, 2, 0]
    assert found["imputed_share"].tolist() == [0.25, 2 / 3, 0.0]


def test_without_stated_maxima_stand_ins_are_counted_and_have_no_share() -> None:
    found = with_imputed(LEAGUE, nodes(math.nan, math.nan), RULES, stand_ins(("A", math.nan)))
    assert found["imputed_count"].tolist() == [1, 0, 0]
    assert math.isnan(found["imputed_share"][0])
    assert found["imputed_share"][1] == 0

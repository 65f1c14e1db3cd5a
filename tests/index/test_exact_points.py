"""Points as exact fractions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from cchc_analysis.index.exact_points import exact_maxima, exact_scores
from tests.index.year_pairs import framework, index_year


def test_points_are_the_decimals_that_were_typed_of_leaves_that_apply() -> None:
    down = {"max_points": 1.0, "direction": "down"}
    rules = framework({"1.1": 0.3, "1.2": 0.7, "2": down}, year=2020)
    year = index_year(rules, {"A": {"1.1": 0.1, "1.2": None, "2": 0.9}}, outside={"A": set()})
    assert exact_scores(year) == {"A": {"1.1": Fraction(1, 10), "1.2": None, "2": Fraction(1, 10)}}
    assert exact_maxima(rules) == {"1.1": Fraction(3, 10), "1.2": Fraction(7, 10), "2": 1}
    outside = index_year(rules, {"A": {"1.1": 0.1, "1.2": 0.2, "2": 0.9}}, outside={"A": {"1.2"}})
    assert list(exact_scores(outside)["A"]) == ["1.1", "2"]


def test_scores_of_other_years_are_not_of_this_one() -> None:
    years = [index_year(framework({"1": 2.0}, year=year), {"A": {"1": year - 2019}}) for year in (2019, 2020)]
    both = replace(years[0], scores=pd.concat([year.scores for year in years]))
    assert exact_scores(both) == {"A": {"1": 0}}

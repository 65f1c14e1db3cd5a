from __future__ import annotations

import numpy as np
import pytest

from cchc_analysis.stats.prediction_interval import ranked_interval, student_interval


def test_too_few_cases_give_no_ranked_interval() -> None:
    assert ranked_interval([0.1] * 8, level=0.8) is None
    assert ranked_interval([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], level=0.8) == (0.5, 0.1, 0.9)


@pytest.mark.parametrize("years", [3, 4, 6])
def test_students_interval_holds_as_often_as_it_says(years: int) -> None:
    draws = np.random.default_rng(7).normal(size=(4000, years + 1))
    inside = 0
    for *earlier, last in draws:
        _, low, high = student_interval(earlier, level=0.8)
        inside += low <= last <= high
    assert inside / len(draws) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize("cases", [9, 20, 47])
def test_the_ranked_interval_holds_at_least_as_often_as_it_says(cases: int) -> None:
    draws = np.random.default_rng(11).exponential(size=(4000, cases + 1))
    inside = 0
    for *earlier, last in draws:
        found = ranked_interval(earlier, level=0.8)
        assert found is not None
        inside += found[1] <= last <= found[2]
    assert inside / len(draws) > 0.785

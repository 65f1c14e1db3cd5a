"""Benefit of the doubt: own best weights, bounds, peers, failures by name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.stats.benefit_of_doubt import ShareBounds, benefit_of_doubt

NAN = float("nan")
TABLE = pd.DataFrame([[1.0, 4], [4, 1], [2, 2], [1, 1]], index=["a", "b", "c", "d"], columns=["x", "y"])


def bounds(least: float, most: float, criteria: int = 2) -> ShareBounds:
    return ShareBounds(np.full(criteria, least), np.full(criteria, most))


tables = st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=6).map(
    lambda rows: pd.DataFrame(rows, dtype="float64")
)


def test_the_front_has_1_and_others_what_they_reach_of_it() -> None:
    found = benefit_of_doubt(TABLE)
    # c lies on the ray to (2.5, 2.5), the middle of the front between a and b.
    np.testing.assert_allclose(found.scores, [1, 1, 0.8, 0.4])
    assert found.failures.empty


def test_the_weights_explain_the_score() -> None:
    found = benefit_of_doubt(TABLE)
    np.testing.assert_allclose((found.weights * TABLE).sum(axis=1), found.scores)
    np.testing.assert_allclose(found.shares.sum(axis=1), 1)
    assert (found.weights.to_numpy() @ TABLE.to_numpy().T <= 1 + 1e-9).all()


def test_peers_are_the_front_a_unit_is_held_against() -> None:
    peers = benefit_of_doubt(TABLE).peers
    of_c = peers[peers["unit"] == "c"].set_index("peer")["intensity"]
    assert set(of_c.index) == {"a", "b"}
    # Their combination reaches c's figures, and its size is c's score.
    assert of_c.sum() == pytest.approx(0.8)
    combined = sum(of_c[peer] * TABLE.loc[peer] for peer in of_c.index)
    np.testing.assert_allclose(combined, TABLE.loc["c"])


def test_bounds_keep_a_unit_from_resting_on_one_criterion() -> None:
    found = benefit_of_doubt(TABLE, bounds=bounds(0.4, 0.6))
    assert found.shares.min(axis=None) >= 0.4 - 1e-9
    assert found.shares.max(axis=None) <= 0.6 + 1e-9
    free = benefit_of_doubt(TABLE).scores
    assert (found.scores <= free + 1e-9).all()
    assert found.scores["a"] < 0.99


def test_a_largest_share_alone_keeps_a_unit_from_resting_on_its_best() -> None:
    table = TABLE.assign(z=[1.0, 1, 5, 1])
    found = benefit_of_doubt(table, bounds=bounds(0.0, 0.5, criteria=3))
    assert found.shares.max(axis=None) <= 0.5 + 1e-9
    assert benefit_of_doubt(table).shares.max(axis=None) > 0.5 + 1e-9
    assert found.scores.sum() < benefit_of_doubt(table).scores.sum() - 0.01


def test_a_missing_figure_earns_nothing_and_limits_nobody() -> None:
    table = pd.DataFrame([[1.0, NAN], [2, 2]], index=["a", "b"], columns=["x", "y"])
    found = benefit_of_doubt(table)
    assert found.scores.tolist() == pytest.approx([0.5, 1])
    assert found.weights.loc["a", "y"] == 0


def test_every_failure_is_named() -> None:
    table = pd.DataFrame([[NAN, NAN], [0.0, 3], [2, 2], [NAN, 1], [0, 0]], index=list("abcde"), columns=["x", "y"])
    found = benefit_of_doubt(table, bounds=bounds(0.3, 0.7))
    assert dict(found.failures.to_numpy()) == {
        "a": "no_figures",
        "b": "bounds_cannot_hold",  # x must make up three tenths of the score, and is 0
        "d": "bounds_cannot_hold",  # y alone may make up seven tenths at most
    }
    assert found.scores.isna().tolist() == [True, True, False, True, False]
    assert found.scores["e"] == 0
    assert found.weights.loc["b"].isna().all()


def test_bounds_may_be_each_units_own() -> None:
    own = ShareBounds(np.array([[0.9, 0], [0, 0], [0, 0], [0, 0]]), np.ones((4, 2)))
    found = benefit_of_doubt(TABLE, bounds=own)
    assert found.shares.loc["a", "x"] >= 0.9 - 1e-9
    assert found.scores["b"] == pytest.approx(1)


def test_negative_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        benefit_of_doubt(TABLE - 2)


@given(tables, st.floats(0.1, 1000))
def test_units_of_measurement_play_no_part(table: pd.DataFrame, factor: float) -> None:
    scaled = table.assign(**{"first": table[0] * factor}).drop(columns=0)
    np.testing.assert_allclose(benefit_of_doubt(scaled).scores, benefit_of_doubt(table).scores, atol=1e-7)


@given(tables)
def test_scores_are_from_0_to_1_and_somebody_has_1(table: pd.DataFrame) -> None:
    scores = benefit_of_doubt(table).scores
    assert scores.between(0, 1 + 1e-9).all()
    assert scores.max() == pytest.approx(1 if table.to_numpy().any() else 0)


@given(tables, st.data())
def test_a_better_figure_never_lowers_the_own_score(table: pd.DataFrame, data: st.DataObject) -> None:
    row, column = data.draw(st.integers(0, len(table) - 1)), data.draw(st.integers(0, 2))
    raised = table.copy()
    raised.iloc[row, column] += 1
    before, after = (benefit_of_doubt(one).scores.iloc[row] for one in (table, raised))
    assert after >= before - 1e-7

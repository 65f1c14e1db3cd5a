"""Probabilities add up, and an index at the edge of a class is classed as in the league table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.robustness.group_ranks import published_units
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.probabilities import class_probabilities, pairwise
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.stats.exact import Rounding, round_decimal, to_decimal
from tests.index.robustness.cases import certain, doubts, matrix, nominal_league, score_rows


def bands(*, lowest: str | None = None, is_upper_bound_in: bool = False) -> ClassBands:
    """Cut at 85 and 70; the bound belongs to the better class, or with `is_upper_bound_in` to the worse."""

    def band(code: str, low: str | None, high: str, *, top: bool = False) -> dict[str, object]:
        names = {"name_vi": code, "name_en": code}
        closed = {"low_closed": low is not None and not is_upper_bound_in, "high_closed": top or is_upper_bound_in}
        return {"code": code, "low": low, "high": high} | names | closed

    said = dict.fromkeys(("legal_basis_vi", "legal_basis_en", "notes_vi", "notes_en"), "")
    cuts = [band("good", "85", "100", top=True), band("fair", "70", "85"), band("average", lowest, "70")]
    entry = {"framework": "tree", "valid_from": 2020, "valid_to": None, "status": "assumption", "sources": ()}
    return ClassBands.model_validate(entry | said | {"bands": tuple(cuts)})


def with_scores(
    scores: list[list[float]], *, decimals: int | None = 2, rounding: Rounding = "half_up"
) -> Simulation:
    """A simulation whose replications (rows) have exactly these indices."""
    figures = np.array(scores, dtype="float64")
    rows = [[2, 1, 0.25, 2]] * figures.shape[1]
    simulation = simulate(matrix(rows), certain(), replications=len(figures), seed=1, decimals=decimals)
    return replace(simulation, scores=figures, rounding=rounding)


@given(
    cut=st.sampled_from(["70", "85"]),
    offset=st.sampled_from(["-0.01", "-0.0051", "-0.005", "-0.0049", "0", "0.0049", "0.005", "0.0051", "0.01"]),
    rounding=st.sampled_from(["half_up", "half_even"]),
    dust=st.sampled_from([0.0, -3e-13, 3e-13]),
    is_upper_bound_in=st.booleans(),
)
def test_the_edge_of_a_class_is_decided_as_in_exact_decimals(
    cut: str, offset: str, rounding: Rounding, dust: float, is_upper_bound_in: bool
) -> None:
    exact = Decimal(cut) + Decimal(offset)
    published = round_decimal(exact, 2, rounding)
    simulation = with_scores([[float(exact) + dust]], rounding=rounding)
    own = bands(is_upper_bound_in=is_upper_bound_in)
    table = class_probabilities(simulation, nominal_league(simulation), own, language="en")
    found = table.loc[table["probability_share"] == 1, "class_code"].item()
    band = own.find(published)
    assert band is not None
    assert found == band.code


@given(
    points=st.integers(0, 9_000_000),
    maximum=st.sampled_from(["1000", "800", "973", "95.25", "100"]),
    decimals=st.integers(1, 2),
    rounding=st.sampled_from(["half_up", "half_even"]),
)
def test_binary_arithmetic_is_rounded_as_the_exact_points_are(
    points: int, maximum: str, decimals: int, rounding: Rounding
) -> None:
    exact = to_decimal(float(Decimal(points).scaleb(-4) * 100 / Decimal(maximum)))
    assert exact is not None
    expected = int(round_decimal(exact, decimals, rounding).scaleb(decimals))
    # The same in two steps of binary arithmetic, each of which rounds.
    index = np.array([points / 10_000 / float(maximum) * 0.3 * 100 + points / 10_000 / float(maximum) * 0.7 * 100])
    assert published_units(index, decimals=decimals, rounding=rounding).item() == expected


@pytest.mark.parametrize(
    ("points", "printed"), [(849_950, 8500), (849_949, 8499), (850_050, 8501), (850_049, 8500)]
)
def test_points_on_the_edge_are_rounded_up(points: int, printed: int) -> None:
    assert published_units(np.array([points / 10_000]), decimals=2, rounding="half_up").item() == printed


@given(rows=score_rows(), seed=st.integers(0, 1000))
def test_probabilities_of_an_agency_add_up_to_one(rows: list[list[float]], seed: int) -> None:
    simulation = simulate(matrix(rows), doubts(), replications=20, seed=seed, decimals=2)
    table = class_probabilities(simulation, nominal_league(simulation), bands(), language="vi")
    sums = table.groupby("agency_code")["probability_share"].sum()
    np.testing.assert_allclose(sums, 1.0)
    assert table["probability_share"].between(0, 1).all()


@given(rows=score_rows(), seed=st.integers(0, 1000))
def test_the_two_shares_of_a_pair_add_up_to_one(rows: list[list[float]], seed: int) -> None:
    simulation = simulate(matrix(rows), doubts(), replications=20, seed=seed, decimals=2)
    table = pairwise(simulation)
    assert len(table) == len(rows) * (len(rows) - 1)
    both = table.merge(table, left_on=["agency_code", "rival_code"], right_on=["rival_code", "agency_code"])
    np.testing.assert_allclose(both["beats_share_x"] + both["beats_share_y"], 1.0)


def test_a_pair_share_counts_wins_and_half_the_ties() -> None:
    simulation = with_scores([[90, 80]] * 4)
    ranks = np.array([[1, 2], [1, 2], [2, 1], [1, 1]], dtype="float64")
    table = pairwise(replace(simulation, ranks=ranks)).set_index(["agency_code", "rival_code"])["beats_share"]
    assert table[("A", "B")] == pytest.approx((2 + 0.5) / 4)


def test_only_replications_on_the_scale_of_the_index_say_something_of_classes() -> None:
    simulation = simulate(
        matrix([[4, 1.5, 0.5, 4], [2, 1, 0.3, 2]]), doubts(), replications=60, seed=1, decimals=2
    )
    kept = int(simulation.keeps_scale.sum())
    assert 0 < kept < 60
    table = class_probabilities(simulation, nominal_league(simulation), bands(), language="en")
    assert (table["replications"] == kept).all()


def test_without_any_such_replication_a_probability_is_missing() -> None:
    simulation = replace(with_scores([[90.0]]), keeps_scale=np.array([False]))
    table = class_probabilities(simulation, nominal_league(simulation), bands(), language="en")
    assert table["probability_share"].isna().all()
    assert (table["replications"] == 0).all()


def test_an_index_outside_every_class_is_shown_as_such() -> None:
    simulation = with_scores([[40.0], [90.0], [90.0], [90.0]])
    table = class_probabilities(simulation, nominal_league(simulation), bands(lowest="50"), language="en")
    expected = pd.DataFrame(
        {"class_code": ["good", "fair", "average", ""], "probability_share": [0.75, 0, 0, 0.25]}
    )
    pd.testing.assert_frame_equal(table[["class_code", "probability_share"]], expected)
    assert table["class_name"].iloc[-1] == "Outside every class"

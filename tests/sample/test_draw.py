from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.sample.draw import Draws


def test_the_stream_of_a_key_is_the_same_on_every_machine() -> None:
    draws = Draws(2020, "scores", "Q1", 2020)
    assert [draws.below(1000) for _ in range(6)] == [972, 789, 647, 236, 536, 183]


def test_another_key_gives_another_stream() -> None:
    streams = [Draws(*key) for key in [(2020, "a", "b"), (2020, "ab"), (2021, "a", "b"), (2020, "b", "a")]]
    assert len({tuple(stream.below(1 << 30) for _ in range(3)) for stream in streams}) == len(streams)


@given(st.integers(), st.integers(1, 10**12))
def test_below_stays_below(seed: int, count: int) -> None:
    assert 0 <= Draws(seed).below(count) < count


def test_between_includes_both_ends() -> None:
    draws = Draws(1)
    assert {draws.between(3, 5) for _ in range(200)} == {3, 4, 5}


def test_chance_says_yes_as_often_as_asked() -> None:
    draws = Draws(1)
    assert not any(draws.chance(0) for _ in range(200))
    assert all(draws.chance(1000) for _ in range(200))
    assert 200 < sum(draws.chance(250) for _ in range(1000)) < 300


def test_weighted_never_draws_what_weighs_nothing() -> None:
    draws = Draws(1)
    drawn = Counter(draws.weighted({"never": 0, "often": 900, "rarely": 100}) for _ in range(1000))
    assert set(drawn) == {"often", "rarely"}
    assert 850 < drawn["often"] < 950


@given(st.integers(), st.lists(st.integers(0, 10**12), min_size=2, max_size=8).map(sorted))
def test_a_quantile_lies_within_its_table(seed: int, table: list[int]) -> None:
    assert table[0] <= Draws(seed).quantile(table) <= table[-1]


def test_half_of_the_quantile_draws_lie_below_the_middle() -> None:
    draws = Draws(1)
    assert 450 < sum(draws.quantile((0, 10, 1000)) < 10 for _ in range(1000)) < 550

"""Splits of a distance add up exactly, whatever criteria apply to either side."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.gap_split import Profile, mean_profile, toward_bound, toward_profile, toward_typical

MAXIMA = {"a": Fraction(4), "b": Fraction(5, 2), "c": Fraction(1), "d": Fraction(3)}


def shares() -> st.SearchStrategy[dict[str, Fraction]]:
    share = st.fractions(0, 1, max_denominator=100)
    return st.dictionaries(st.sampled_from("abcd"), share, min_size=1)


def profile(given_shares: dict[str, Fraction]) -> Profile:
    return Profile(
        {code: share * MAXIMA[code] for code, share in given_shares.items()},
        {code: MAXIMA[code] for code in given_shares},
    )


profiles = shares().map(profile)
pointed = shares().map(lambda points: Profile(points, {}))


@given(profiles, profiles)
def test_the_split_toward_another_agency_adds_up_exactly(own: Profile, target: Profile) -> None:
    split = toward_profile(own, target)
    assert sum(split.values()) == target.index - own.index
    assert set(split) == set(own.maxima) | set(target.maxima)


@given(pointed, pointed)
def test_it_adds_up_exactly_in_points_where_no_maximum_is_stated(own: Profile, target: Profile) -> None:
    assert sum(toward_profile(own, target).values()) == target.index - own.index


@given(profiles, profiles)
def test_the_split_back_is_the_split_there_with_the_other_sign(own: Profile, target: Profile) -> None:
    there, back = toward_profile(own, target), toward_profile(target, own)
    assert {code: -gap for code, gap in there.items()} == {code: back[code] for code in there}


def test_with_the_same_criteria_each_carries_its_own_difference() -> None:
    own = profile({"a": Fraction(1, 2), "b": Fraction(1)})
    target = profile({"a": Fraction(3, 4), "b": Fraction(1, 2)})
    assert toward_profile(own, target) == {
        "a": Fraction(100, 1) / Fraction(13, 2),
        "b": Fraction(-125) / Fraction(13, 2),
    }


def test_a_criterion_of_the_leader_alone_counts_against_the_agencys_average_share() -> None:
    own = profile({"a": Fraction(1, 2)})
    target = profile({"a": Fraction(1, 2), "c": Fraction(1)})
    # 1 of 5 points, full marks against the agency's 50 %; nothing on the criterion they share.
    assert toward_profile(own, target) == {"a": 0, "c": 10}


@given(profiles, st.fractions(0, 100, max_denominator=100), st.data())
def test_the_split_toward_what_is_typical_adds_up_exactly(
    own: Profile, target: Fraction, data: st.DataObject
) -> None:
    typical = {code: data.draw(st.fractions(0, most, max_denominator=50)) for code, most in own.maxima.items()}
    assert sum(toward_typical(own, typical, target).values()) == target - own.index
    points = Profile(own.points, {})
    assert sum(toward_typical(points, typical, target).values()) == target - points.index


def test_medians_that_make_the_target_are_not_moved() -> None:
    own = profile({"a": Fraction(1, 2), "c": Fraction(0)})
    typical = {"a": Fraction(3), "c": Fraction(1, 2)}
    assert toward_typical(own, typical, Fraction(70)) == {"a": 20, "c": 10}


@given(profiles, st.fractions(0, 100, max_denominator=100))
def test_the_split_toward_a_bound_adds_up_and_asks_for_the_same_part_of_every_lack(
    own: Profile, bound: Fraction
) -> None:
    split = toward_bound(own, bound)
    if own.index == 100:
        assert split == {}
        return
    assert sum(split.values()) == bound - own.index
    parts = {
        gap / (own.maxima[code] - own.points[code])
        for code, gap in split.items()
        if own.maxima[code] != own.points[code]
    }
    assert len(parts) == 1
    assert all(split[code] == 0 for code in split if own.maxima[code] == own.points[code])


def test_without_maxima_nothing_leads_toward_a_bound() -> None:
    assert toward_bound(Profile({"a": Fraction(1)}, {}), Fraction(50)) == {}


@given(profiles, profiles)
def test_filling_in_the_average_share_leaves_the_index_as_it_is(own: Profile, other: Profile) -> None:
    maxima = {**own.maxima, **other.maxima}
    assert Profile(own.filled(maxima), maxima).index == own.index


def test_agencies_level_with_each_other_have_a_mean_profile_with_their_index() -> None:
    one, two = profile({"a": Fraction(1, 2)}), profile({"c": Fraction(1, 4), "b": Fraction(3, 5)})
    assert one.index == two.index == 50
    mean = mean_profile([one, two])
    assert mean.index == 50
    assert mean.points == {"a": 2, "b": Fraction(11, 8), "c": Fraction(3, 8)}
    points = mean_profile([Profile({"a": Fraction(2)}, {}), Profile({"b": Fraction(2)}, {})])
    assert points.points == {"a": 1, "b": 1}

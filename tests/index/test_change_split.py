"""The exact split of one agency's change, against hand figures and the formulas it is documented with."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.index.change_split import Part, RulePair, Split, rule_pair, split_change
from tests.index.year_pairs import framework


def rules(before: dict[str, int | None], after: dict[str, int | None], *, is_share: bool = True) -> RulePair:
    first, second = (
        {code: None if points is None else Fraction(points) for code, points in maxima.items()}
        for maxima in (before, after)
    )
    return RulePair({code: code for code in first if code in second}, first, second, is_share)


def fractions(points: dict[str, float]) -> dict[str, Fraction]:
    return {code: Fraction(str(value)) for code, value in points.items()}


def split(before: dict[str, float], after: dict[str, float], pair: RulePair) -> Split:
    found = split_change(fractions(before), fractions(after), pair)
    assert found is not None
    return found


def test_a_split_by_hand() -> None:
    # 2019: 3 of 5, 4 of 4, 1 of 1 = 80. 2020: A counts 10 (6 of 10 at the old share), C ended, D came in.
    pair = rules({"A": 5, "B": 4, "C": 1}, {"A": 10, "B": 4, "D": 6})
    found = split({"A": 3, "B": 4, "C": 1}, {"A": 7, "B": 3, "D": 3}, pair)
    assert (found.index_from, found.common_from) == (80, Fraction(700, 9))
    assert (found.chained_from, found.chained_to, found.index_to) == (Fraction(1000, 14), Fraction(1000, 14), 65)
    assert found.parts == (
        Part("dropped", "C", "", Fraction(1, 10) * (Fraction(700, 9) - 100)),
        Part("points", "A", "A", (Fraction(10, 14) - Fraction(5, 9)) * (60 - Fraction(700, 9))),
        Part("own", "A", "A", Fraction(100, 14)),
        Part("points", "B", "B", (Fraction(4, 14) - Fraction(4, 9)) * (100 - Fraction(700, 9))),
        Part("own", "B", "B", Fraction(-100, 14)),
        Part("added", "", "D", Fraction(6, 20) * (50 - Fraction(1000, 14))),
    )
    assert [found.total(part) for part in ("own", "added", "dropped", "points")] == [
        0, Fraction(-45, 7), Fraction(-20, 9), Fraction(-400, 63),
    ]  # fmt: skip


def test_on_the_scale_of_points_the_parts_are_points() -> None:
    pair = rules({"A": None, "B": None}, {"A": None, "C": None}, is_share=False)
    found = split({"A": 1.25, "B": 2}, {"A": 1.5, "C": 3}, pair)
    assert found.parts == (
        Part("dropped", "B", "", Fraction(-2)),
        Part("own", "A", "A", Fraction(1, 4)),
        Part("added", "", "C", Fraction(3)),
    )
    assert (found.index_from, found.chained_from, found.chained_to, found.index_to) == (
        Fraction("3.25"), Fraction("1.25"), Fraction("1.5"), Fraction("4.5"),
    )  # fmt: skip


def test_a_maximum_that_changes_alone_is_laid_to_the_rules_though_the_score_moved_with_it() -> None:
    found = split({"A": 3, "B": 1}, {"A": 2, "B": 1}, rules({"A": 3, "B": 1}, {"A": 2, "B": 1}))
    assert found.total("own") == found.total("points") == 0


def test_years_without_a_common_criterion_cannot_be_split() -> None:
    assert split_change({"A": Fraction(1)}, {"B": Fraction(1)}, rules({"A": 1}, {"B": 1})) is None
    weightless = rules({"A": 0, "B": 1}, {"A": 0, "C": 1})
    assert (
        split_change({"A": Fraction(0), "B": Fraction(1)}, {"A": Fraction(0), "C": Fraction(1)}, weightless)
        is None
    )


def test_a_criterion_that_had_no_points_before_has_no_share_to_keep() -> None:
    before, after = framework({"1": 0.0, "2": 4.0}, year=2019), framework({"1": 2.0, "2": 4.0}, year=2020)
    pair = rule_pair(before, after)
    assert pair.matched == {"2": "2"}
    found = split({"1": 0, "2": 2}, {"1": 2, "2": 2}, pair)
    assert [(part.part, part.code_from, part.code_to) for part in found.parts] == [
        ("dropped", "1", ""), ("own", "2", "2"), ("added", "", "1"),
    ]  # fmt: skip
    assert sum(part.change for part in found.parts) == found.index_to - found.index_from


CODES = "ABCDEFG"


@st.composite
def years(
    draw: st.DrawFn, *, same_rules: bool = False
) -> tuple[dict[str, Fraction], dict[str, Fraction], RulePair]:
    """Points of one agency in two years; a criterion may lack in either year, or not apply in one."""
    first = draw(st.dictionaries(st.sampled_from(CODES), st.integers(1, 8), min_size=1))
    second = first if same_rules else draw(st.dictionaries(st.sampled_from(CODES), st.integers(1, 8), min_size=1))
    is_share = draw(st.booleans())
    pair = rules(first, second, is_share=is_share)  # type: ignore[arg-type]
    applying = [set(maxima) for maxima in (first, second)]
    if not same_rules:
        applying = [draw(st.sets(st.sampled_from(sorted(codes)), min_size=1)) for codes in applying]
    scores = [
        {code: Fraction(draw(st.integers(0, 100)), 100) * maxima[code] for code in sorted(codes)}
        for maxima, codes in zip((first, second), applying, strict=True)
    ]
    return scores[0], scores[1], pair


@given(years())
def test_the_parts_add_up_exactly_step_by_step(
    given_years: tuple[dict[str, Fraction], dict[str, Fraction], RulePair],
) -> None:
    before, after, pair = given_years
    found = split_change(before, after, pair)
    if found is None:
        assert not set(before) & set(after)
        return
    assert found.total("dropped") == found.common_from - found.index_from
    assert found.total("points") == found.chained_from - found.common_from
    assert found.total("own") == found.chained_to - found.chained_from
    assert found.total("added") == found.index_to - found.chained_to
    assert sum(part.change for part in found.parts) == found.index_to - found.index_from


@given(years())
def test_each_part_is_what_its_formula_says(
    given_years: tuple[dict[str, Fraction], dict[str, Fraction], RulePair],
) -> None:
    before, after, pair = given_years
    found = split_change(before, after, pair)
    if found is None or not pair.is_share:
        return
    common = set(before) & set(after)

    def weight(code: str, maxima: object, codes: set[str]) -> Fraction:
        return Fraction(maxima[code], sum(maxima[one] for one in codes))  # type: ignore[index]

    for part in found.parts:
        old, new = part.code_from, part.code_to
        share_from = 100 * before[old] / pair.maxima_from[old] if old else Fraction(0)  # type: ignore[operator]
        share_to = 100 * after[new] / pair.maxima_to[new] if new else Fraction(0)  # type: ignore[operator]
        if part.part == "dropped":
            expected = weight(old, pair.maxima_from, set(before)) * (found.common_from - share_from)
        elif part.part == "added":
            expected = weight(new, pair.maxima_to, set(after)) * (share_to - found.chained_to)
        elif part.part == "own":
            expected = weight(new, pair.maxima_to, common) * (share_to - share_from)
        else:
            shift = weight(new, pair.maxima_to, common) - weight(old, pair.maxima_from, common)
            expected = shift * (share_from - found.common_from)
        assert part.change == expected


@given(years(same_rules=True))
def test_under_the_same_rules_only_own_scores_count_and_the_way_back_is_the_negative(
    given_years: tuple[dict[str, Fraction], dict[str, Fraction], RulePair],
) -> None:
    before, after, pair = given_years
    there, back = split_change(before, after, pair), split_change(after, before, pair)
    assert there is not None
    assert back is not None
    assert {part.part for part in there.parts} == {"own"}
    assert [part.change for part in there.parts] == [-part.change for part in back.parts]


@given(years(same_rules=True))
def test_nothing_changed_is_nothing_in_every_part(
    given_years: tuple[dict[str, Fraction], dict[str, Fraction], RulePair],
) -> None:
    before, _, pair = given_years
    found = split_change(before, before, pair)
    assert found is not None
    assert not any(part.change for part in found.parts)


@pytest.mark.parametrize("factor", [2, 10])
def test_all_maxima_growing_alike_moves_nothing(factor: int) -> None:
    maxima = {"A": 3, "B": 5}
    pair = rules(maxima, {code: points * factor for code, points in maxima.items()})  # type: ignore[arg-type]
    found = split({"A": 1, "B": 4}, {"A": 1.0 * factor, "B": 4.0 * factor}, pair)
    assert not any(part.change for part in found.parts)
    assert {part.part for part in found.parts} == {"points", "own"}

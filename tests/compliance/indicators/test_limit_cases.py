"""Every ceiling and least of the law, to the đồng and to the day, as lawyers read it: ``limit_cases/*.yml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import pandas as pd
import pytest

from cchc_analysis.reference.indicator_limits import Limit, load_limits
from cchc_analysis.tables.package_contracts import FIELDS
from tests.compliance.indicators.limit_lines import LimitLine, answers, load_lines

LINES = load_lines()
_PLANS = ("project", "purchase")


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return answers(LINES)


@pytest.mark.parametrize("outcome", ["within", "short"])
def test_what_comes_out_is_what_the_law_says(found: pd.DataFrame, outcome: str) -> None:
    wrong = [
        f"{line.id}: {answer}"
        for line, answer in zip(LINES, found[outcome], strict=True)
        if outcome in line.said and (None if pd.isna(answer) else bool(answer)) != line.wanted(outcome)
    ]
    assert wrong == []


def values_untried(limits: Iterable[Limit], lines: list[LimitLine]) -> Iterator[str]:
    """Limits that no package is one below, at, and one above, with the answer that the law gives."""
    for limit in limits:
        outcome, below = (
            ("within", (True, True, False)) if limit.kind == "ceiling_vnd" else ("short", (True, False, False))
        )
        tried = {(line.measured(limit), line.wanted(outcome)) for line in lines if line.is_under(limit)}
        wanted = {(limit.value + step, answer) for step, answer in zip((-1, 0, 1), below, strict=True)}
        yield from (f"{_named(limit)} {value}" for value, _ in wanted - tried)


def prices_untried(limits: Iterable[Limit], lines: list[LimitLine]) -> Iterator[str]:
    """Bounds of price that no package is one đồng below, at, and one đồng above."""
    for limit in limits:
        for bound in (limit.price_above_vnd, limit.price_up_to_vnd):
            prices = {
                line.said["price"]
                for line in lines
                if line.is_like(limit) and limit.is_in_force(*[line.said["published"]] * 2)
            }
            if bound is not None:
                yield from (
                    f"{_named(limit)} {price}" for price in (bound - 1, bound, bound + 1) if price not in prices
                )


def kinds_untried(limits: Iterable[Limit], lines: list[LimitLine]) -> Iterator[str]:
    """Forms, fields and plans of a limit that no package under it has."""
    for limit in limits:
        under = [line.said for line in lines if line.is_under(limit)]
        fields = limit.fields or (FIELDS if "purchase" in limit.plan_types else ())
        plans = limit.plan_types or (_PLANS if limit.kind == "ceiling_vnd" else ())
        for mark, codes in (("form", limit.forms), ("field", fields), ("plan", plans)):
            yield from (f"{_named(limit)} {code}" for code in codes if code not in {said[mark] for said in under})


def days_untried(limits: Iterable[Limit], lines: list[LimitLine]) -> Iterator[str]:
    """First and last days of a limit without a package on that day and on the one beyond."""
    one = dt.timedelta(days=1)
    for limit in limits:
        days = {limit.valid_from - one, limit.valid_from}
        days |= {limit.valid_to, limit.valid_to + one} if limit.valid_to else set()
        tried = {line.said["published"] for line in lines if line.is_like(limit)}
        yield from (f"{_named(limit)} {day}" for day in sorted(days - tried))


CHECKS = (values_untried, prices_untried, kinds_untried, days_untried)


@pytest.mark.parametrize("check", CHECKS)
def test_the_cases_leave_nothing_of_the_limits_untried(
    check: Callable[[Iterable[Limit], list[LimitLine]], Iterator[str]],
) -> None:
    assert list(check(load_limits(), LINES)) == []


@pytest.mark.parametrize("check", CHECKS)
def test_a_limit_without_its_cases_is_noticed(
    check: Callable[[Iterable[Limit], list[LimitLine]], Iterator[str]],
) -> None:
    limits = load_limits()
    forgotten = next(limit for limit in limits if limit.price_up_to_vnd)
    kept = [line for line in LINES if not line.is_like(forgotten)]
    assert any(_named(forgotten) in gap for gap in check(limits, kept))


def _named(limit: Limit) -> str:
    return f"{limit.valid_from} {limit.kind} {'/'.join(limit.forms)} {limit.value}"

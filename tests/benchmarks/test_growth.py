"""Growth of the cost: a square is always found out, a busy machine is not taken for one."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

pytest.importorskip("resource", reason="peak memory is read on Linux and macOS only")

from benchmarks.growth import best_of_rounds, growth_exponent, growth_lines, growth_verdicts
from benchmarks.measure import Measured, best_of
from tests.benchmarks.cases import case

SIZES = [(100, 50), (200, 50), (200, 100), (400, 100), (400, 200), (800, 200), (1600, 200)]


def test_the_exponent_of_a_linear_cost_is_one_and_of_a_square_two() -> None:
    sizes = [1000, 2000, 8000, 50_000]
    assert growth_exponent(sizes, [size * 3e-9 for size in sizes]) == pytest.approx(1)
    assert growth_exponent(sizes, [size**2 * 3e-9 for size in sizes]) == pytest.approx(2)
    assert growth_exponent(sizes, [0.5] * 4) == pytest.approx(0)


def test_the_growth_table_states_cost_per_replication_and_both_exponents() -> None:
    measured = [case(size, 100, size * 100 * 1e-5) for size in (10, 20, 40, 80)]
    lines = growth_lines(measured)
    assert lines[2].split() == ["10", "100", "1000", "10.0", "10.00", "1.0", "1.00"]
    assert [re.findall(r"exponent (\S+)|, (\S+) over the larger", line) for line in lines[-3:-1]] == [
        [("1.00", ""), ("", "1.00")]
    ] * 2


def growing(power: float) -> list[Measured]:
    return [case(agencies, 100, (agencies * 100) ** power * 1e-6) for agencies in (10, 20, 40, 80, 160)]


def test_growth_faster_than_the_limit_is_a_broken_promise_and_slower_is_none() -> None:
    assert growth_verdicts(growing(1.0)) == []
    assert growth_verdicts(growing(1.14)) == []
    broken = growth_verdicts(growing(1.16))
    assert [line.split(":")[0] for line in broken] == ["every step computed", "shared steps"]
    assert all("1.16" in line for line in broken)
    assert len(growth_verdicts(growing(float("nan")))) == 2


def test_growth_is_judged_on_the_larger_half_where_fixed_costs_do_not_hide_it() -> None:
    # Flat at first, then the square: over all sizes the exponent would be within the limit.
    measured = [case(agencies, 100, 1.0) for agencies in (1, 2, 4, 8)]
    measured += [case(agencies, 100, (agencies / 16) ** 2) for agencies in (16, 20, 24, 28)]
    sizes = [one.agencies * 100 for one in measured]
    assert growth_exponent(sizes, [one.repeated_seconds for one in measured]) < 1.15
    assert len(growth_verdicts(measured)) == 2


class Machine:
    """A machine whose clock moves only with the work done on it, slower while it is busy with something else."""

    def __init__(
        self, power: float, slowdown: Callable[[int, tuple[int, int]], float] = lambda run, size: 1.0
    ) -> None:
        self.power, self.slowdown = power, slowdown
        self.seconds, self.runs = 0.0, 0
        self.order: list[tuple[int, int]] = []

    def measure(self, agencies: int, criteria: int) -> Measured:
        busy = self.slowdown(self.runs, (agencies, criteria))
        self.runs += 1
        self.order.append((agencies, criteria))

        def work() -> None:
            self.seconds += (agencies * criteria) ** self.power * 1e-6 * busy

        seconds = best_of(3, work, clock=lambda: self.seconds)
        return case(agencies, criteria, seconds, shared_seconds=seconds)


def busy_from(first: int, count: int) -> Callable[[int, tuple[int, int]], float]:
    return lambda run, size: 3.0 if first <= run < first + count else 1.0


@pytest.mark.parametrize("first", range(0, 21, 2))
def test_a_busy_spell_does_not_make_a_linear_cost_look_worse(first: int) -> None:
    machine = Machine(1.0, busy_from(first, len(SIZES)))
    assert growth_verdicts(best_of_rounds(SIZES, rounds=3, measure=machine.measure)) == []


@pytest.mark.parametrize("power", [1.3, 2.0])
@pytest.mark.parametrize("first", range(0, 21, 2))
def test_a_cost_that_grows_too_fast_is_found_out_also_on_a_busy_machine(power: float, first: int) -> None:
    machine = Machine(power, busy_from(first, len(SIZES)))
    assert len(growth_verdicts(best_of_rounds(SIZES, rounds=3, measure=machine.measure))) == 2


def test_one_round_alone_would_take_the_busy_spell_for_growth() -> None:
    machine = Machine(1.0, busy_from(len(SIZES) - 2, 2))
    assert growth_verdicts(best_of_rounds(SIZES, rounds=1, measure=machine.measure)) != []


def test_the_sizes_take_turns_and_every_other_round_runs_backwards() -> None:
    machine = Machine(1.0)
    best_of_rounds(SIZES, rounds=3, measure=machine.measure)
    assert machine.order == [*SIZES, *reversed(SIZES), *SIZES]


def test_what_is_no_matter_of_luck_is_the_worst_of_all_rounds() -> None:
    runs = iter([
        case(10, 5, 2.0, peak_mib=100.0), case(10, 5, 1.0, peak_mib=300.0, largest_difference=float("nan")),
        case(10, 5, 3.0, equal_ranks=False),
    ])  # fmt: skip
    (best,) = best_of_rounds([(10, 5)], rounds=3, measure=lambda agencies, criteria: next(runs))
    assert (best.repeated_seconds, best.shared_seconds, best.loop_seconds) == (1.0, 0.1, 2.0)
    assert (best.peak_mib, best.equal_ranks) == (300.0, False)
    assert np.isnan(best.largest_difference)

"""The numbers that the methodology page states are those that the code, the notebook and the report use."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cchc_analysis.index.alternatives import GOALPOST_PERCENTILES, HALFWAY_POWER
from cchc_analysis.index.imputation import impute_scores
from cchc_analysis.index.robustness.choices import WeightNoise
from cchc_analysis.index.robustness.convergence import MEAN_ERROR, PLACES, convergence
from cchc_analysis.index.robustness.fill_functions import LEAST_DONORS
from cchc_analysis.index.robustness.intervals import rank_intervals
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.official import official_uncertainty
from cchc_analysis.index.robustness.results import LEAST_REPLICATIONS, robustness_results
from cchc_analysis.index.robustness.sensitivity import sensitivity
from cchc_analysis.index.score_matrix import score_matrix
from tests.index.robustness.cases import certain, matrix, nominal_league
from tests.index.trees import FRAMEWORK, scores

PROJECT = Path(__file__).resolve().parents[3]
PAGE = " ".join((PROJECT / "docs/methodology/reform-index.en.md").read_text(encoding="utf-8").split())


def stated(pattern: str) -> list[float]:
    """Return the numbers of the one place of the page that reads like this."""
    (found,) = re.findall(pattern, PAGE)
    return [float(number) for number in ([found] if isinstance(found, str) else found)]


def default(function: Callable[..., object], name: str) -> float:
    return inspect.signature(function).parameters[name].default  # type: ignore[no-any-return]


def notebook_default(name: str) -> float:
    cells = json.loads((PROJECT / "notebooks/05_index_robustness.ipynb").read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    (found,) = re.findall(rf"^{name}: \w+ = (\S+)", source, flags=re.MULTILINE)
    return float(found)


def bounds_of_min_max() -> list[float]:
    table = scores("A", {"1.1": 1, "1.2.1": 1, "1.2.2": 0, "2": 3})
    own = score_matrix(table, FRAMEWORK, groups={"A": "department"})
    _, stretched = official_uncertainty(own, FRAMEWORK, language="en").normalisations.values()
    assert isinstance(stretched, partial)
    return [stretched.keywords["low"], stretched.keywords["high"]]


SPREAD = r"between 1 - spread and 1 \+ spread, ([\d.]+) unless"
COVERAGE = r"give the (\d+) % interval"
LEAST = r"at least (\d+) replications;"
BASE = r"The base sample is (\d+) unless"
CASES: dict[str, tuple[str, Callable[[], list[float]]]] = {
    "spread of weights": (SPREAD, lambda: [default(official_uncertainty, "weight_spread")]),
    "spread of weights, in the notebook": (SPREAD, lambda: [notebook_default("weight_spread")]),
    "spread of weights, alone": (SPREAD, lambda: [WeightNoise().spread]),
    "bounds of min-max": (r"the published scale or min-max to (\d+)-(\d+)", bounds_of_min_max),
    "interval of ranks": (COVERAGE, lambda: [100 * default(rank_intervals, "coverage")]),
    "interval of ranks, in convergence": (COVERAGE, lambda: [100 * default(convergence, "coverage")]),
    "fewest replications": (LEAST, lambda: [LEAST_REPLICATIONS]),
    "settled: places": (r"no bound moved by more than ([\d.]+) place", lambda: [PLACES]),
    "settled: error": (r"standard error above ([\d.]+) places", lambda: [MEAN_ERROR]),
    "base sample": (BASE, lambda: [default(sensitivity, "base_samples")]),
    "base sample, all tables": (BASE, lambda: [default(robustness_results, "base_samples")]),
    "base sample, in the notebook": (BASE, lambda: [notebook_default("base_samples")]),
    "interval of Sobol indices": (
        r"intervals of (\d+) % by resampling",
        lambda: [100 * default(sensitivity, "coverage")],
    ),
    "halfway mean": (r"`power_mean` \(power ([\d.]+)\)", lambda: [HALFWAY_POWER]),
    "goalposts": (r"this year's (\d+)th and (\d+)th percentile", lambda: list(GOALPOST_PERCENTILES)),
}


@pytest.mark.parametrize(("pattern", "used"), list(CASES.values()), ids=list(CASES))
def test_the_page_states_the_number_that_is_used(pattern: str, used: Callable[[], list[float]]) -> None:
    assert stated(pattern) == pytest.approx(used())


def test_nobody_has_figures_of_a_group_from_fewer_scores_than_the_page_says() -> None:
    assert "from at least three given scores" in PAGE
    assert (default(impute_scores, "least_donors"), LEAST_DONORS) == (3, 3)


@pytest.mark.parametrize(("distance", "is_near"), [(3, True), (4, False)])
def test_within_three_places_is_as_the_page_says(distance: int, is_near: bool) -> None:
    assert stated(r"published rank is at most (\d+) from the simulated median") == [3]
    simulation = simulate(matrix([[4, 1, 0.5, 4], [3, 1, 0.4, 2]]), certain(), replications=2, seed=1)
    league = nominal_league(simulation)
    league["rank"] += distance
    assert rank_intervals(simulation, league)["is_within_three"].tolist() == [is_near] * 2

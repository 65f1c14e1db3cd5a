"""All tables about how sure the ranks and classes of one year are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cchc_analysis.index.robustness.choices import Uncertainty
from cchc_analysis.index.robustness.convergence import convergence
from cchc_analysis.index.robustness.failures import failures
from cchc_analysis.index.robustness.faults import UncertaintyError, count_faults, uncertainty_faults
from cchc_analysis.index.robustness.intervals import rank_intervals, within_three_shares
from cchc_analysis.index.robustness.leave_one_out import leave_one_out, without_each
from cchc_analysis.index.robustness.monte_carlo import simulate
from cchc_analysis.index.robustness.official import official_uncertainty
from cchc_analysis.index.robustness.probabilities import class_probabilities, pairwise
from cchc_analysis.index.robustness.sensitivity import sensitivity
from cchc_analysis.index.robustness.simulation import Simulation
from cchc_analysis.index.robustness.statements import robustness_statements
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.reference.classes import ClassBands
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.texts import Language

# A 90% interval leaves out 5% at either end: of 100 ranks in order its bounds are the fifth from either end. Of 20
# they would be the first and the last, and a single odd draw would set them.
LEAST_REPLICATIONS = 100


@dataclass(frozen=True)
class RobustnessResults:
    """Tables of one run; `class_probabilities` is None where the class bands could not be sourced.

    `statements` are sentences that belong under the tables, `top` the number of first places that `top_share` of
    `rank_intervals` counts; the rest is described with the function of its name.
    """

    simulation: Simulation
    rank_intervals: pd.DataFrame
    within_three: pd.DataFrame
    class_probabilities: pd.DataFrame | None
    pairwise: pd.DataFrame
    sensitivity: pd.DataFrame
    leave_one_out: pd.DataFrame
    convergence: pd.DataFrame
    failures: pd.DataFrame
    statements: tuple[str, ...]
    top: int


def robustness_results(
    scores: pd.DataFrame,
    framework: Framework,
    league: pd.DataFrame,
    *,
    groups: Mapping[str, str],
    bands: ClassBands | None,
    language: Language,
    uncertainty: Uncertainty | None = None,
    replications: int = 1000,
    base_samples: int = 256,
    top: int = 3,
    seed: int,
) -> RobustnessResults:
    """Test a year's league table against other choices that could have been made.

    Parameters
    ----------
    scores, framework, groups
        As for `cchc_analysis.index.roll_up.roll_up`, the scores as they were given; agencies outside `groups` are
        left out.
    league
        The ``league`` table of the year. Where missing scores were filled for it, `uncertainty` must
        fill them too.
    uncertainty
        What is varied; None: `official_uncertainty` as it stands.

    replications
        At least `LEAST_REPLICATIONS`.

    Raises
    ------
    UncertaintyError
        If the specification cannot be simulated, a number makes no sense or the replications are too few; lists
        every fault.
    """
    own = scores[scores["agency_code"].isin(groups)]
    matrix = score_matrix(own, framework, groups=groups)
    doubts = official_uncertainty(matrix, framework, language=language) if uncertainty is None else uncertainty
    faults = uncertainty_faults(matrix, doubts)
    faults += count_faults(
        replications=replications, least_replications=LEAST_REPLICATIONS, base_samples=base_samples, top=top,
        seed=seed,
    )  # fmt: skip
    if faults:
        raise UncertaintyError(faults)
    decimals, rounding = framework.published_decimals, framework.published_rounding
    criterion_names = dict(zip(framework.criteria["code"], framework.criteria[f"name_{language}"], strict=True))
    agency_names = dict(zip(league["agency_code"], league["agency_name"], strict=True))
    with_index = frozenset(league.loc[league["index"].notna(), "agency_code"])
    simulation = simulate(
        matrix, doubts, replications=replications, seed=seed, groups=groups, with_index=with_index,
        decimals=decimals, rounding=rounding,
    )  # fmt: skip
    without = without_each(
        matrix, doubts, groups=groups, with_index=with_index, decimals=decimals, rounding=rounding
    )
    intervals = rank_intervals(simulation, league, top=top)
    converged = convergence(simulation)
    classes = None if bands is None else class_probabilities(simulation, league, bands, language=language)
    return RobustnessResults(
        simulation=simulation,
        rank_intervals=intervals,
        within_three=within_three_shares(intervals),
        class_probabilities=classes,
        pairwise=pairwise(simulation),
        sensitivity=sensitivity(
            matrix,
            doubts,
            base_samples=base_samples,
            seed=seed,
            groups=groups,
            with_index=with_index,
            decimals=decimals,
            rounding=rounding,
            agency_names=agency_names,
            language=language,
        ),
        leave_one_out=leave_one_out(without, matrix, criterion_names=criterion_names, agency_names=agency_names),
        convergence=converged,
        failures=failures(simulation, language=language),
        statements=robustness_statements(
            simulation, doubts, converged, has_classes=bands is not None, language=language
        ),
        top=top,
    )

"""One agency's what-if questions, asked of the study's index year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import get_args

import pandas as pd

from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if.others import Others, moving_others, year_before
from cchc_analysis.exhibits.what_if.parameters import parse_changes, parse_codes
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.effort_room import step_faults
from cchc_analysis.index.effort_target import Target
from cchc_analysis.index.least_effort import LeastEffort, effort_faults, least_effort
from cchc_analysis.index.what_if import WhatIf, what_if
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.texts.faults import Fault

OTHERS = ("fixed", "moving")


@dataclass(frozen=True)
class WhatIfResults:
    """Answers for one agency; `assessment` is None where there is nothing to ask, `obstacle` says why.

    `obstacle`: ``no_scores`` (the source holds none of the index year) or ``not_assessed`` (the agency is not on
    that year's list).

    `effort` answers `target`. Where there is no better class, or none is known, `effort_by_rank` tells the way up
    by `rank_gain` places instead. `trial` holds the points typed in by the reader, None if there are none;
    `limits` the highest score that is thought possible, by criterion code; `untouched` are the criteria that
    must stay as they are.
    """

    year: int
    target: Target
    rank_gain: int
    assessment: Assessment | None
    others: Others = field(default_factory=Others)
    with_survey: bool = False
    limits: Mapping[str, float] = field(default_factory=dict)
    untouched: tuple[str, ...] = ()
    obstacle: str = ""
    effort: LeastEffort | None = None
    effort_by_rank: LeastEffort | None = None
    trial: WhatIf | None = None


def what_if_results(
    study: Study,
    index: IndexResults,
    *,
    target: str = "next_class",
    target_index: float = 90.0,
    rank_gain: int = 3,
    others: str = "fixed",
    step_points: float = 0.05,
    max_criteria: int = 0,
    with_survey: bool = False,
    untouched: str = "",
    limits: str = "",
    changes: str = "",
) -> WhatIfResults:
    """Answer the questions typed into the notebook's parameters.

    Parameters
    ----------
    target
        ``next_class``, ``index`` (of at least `target_index`) or ``rank`` (up by `rank_gain` places).
    others
        ``fixed`` or ``moving`` as last year.
    max_criteria
        At most so many criteria may be touched; 0: any number.
    untouched
        Codes of criteria that must stay as they are, as ``1.1.2, 3.4``; "" for none.
    limits
        The highest score thought possible of some criteria, as ``1.1.2: 2; 3.4: 3,75``; "" for the maximum. A
        survey criterion that is named may be touched; so may one whose maximum is not stated.
    changes
        Points to try, as ``1.1.2: 2; 3.4: 3,75``; "" for none.

    Raises
    ------
    WhatIfError
        With every fault of the parameters at once.
    """
    goal: Target | None = next((known for known in get_args(Target) if known == target), None)
    trials, faults = parse_changes(changes, parameter="changes")
    highest, unread = parse_changes(limits, parameter="limits")
    faults += unread
    framework = index.years[-1].framework if index.years else None
    kept, unknown = parse_codes(untouched, framework)
    faults += unknown
    if goal is None:
        faults.append(_choice("target", target, get_args(Target)))
    if others not in OTHERS:
        faults.append(_choice("others", others, OTHERS))
    most_criteria = max_criteria or None
    if not study.agency:
        faults += [
            ("what_if.fault_no_agency", {}),
            *effort_faults(
                target=target,
                target_index=target_index,
                rank_gain=rank_gain,
                most_criteria=most_criteria,
                framework=framework,
            ),
            *step_faults({"": step_points}),
        ]
    if not study.agency or framework is None or study.agency not in index.years[-1].groups:
        if goal is None or faults:
            raise WhatIfError(faults)
        obstacle = "no_scores" if framework is None else "not_assessed"
        return WhatIfResults(index.year, goal, rank_gain, None, obstacle=obstacle)

    # An index made of surveys alone has nothing else to ask about.
    with_survey = with_survey or bool(framework.criteria["score_source"].isin(["survey", ""]).all())
    assessment = index.years[-1]
    around = _others(index, assessment, agency_code=study.agency, are_moving=others == "moving")
    ask = partial(
        least_effort, assessment, agency_code=study.agency, target_index=target_index, rank_gain=rank_gain,
        step_points=step_points, with_survey=with_survey, untouched=kept, limits=_limit_table(highest),
        most_criteria=most_criteria, others=around.nodes,
    )  # fmt: skip
    effort, trial = None, None
    try:
        effort = ask(target=goal or "next_class")
    except WhatIfError as error:
        faults.extend(error.faults)
    try:
        if trials:
            trial = what_if(assessment, agency_code=study.agency, changes=trials, others=around.nodes)
    except WhatIfError as error:
        faults.extend(fault for fault in error.faults if fault not in faults)
    if goal is None or effort is None or faults:
        raise WhatIfError(faults)
    return WhatIfResults(
        year=index.year,
        target=goal,
        rank_gain=rank_gain,
        assessment=assessment,
        others=around,
        with_survey=with_survey,
        limits=highest,
        untouched=kept,
        effort=effort,
        effort_by_rank=ask(target="rank") if effort.outcome in ("best_class", "no_bands") else None,
        trial=trial,
    )


def _others(index: IndexResults, assessment: Assessment, *, agency_code: str, are_moving: bool) -> Others:
    if not are_moving:
        return Others()
    earlier, obstacle = year_before(index, assessment)
    if earlier is None:
        return Others(obstacle=obstacle)
    return moving_others(assessment, earlier, agency_code=agency_code)


def _limit_table(highest: Mapping[str, float]) -> pd.DataFrame | None:
    if not highest:
        return None
    return pd.DataFrame({"criterion_code": list(highest), "most_points": list(highest.values())})


def _choice(name: str, value: str, known: Sequence[str]) -> Fault:
    return ("what_if.fault_choice", {"name": name, "value": value, "known": ", ".join(known)})

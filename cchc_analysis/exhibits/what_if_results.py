"""One agency's what-if questions, asked of the study's index year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import get_args

import pandas as pd

from cchc_analysis.exhibits.index_results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if_others import Others, moving_others, year_before
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.effort_room import step_faults
from cchc_analysis.index.effort_target import Target
from cchc_analysis.index.least_effort import LeastEffort, effort_faults, least_effort
from cchc_analysis.index.what_if import WhatIf, what_if
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.texts.faults import Fault

OTHERS = ("fixed", "moving")
_CHANGE = re.compile(r"\s*(?P<code>[^:;]+?)\s*:\s*(?P<points>-?\d+(?:[.,]\d+)?)\s*")


@dataclass(frozen=True)
class WhatIfResults:
    """Answers for one agency; `assessment` is None where it is not assessed in the index year.

    `effort` answers `target`. Where there is no better class, or none is known, `effort_by_rank` tells the way up
    by `rank_gain` places instead. `trial` holds the points typed in by the reader, None if there are none;
    `limits` the highest score that is thought possible, by criterion code. `imputed` are the scores of the year
    that were filled in.
    """

    year: int
    target: Target
    rank_gain: int
    assessment: Assessment | None
    others: Others = field(default_factory=Others)
    with_survey: bool = False
    limits: Mapping[str, float] = field(default_factory=dict)
    imputed: pd.DataFrame | None = None
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
    if goal is None:
        faults.append(_choice("target", target, get_args(Target)))
    if others not in OTHERS:
        faults.append(_choice("others", others, OTHERS))
    most_criteria = max_criteria or None
    if not study.agency:
        faults += [
            ("what_if.fault_no_agency", {}),
            *effort_faults(
                target=target, target_index=target_index, rank_gain=rank_gain, most_criteria=most_criteria
            ),
            *step_faults({"": step_points}),
        ]
    if not study.agency or not index.years or study.agency not in index.years[-1].groups:
        if goal is None or faults:
            raise WhatIfError(faults)
        return WhatIfResults(index.year, goal, rank_gain, None)

    framework = index.years[-1].framework
    # An index made of surveys alone has nothing else to ask about.
    with_survey = with_survey or bool(framework.criteria["score_source"].isin(["survey", ""]).all())
    assessment = index.years[-1].assessment(study.language)
    around = _others(index, assessment, agency_code=study.agency, are_moving=others == "moving")
    ask = partial(
        least_effort, assessment, agency_code=study.agency, target_index=target_index, rank_gain=rank_gain,
        step_points=step_points, with_survey=with_survey, limits=_limit_table(highest),
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
        imputed=index.years[-1].imputed,
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


def parse_changes(typed: str, *, parameter: str) -> tuple[dict[str, float], list[Fault]]:
    """Read points typed as ``1.1.2: 2; 3.4: 3,75`` and name every part of the parameter that could not be read.

    >>> parse_changes("1.1.2: 2; 3.4: 3,75", parameter="changes")
    ({'1.1.2': 2.0, '3.4': 3.75}, [])
    """
    changes: dict[str, float] = {}
    faults: list[Fault] = []
    for part in filter(str.strip, typed.split(";")):
        read = _CHANGE.fullmatch(part)
        if read is None:
            faults.append(("what_if.fault_unread_change", {"name": parameter, "part": part.strip()}))
        elif read["code"] in changes:
            faults.append(("what_if.fault_changed_twice", {"name": parameter, "code": read["code"]}))
        else:
            changes[read["code"]] = float(read["points"].replace(",", "."))
    return changes, faults


def _choice(name: str, value: str, known: Sequence[str]) -> Fault:
    return ("what_if.fault_choice", {"name": name, "value": value, "known": ", ".join(known)})

"""One agency's what-if questions, asked of the study's index year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import get_args

from cchc_analysis.exhibits.index_results import IndexResults
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.effort_target import Target
from cchc_analysis.index.least_effort import LeastEffort, least_effort
from cchc_analysis.index.moving_others import moving_points, without_history
from cchc_analysis.index.what_if import WhatIf, what_if
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.texts.faults import Fault

OTHERS = ("fixed", "moving")
_CHANGE = re.compile(r"\s*(?P<code>[^:;]+?)\s*:\s*(?P<points>-?\d+(?:[.,]\d+)?)\s*")


@dataclass(frozen=True)
class WhatIfResults:
    """Answers for one agency; `assessment` is None where it is not assessed in the index year.

    `effort` answers `target`. Where there is no better class, or none is known, `effort_by_rank` tells the way up
    by `rank_gain` places instead. `trial` holds the points typed in by the reader, None if there are none.
    `earlier` is the year by whose change the others move (None: they stay); `is_history_missing` says that they
    should and cannot. `staying` are the names of those who stay for lack of last year's scores.
    """

    year: int
    target: Target
    rank_gain: int
    assessment: Assessment | None
    earlier: Assessment | None = None
    is_history_missing: bool = False
    staying: tuple[str, ...] = ()
    with_survey: bool = False
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
    changes
        Points to try, as ``1.1.2: 2; 3.4: 3,75``; "" for none.

    Raises
    ------
    WhatIfError
        With every fault of the parameters at once.
    """
    trials, faults = parse_changes(changes)
    goal: Target | None = next((known for known in get_args(Target) if known == target), None)
    if not study.agency:
        faults.append(("what_if.fault_no_agency", {}))
    if goal is None:
        faults.append(_choice("target", target, get_args(Target)))
    if others not in OTHERS:
        faults.append(_choice("others", others, OTHERS))
    if max_criteria < 0:
        faults.append(("what_if.fault_most_criteria", {"value": max_criteria}))
    if goal is None or faults:
        raise WhatIfError(tuple(faults))
    if not index.years or study.agency not in index.years[-1].groups:
        return WhatIfResults(index.year, goal, rank_gain, None)
    assessment = index.years[-1].assessment(study.language)
    before = [year for year in index.years if year.year == index.year - 1]
    earlier = before[0].assessment(study.language) if before and others == "moving" else None
    ask = partial(
        least_effort, assessment, agency_code=study.agency, target_index=target_index, rank_gain=rank_gain,
        step_points=step_points, most_criteria=max_criteria or None, with_survey=with_survey, earlier=earlier,
    )  # fmt: skip
    effort, trial = None, None
    try:
        effort = ask(target=goal)
    except WhatIfError as error:
        faults.extend(error.faults)
    try:
        if trials:
            trial = what_if(assessment, agency_code=study.agency, changes=trials, earlier=earlier)
    except WhatIfError as error:
        faults.extend(error.faults)
    if effort is None or faults:
        raise WhatIfError(tuple(faults))
    has_no_class_above = effort.outcome in ("best_class", "no_bands")
    return WhatIfResults(
        year=index.year,
        target=goal,
        rank_gain=rank_gain,
        assessment=assessment,
        earlier=earlier,
        is_history_missing=others == "moving" and earlier is None,
        staying=staying_names(assessment, earlier, agency_code=study.agency),
        with_survey=with_survey,
        effort=effort,
        effort_by_rank=ask(target="rank") if has_no_class_above else None,
        trial=trial,
    )


def staying_names(assessment: Assessment, earlier: Assessment | None, *, agency_code: str) -> tuple[str, ...]:
    """Return who stays as it is although the others move, because last year has no scores of it."""
    if earlier is None:
        return ()
    points = moving_points(assessment, earlier, agency_code=agency_code)
    return tuple(without_history(assessment, points, agency_code=agency_code)["agency_name"])


def parse_changes(typed: str) -> tuple[dict[str, float], list[Fault]]:
    """Read changes typed as ``1.1.2: 2; 3.4: 3,75`` and name every part that could not be read.

    >>> parse_changes("1.1.2: 2; 3.4: 3,75")
    ({'1.1.2': 2.0, '3.4': 3.75}, [])
    """
    changes: dict[str, float] = {}
    faults: list[Fault] = []
    for part in filter(str.strip, typed.split(";")):
        read = _CHANGE.fullmatch(part)
        if read is None:
            faults.append(("what_if.fault_unread_change", {"part": part.strip()}))
        elif read["code"] in changes:
            faults.append(("what_if.fault_changed_twice", {"code": read["code"]}))
        else:
            changes[read["code"]] = float(read["points"].replace(",", "."))
    return changes, faults


def _choice(name: str, value: str, known: Sequence[str]) -> Fault:
    return ("what_if.fault_choice", {"name": name, "value": value, "known": ", ".join(known)})

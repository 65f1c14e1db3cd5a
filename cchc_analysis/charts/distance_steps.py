"""What stands between an agency and the one it looks up to, criterion by criterion."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.criterion_names import criterion_labels
from cchc_analysis.charts.one_agency import agency_name, agency_rows
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.result_words import counted
from cchc_analysis.charts.step_rows import FALL, RISE, Step, draw_steps
from cchc_analysis.charts.wording import focus_absent, join_sentences, one_year, signed_number
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

Target = Literal["leader", "median", "next_class"]
_NOTHING = 1e-9


def distance_steps(
    distances: pd.DataFrame,
    *,
    language: Language,
    target: Target = "leader",
    focus: str | None = None,
    title: str | None = None,
    decimals: int = 2,
    most_rows: int = 16,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the steps from an agency's index to the leader's, the median or the next class.

    A step to the right is a criterion where the agency stands behind, a step to the left one where it is
    ahead. The `most_rows` widest are drawn, the others summed in one step between the two.

    Parameters
    ----------
    distances
        The ``distances`` table of one year; `gap_index` and `target_index` in index points.
    target
        To which of the table's targets the steps lead.
    focus
        Code of the agency shown; not needed where the table holds one agency.

    Raises
    ------
    ValueError
        If the table mixes years, or holds several agencies and no focus.
    """
    agency = agency_rows(distances, focus)
    own = agency[agency["target"] == target]
    goal = _goal(own, target, language)
    known = own.dropna(subset=["target_index", "gap_index"])
    gaps = known.assign(label=pd.Series(criterion_labels(known), index=known.index, dtype="str"))
    gaps = gaps[gaps["gap_index"].abs() > _NOTHING].sort_values("gap_index", ascending=False, kind="stable")
    if gaps.empty or len(known) < len(own):
        key = "distance_empty" if len(known) == len(own) else "distance_unknown"
        name = agency_name(agency) if len(agency) else ""
        return empty_chart(
            "distance_steps",
            focus_absent(distances, focus, language)
            or text(f"result_charts.{key}", language, name=name, goal=goal),
            title=title or text("result_charts.distance_title_plain", language, goal=goal),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year, name = one_year(distances), agency_name(own)
    end = float(known["target_index"].iloc[0])
    start = end - float(gaps["gap_index"].sum())
    behind, ahead = gaps[gaps["gap_index"] > 0], gaps[gaps["gap_index"] < 0]
    facts = {
        "name": name, "year": year, "goal": goal, "behind": len(behind), "ahead": len(ahead),
        "index": format_number(start, language, decimals), "target_index": format_number(end, language, decimals),
        "distance": format_number(abs(end - start), language, decimals),
    }  # fmt: skip
    title = title or text(f"result_charts.distance_title_{_direction(start, end)}", language, **facts)
    figure = draw_steps(
        _steps(gaps, most_rows, language), start=(name, start), end=(goal[:1].upper() + goal[1:], end),
        title=title,
        words=(text("result_charts.stands_behind", language), text("result_charts.is_ahead", language)),
        colours=(FALL, RISE), decimals=decimals, language=language, is_synthetic=is_synthetic,
    )  # fmt: skip
    caption = join_sentences(
        [
            text("result_charts.distance_caption", language, year=year, goal=goal),
            text("result_charts.steps_cut_axis", language),
            counted("criteria_summed", len(gaps) - most_rows, language),
            counted("distance_outside", _count_outside(gaps), language, name=name),
            counted("distance_equal", len(own) - len(gaps), language),
        ]
    )
    widest = [
        text("result_charts.change_alt_row", language, label=label, change=signed_number(gap, language, decimals))
        for label, gap in zip(behind["label"].head(3), behind["gap_index"].head(3), strict=True)
    ]
    alt = join_sentences([text("result_charts.distance_alt", language, **facts), *widest])
    return Chart("distance_steps", figure, title, alt, caption)


def _goal(own: pd.DataFrame, target: Target, language: Language) -> str:
    """Return what the steps lead to, with its name where the table gives one."""
    name = str(own["target_name"].iloc[0]) if len(own) and "target_name" in own else ""
    if target == "median" or not name:
        return text(f"result_charts.target_{target}", language)
    return text(f"result_charts.target_{target}_named", language, name=name)


def _count_outside(gaps: pd.DataFrame) -> int:
    return int((~gaps["is_applicable"].astype(bool)).sum()) if "is_applicable" in gaps else 0


def _direction(start: float, end: float) -> str:
    return "short" if end > start else "past"


def _steps(gaps: pd.DataFrame, most_rows: int, language: Language) -> list[Step]:
    """Return the widest steps, those behind first, the sum of the others before those ahead."""
    widest = gaps["gap_index"].abs().sort_values(ascending=False, kind="stable").index[:most_rows]
    shown, rest = gaps.loc[gaps.index.isin(widest)], gaps.loc[~gaps.index.isin(widest)]
    steps = [Step(label, gap) for label, gap in zip(shown["label"], shown["gap_index"], strict=True)]
    if len(rest):
        others = Step(
            text("result_charts.other_criteria", language, count=len(rest)), float(rest["gap_index"].sum())
        )
        steps.insert(int((shown["gap_index"] > 0).sum()), others)
    return steps

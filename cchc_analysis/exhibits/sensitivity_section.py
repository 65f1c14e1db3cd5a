"""Exhibits of what ranks hang on: choices, single criteria, and whether the simulation was long enough."""

from __future__ import annotations

from dataclasses import replace

from cchc_analysis.charts.convergence_lines import convergence_lines
from cchc_analysis.charts.leave_one_out_bars import leave_one_out_bars
from cchc_analysis.charts.sensitivity_bars import sensitivity_bars
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.robustness.convergence import MEAN_ERROR, PLACES
from cchc_analysis.index.robustness.results import RobustnessResults
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number

_OVERALL = ""


def show_convergence(study: Study, robustness: RobustnessResults | None) -> None:
    """Show whether more replications would still move the bounds, and which replications failed."""
    if robustness is None:
        return
    language = study.language
    show_chart(
        convergence_lines(
            robustness.convergence,
            places=PLACES,
            mean_error=MEAN_ERROR,
            language=language,
            is_synthetic=study.is_synthetic,
        )
    )
    show_table(
        robustness.convergence[
            ["replications", "failed_replications", "widest_change", "mean_rank_error", "is_converged"]
        ],
        name="convergence",
        title=text("robustness_section.convergence_table", language),
        caption=text(
            "robustness_section.convergence_rule",
            language,
            places=format_number(PLACES, language, 0),
            error=format_number(MEAN_ERROR, language, 2),
        ),
        language=language,
    )
    if robustness.failures.empty:
        return
    reasons = robustness.failures.rename(columns={"reason": "reason_name", "agencies": "agencies_count"})
    show_table(
        reasons[["reason_name", "replications", "agencies_count"]],
        name="failures",
        title=text("robustness_section.failures_table", language),
        language=language,
    )


def show_sensitivity(study: Study, robustness: RobustnessResults | None) -> None:
    """Show which choice decides the ranks: of all agencies together, and of the one the report is about."""
    if robustness is None:
        return
    language, table = study.language, robustness.sensitivity
    show_sentence(text("robustness_section.sensitivity_heading", language), style="heading", level=3)
    chart = sensitivity_bars(
        table[table["agency_code"] == _OVERALL], language=language, is_synthetic=study.is_synthetic
    )
    show_chart(chart)
    if study.agency and table["agency_code"].eq(study.agency).any():
        own = table[table["agency_code"] == study.agency]
        chart = sensitivity_bars(own, language=language, focus=study.agency, is_synthetic=study.is_synthetic)
        show_chart(replace(chart, name="sensitivity_agency"))
    columns = ["agency_code", "agency_name", "input_name", "first_order", "first_low", "first_high"]
    shown = table[table["agency_code"].isin([_OVERALL, study.agency])] if study.agency else table
    show_table(
        shown[[*columns, "total_order", "total_low", "total_high"]],
        name="sensitivity",
        title=text("robustness_section.sensitivity_table", language),
        caption=text("robustness_section.sensitivity_rule", language),
        language=language,
        row_limit=12,
    )
    for note in dict.fromkeys(note for note in shown.loc[shown["agency_code"] == _OVERALL, "note"] if note):
        show_sentence(note, style="note")


def show_leave_one_out(study: Study, robustness: RobustnessResults | None) -> None:
    """Show how far ranks move when one criterion or domain is left out."""
    if robustness is None:
        return
    language, table = study.language, robustness.leave_one_out
    show_chart(leave_one_out_bars(table, language=language, is_synthetic=study.is_synthetic))
    columns = ["criterion_code", "criterion_name", "mean_rank_change", "max_rank_change"]
    places = table.astype(dict.fromkeys(["max_rank_change", "rank_before", "rank_after"], "Int64"))
    show_table(
        places[[*columns, "agency_code", "agency_name", "rank_before", "rank_after"]],
        name="leave_one_out",
        title=text("robustness_section.left_out_table", language),
        caption=text("robustness_section.left_out_rule", language),
        language=language,
        row_limit=20,
    )

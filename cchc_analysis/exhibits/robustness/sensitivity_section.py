"""Exhibits of what ranks hang on: choices, single criteria, and whether the simulation was long enough."""

from __future__ import annotations

from dataclasses import replace

from cchc_analysis.charts.convergence_lines import convergence_lines
from cchc_analysis.charts.leave_one_out_bars import leave_one_out_bars
from cchc_analysis.charts.sensitivity_bars import sensitivity_bars
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.index.table import index_columns
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.stand_in_marks import mark_agencies, noted, noted_chart, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.index.robustness.convergence import MEAN_ERROR, PLACES
from cchc_analysis.index.robustness.results import RobustnessResults
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number

_OVERALL = ""
_OPTIONS = ("imputation", "normalisation", "aggregation")


def show_convergence(study: Study, index: IndexResults, robustness: RobustnessResults | None) -> None:
    """Show whether more replications would still move the bounds, and which replications failed."""
    if robustness is None:
        return
    language = study.language
    chart = convergence_lines(
        robustness.convergence,
        places=PLACES,
        mean_error=MEAN_ERROR,
        language=language,
        is_synthetic=study.is_synthetic,
    )
    show_chart(noted_chart(chart, stand_in_note(study, index.years[-1])))
    show_table(
        robustness.convergence.astype({"widest_change": "Int64"})[
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
    # Of the choices that were varied, as nothing can be learnt from the others.
    options = {name: f"{name}_name" for name in _OPTIONS if robustness.sensitivity["input"].eq(name).any()}
    names = {"reason": "failure_name", "agencies": "agencies_count", **options}
    show_table(
        robustness.failures.rename(columns=names)[
            ["failure_name", *options.values(), "replications", "agencies_count"]
        ],
        name="failures",
        title=text("robustness_section.failures_table", language),
        language=language,
    )


def show_sensitivity(study: Study, index: IndexResults, robustness: RobustnessResults | None) -> None:
    """Show which choice decides the ranks: of all agencies together, and of the one the report is about."""
    if robustness is None:
        return
    language, year = study.language, index.years[-1]
    table, note = mark_agencies(robustness.sensitivity, year), stand_in_note(study, year)
    show_sentence(text("robustness_section.sensitivity_heading", language), style="heading", level=3)
    chart = sensitivity_bars(
        table[table["agency_code"] == _OVERALL], language=language, is_synthetic=study.is_synthetic
    )
    show_chart(noted_chart(chart, note))
    if study.agency and table["agency_code"].eq(study.agency).any():
        own = table[table["agency_code"] == study.agency]
        chart = sensitivity_bars(own, language=language, focus=study.agency, is_synthetic=study.is_synthetic)
        show_chart(replace(noted_chart(chart, note), name="sensitivity_agency"))
    columns = ["agency_code", "agency_name", "input_name", "first_order", "first_low", "first_high"]
    shown = table[table["agency_code"].isin([_OVERALL, study.agency])] if study.agency else table
    show_table(
        shown[[*columns, "total_order", "total_low", "total_high"]],
        name="sensitivity",
        title=text("robustness_section.sensitivity_table", language),
        caption=noted(text("robustness_section.sensitivity_rule", language), note),
        language=language,
        printed=index_columns(study, index.years[-1].framework),
        row_limit=12,
    )
    for remark in dict.fromkeys(filter(None, shown.loc[shown["agency_code"] == _OVERALL, "note"])):
        show_sentence(remark, style="note")


def show_leave_one_out(study: Study, index: IndexResults, robustness: RobustnessResults | None) -> None:
    """Show how far ranks move when one criterion or domain is left out."""
    if robustness is None or robustness.leave_one_out.empty:
        return
    language, year = study.language, index.years[-1]
    table, note = mark_agencies(robustness.leave_one_out, year), stand_in_note(study, year)
    chart = leave_one_out_bars(table, language=language, is_synthetic=study.is_synthetic)
    show_chart(noted_chart(chart, note))
    columns = ["criterion_code", "criterion_name", "mean_rank_change", "max_rank_change"]
    places = table.astype(dict.fromkeys(["max_rank_change", "rank_before", "rank_after"], "Int64"))
    show_table(
        places[[*columns, "agency_code", "agency_name", "rank_before", "rank_after"]],
        name="leave_one_out",
        title=text("robustness_section.left_out_table", language),
        caption=noted(text("robustness_section.left_out_rule", language), note),
        language=language,
        printed=index_columns(study, index.years[-1].framework),
        row_limit=20,
    )

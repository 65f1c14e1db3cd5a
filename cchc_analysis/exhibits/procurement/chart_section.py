"""Exhibits that show all agencies at a glance: quarter by quarter, and the districts as tiles."""

from __future__ import annotations

from cchc_analysis.charts.district_tiles import district_tiles
from cchc_analysis.charts.quota_heatmap import quota_heatmap
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.compliance.quota_quarters import quarter_table
from cchc_analysis.compliance.verdict import worst_first
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over
from cchc_analysis.exhibits.procurement.words import order_sentence, with_result_names
from cchc_analysis.exhibits.show import show_chart, show_table
from cchc_analysis.exhibits.study import REGISTERED_SOURCES, Study
from cchc_analysis.period import Period
from cchc_analysis.reference.district_tiles import load_district_tiles
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.texts import text

_QUARTERS = ["agency_code", "agency_name", "quarter", "eligible_count", "online_count", "eligible_value_vnd",
             "online_value_vnd", "count_share", "value_share", "is_count_passed", "is_value_passed",
             "is_passed", "result_name"]  # fmt: skip


def show_quarters(study: Study, results: ProcurementResults) -> None:
    """Show the year to date of every agency at every quarter's end, each judged by the rule of that day."""
    if results.sums is None or study.agency or study.place:
        return
    ends = [Period(study.period.year, quarter) for quarter in range(1, study.period.last_quarter + 1)]
    quarters = quarter_table(
        results.sums,
        results.agencies,
        results.unsettled,
        [(period, rule_on(period.end_on)) for period in ends],
        counts_shortened=study.counts_shortened,
    )
    title = text("procurement.quarters_title", study.language, year=study.period.year)
    listed = worst_first(quarters, by="quarter")
    show_chart(
        quota_heatmap(
            quarters, language=study.language, focus=study.focus, title=title, is_synthetic=study.is_synthetic
        )
    )
    show_table(
        with_result_names(listed, study.language, is_year_over=listed["quarter"].eq(4))[_QUARTERS],
        name="quota_quarters",
        title=title,
        caption=join_sentences(
            [
                text("procurement.quarters_rule", study.language),
                order_sentence("worst_quarters", quarters, study.language),
            ]
        ),
        language=study.language,
        focus=study.focus,
        row_limit=12,
        printed={"is_passed": {"is_shown": False}},
    )


def show_tiles(study: Study, results: ProcurementResults) -> None:
    """Show the districts of the city as tiles; only where the agencies are those of the city's registry."""
    if not results.has_packages or study.agency or study.warehouse.source not in REGISTERED_SOURCES:
        return
    show_chart(
        district_tiles(
            results.quota,
            load_district_tiles(study.period.end_on),
            language=study.language,
            is_year_over=is_year_over(study.period),
            focus=study.focus,
            is_synthetic=study.is_synthetic,
        )
    )

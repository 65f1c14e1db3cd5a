"""Exhibits of the duty to report: who sent which report, and when."""

from __future__ import annotations

from cchc_analysis.charts.reporting_grid import reporting_grid
from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.procurement.words import order_sentence
from cchc_analysis.exhibits.show import show_chart, show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text

_WORST_FIRST = {"missing": 0, "late": 1, "not_due": 2, "on_time": 3}
_COLUMNS = ["agency_code", "agency_name", "quarter", "due_on", "received_on", "status_name", "days_late"]


def show_report_duty(study: Study, results: ProcurementResults) -> None:
    """Say how often and to whom to report by the rule in force, and show who did when."""
    if not results.has_packages:
        return
    language, duty = study.language, results.rule_in_force().reporting
    show_sentence(text("procurement.reporting_heading", language), style="heading", level=3)
    receiver = duty.receiver(language)
    frequency = text(f"procurement.frequency_{duty.frequency or 'unknown'}", language)
    if receiver and duty.frequency:
        show_sentence(text("procurement.receiver", language, receiver=receiver, frequency=frequency), style="note")
    else:
        show_sentence(text("procurement.receiver_unknown", language), style="note")
    if results.reporting is None:
        show_sentence(text("procurement.no_reports", language), style="note")
        return
    reporting = study.own_rows(results.reporting)
    title = text("procurement.reporting_title", language, year=study.period.year, frequency=frequency)
    show_chart(reporting_grid(reporting, language=language, title=title, is_synthetic=study.is_synthetic))
    ordered = reporting.sort_values(
        "status", key=lambda column: column.map(_WORST_FIRST), kind="stable", ignore_index=True
    )
    named = ordered.assign(
        status_name=[text(f"procurement.status_{status}", language) for status in ordered["status"]]
    )
    show_table(
        named[_COLUMNS],
        name="reporting",
        title=title,
        caption=order_sentence("reports", named, language) or "",
        language=language,
        row_limit=12,
    )

"""Exhibits of the evidence: the packages behind an agency's figures, and those that had to go online."""

from __future__ import annotations

from cchc_analysis.exhibits.procurement.evidence import agency_packages, offline_packages
from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.procurement.words import order_sentence
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number, format_vnd

_PACKAGES = [
    "package_id", "plan_id", "name", "field_name", "form_name", "value_vnd", "is_online", "is_eligible",
    "reason_name", "is_mandatory", "clause_name", "mandatory_clause", "published_on", "source_file", "source_row",
]  # fmt: skip
_OFFLINE = ["agency_code", "agency_name", "package_id", "plan_id", "name", "field_name", "form_name", "value_vnd",
            "published_on", "mandatory_clause", "source_file", "source_row"]  # fmt: skip
_BY_AGENCY = ["agency_code", "agency_name", "mandatory_count", "mandatory_offline_count",
              "mandatory_offline_value_vnd", "unsourced_count"]  # fmt: skip
_PAGE_ROWS = 15


def show_packages(study: Study, results: ProcurementResults) -> None:
    """List one agency's packages of the year to date: what counts, what does not and why, by which clause."""
    if not results.has_packages or not study.agency:
        return
    show_table(
        agency_packages(study, results)[_PACKAGES],
        name="packages",
        title=text("procurement.packages_title", study.language, agency=study.agency_name),
        caption=text("procurement.packages_rule", study.language, clause=_clause(study, results)),
        language=study.language,
        row_limit=_PAGE_ROWS,
        printed=_only_in_file("clause_name", "mandatory_clause", "source_file", "source_row"),
    )


def _clause(study: Study, results: ProcurementResults) -> str:
    return results.rule_in_force().citation(study.language)


def show_mandatory(study: Study, results: ProcurementResults) -> None:
    """Count the packages that had to go online whatever the quota, and list those that did not."""
    if not results.has_packages:
        return
    language, own = study.language, study.own_rows(results.mandatory)
    show_sentence(text("procurement.mandatory_heading", language), style="heading", level=3)
    show_sentence(text("procurement.mandatory_rule", language), style="note")
    sums = (
        own[["mandatory_count", "mandatory_offline_count", "mandatory_offline_value_vnd", "unsourced_count"]]
        .astype("object")
        .sum()
    )
    unsourced = int(sums["unsourced_count"])
    if unsourced:
        count = format_number(unsourced, language)
        show_sentence(text("procurement.mandatory_unsourced", language, count=count), style="warning")
    offline = int(sums["mandatory_offline_count"])
    key = "offline" if offline else "all_online" if sums["mandatory_count"] else "none"
    show_sentence(
        text(
            f"procurement.mandatory_{key}",
            language,
            count=format_number(sums["mandatory_count"], language),
            offline=format_number(offline, language),
            value=format_vnd(sums["mandatory_offline_value_vnd"], language),
        )
    )
    if not offline:
        return
    if not study.agency:
        _show_by_agency(study, results)
    packages = offline_packages(study, results)
    title = text("procurement.offline_title", language)
    key = "offline_rule" if offline <= len(packages) else "offline_rule_cut"
    show_table(
        packages[_OFFLINE],
        name="mandatory_offline",
        title=title,
        caption=text(
            f"procurement.{key}",
            language,
            most=format_number(len(packages), language),
            count=format_number(offline, language),
        ),
        language=language,
        row_limit=_PAGE_ROWS,
        printed=_only_in_file(*_told(study), "field_name", "mandatory_clause", "source_file", "source_row"),
    )


def _only_in_file(*columns: str) -> dict[str, dict[str, object]]:
    """Keep columns off the page, which is too narrow for all; the CSV beside it holds them."""
    return {column: {"is_shown": False} for column in columns}


def _told(study: Study) -> tuple[str, ...]:
    """Columns that the page need not repeat on every row."""
    return ("agency_code", "agency_name") if study.agency else ("agency_code",)


def _show_by_agency(study: Study, results: ProcurementResults) -> None:
    named = results.agencies[["agency_code", "agency_name"]].merge(
        results.mandatory, on="agency_code", validate="1:1"
    )
    ordered = named[named["mandatory_offline_count"].gt(0)].sort_values(
        ["mandatory_offline_count", "mandatory_offline_value_vnd", "agency_code"], ascending=[False, False, True]
    )
    show_table(
        ordered[_BY_AGENCY],
        name="mandatory_by_agency",
        title=text("procurement.mandatory_title", study.language),
        caption=order_sentence("offline", ordered, study.language) or "",
        language=study.language,
        row_limit=_PAGE_ROWS,
    )

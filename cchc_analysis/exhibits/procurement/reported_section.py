"""Exhibit: do the figures that agencies reported of a year agree with their packages?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.compliance.reported_totals import ALL_SHEETS
from cchc_analysis.exhibits.procurement.reported import ReportedResults, reported_results
from cchc_analysis.exhibits.procurement.results import ProcurementResults, is_year_over
from cchc_analysis.exhibits.show import show_sentence, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.intake.findings import Counts
from cchc_analysis.reference.bid_report_form import row_words
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share, format_vnd

_AMOUNTS = ("package_count", "price_vnd", "award_vnd")
_SIDES = ("reported_{}", "own_{}", "{}_difference")
_ROW_COLUMNS = ["agency_code", "agency_name", "sheet_name", "row_name"]
# Beside their difference both prices are in the file only: the page has room for the shares.
_IN_FILE = ("reported_price_vnd", "own_price_vnd")
_MOST_FILES = 5


def show_reported(study: Study, results: ProcurementResults, reported: str) -> None:
    """Hold filled reports (``bid_reports=PATH``, or their warehouse key; "" = none given) against the packages.

    A report is of a whole year and of all packages of its agency: before the year is over, and where only the
    packages of a place are seen, nothing is compared.
    """
    if not results.has_packages:
        return
    language = study.language
    show_sentence(text("reported.heading", language), style="heading", level=3)
    reason = "none" if not reported else "place" if study.place else "" if is_year_over(study.period) else "year"
    if reason:
        show_sentence(text(f"reported.{reason}", language, year=study.period.year), style="note")
        return
    found = reported_results(study, reported)
    _show_sources(study, found)
    if found.agencies.empty:
        show_sentence(text("reported.nothing_common", language, year=study.period.year), style="note")
        return
    _show_agencies(study, found)
    if not found.unsorted.empty:
        show_sentence(_why_together(study, found), style="note")
    if not found.rows["is_different"].any():
        show_sentence(text("reported.no_row_differs", language))
        return
    _show_rows(study, found)
    show_sentence(_why(found, language), style="note")


def _show_sources(study: Study, found: ReportedResults) -> None:
    """Name both sources, and say what became of the rows of the reports."""
    language, files = study.language, found.reports.files
    named = ", ".join(file.file for file in files[:_MOST_FILES]) + (" …" if len(files) > _MOST_FILES else "")
    source = text(f"sources.{study.warehouse.source}", language)
    kind = "results" if found.report.is_of_results else "plans"
    show_sentence(text(f"reported.sources_{kind}", language, files=named, source=source), style="note")
    counts = [count for file in files for count in file.counts]
    for unit in dict.fromkeys(count.unit for count in counts):
        total = Counts.total(counts, unit)
        names = ("read", "used", "repeated", "rejected", "explained")
        values = {name: format_number(getattr(total, name), language) for name in names}
        show_sentence(text(f"notebooks.counts_{unit}", language, **values), style="note")


def _show_agencies(study: Study, found: ReportedResults) -> None:
    language, table = study.language, found.agencies
    is_different = table["different_count"].gt(0)
    if study.agency:
        show_sentence(_one(table.to_dict("records")[0], language), style="lead")
    else:
        counts = {
            "compared": len(table),
            "different": int(is_different.sum()),
            "unreported": len(set(study.agencies["agency_code"]) - found.reporting),
        }
        values = {name: format_number(count, language) for name, count in counts.items()}
        show_sentence(text("reported.lead", language, year=study.period.year, **values), style="lead")
    # Those that differ most stand first.
    size = table["package_count_difference"].abs()
    ordered = (
        _named(study, table)
        .assign(size=size)
        .sort_values(["size", "different_count"], ascending=False, kind="stable", ignore_index=True)
    )
    columns = [column for column in table.columns if column != "agency_code"]
    show_table(
        ordered[["agency_code", "agency_name", *columns]],
        name="reported_agencies",
        title=text("reported.agencies_title", language, year=study.period.year),
        caption=text("reported.agencies_rule", language),
        language=language,
        printed={column: {"is_shown": False} for column in _IN_FILE},
        row_limit=25,
    )


def _show_rows(study: Study, found: ReportedResults) -> None:
    language = study.language
    different = found.rows[found.rows["is_different"]]
    labels: dict[tuple[str, str, str], str] = {
        (sheet.sheet, line.block, line.code): line.label for sheet in found.report.sheets for line in sheet.lines
    }
    # Over all sheets a line has the words it has on the last one, that for packages of any kind of plan.
    labels |= {(ALL_SHEETS, block, code): words for (_, block, code), words in labels.items()}
    size = different["price_vnd_difference"].abs().fillna(0)
    ordered = _named(study, different).assign(size=size).sort_values("size", ascending=False, kind="stable")
    table = ordered.assign(
        sheet_name=ordered["sheet"].replace(ALL_SHEETS, text("reported.all_sheets", language)),
        row_name=[_row_name(row, labels) for row in ordered.to_dict("records")],
    )
    figures = [side.format(amount) for amount in _AMOUNTS for side in _SIDES]
    show_table(
        table[[*_ROW_COLUMNS, *figures]].reset_index(drop=True),
        name="reported_rows",
        title=text("reported.rows_title", language),
        caption=text("reported.rows_rule", language),
        language=language,
        printed={"agency_code": {"is_shown": False}},
        row_limit=25,
    )


def _one(row: Mapping[Any, Any], language: Language) -> str:
    # No quota judges these shares: they are rounded as in the table.
    key = "one_differs" if row["different_count"] else "one_agrees"
    return text(
        f"reported.{key}",
        language,
        reported=format_number(row["reported_package_count"], language),
        reported_share=format_share(row["reported_count_share"], language, guards_quota=False),
        own=format_number(row["own_package_count"], language),
        own_share=format_share(row["own_count_share"], language, guards_quota=False),
        count=_signed(format_number(row["package_count_difference"], language)),
        value=_signed(format_vnd(row["price_vnd_difference"], language)),
        rows=format_number(row["different_count"], language),
    )


def _signed(number: str) -> str:
    return number if number.startswith("-") or number[0] == "0" else f"+{number}"


def _why(found: ReportedResults, language: Language) -> str:
    """Say what may lie behind a difference, with what is known of packages that are not counted."""
    report = found.report
    left_out = int(report.left_out["package_count"].sum())
    return text(
        "reported.why",
        language,
        held=format_number(report.held_count, language),
        unresulted=format_number(report.unresulted_count, language),
        left_out=format_number(left_out, language),
    )


def _why_together(study: Study, found: ReportedResults) -> str:
    """Say of how many agencies sheet and sheet cannot be compared, and why."""
    language, unsorted = study.language, found.unsorted
    values = {
        "agencies": len(unsorted),
        "reported": int(unsorted["reported_count"].sum()),
        "own": int(unsorted["own_count"].sum()),
    }
    key = "one_together" if study.agency else "together"
    printed = {name: format_number(value, language) for name, value in values.items()}
    return text(f"reported.{key}", language, sheet=text("bid_report.sheet_unsorted", language), **printed)


def _row_name(row: Mapping[Any, Any], labels: Mapping[tuple[str, str, str], str]) -> str:
    """Return the words that stand before a row of the form: its line, QM or KQM, domestic or international."""
    marks = [
        row_words(mark)[bool(row[mark])] for mark in ("is_online", "is_domestic") if not pd.isna(row[mark])
    ]  # fmt: skip
    label = labels.get((row["sheet"], row["block"], row["row_code"]), row["row_code"])
    return " · ".join([label, *marks])


def _named(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    names = study.agencies.set_index("agency_code")["agency_name"]
    return table.assign(agency_name=table["agency_code"].map(names))

"""The procurement report of an agency, or of all agencies of a source, as one workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from cchc_analysis.batch.output_file import check_new_workbook
from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.compliance.bid_report import BidReport, ReportOf, bid_report
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.compliance.reported_totals import reported_against_packages
from cchc_analysis.exhibits.study import SpanError, UnknownInvestorError, UnknownLanguageError
from cchc_analysis.intake.bid_report.adapter import ADAPTER as BID_REPORTS
from cchc_analysis.intake.bid_report.unsorted import UNSORTED, unsorted_layout
from cchc_analysis.intake.package_sheet.adapter import ADAPTER as PACKAGE_LISTS
from cchc_analysis.intake.package_sheet.headings import heading_of
from cchc_analysis.intake.sources import SourceSpec, parse_source
from cchc_analysis.period import Period
from cchc_analysis.publish.atomic import write_bytes_atomic
from cchc_analysis.publish.bid_report_notes import not_counted
from cchc_analysis.publish.bid_report_workbook import write_bid_report
from cchc_analysis.reference.agencies import agencies_in_force, load_agencies
from cchc_analysis.reference.bid_report_form import load_bid_report_form
from cchc_analysis.reference.vocabulary import known_codes, plan_type_name
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse
from cchc_analysis.texts import LANGUAGES, Language, SpokenError, text
from cchc_analysis.vietnamese.numbers import format_number


class NoPackagesError(SpokenError, LookupError):
    """The source holds no packages at all."""

    key = "bid_report.no_packages"


class ReportedQuarterError(SpokenError, ValueError):
    """Filled reports are of whole years: a quarter of packages cannot be held against them."""

    key = "bid_report.reported_needs_year"


def write_bid_report_file(
    *,
    agency: str,
    period: str,
    source: str,
    output: Path,
    language: str,
    say: Callable[[str], object],
    reported: Path | None = None,
) -> None:
    """Write Biểu 01-06B of an agency (or ``ALL``) and a period (a year or a quarter), and say what was counted.

    Said, too, is what the workbook does not count or cannot put into a Biểu, and which column would tell.

    With `reported`, a filled report or a folder of them, a sheet holds what agencies reported of the year against
    their packages.

    Raises `SpokenError` for an unknown agency, language or period, a file that stands there already, and a source
    without packages; `IntakeError` for a source that cannot be read.
    """
    if language not in LANGUAGES:
        raise UnknownLanguageError(language=language, known=", ".join(LANGUAGES))
    spoken: Language = "vi" if language == "vi" else "en"
    asked = Period.parse(period)
    if asked.last_year is not None:
        raise SpanError(period=asked)
    if reported is not None and asked.quarter is not None:
        raise ReportedQuarterError(period=asked, year=asked.year)
    check_new_workbook(output)
    spec = parse_source(source)
    warehouse = build_warehouse(spec)
    if "packages" not in warehouse.table_names:
        raise NoPackagesError(source=source)
    report = read_bid_report(warehouse, agency=agency, period=asked, language=spoken)
    sources = [warehouse]
    if reported is not None:
        filled = build_warehouse(SourceSpec(BID_REPORTS, reported))
        report = replace(report, comparison=_comparison(filled, report))
        sources.append(filled)
    write_bytes_atomic(output, write_bid_report(report, language=spoken))
    for one in sources:
        say_counts(one.files, spoken, say)
    for sentence in _unsaid_by_figures(report, spoken, is_list=spec.adapter == PACKAGE_LISTS):
        say(sentence)
    for finding in (finding for one in sources for file in one.files for finding in file.findings):
        if finding.code == UNSORTED:
            say(finding.message(spoken))
    say(text("cli.written", spoken, file=output))


def _unsaid_by_figures(report: BidReport, language: Language, *, is_list: bool) -> Iterator[str]:
    """Yield what a reader of the figures would not see: packages that are in no Biểu or not counted at all."""
    if report.figures.empty:
        yield text("bid_report.nothing_counted", language)
    if report.unsorted_count:
        count = format_number(report.unsorted_count, language)
        sheet = text("bid_report.sheet_unsorted", language)
        yield text("bid_report.said_unsorted", language, count=count, sheet=sheet)
        if is_list:
            # The words of a list are Vietnamese, whatever the language of the console.
            words = ", ".join(f'"{plan_type_name(code, "vi")}"' for code in known_codes("plan_type"))
            yield text("bid_report.unsorted_column", language, column=heading_of("plan_type"), words=words)
    yield from not_counted(report, language)


def read_bid_report(warehouse: Warehouse, *, agency: str, period: Period, language: Language) -> BidReport:
    """Add up the packages of a warehouse for the report of one agency, or of all.

    Raises `UnknownInvestorError` for a code that is neither in the registry nor in the source.
    """
    packages = warehouse.open("packages")
    report_form = load_bid_report_form()
    of = ReportOf(
        agency_code=agency,
        agency_name=_agency_name(packages, agency, period=period, language=language, source=warehouse.source),
        period=period,
        source=warehouse.key,
        is_everyone=agency == EVERYONE_CODE,
        is_synthetic=warehouse.is_synthetic,
    )
    return bid_report(
        of,
        packages,
        warehouse.open("procedures"),
        warehouse.open("unsettled"),
        report_form=report_form,
        unsorted=unsorted_layout(report_form, language),
    )


def _comparison(filled: Warehouse, report: BidReport) -> pd.DataFrame:
    reported = filled.table("reported_totals")
    if reported is None:
        raise LookupError("the adapter of filled reports always gives its table")
    return reported_against_packages(reported, report.figures, report.sheets, year=report.period.year)


def _agency_name(packages: Any, agency: str, *, period: Period, language: Language, source: str) -> str:
    if agency == EVERYONE_CODE:
        return text("bid_report.all_agencies", language)
    registry = agencies_in_force(load_agencies(), period.end_on)
    known = registry.loc[registry["agency_code"] == agency, f"name_{language}"]
    if not known.empty:
        return str(known.iloc[0])
    own = packages.filter(packages.agency_code == agency)
    named: pd.DataFrame = as_frame(own.select("agency_name").distinct(), order_by=["agency_name"])
    if named.empty:
        raise UnknownInvestorError(agency=agency, source=source)
    return str(named["agency_name"].iloc[-1])

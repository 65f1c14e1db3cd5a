"""What a procurement report says about itself: whose it is, of which packages, and what its data do not say."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_analysis.compliance.bid_report import BidReport
from cchc_analysis.compliance.bid_report_figures import AMOUNTS
from cchc_analysis.compliance.bid_report_packages import REASONS
from cchc_analysis.reference.vocabulary import form_name
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_period
from cchc_analysis.vietnamese.numbers import format_number, format_vnd

Entry = tuple[str, str | int]


def subtitle(report: BidReport, language: Language) -> str:
    """Name the agency and the period, and mark sample data, for the head of a sheet."""
    key = "bid_report.subtitle_synthetic" if report.is_synthetic else "bid_report.subtitle"
    return text(key, language, agency=report.agency_name, period=format_period(report.period, language))


def cover(report: BidReport, language: Language) -> Iterator[Entry]:
    """Yield the labels and values by which the report is known again when it is read."""
    values: dict[str, str | int] = {
        "agency_code": report.agency_code,
        "agency_name": report.agency_name,
        "year": report.period.year,
        "period": str(report.period),
        "source": report.source,
    }
    yield from ((text(f"bid_report.cover_{name}", language), value) for name, value in values.items())


def notes(report: BidReport, language: Language) -> Iterator[str]:
    """Yield one sentence for everything a reader must know before believing an empty cell or a total."""
    said = ["note_synthetic"] if report.is_synthetic else []
    said += ["note_results", "note_lots"] if report.is_of_results else ["note_plans"]
    if report.is_of_results and not report.has_awards:
        said.append("note_no_awards")
    said += ["note_form", "note_empty", "note_rounding", "note_groups", "note_oda", "note_lists", "note_lines",
             "note_shortened"]  # fmt: skip
    yield from (text(f"bid_report.{key}", language) for key in said)
    if report.unsorted_count:
        sheet = text("bid_report.sheet_unsorted", language)
        count = format_number(report.unsorted_count, language)
        yield text("bid_report.note_unsorted", language, count=count, sheet=sheet)
    yield from _unplaced(report, language)
    yield from not_counted(report, language)
    yield from _exact(report, language)


def not_counted(report: BidReport, language: Language) -> Iterator[str]:
    """Yield one sentence for every reason for which packages of the period are not in the figures."""
    if report.held_count:
        yield text("bid_report.note_held", language, count=format_number(report.held_count, language))
    if report.unresulted_count:
        yield text("bid_report.note_unresulted", language, count=format_number(report.unresulted_count, language))
    left_out = report.left_out.groupby("reason")["package_count"].sum()
    for reason in REASONS:
        if reason in left_out.index:
            count = format_number(left_out[reason], language)
            yield text(f"bid_report.note_left_out_{reason}", language, count=count)


def _unplaced(report: BidReport, language: Language) -> Iterator[str]:
    keys = ["sheet", "form", "is_online", "is_domestic"]
    for key, own in report.unplaced.groupby(keys, sort=True):
        sheet, form, is_online, is_domestic = key
        yield text(
            "bid_report.note_unplaced",
            language,
            sheet=sheet,
            form=form_name(str(form), language),
            place=text(f"bid_report.{'domestic' if is_domestic else 'international'}", language),
            mark=text(f"bid_report.{'online' if is_online else 'offline'}", language),
            count=format_number(own["package_count"].sum(), language),
            price=format_vnd(sum(map(int, own["price_vnd"])), language),
        )


def _exact(report: BidReport, language: Language) -> Iterator[str]:
    by_field = report.figures[report.figures["block"] == "field"]
    for sheet in report.sheets:
        own = by_field[by_field["sheet"] == sheet.sheet]
        if own.empty:
            continue
        count, price, award = (own[name].sum(skipna=False) for name in AMOUNTS)
        yield text(
            "bid_report.note_exact",
            language,
            sheet=sheet.sheet,
            count=format_number(count, language),
            price=format_vnd(price, language),
            award=format_vnd(award, language),
        )

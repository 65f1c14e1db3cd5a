"""How every notebook opens and closes: what it is about, where its rows went, proof of its end."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.exhibits.index.results import index_year
from cchc_analysis.exhibits.show import show_sentence, show_sentinel, show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.intake.findings import Counts, Severity, findings_of_year
from cchc_analysis.texts import catalogue, text
from cchc_analysis.vietnamese.dates import format_period, period_in_sentence
from cchc_analysis.vietnamese.numbers import format_number


def show_opening(study: Study, *, notebook: str) -> None:
    """Open a report: title, period and agency, and that data are synthetic if they are."""
    language = study.language
    period = period_in_sentence(study.period, language)
    title = text(_title_key(study, notebook), language, agency=study.agency_name, period=period)
    if study.covers_provinces:
        key = "provinces.opening_one" if study.agency else "provinces.opening"
        index = text(f"sources.{study.warehouse.source}", language)
        title = text(
            key, language, agency=study.agency_name, index=index, period=format_period(study.period, language)
        )
    show_sentence(title, style="heading", level=1)
    if study.is_synthetic:
        show_sentence(text("notebooks.synthetic", language), style="warning")


def _title_key(study: Study, notebook: str) -> str:
    """Return the title's key; a notebook for the whole and for one agency alike has a title for each."""
    of_agency = f"notebooks.{notebook}_agency"
    return of_agency if study.agency and of_agency in catalogue(study.language) else f"notebooks.{notebook}"


def show_inputs(study: Study) -> None:
    """Account for every row read and list what intake found; the whole list goes to the CSV.

    The files of an index of provinces hold many years: what concerns another year is counted and not listed.
    """
    language = study.language
    show_sentence(text("notebooks.inputs_heading", language), style="heading")
    files = study.warehouse.files
    for unit in dict.fromkeys(count.unit for file in files for count in file.counts):
        total = Counts.total((count for file in files for count in file.counts), unit)
        names = ("read", "used", "repeated", "rejected", "explained")
        values = {name: format_number(getattr(total, name), language, 0) for name in names}
        show_sentence(text(f"notebooks.counts_{unit}", language, **values))
    own, others = findings_of_year(
        (finding for file in files for finding in file.findings), index_year(study.period)
    )
    if others:
        count = format_number(others, language)
        show_sentence(text("notebooks.findings_other_years", language, count=count), style="note")
    found = sorted(own, key=lambda finding: _ORDER[finding.severity])
    findings = [
        {
            "severity_name": text(f"notebooks.severity_{finding.severity}", language),
            "file": finding.file,
            "place": finding.where(language),
            "message": finding.sentence(language),
        }
        for finding in found
    ]
    if not findings:
        show_sentence(text("notebooks.no_findings", language), style="note")
        return
    show_table(
        pd.DataFrame(findings),
        name="findings",
        title=text("notebooks.findings_title", language),
        caption=text("notebooks.findings_order", language) if len(findings) > 1 else "",
        language=language,
        row_limit=12,
    )


def finish(study: Study, *, notebook: str, nonce: str) -> None:
    """Prove that the last cell ran, in this very run, and on which source, agency, period and place."""
    show_sentinel(
        {
            "nonce": nonce,
            "notebook": notebook,
            "agency_code": study.agency,
            "period": str(study.period),
            "language": study.language,
            "source": study.warehouse.key,
            "place": study.place,
            "counts_shortened": study.counts_shortened,
        }
    )


_ORDER = {
    Severity.FILE_REJECTED: 0,
    Severity.HELD: 1,
    Severity.ROW_REJECTED: 2,
    Severity.NOTE: 3,
}

"""The report as one HTML page that needs nothing else: no script, no network, prints on A4."""

from __future__ import annotations

from cchc_analysis.intake.findings import Severity
from cchc_analysis.period import Period
from cchc_analysis.publish.contents import Heading, page_contents
from cchc_analysis.publish.methodology import methodology_page
from cchc_analysis.publish.page_parameters import printed_parameters
from cchc_analysis.publish.provenance import FindingLine, Provenance
from cchc_analysis.publish.recorded import Recorded, RecordedFigure, RecordedNarrative, RecordedTable
from cchc_analysis.publish.table_view import table_view
from cchc_analysis.publish.template import fill_template
from cchc_analysis.texts import Language, catalogue, text
from cchc_analysis.vietnamese.dates import format_period
from cchc_analysis.vietnamese.numbers import format_number

# A page that lists thousands of rejected rows is not read; how many are left out is said.
_LISTED_ROW_FINDINGS = 100


def render_page(
    recorded: Recorded,
    *,
    title: str,
    subtitle: str,
    language: Language,
    is_synthetic: bool,
    provenance: Provenance,
) -> str:
    """Return the page of a report: what the notebook showed, what was not used, where it came from.

    Everything from data is printed as text, whatever it contains. The same arguments give the same bytes;
    the page names no clock time, user or machine.
    """

    def number(value: int) -> str:
        return format_number(value, language)

    def kind_of_source(adapter: str) -> str:
        key = f"sources.{adapter}"
        return text(key, language) if key in catalogue(language) else adapter

    anchors = _anchors(recorded)
    deciding, others = printed_parameters(provenance.parameters, language)
    methodology = methodology_page(language)
    return fill_template(
        "page.html.j2",
        language=language,
        title=title,
        subtitle=subtitle,
        is_synthetic=is_synthetic,
        blocks=[(_kind(block), block) for block in recorded.blocks],
        summary=[block for block in recorded.blocks if _kind(block) == "summary"],
        anchors=anchors,
        contents=page_contents(_headings(recorded, anchors)),
        links=(
            (methodology, text("page.methodology", language)),
            ("#provenance", text("page.provenance_title", language)),
        ),
        methodology=methodology,
        tables={name: table_view(table, language) for name, table in recorded.tables.items()},
        top_level=_top_level(recorded),
        provenance=provenance,
        period=format_period(Period.parse(provenance.generated_for), language),
        deciding=deciding,
        parameters=others,
        unused=_unused(provenance),
        row_findings=_findings(provenance, Severity.ROW_REJECTED)[:_LISTED_ROW_FINDINGS],
        number=number,
        kind_of_source=kind_of_source,
    )


def _kind(block: RecordedNarrative | RecordedFigure | RecordedTable) -> str:
    if isinstance(block, RecordedNarrative):
        return block.style
    return "figure" if isinstance(block, RecordedFigure) else "table"


def _top_level(recorded: Recorded) -> int:
    """Return the smallest heading level used: it comes right under the page title, with no level skipped."""
    levels = [
        block.level
        for block in recorded.blocks
        if isinstance(block, RecordedNarrative) and block.style == "heading"
    ]
    return min(levels, default=1)


def _anchors(recorded: Recorded) -> dict[int, str]:
    """Return the id of every heading by its place among the blocks."""
    places = [at for at, block in enumerate(recorded.blocks) if _kind(block) == "heading"]
    return {at: f"section-{number}" for number, at in enumerate(places, start=1)}


def _headings(recorded: Recorded, anchors: dict[int, str]) -> list[Heading]:
    return [
        Heading(block.level, anchors[at], block.text)
        for at, block in enumerate(recorded.blocks)
        if isinstance(block, RecordedNarrative) and at in anchors
    ]


def _findings(provenance: Provenance, severity: Severity) -> list[FindingLine]:
    return [finding for finding in provenance.findings if finding.severity is severity]


def _unused(provenance: Provenance) -> list[tuple[str, int, list[FindingLine]]]:
    """Return what cost rows or files: severity, how many findings, those named at the top of the page."""
    return [
        (str(severity), count, [] if severity is Severity.ROW_REJECTED else _findings(provenance, severity))
        for severity, count in provenance.finding_counts().items()
        if severity is not Severity.NOTE
    ]

"""The catalogue of published reports: one offline page over everything in the outputs folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cchc_analysis.exhibits.source_name import file_names
from cchc_analysis.period import Period
from cchc_analysis.publish.atomic import STAGING, recover_outputs, write_bytes_atomic
from cchc_analysis.publish.manifest import FILE_NAME, Manifest, read_manifest, verify
from cchc_analysis.publish.methodology import methodology_page
from cchc_analysis.publish.template import fill_template
from cchc_analysis.texts import LANGUAGES, Language, text
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.dates import format_period
from cchc_analysis.vietnamese.numbers import format_number

_MAIN_FORMATS = (".html", ".pptx", ".xlsx", ".docx", ".pdf")


@dataclass(frozen=True)
class UsableReport:
    """A whole and unchanged report; `folder` is its path inside the outputs folder."""

    folder: str
    manifest: Manifest


@dataclass(frozen=True)
class UnusableFolder:
    """A folder that counts as absent, and why; `folder` is its path inside the outputs folder."""

    folder: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class _Link:
    label: str
    href: str


def write_catalogue(outputs_dir: Path, *, language: Language = "vi") -> Path:
    """Write ``outputs/index.html`` over the report folders there now, after putting right killed runs.

    Every folder is compared with its manifest; those that do not hold are listed apart, without links.
    """
    outputs_dir.mkdir(parents=True, exist_ok=True)
    for staging_dir in sorted(outputs_dir.rglob(STAGING)):
        recover_outputs(staging_dir.parent)
    usable, unusable = list_reports(outputs_dir, language=language)
    path = outputs_dir / "index.html"
    write_bytes_atomic(path, render_catalogue(usable, unusable, language=language).encode("utf-8"))
    return path


def list_reports(
    outputs_dir: Path, *, language: Language
) -> tuple[tuple[UsableReport, ...], tuple[UnusableFolder, ...]]:
    """Return usable reports (by title, agency in Vietnamese order, newest period first) and the rest."""
    usable, unusable = [], []
    for folder in _report_folders(outputs_dir):
        path = folder.relative_to(outputs_dir).as_posix()
        problems = verify(folder, language=language)
        if problems:
            unusable.append(UnusableFolder(path, tuple(problems)))
        else:
            usable.append(UsableReport(path, read_manifest(folder)))
    usable.sort(key=_last_and_first_day, reverse=True)
    usable.sort(key=_title_and_agency)
    return tuple(usable), tuple(unusable)


def render_catalogue(
    usable: tuple[UsableReport, ...], unusable: tuple[UnusableFolder, ...], *, language: Language
) -> str:
    """Return the catalogue page: for each report its agency, period, language and files."""
    return fill_template(
        "catalogue.html.j2",
        language=language,
        reports=[(report, _links(report, language)) for report in usable],
        unusable=unusable,
        files=lambda report: _files(report.manifest, language),
        period=lambda value: format_period(Period.parse(value), language),
        count=format_number(len(usable), language),
    )


def _files(manifest: Manifest, language: Language) -> str:
    """Name the files a report was made from, by which two lists are told apart; made-up data have a mark."""
    return "" if manifest.is_synthetic else file_names([file.file for file in manifest.inputs], language)


def _report_folders(parent: Path) -> Iterator[Path]:
    """Yield every folder that holds files; a folder of folders only groups reports."""
    for folder in sorted(entry for entry in parent.iterdir() if entry.is_dir() and entry.name != STAGING):
        if any(not entry.is_dir() for entry in folder.iterdir()):
            yield folder
        else:
            yield from _report_folders(folder)


def _title_and_agency(report: UsableReport) -> tuple[object, ...]:
    manifest = report.manifest
    return vietnamese_key(manifest.title), vietnamese_key(manifest.agency_name), manifest.language


def _last_and_first_day(report: UsableReport) -> tuple[dt.date, dt.date]:
    period = Period.parse(report.manifest.period)
    return period.end_on, period.start_on


def _links(report: UsableReport, language: Language) -> list[_Link]:
    """Return the links of a report, relative to the catalogue: page, documents, CSV tables, manifest."""

    def href(path: str) -> str:
        return quote(f"{report.folder}/{path}")

    # The methodology stands beside every report, in every language; the catalogue links to its own.
    method = methodology_page(language)
    other_methods = {methodology_page(other) for other in LANGUAGES} - {method}
    documents = [
        path
        for path in report.manifest.outputs
        if "/" not in path and path.endswith(_MAIN_FORMATS) and path not in other_methods
    ]
    documents.sort(key=lambda path: (path != "index.html", path == method, path))
    links = [_Link(_label(path, language), href(path)) for path in documents]
    if any(path.startswith("tables/") for path in report.manifest.outputs):
        links.append(_Link(text("catalogue.tables", language), href("tables/")))
    return [*links, _Link(text("catalogue.manifest", language), href(FILE_NAME))]


def _label(path: str, language: Language) -> str:
    if path == "index.html":
        return text("catalogue.page", language)
    if path == methodology_page(language):
        return text("catalogue.methodology", language)
    return Path(path).suffix.removeprefix(".").upper()

"""The registry of sources: from ``name=path`` to checked tables, and from a path to the adapter it needs."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc_analysis.intake.delimited import read_delimited
from cchc_analysis.intake.file_account import refused_file, unused_file
from cchc_analysis.intake.findings import FileIntake, Finding, IntakeError, Severity, SourceIntake
from cchc_analysis.intake.ocds.documents import is_ocds_file
from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.intake.papi import adapter as papi
from cchc_analysis.intake.papi.heading import PROVINCE_COLUMN
from cchc_analysis.intake.pci import adapter as pci
from cchc_analysis.intake.source_files import FoundFiles, find_files
from cchc_analysis.intake.vneps import adapter as vneps
from cchc_analysis.intake.workbook.safety import is_workbook
from cchc_analysis.sample.layout import CHECKSUM_FILE
from cchc_analysis.settings import load_settings

SAMPLE = "sample"
_SCORES = "scores"
_OCDS = "ocds"
_BID_REPORTS, _PACKAGE_LISTS = "bid_reports", "packages"
_WORKBOOK_KINDS = {_SCORES, _BID_REPORTS, _PACKAGE_LISTS}
# A workbook of no known kind or that cannot be opened: what it is meant for, only the files beside it may tell.
_UNKNOWN_WORKBOOK = "unknown"


@dataclass(frozen=True)
class SourceSpec:
    """A source as the user names it: which adapter reads which file or folder."""

    adapter: str
    path: Path


def parse_source(text: str) -> SourceSpec:
    """Read ``sample`` or ``name=path`` (``vneps=/data/2023-03``).

    Raises
    ------
    IntakeError
        If it is neither, or the name is of no known adapter (similar ones are suggested).
    """
    adapter, equals, path = text.strip().partition("=")
    if adapter == SAMPLE and not equals:
        return SourceSpec(SAMPLE, load_settings().sample_dir)
    if not equals or not path.strip():
        raise _refusal("intake.source_form", file=text, raw_value=text, known=_known())
    if adapter.strip() not in ADAPTERS:
        close = difflib.get_close_matches(adapter.strip().lower(), ADAPTERS, n=3)
        suggestions = ", ".join(close) or "–"
        raise _refusal(
            "intake.unknown_adapter", file=text, raw_value=adapter, suggestions=suggestions, known=_known()
        )
    return SourceSpec(adapter.strip(), Path(path.strip()).expanduser())


def source_files(spec: SourceSpec) -> tuple[tuple[str, Path], ...]:
    """Return every file that reading the source looks at, by its name in the source, in a fixed order.

    Raises `IntakeError` if the path does not exist.
    """
    found = find_files(spec.path, adapter=spec.adapter)
    return tuple((found.name(path), path) for path in found.paths)


def read_source(spec: SourceSpec) -> SourceIntake:
    """Read a source: its tables, and an account of every file under its path.

    In a folder a refused file is a finding and the others are read.

    Raises
    ------
    IntakeError
        If the path does not exist, or not one row under it could be used.
    """
    found = find_files(spec.path, adapter=spec.adapter)
    intake = ADAPTERS[spec.adapter](found) if found.paths else SourceIntake(spec.adapter, {}, ())
    files = tuple(sorted((*intake.files, *found.unopened), key=lambda file: file.file))
    refuse_unused(files, spec)
    return replace(intake, files=files)


def refuse_unused(files: Sequence[FileIntake], spec: SourceSpec) -> None:
    """Raise `IntakeError`, with what was found, if not one row of a source could be used.

    Where there is no fault either, and no row, a form was not filled in: then all that is found are notes.
    """
    counts = [count for file in files for count in file.counts]
    if not any(count.used for count in counts):
        findings = [finding for file in files for finding in file.findings]
        faults = [finding for finding in findings if finding.severity is not Severity.NOTE]
        if counts and not faults and not any(count.read for count in counts):
            values = {"adapter": spec.adapter}
            empty = Finding("intake.nothing_entered", Severity.NOTE, spec.path.name, values=values)
            raise IntakeError([*findings, empty], files)
        nothing = _refusal("intake.nothing_to_read", file=spec.path.name, adapter=spec.adapter)
        raise IntakeError([*(faults or findings), *nothing.findings], files)


def check_path(path: Path) -> SourceIntake:
    """Read a file or folder of any known kind, choosing the adapter by what is there.

    Raises
    ------
    IntakeError
        If nothing is recognised (the finding names the known kinds, others why a text cannot be read), a folder
        mixes kinds, or nothing of it can be used.
    """
    found = find_files(path, adapter="")
    kind_of = {one: kind for one in found.paths if (kind := _kind(one)) is not None}
    kinds = sorted({*kind_of.values()} - {_UNKNOWN_WORKBOOK})
    if (path / CHECKSUM_FILE).is_file():
        kinds = [SAMPLE]
    if len(kinds) > 1:
        raise _refusal("intake.mixed_kinds", file=path.name, kinds=", ".join(kinds))
    unknown = {found.name(one) for one, kind in kind_of.items() if kind == _UNKNOWN_WORKBOOK}
    if kinds:
        intake = read_source(SourceSpec(kinds[0], path))
        if kinds[0] in {*_WORKBOOK_KINDS, SAMPLE}:
            return intake
        # An adapter that reads no workbooks only notes one; it may hold what the sender wanted to be read.
        files = tuple(_without_kind(file) if file.file in unknown else file for file in intake.files)
        return replace(intake, files=files)
    if unknown:
        return _read_unknown_workbooks(SourceSpec(_SCORES, path))
    if path.is_file() and path.stat().st_size == 0:
        raise _refusal("intake.empty_file", file=path.name)
    nothing = _refusal("intake.unknown_kind", file=path.name).findings
    unread = [refused for one in found.paths if (refused := _unread_text(one, found.name(one))) is not None]
    raise IntakeError([*(finding for file in unread for finding in file.findings), *nothing], unread)


def _read_unknown_workbooks(spec: SourceSpec) -> SourceIntake:
    """Read workbooks of no kind that can be told as if they were scores: that says why they cannot be used."""
    try:
        return read_source(spec)
    except IntakeError as error:
        files = [replace(file, adapter="") for file in error.files]
        findings = [finding for finding in error.findings if finding.code != "intake.nothing_to_read"]
        unknown = _refusal("intake.unknown_kind", file=spec.path.name).findings
        raise IntakeError([*findings, *unknown], files) from error


def _without_kind(file: FileIntake) -> FileIntake:
    return replace(file, adapter="", findings=_refusal("intake.unknown_kind", file=file.file).findings)


def _unread_text(path: Path, file: str) -> FileIntake | None:
    """Account for a text that cannot be read, for whatever kind of data; None for any other file."""
    from cchc_analysis.intake.workbook_kinds import TEXT_SUFFIXES  # noqa: PLC0415 - see _read_scores

    if path.suffix.lower() not in TEXT_SUFFIXES:
        return None
    data = path.read_bytes()
    try:
        read_delimited(data, file=file)
    except IntakeError as refusal:
        return refused_file(file, data, adapter="", findings=refusal.findings)
    return None


def _kind(path: Path) -> str | None:
    """Return the adapter a file is meant for, or None for a file of no known kind."""
    name = path.name
    if vneps.PLAN_FILE.fullmatch(name) or vneps.OTHER_FILE.fullmatch(name):
        return vneps.ADAPTER
    if papi.YEAR_FILE.fullmatch(name):
        try:
            heading = read_delimited(path.read_bytes(), file=name).records[0].cells
        except IntakeError:
            return papi.ADAPTER
        return papi.ADAPTER if heading[:1] == (PROVINCE_COLUMN,) else None
    if pci.is_pci_file(path):
        return pci.ADAPTER
    return _OCDS if is_ocds_file(path) else _kind_by_content(path)


def _kind_by_content(path: Path) -> str | None:
    from cchc_analysis.intake.workbook_kinds import (  # noqa: PLC0415 - see _read_scores
        BrokenWorkbookError,
        is_package_text,
        workbook_kind,
    )

    if is_workbook(path):
        try:
            return workbook_kind(path) or _UNKNOWN_WORKBOOK
        except BrokenWorkbookError:
            return _UNKNOWN_WORKBOOK
    return _PACKAGE_LISTS if is_package_text(path) else None


def _read_vneps(found: FoundFiles) -> SourceIntake:
    return vneps.read_vneps(found.paths, root=found.root)


def _read_papi(found: FoundFiles) -> SourceIntake:
    return papi.read_papi(found.paths, root=found.root)


def _read_pci(found: FoundFiles) -> SourceIntake:
    return pci.read_pci(found.paths, root=found.root)


def _read_ocds(found: FoundFiles) -> SourceIntake:
    # Merging brings a library with it that the other sources do without.
    from cchc_analysis.intake.ocds.adapter import read_ocds  # noqa: PLC0415

    return read_ocds(found.paths, root=found.root)


def _read_scores(found: FoundFiles) -> SourceIntake:
    # Workbooks need a large library that the other sources do without.
    from cchc_analysis.intake.score.adapter import read_scores  # noqa: PLC0415

    return _of_workbooks(found, _SCORES, read_scores)


def _read_bid_reports(found: FoundFiles) -> SourceIntake:
    from cchc_analysis.intake.bid_report.adapter import read_bid_reports  # noqa: PLC0415 - see _read_scores

    return _of_workbooks(found, _BID_REPORTS, read_bid_reports)


def _of_workbooks(found: FoundFiles, adapter: str, read: Callable[..., SourceIntake]) -> SourceIntake:
    """Read the workbooks found, and account for the other files as not used."""
    workbooks = [path for path in found.paths if is_workbook(path)]
    others = tuple(
        unused_file(found.name(path), path, adapter=adapter) for path in found.paths if path not in workbooks
    )
    if not workbooks:
        return SourceIntake(adapter, {}, others)
    intake = read(workbooks, root=found.root)
    return replace(intake, files=(*intake.files, *others))


def _read_package_lists(found: FoundFiles) -> SourceIntake:
    from cchc_analysis.intake.package_sheet.adapter import read_package_sheets  # noqa: PLC0415 - see _read_scores

    return read_package_sheets(found.paths, root=found.root)


def _read_sample(found: FoundFiles) -> SourceIntake:
    return read_sample(found.root)


ADAPTERS: dict[str, Callable[[FoundFiles], SourceIntake]] = {
    vneps.ADAPTER: _read_vneps,
    papi.ADAPTER: _read_papi,
    pci.ADAPTER: _read_pci,
    _SCORES: _read_scores,
    _OCDS: _read_ocds,
    _BID_REPORTS: _read_bid_reports,
    _PACKAGE_LISTS: _read_package_lists,
    SAMPLE: _read_sample,
}


def _known() -> str:
    return ", ".join(ADAPTERS)


def _refusal(code: str, *, file: str, raw_value: str = "", **values: object) -> IntakeError:
    return IntakeError([Finding(code, Severity.FILE_REJECTED, file, raw_value=raw_value[:200], values=values)])

"""Contracting data of any country in the Open Contracting Data Standard (OCDS) into the table ``procedures``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.file_account import unused_file
from cchc_analysis.intake.findings import Counts, FileIntake, Finding, SourceIntake
from cchc_analysis.intake.ocds_coverage import Coverage
from cchc_analysis.intake.ocds_documents import Unread, is_json_name, read_documents
from cchc_analysis.intake.ocds_findings import Noticed, two_codes_of_one_name, two_names_of_one_code
from cchc_analysis.intake.ocds_releases import releases_in
from cchc_analysis.intake.ocds_ruling import Ruling, rule_process
from cchc_analysis.intake.ocds_spool import ReleaseSpool
from cchc_analysis.intake.ocds_table import ProceduresTable
from cchc_analysis.intake.outcomes import Outcome

ADAPTER = "ocds"


@dataclass
class _File:
    """One file while the source is read: what was found on reading, then what each process said of it."""

    name: str
    sha256: str
    findings: list[Finding] = field(default_factory=list)
    releases: Counter[Outcome] = field(default_factory=Counter)
    processes: Counter[Outcome] = field(default_factory=Counter)
    noticed: Noticed = field(default_factory=Noticed)

    def account(self) -> FileIntake:
        """Return the balanced account of the file."""
        counts = tuple(
            Counts(unit, outcomes.total(), *(outcomes[outcome] for outcome in Outcome))
            for unit, outcomes in (("release", self.releases), ("process", self.processes))
        )
        findings = (*self.findings, *self.noticed.findings(self.name))
        return FileIntake(self.name, self.sha256, ADAPTER, counts, findings)


def read_ocds(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read contracting data in the Open Contracting Data Standard (OCDS 1.0 and 1.1) into ``procedures``.

    Files are release packages, record packages, records or releases by themselves, lists of these, or one of
    these a line; each may be compressed (gzip). Releases of one ocid are one process over all files, see
    `cchc_analysis.intake.ocds_ruling.rule_process`; nothing depends on how the releases were cut into files.
    Lines are read one at a time, so a file of lines may be of any size.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    ``procedures`` as in `cchc_analysis.tables.contracts`, one row per ocid, columns as
    `cchc_analysis.intake.ocds_procedure.read_procedure` fills them; `source_row` is the line, or the position in
    the package. ``ocds_coverage``: which fields the publisher fills in, see `cchc_analysis.intake.ocds_coverage`.
    Each file has counts of releases (also addresses and versioned releases) and of processes.

    Source: standard.open-contracting.org/1.1/en.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    named = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    files = [_File(name, file_sha256(path)) for name, path in named if is_json_name(name)]
    unused = [unused_file(name, path, adapter=ADAPTER) for name, path in named if not is_json_name(name)]
    rows, coverage = ProceduresTable(), Coverage()
    with ReleaseSpool() as spool:
        by_name = dict(named)
        for position, file in enumerate(files):
            _read_file(file, by_name[file.name], spool, position)
        for releases in spool.processes():
            ruling = rule_process(releases)
            for one in releases:
                files[one.file].releases[ruling.outcomes[one.position]] += 1
            _tell(ruling, {one.file for one in releases}, files)
            if ruling.row is not None and ruling.source is not None:
                name = files[ruling.source.file].name
                rows.add({**ruling.row, "source_file": name, "source_row": ruling.source.release.number})
                coverage.add(name, ruling.compiled, ruling.row)
    procedures = rows.table()
    for finding in (*two_codes_of_one_name(procedures), *two_names_of_one_code(rows.buyers())):
        next(file for file in files if file.name == finding.file).findings.append(finding)
    accounts = sorted([*(file.account() for file in files), *unused], key=lambda one: one.file)
    tables = {"procedures": procedures, "ocds_coverage": coverage.table()} if files else {}
    return SourceIntake(ADAPTER, tables, tuple(accounts))


def _read_file(file: _File, path: Path, spool: ReleaseSpool, position: int) -> None:
    for document in read_documents(path, file=file.name):
        found = [document] if isinstance(document, Unread) else releases_in(document, file=file.name)
        for one in found:
            if isinstance(one, Unread):
                file.findings.append(one.finding)
                file.releases[Outcome.REJECTED] += one.releases
            else:
                spool.add(one, file=position)


def _tell(ruling: Ruling, members: set[int], files: Sequence[_File]) -> None:
    """Count the process in every file that holds a release of it, used in the one its row comes from."""
    for member in members:
        is_source = ruling.source is None or ruling.source.file == member
        is_copy = ruling.outcome is Outcome.USED and not is_source
        files[member].processes[Outcome.REPEATED if is_copy else ruling.outcome] += 1
    for release, note in ruling.said:
        files[release.file].noticed.add(release.release.place, note)

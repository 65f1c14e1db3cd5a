"""Contracting data of any country in the Open Contracting Data Standard (OCDS) into the table ``procedures``."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.digest import file_sha256
from cchc_analysis.intake.findings import FileIntake, Finding, SourceIntake
from cchc_analysis.intake.ocds.passes import ADAPTER, put_aside, rulings, sort_out
from cchc_analysis.intake.ocds.spool import ReleaseSpool
from cchc_analysis.intake.ocds.totals import Totals


def read_ocds(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read contracting data in the Open Contracting Data Standard (OCDS 1.0 and 1.1) into ``procedures``.

    Files are release packages, record packages, records or releases by themselves, lists of these, or one of
    these a line; each may be compressed (gzip). Releases of one ocid are one process over all files, see
    `cchc_analysis.intake.ocds.ruling.rule_process`; nothing depends on how the releases were cut into files.
    The table is held in memory; for a nation's see `cchc_analysis.tables.convert_ocds.convert_ocds`, which gives
    the same.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    ``procedures`` as in `cchc_analysis.tables.contracts`, one row per ocid, columns as
    `cchc_analysis.intake.ocds.procedure.read_procedure` fills them; `source_row` is the line, or the position in
    the package, and a buyer's name is that of its latest release. ``ocds_coverage``: which fields the publisher
    fills in, see `cchc_analysis.intake.ocds.coverage`. Each file has counts of releases (also addresses and
    versioned releases) and of processes.

    Source: standard.open-contracting.org/1.1/en.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths]))
    files, unused = sort_out([(path.relative_to(base).as_posix(), path) for path in paths])
    names = [file.name for file in files]
    blocks: list[pd.DataFrame] = []
    totals = Totals()
    findings: dict[int, list[Finding]] = defaultdict(list)
    with ReleaseSpool() as spool:
        for _ in put_aside(files, spool):
            pass
        for part in rulings(spool, files):
            blocks.append(part.procedures)
            tallies = {number: tally.record() for number, tally in part.tallies.items()}
            totals.include(part.procedures, part.coverage.table(), tallies)
        for number, finding in totals.findings(spool, names):
            findings[number].append(finding)
        unread = spool.unread()
    accounts = [
        FileIntake(
            file.name,
            file_sha256(file.path),
            ADAPTER,
            totals.tallies[number].counts(unread.get(number, 0)),
            tuple(findings[number]),
        )
        for number, file in enumerate(files)
    ]
    procedures = pd.concat(blocks, ignore_index=True)
    procedures["agency_name"] = procedures["agency_code"].map(totals.buyers.names()).astype("str")
    tables = {"procedures": procedures, "ocds_coverage": totals.coverage.table()} if files else {}
    return SourceIntake(ADAPTER, tables, tuple(sorted([*accounts, *unused], key=lambda one: one.file)))

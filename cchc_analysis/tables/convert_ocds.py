"""Contracting data of any size into a warehouse: releases put aside on the disk, then ruled on by process."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.findings import FileIntake, Finding
from cchc_analysis.intake.ocds.passes import ADAPTER, AT_ONCE, OcdsFile, sort_out
from cchc_analysis.intake.ocds.spool import BrokenSpoolError, ReleaseSpool
from cchc_analysis.intake.ocds.totals import Totals
from cchc_analysis.intake.source_files import find_files
from cchc_analysis.intake.sources import SourceSpec, refuse_unused
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.convert_findings import write_findings
from cchc_analysis.tables.convert_ocds_parts import add_up, is_read, read_files, rule_all
from cchc_analysis.tables.convert_staging import ENGINE_MEMORY, Made, check_unchanged, convert_by, parts_in
from cchc_analysis.tables.engine import open_engine
from cchc_analysis.tables.layout import write_layout
from cchc_analysis.tables.warehouse import Warehouse


def convert_ocds(
    path: Path,
    *,
    on_read: Callable[[int], object] = lambda done: None,
    on_ruled: Callable[[int, int], object] = lambda done, total: None,
    size: int = AT_ONCE,
) -> Warehouse:
    """Convert a file or folder of OCDS into a warehouse, and open it; one that is there already is only opened.

    It is what `cchc_analysis.intake.ocds.adapter.read_ocds` gives, table by table and count by count, in memory
    that does not grow with releases or processes: releases are put aside on the disk, given back process by
    process, and the rows written in parts. A run that was stopped goes on after the last `size` values or
    processes; files or code that changed start anew. Every finding stands in ``findings.jsonl`` of the
    warehouse.

    Parameters
    ----------
    on_read
        Is told how many bytes of the files have been read.
    on_ruled
        Is told how many releases have been ruled on, and how many there are.

    Raises
    ------
    IntakeError
        If the path does not exist, or nothing of it can be used.
    SourceChangedError
        If files changed while they were read.
    """
    spec = SourceSpec(ADAPTER, path)

    def make(staging: Path, built: Path, digests: Mapping[str, str]) -> Made:
        found = find_files(path, adapter=ADAPTER)
        files, unused = sort_out([(found.name(one), one) for one in found.paths])

        def judge() -> tuple[Totals, list[FileIntake]]:
            with ReleaseSpool(_folder(staging, "spool")) as spool:
                if not is_read(spool):
                    read_files(spool, files, on_read, size)
                    check_unchanged(spec, digests)
                    spool.save("read", {"place": [len(files), 0], "is_whole": True})
                parts = rule_all(spool, files, _folder(staging, "parts"), on_ruled, size)
                totals = add_up(staging / "parts", parts)
                return totals, _accounts(spool, files, totals, digests, built)

        try:
            totals, accounts = judge()
        except BrokenSpoolError:
            # What a run before had put aside is damaged: begin anew.
            shutil.rmtree(staging / "spool")
            totals, accounts = judge()
        every = sorted([*accounts, *unused, *found.unopened], key=lambda one: one.file)
        refuse_unused(every, spec)
        _write_tables(staging, built, totals)
        return ("procedures", "ocds_coverage"), every

    return convert_by(spec, make)


def _folder(staging: Path, name: str) -> Path:
    (staging / name).mkdir(exist_ok=True)
    return staging / name


def _accounts(
    spool: ReleaseSpool,
    files: Sequence[OcdsFile],
    totals: Totals,
    digests: Mapping[str, str],
    built: Path,
) -> list[FileIntake]:
    """Write all findings, and account for every release of every file."""
    names = [file.name for file in files]
    listed: dict[str, list[Finding]] = defaultdict(list)
    for finding in write_findings((one for _, one in totals.findings(spool, names)), built):
        listed[finding.file].append(finding)
    unread = spool.unread()
    return [
        FileIntake(
            name, digests[name], ADAPTER, totals.tallies[number].counts(unread.get(number, 0)), tuple(listed[name])
        )
        for number, name in enumerate(names)
    ]


def _write_tables(staging: Path, built: Path, totals: Totals) -> None:
    """Sort the rows of all parts on the disk, each buyer with the one name it has."""
    check_table("ocds_coverage", totals.coverage.table()).to_parquet(built / "ocds_coverage.parquet", index=False)
    names = totals.buyers.names()
    buyers = staging / "all.buyers.parquet"
    pd.DataFrame({"agency_code": names.keys(), "agency_name": names.values()}, dtype="str").to_parquet(buyers)
    rows = f"""(
        SELECT parts.* REPLACE (buyers.agency_name AS agency_name)
        FROM read_parquet('{parts_in(staging / "parts", "procedures")}') AS parts
        JOIN read_parquet('{parts_in(staging, "buyers")}') AS buyers USING (agency_code)
    )"""  # noqa: S608 - our own folder
    with open_engine("duckdb", memory=ENGINE_MEMORY, spill=staging / "spill") as engine:
        write_layout(engine, rows, name="procedures", folder=built)

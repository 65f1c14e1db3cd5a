"""Score workbooks of agencies: files as sent in, the contract table of scores and every doubt out."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from cchc_analysis.intake.findings import Finding, Severity, SourceIntake
from cchc_analysis.intake.score.workbook_file import ScoreFile, read_score_file, unopened_file
from cchc_analysis.intake.workbook.opened import open_workbooks

_DTYPES = {
    "agency_code": "str",
    "year": "int64",
    "framework": "str",
    "criterion_code": "str",
    "self_score": "float64",
    "appraised_score": "float64",
    "survey_score": "float64",
    "is_applicable": "bool",
    "source_file": "str",
    "source_row": "int64",
}


def read_scores(paths: Sequence[Path], *, root: Path | None = None) -> SourceIntake:
    """Read the score workbooks that agencies sent, trusting nothing in them.

    Every file ends accepted or rejected whole; every row of an accepted file ends used, rejected with its
    cells, or explained. A blank score is missing (NaN), never zero; a criterion that an accepted file does
    not have, or whose row was rejected, is absent from the table. Two files for one agency and year are both
    rejected: only the agency knows which one counts.

    Parameters
    ----------
    root
        Folder that file names are given from (default: the one all files share).

    Returns
    -------
    Table ``scores`` as in `cchc_analysis.tables.contracts` (scores in points of the criterion's maximum;
    ``source_row`` is the row of the sheet). Counts per file: ``row`` = non-empty rows below the header of
    the score sheet; ``cell`` = non-empty cells of the whole workbook, where cover, header and other sheets
    are explained.

    Raises
    ------
    OSError
        If a path cannot be read.
    SandboxError
        If the reading process does not start on this computer.
    """
    base = root or Path(os.path.commonpath([path.parent for path in paths] or [Path()]))
    files = [
        unopened_file(one.file, one.sha256, one.findings)
        if one.sheets is None
        else read_score_file(one.file, one.sha256, one.sheets, notes=one.findings)
        for one in open_workbooks(paths, root=base)
    ]
    files = _reject_competing(files)
    return SourceIntake(
        source="scores",
        tables={"scores": _scores_table(files)},
        files=tuple(file.intake for file in files),
    )


def _reject_competing(files: Sequence[ScoreFile]) -> list[ScoreFile]:
    """Reject every file whose agency and year another accepted file has too."""
    rivals: dict[tuple[str, int], list[int]] = defaultdict(list)
    for position, file in enumerate(files):
        if file.cover:
            rivals[file.cover.agency_code, file.cover.year].append(position)
    checked = list(files)
    for (agency_code, year), positions in rivals.items():
        names = ", ".join(files[position].intake.file for position in positions)
        values = {"agency_code": agency_code, "year": year, "files": names}
        for position in positions if len(positions) > 1 else []:
            name = files[position].intake.file
            finding = Finding("workbook.agency_twice", Severity.FILE_REJECTED, name, values=values)
            checked[position] = files[position].rejected(finding)
    return checked


def _scores_table(files: Sequence[ScoreFile]) -> pd.DataFrame:
    records = [
        {
            "agency_code": file.cover.agency_code,
            "year": file.cover.year,
            "framework": file.cover.framework.code,
            "criterion_code": row.code,
            **row.entries.scores,
            "is_applicable": row.entries.is_applicable,
            "source_file": file.intake.file,
            "source_row": row.number,
        }
        for file in files
        if file.cover
        for row in file.rows
        if row.outcome == "used" and row.entries
    ]
    return pd.DataFrame(records, columns=list(_DTYPES)).astype(_DTYPES)

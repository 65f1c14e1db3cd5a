"""Folders of the project's own tables, each with one sound row unless it is spoilt."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.sample.layout import CHECKSUM_FILE, TABLE_COLUMNS

HEADINGS = {name: ",".join(columns) for name, columns in TABLE_COLUMNS.items()}
SCORE = "Q1,2020,sample_city,1.2,1.50,1.25,,true"
PACKAGE = (
    'MAU-1,KH-1,00,Q1,Quận 1,"Mua sắm thiết bị văn phòng năm 2020, gói số 1",goods,shopping,true,true,'
    "one_stage_one_envelope,1850000000,2020-03-31,Quận 1,Thành phố Hồ Chí Minh,"
    "purchase,2020-04-01"
)
REPORT = "Q1,2020,4,2021-01-08"
MEASURE = "Q1,2020,4,tasks_on_time,45,50"
PROCEDURE = (
    'TBMAU-1,MAU-1,KH-1,00,Q1,Quận 1,"Mua sắm thiết bị văn phòng năm 2020, gói số 1",goods,shopping,'
    "one_stage_one_envelope,true,true,awarded,VND,1850000000,1840000000,1,NTMAU-012,Nhà thầu mẫu 012,1,"
    "2020-04-01,2020-04-09,2020-04-20,2020-05-11,2020-05-14,,,false"
)
ROWS = {"scores": SCORE, "packages": PACKAGE, "reports": REPORT, "measures": MEASURE, "procedures": PROCEDURE}


def write_folder(folder: Path, **contents: str | bytes) -> Path:
    """Write the tables, each with its one sound row unless its content is given, and checksums."""
    folder.mkdir(exist_ok=True)
    lines = []
    for name in TABLE_COLUMNS:
        content = contents.get(name, f"{HEADINGS[name]}\n{ROWS[name]}\n")
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (folder / f"{name}.csv").write_bytes(data)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}.csv\n")
    (folder / CHECKSUM_FILE).write_text("".join(lines), encoding="ascii")
    return folder


def read_with(folder: Path, name: str, *rows: str) -> SourceIntake:
    return read_sample(write_folder(folder, **{name: "\n".join([HEADINGS[name], *rows]) + "\n"}))


def counts_of(intake: SourceIntake, name: str) -> tuple[int, int, int, int]:
    (counts,) = next(file for file in intake.files if file.file == f"{name}.csv").counts
    return counts.read, counts.used, counts.repeated, counts.rejected


def found(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in intake.findings]

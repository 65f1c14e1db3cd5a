"""Files of the project's own tables that are damaged, changed or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import IntakeError, Severity
from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.sample.layout import CHECKSUM_FILE, TABLE_COLUMNS
from cchc_analysis.tables.contracts import check_table
from tests.intake.sample_folders import (
    HEADINGS,
    REPORT,
    counts_of,
    read_with,
    write_folder,
)


def test_all_faults_of_a_heading_are_named_and_the_file_is_rejected(tmp_path: Path) -> None:
    intake = read_sample(write_folder(tmp_path, reports=f"agency_code,year,year,sent_on\n{REPORT}\n{REPORT}\n"))
    assert [(finding.code, finding.values["column"]) for finding in intake.findings] == [
        ("project_table.column_unknown", "sent_on"),
        ("project_table.column_missing", "quarter"),
        ("project_table.column_missing", "received_on"),
        ("project_table.column_repeated", "year"),
    ]
    assert {finding.severity for finding in intake.findings} == {Severity.FILE_REJECTED}
    (counts,) = next(file for file in intake.files if file.file == "reports.csv").counts
    assert counts.used == 0
    assert counts.read == counts.rejected > 0
    check_table("reports", intake.tables["reports"])
    assert len(intake.tables["measures"]) == 1


def test_columns_in_another_order_are_refused(tmp_path: Path) -> None:
    swapped = "year,agency_code,quarter,received_on\n2020,Q1,4,2021-01-08\n"
    (finding,) = read_sample(write_folder(tmp_path, reports=swapped)).findings
    assert finding.code == "project_table.column_order"
    assert HEADINGS["reports"].replace(",", ", ") in finding.message("en")


def test_a_heading_alone_gives_an_empty_table(tmp_path: Path) -> None:
    intake = read_with(tmp_path, "scores")
    assert counts_of(intake, "scores") == (0, 0, 0, 0)
    check_table("scores", intake.tables["scores"])
    assert intake.findings == ()


@pytest.mark.parametrize(
    "content",
    [b"", "Mã;Năm\nQuận 1".encode("cp1258", errors="replace") + b"\xff\xfe", b'a,"b\n', b"agency\0code\n"],
)
def test_a_file_that_cannot_be_read_is_rejected_whole(tmp_path: Path, content: bytes) -> None:
    intake = read_sample(write_folder(tmp_path, measures=content))
    assert [finding.severity for finding in intake.findings] == [Severity.FILE_REJECTED]
    assert intake.findings[0].file == "measures.csv"
    read, used, _, rejected = counts_of(intake, "measures")
    assert (used, rejected) == (0, read)
    check_table("measures", intake.tables["measures"])
    assert len(intake.tables["scores"]) == 1


@pytest.mark.parametrize("name", [*(f"{name}.csv" for name in TABLE_COLUMNS), CHECKSUM_FILE])
def test_an_absent_file_says_how_to_make_it(tmp_path: Path, name: str) -> None:
    (write_folder(tmp_path) / name).unlink()
    with pytest.raises(IntakeError, match=r"python3 run\.py sample") as raised:
        read_sample(tmp_path)
    assert [finding.file for finding in raised.value.findings] == [name]


def test_an_absent_folder_names_every_file(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as raised:
        read_sample(tmp_path / "nowhere")
    assert len(raised.value.findings) == len(TABLE_COLUMNS) + 1


def test_a_file_changed_after_its_checksum_is_refused(tmp_path: Path) -> None:
    path = write_folder(tmp_path) / "reports.csv"
    path.write_bytes(path.read_bytes().replace(b"2021-01-08", b"2021-01-09"))
    with pytest.raises(IntakeError, match=r"python3 run\.py sample") as raised:
        read_sample(tmp_path)
    assert [finding.code for finding in raised.value.findings] == ["sample.checksum_differs"]
    assert "run.py sample" in raised.value.findings[0].message("vi")

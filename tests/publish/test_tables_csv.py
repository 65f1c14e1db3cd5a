from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_analysis.publish.recorded import RecordedColumn, RecordedTable
from cchc_analysis.publish.tables_csv import table_csv, write_tables

FORMULAS = [
    "=1+1",
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "-",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
]


def table(kind: Any, *values: Any, **options: Any) -> RecordedTable:
    columns = (
        RecordedColumn(name="name", label="Tên", kind="text"),
        RecordedColumn(name="x", label="X", kind=kind),
    )
    return RecordedTable(
        name="quota", title="", columns=columns, rows=tuple(("SNV", value) for value in values), **options
    )


def read_back(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written, newline="")))


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_text_that_a_spreadsheet_would_execute_is_quoted(payload: str) -> None:
    assert read_back(table_csv(table("text", payload)))[1] == ["SNV", f"'{payload}"]


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("integer", -3, "-3"),
        ("vnd", -1_234_567_890_123, "-1234567890123"),
        ("number", 0.1, "0.1"),
        ("number", -0.5, "-0.5"),
        ("number", 5, "5"),
        ("share", 2 / 3, repr(2 / 3)),
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("boolean", None, ""),
        ("number", None, ""),
        ("date", "2020-12-31", "2020-12-31"),
        ("text", "1.234", "1.234"),
        ("text", "a=1", "a=1"),
        ("text", 'Sở "A", B', 'Sở "A", B'),
    ],
)
def test_other_values_are_written_as_they_are(kind: str, value: Any, written: str) -> None:
    assert read_back(table_csv(table(kind, value)))[1] == ["SNV", written]


def test_all_rows_and_columns_are_written_whatever_the_page_prints() -> None:
    columns = (
        RecordedColumn(name="code", label="Mã", kind="text"),
        RecordedColumn(name="hidden", label="Ẩn", kind="integer", is_shown=False),
    )
    rows = tuple((f"A{i}", i) for i in range(400))
    written = table_csv(RecordedTable(name="t", title="", columns=columns, rows=rows, row_limit=10))
    assert read_back(written) == [["code", "hidden"], *([code, str(number)] for code, number in rows)]


def test_files_are_utf8_without_bom_and_with_plain_line_ends(tmp_path: Path) -> None:
    counts = write_tables({"quota": table("text", "Ủy ban", "Sở")}, tmp_path)
    assert (tmp_path / "tables" / "quota.csv").read_bytes() == "name,x\nSNV,Ủy ban\nSNV,Sở\n".encode()
    assert counts == {"quota": 2}


def test_a_run_without_tables_makes_no_folder(tmp_path: Path) -> None:
    assert write_tables({}, tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_carriage_return_inside_a_text_starts_no_new_row() -> None:
    assert read_back(table_csv(table("text", "Sở\r=cmd"))) == [["name", "x"], ["SNV", "Sở\r=cmd"]]


def test_missing_values_of_a_single_column_stay_rows() -> None:
    column = RecordedColumn(name="x", label="X", kind="number")
    written = table_csv(RecordedTable(name="t", title="", columns=(column,), rows=((None,), (1,), (None,))))
    assert read_back(written) == [["x"], [""], ["1"], [""]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_every_text_is_read_back_whole_and_never_as_a_formula(values: list[str]) -> None:
    written = [row[1] for row in read_back(table_csv(table("text", *values)))[1:]]
    assert len(written) == len(values)
    for value, cell in zip(values, written, strict=True):
        assert cell in (value, f"'{value}")
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_every_number_is_read_back_exactly(values: list[float]) -> None:
    assert [float(row[1]) for row in read_back(table_csv(table("number", *values)))[1:]] == values

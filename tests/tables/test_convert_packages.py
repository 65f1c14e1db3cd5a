"""Conversion in parts gives what reading the file whole gives, and never shows a half."""

from __future__ import annotations

import gc
import gzip
import json
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake.delimited import read_delimited
from cchc_analysis.intake.findings import Counts, IntakeError, Severity, finding_counts
from cchc_analysis.intake.own_tables.rows import read_rows
from cchc_analysis.intake.own_tables.unsettled import unsettled_packages
from cchc_analysis.intake.stream import records as stream_records
from cchc_analysis.tables import convert_findings, convert_packages, convert_parts
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.convert_findings import FINDINGS_FILE
from tests.tables.converted import COLUMNS, FATES, assert_same, convert, line


@pytest.mark.parametrize("size", [2, 100])
def test_in_parts_or_whole_the_same_rows_counts_and_findings(written: Callable[..., Path], size: int) -> None:
    path = written(*FATES)
    _, *records = read_delimited(path.read_bytes(), file=path.name).records
    table, findings, counts = read_rows("packages", records, file=path.name)
    warehouse = convert(path, size=size)
    assert warehouse.files[0].counts == (counts,)
    assert (counts.used, counts.repeated) == (3, 4)
    assert list(warehouse.files[0].findings) == sorted(findings, key=convert_parts.row_of)
    assert_same(warehouse.table("packages"), table, "package_id")
    unsettled = unsettled_packages(records, findings, file=path.name)
    assert_same(warehouse.table("unsettled"), unsettled, "source_row")


def test_findings_stand_with_their_rows_in_a_file_and_a_long_list_is_cut_short(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert_findings, "_MOST_LISTED", 3)
    warehouse = convert(written(*FATES), size=4)
    lines = (warehouse.folder / FINDINGS_FILE).read_text(encoding="utf-8").splitlines()
    places = [int(json.loads(one)["place"].removeprefix("row ")) for one in lines]
    assert places == sorted(places) and len(places) > 10
    listed = warehouse.files[0].findings
    assert [finding.code for finding in listed][3:] == ["stream.more_findings"]
    assert str(len(lines)) in listed[3].sentence("en") and FINDINGS_FILE in listed[3].sentence("vi")
    # Whoever counts what was rejected counts what is not listed too.
    every = Counter(json.loads(one)["severity"] for one in lines)
    assert finding_counts(listed)[Severity.ROW_REJECTED] == every["row_rejected"] > 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "intake.empty_file"),
        ("package_id".encode("utf-16"), "stream.utf16"),
        (b"a,b\n1,2\n", "stream.no_packages"),
        (",".join(COLUMNS).encode() + b"\n", "intake.no_records"),
        (",".join(COLUMNS).encode() + b'\n"G1,', "intake.unclosed_quote"),
        (",".join(COLUMNS).encode() + b"\nG1,P1", "intake.truncated"),
        (",".join(COLUMNS).encode() + b"\nG1,\xff\n", "intake.encoding"),
        (",".join(COLUMNS).encode() + b"\nG1,\0\n", "intake.zero_bytes"),
        # The middle of a line is no package: what stands after a field too long was once read as a row.
        (f"{','.join(COLUMNS)}\n{'x' * 4 * 1024**2}{line()}\n".encode(), "intake.broken_record"),
        (gzip.compress(f"{','.join(COLUMNS)}\n{line()}\n".encode())[:-12], "stream.gzip_damaged"),
        (gzip.compress(f"{','.join(COLUMNS)}\n{line()}\n".encode()) + b"more", "stream.gzip_damaged"),
    ],
)
def test_what_cannot_be_read_with_certainty_is_refused_whole(
    written: Callable[..., Path], tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "packages.csv"
    path.write_bytes(content)
    with pytest.raises(IntakeError) as refused:
        convert(path, size=2)
    assert [finding.code for finding in refused.value.findings] == [code]
    assert list((tmp_path / "warehouse").glob("*")) == []


def test_a_long_line_of_short_fields_is_one_row_and_the_next_has_its_number(written: Callable[..., Path]) -> None:
    # The letter of two bytes lies across 4 MiB, where lines were once cut.
    long = "x," + "a" * (4 * 1024**2 - 3) + "é,"
    path = written(line(package_id="G1"), long + "," * 30, line(package_id="G3"))
    warehouse = convert(path)
    assert [(one.code, one.place) for one in warehouse.files[0].findings] == [("project_table.row_width", "row 3")]
    table = warehouse.table("packages")
    assert table is not None and sorted(table["source_row"]) == [2, 4]


def test_a_line_that_memory_cannot_hold_is_refused(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(line(package_id="G1"), line(package_id="G2") + "," * 2000)
    monkeypatch.setattr(stream_records, "_MAX_LINE_BYTES", 1000)
    with pytest.raises(IntakeError) as refused:
        convert(path)
    (finding,) = refused.value.findings
    assert (finding.code, finding.place) == ("intake.broken_record", "line 3")


def test_the_warehouse_may_lie_in_a_folder_of_any_name(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(*FATES)
    expected = convert(path).table("packages")
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "it's [1]* {kho}"))
    warehouse = convert(path, size=2)
    assert expected is not None and expected["package_id"].to_list()
    assert_same(warehouse.table("packages"), expected, "package_id")
    assert warehouse.open("packages").count().to_pyarrow().as_py() == len(expected)


@pytest.mark.parametrize("value", ["1", "9999", "1000000000000001"])
def test_a_price_that_no_package_has_is_not_used_and_not_believed(
    written: Callable[..., Path], value: str
) -> None:
    warehouse = convert(written(line(), line(package_id="G2", value_vnd=value)))
    assert warehouse.files[0].counts == (Counts("row", 2, 1, 0, 1),)
    assert "10000" in warehouse.files[0].findings[0].sentence("vi")
    unsettled = warehouse.table("unsettled")
    assert unsettled is not None and unsettled["value_vnd"].isna().all()


def test_pieces_of_lost_rows_never_part_the_rows_of_one_package(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert_packages, "_LOST_AT_ONCE", 1)
    path = written(*FATES)
    _, *records = read_delimited(path.read_bytes(), file=path.name).records
    _, findings, _ = read_rows("packages", records, file=path.name)
    unsettled = unsettled_packages(records, findings, file=path.name)
    assert_same(convert(path, size=2).table("unsettled"), unsettled, "source_row")


def test_lost_rows_are_never_held_in_memory_all_at_once(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: list[weakref.ref[pd.DataFrame]] = []
    most = 0

    def check(name: str, table: pd.DataFrame) -> pd.DataFrame:
        nonlocal most
        gc.collect()
        checked = check_table(name, table)
        alive.append(weakref.ref(checked))
        most = max(most, sum(one() is not None for one in alive))
        return checked

    monkeypatch.setattr(convert_packages, "_LOST_AT_ONCE", 1)
    monkeypatch.setattr(convert_packages, "check_table", check)
    unsettled = convert(written(*FATES), size=100).table("unsettled")
    assert unsettled is not None and list(unsettled["source_row"]) == sorted(unsettled["source_row"])
    assert len(alive) > len(unsettled) > 3
    assert most == 1

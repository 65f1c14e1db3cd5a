"""Conversion in parts gives what reading the file whole gives, goes on after a stop, never shows a half."""

from __future__ import annotations

import gc
import gzip
import itertools
import json
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.intake import stream_records
from cchc_analysis.intake.delimited import read_delimited
from cchc_analysis.intake.findings import Counts, IntakeError, Severity, finding_counts
from cchc_analysis.intake.project_rows import read_rows
from cchc_analysis.intake.project_unsettled import unsettled_packages
from cchc_analysis.intake.sources import SourceSpec
from cchc_analysis.intake.stream_packages import row_reader
from cchc_analysis.sample.layout import TABLE_COLUMNS
from cchc_analysis.tables import convert_findings, convert_packages, convert_parts
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.convert_findings import FINDINGS_FILE
from cchc_analysis.tables.warehouse import SourceChangedError, Warehouse, build_warehouse, open_warehouse

convert = convert_packages.convert_packages
COLUMNS = TABLE_COLUMNS["packages"]
SOUND = {
    "package_id": "G1", "plan_id": "P1", "plan_version": "00", "agency_code": "SNV", "agency_name": "Sở Nội vụ",
    "name": "Gói 1", "field": "goods", "form": "open_bidding", "is_online": "true", "is_domestic": "true",
    "method": "one_stage_one_envelope", "value_vnd": "5000000", "published_on": "2020-03-01", "district": "Quận 1",
    "province": "Thành phố Hồ Chí Minh", "plan_type": "project", "planned_start_on": "2020-04-01",
}  # fmt: skip


def line(**changes: str) -> str:
    return ",".join((SOUND | changes)[column] for column in COLUMNS)


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a table of packages; the warehouse is a folder of its own."""
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))

    def write(*lines: str, name: str = "packages.csv") -> Path:
        path = tmp_path / name
        text = "\n".join([",".join(COLUMNS), *lines]) + "\n"
        data = text.encode()
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write


# Everything that can befall a row, also far apart: the parts below are of two rows.
FATES = (
    line(), line(package_id="G2"), line(package_id="G3", published_on="2021-01-05"),
    line(package_id="G4", value_vnd="-1"), line(), line(package_id="G2", value_vnd="70000"), "too,few,cells",
    line(package_id="G5", form="no such"), line(package_id="G5"), line(package_id="G4", value_vnd="-1"),
    line(package_id="G6"), line(package_id="G6"), line(package_id="", name="x"), line(package_id="G6"), line(),
)  # fmt: skip


@pytest.mark.parametrize("size", [2, 100])
def test_in_parts_or_whole_the_same_rows_counts_and_findings(written: Callable[..., Path], size: int) -> None:
    path = written(*FATES)
    _, *records = read_delimited(path.read_bytes(), file=path.name).records
    table, findings, counts = read_rows("packages", records, file=path.name)
    warehouse = convert(path, size=size)
    assert warehouse.files[0].counts == (counts,)
    assert (counts.used, counts.repeated) == (3, 4)
    assert list(warehouse.files[0].findings) == sorted(findings, key=convert_parts.row_of)
    _assert_same(warehouse.table("packages"), table, "package_id")
    unsettled = unsettled_packages(records, findings, file=path.name)
    _assert_same(warehouse.table("unsettled"), unsettled, "source_row")


HEADING = ("Mã gói thầu", "Tên gói thầu", "Mã cơ quan", "Chủ đầu tư", "Lĩnh vực", "Hình thức lựa chọn nhà thầu",
           "Qua mạng", "Giá gói thầu (đồng)", "Ngày đăng tải")  # fmt: skip
RESULTS = ("Số TBMT", "Giá trúng thầu", "Số nhà thầu tham dự", "Ngày phê duyệt kết quả", "Nhà thầu trúng thầu")


def listed(package: str, *results: str, **changes: str) -> str:
    row = {
        "name": f"Gói {package}", "code": "SNV", "agency": "Sở Nội vụ", "field": "Hàng hóa",
        "form": "Đấu thầu rộng rãi", "online": "Có", "price": "5000000", "day": "01/03/2020",
    }  # fmt: skip
    return ",".join((package, *(row | changes).values(), *results))


def assert_as_whole(path: Path, monkeypatch: pytest.MonkeyPatch, *, size: int) -> Warehouse:
    """Convert a list, and hold every table, count and finding to what the adapter makes of it."""
    warehouse = convert(path, size=size)
    with monkeypatch.context() as patched:
        patched.setenv("CCHC_WAREHOUSE_DIR", str(path.parent / "whole"))
        whole = build_warehouse(SourceSpec("packages", path))
        assert (warehouse.key, warehouse.table_names) == (whole.key, whole.table_names)
        for name in whole.table_names:
            one, other = warehouse.table(name), whole.table(name)
            assert one is not None and other is not None
            key = "source_row" if name == "unsettled" else one.columns[0]
            _assert_same(one, other, key)
    assert warehouse.files[0].counts == whole.files[0].counts
    assert list(warehouse.files[0].findings) == sorted(whole.files[0].findings, key=convert_parts.row_of)
    return warehouse


@pytest.mark.parametrize("size", [1, 3])
def test_a_list_with_vietnamese_headings_is_converted_as_it_is_read(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    rows = [listed("G1"), listed("G2"), "Tổng cộng,,,,,,,10000000,", listed("G1"), listed("G2", online="Không"),
            listed("G3", online="có lẽ"), "Phần II,,,,,,,,", listed("G4", online="Không")]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join(HEADING), *rows]) + "\n", encoding="utf-8")
    warehouse = assert_as_whole(path, monkeypatch, size=size)
    assert warehouse.source == "packages"
    assert warehouse.files[0].counts == (Counts("row", 8, 2, 1, 3, 2),)
    first = warehouse.files[0].findings[0]
    assert (first.code, first.raw_value) == ("package_sheet.rows_explained", "4, 8")


@pytest.mark.parametrize("size", [1, 100])
def test_what_became_of_packages_is_converted_too_with_lots_far_apart(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    result = ("4000000", "3", "01/04/2020", "Công ty A")
    rows = [
        listed("G1", "IB1", *result), listed("G2", "IB2", *result), listed("G3", "", "", "", "", ""),
        listed("G4", "IB1", "3000000", "2", "02/04/2020", "Công ty B"), listed("G2", "IB2", *result),
        listed("G5", "IB2", *result, online="có lẽ"), listed("G6", "IB6", *result), listed("G6", "IB7", *result),
        # No invitation, and a package's number that is an invitation's.
        listed("IB8", "", *result), listed("G8", "IB8", *result),
    ]  # fmt: skip
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([",".join((*HEADING, *RESULTS)), *rows]) + "\n", encoding="utf-8")
    table = assert_as_whole(path, monkeypatch, size=size).table("procedures")
    assert table is not None
    assert sorted(table["procedure_id"]) == ["G3", "IB1/G1", "IB1/G4", "IB2", "IB8", "IB8/G8"]
    assert table["award_value"].sum() == 4 * 4_000_000 + 3_000_000


@pytest.mark.parametrize("least", ["150000000", "99999999"])
def test_a_unit_of_money_that_is_not_said_is_that_of_the_whole_list(
    written: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, least: str
) -> None:
    heading = ",".join(HEADING).replace(" (đồng)", "")
    rows = [listed("G1", price="200000000"), listed("G2", price="300000000"), listed("G3", price=least)]
    path = tmp_path / "danh-sach.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    if least == "150000000":
        assert assert_as_whole(path, monkeypatch, size=1).files[0].counts == (Counts("row", 3, 3),)
        return
    # Taken row by row, two of them would have been read in đồng.
    with pytest.raises(IntakeError) as refused:
        convert(path, size=1)
    assert [one.code for one in refused.value.findings if one.severity is Severity.HELD] == [
        "package_sheet.unit_unknown"
    ]


def _assert_same(found: pd.DataFrame | None, expected: pd.DataFrame, key: str) -> None:
    assert found is not None
    pd.testing.assert_frame_equal(
        found.sort_values(key, ignore_index=True), expected.sort_values(key, ignore_index=True), check_dtype=False
    )


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


class _StoppedError(Exception):
    """The machine was switched off."""


def _stop_after(parts: int) -> Callable[[int], None]:
    count = itertools.count(1)

    def on_read(done: int) -> None:
        if next(count) == parts:
            raise _StoppedError

    return on_read


def test_a_stopped_run_shows_nothing_and_goes_on_where_it_was(written: Callable[..., Path]) -> None:
    path = written(*(line(package_id=f"G{number}") for number in range(10)))
    with pytest.raises(_StoppedError):
        convert(path, size=2, on_read=_stop_after(3))
    folder = path.parent / "warehouse"
    assert [one.name.partition("-")[0] for one in folder.iterdir()] == [".converting"]
    read: list[int] = []
    warehouse = convert(path, size=2, on_read=read.append)
    assert len(read) == 2
    assert warehouse.files[0].counts == (Counts("row", 10, 10),)
    assert [one.name for one in folder.iterdir()] == [warehouse.folder.name]
    assert convert(path, on_read=lambda done: pytest.fail("read again")) == warehouse


@pytest.mark.parametrize("damage", ["000001.rows.parquet", "000001.json", "000001.findings.jsonl"])
def test_a_part_that_was_damaged_is_read_again(written: Callable[..., Path], damage: str) -> None:
    path = written(*FATES)
    with pytest.raises(_StoppedError):
        convert(path, size=2, on_read=_stop_after(3))
    (part,) = (path.parent / "warehouse").rglob(damage)
    part.write_bytes(part.read_bytes()[:-3] + b"?")
    read: list[int] = []
    assert convert(path, size=2, on_read=read.append).files[0].counts[0].read == len(FATES)
    assert len(read) == 7


def test_a_file_that_changed_is_read_anew_and_the_parts_of_the_old_one_go(written: Callable[..., Path]) -> None:
    with pytest.raises(_StoppedError):
        convert(written(*FATES), size=2, on_read=_stop_after(2))
    path = written(line(), line(package_id="G9"))
    warehouse = convert(path, size=2)
    assert warehouse.files[0].counts == (Counts("row", 2, 2),)
    assert [one.name for one in (path.parent / "warehouse").iterdir()] == [warehouse.folder.name]


def test_a_file_that_changes_while_it_is_read_stops_the_run(written: Callable[..., Path]) -> None:
    path = written(line(), line(package_id="G2"))
    with pytest.raises(SourceChangedError):
        convert(path, on_read=lambda done: path.write_text("x", encoding="utf-8") and None)
    assert list((path.parent / "warehouse").iterdir()) == []


def test_a_compressed_file_is_read_as_it_is_also_from_its_middle(written: Callable[..., Path]) -> None:
    path = written(*FATES, name="packages.csv.gz")
    with pytest.raises(_StoppedError):
        convert(path, size=2, on_read=_stop_after(3))
    packed: Warehouse = convert(path, size=2)
    plain = convert(written(*FATES), size=2)
    assert packed.files[0].counts == plain.files[0].counts
    assert open_warehouse(packed.key) == packed != plain


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
    assert [(one.code, one.place) for one in warehouse.files[0].findings] == [("sample.row_width", "row 3")]
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
    _assert_same(warehouse.table("packages"), expected, "package_id")
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
    _assert_same(convert(path, size=2).table("unsettled"), unsettled, "source_row")


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


def test_a_part_is_written_in_the_order_of_the_file(written: Callable[..., Path], tmp_path: Path) -> None:
    path = written(*FATES)
    reader = row_reader(path, file=path.name)
    parts = convert_parts.write_parts(
        path, reader, file=path.name, folder=tmp_path / "parts", on_read=lambda done: None, size=4
    )
    assert [part.read for part in parts] == [4, 4, 4, 3]
    assert [part.end.number for part in parts] == [5, 9, 13, 16]

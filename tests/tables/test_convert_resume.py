"""A conversion that was stopped goes on where it was, and only with the file it began with."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Counts
from cchc_analysis.intake.stream.packages import row_reader
from cchc_analysis.tables import convert_parts
from cchc_analysis.tables.warehouse import SourceChangedError, Warehouse, open_warehouse
from tests.tables.converted import FATES, convert, line


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


def test_a_part_is_written_in_the_order_of_the_file(written: Callable[..., Path], tmp_path: Path) -> None:
    path = written(*FATES)
    reader = row_reader(path, file=path.name)
    parts = convert_parts.write_parts(
        path, reader, file=path.name, folder=tmp_path / "parts", on_read=lambda done: None, size=4
    )
    assert [part.read for part in parts] == [4, 4, 4, 3]
    assert [part.end.number for part in parts] == [5, 9, 13, 16]


def test_a_compressed_file_is_read_as_it_is_also_from_its_middle(written: Callable[..., Path]) -> None:
    path = written(*FATES, name="packages.csv.gz")
    with pytest.raises(_StoppedError):
        convert(path, size=2, on_read=_stop_after(3))
    packed: Warehouse = convert(path, size=2)
    plain = convert(written(*FATES), size=2)
    assert packed.files[0].counts == plain.files[0].counts
    assert open_warehouse(packed.key) == packed != plain

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import SourceIntake
from cchc_analysis.sample import write
from cchc_analysis.sample.layout import CHECKSUM_FILE, TABLE_COLUMNS
from cchc_analysis.sample.write import write_sample
from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.tables.contracts import check_table

_MAX_TOTAL_BYTES = 8_000_000
_TABLE_FILES = [f"{name}.csv" for name in TABLE_COLUMNS]


def test_the_bytes_are_those_of_the_committed_checksums(sample_files: Path) -> None:
    committed = PROJECT_DIR / "data" / "sample" / CHECKSUM_FILE
    assert (sample_files / CHECKSUM_FILE).read_text("ascii") == committed.read_text("ascii")


def test_the_checksums_are_those_of_the_files(sample_files: Path) -> None:
    lines = (sample_files / CHECKSUM_FILE).read_text("ascii").splitlines()
    digests = {name: hashlib.sha256((sample_files / name).read_bytes()).hexdigest() for name in _TABLE_FILES}
    assert lines == [f"{digests[name]}  {name}" for name in sorted(_TABLE_FILES)]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_gives_others(
    sample_files: Path, tmp_path: Path
) -> None:
    again, other = (
        {path.name: path.read_bytes() for path in write_sample(tmp_path / str(seed), seed=seed)}
        for seed in (2020, 2021)
    )
    for name in _TABLE_FILES:
        assert again[name] == (sample_files / name).read_bytes()
        assert other[name] != again[name]


def test_files_are_small_utf8_in_nfc_with_plain_line_ends(sample_files: Path) -> None:
    contents = [(sample_files / name).read_bytes() for name in _TABLE_FILES]
    assert sum(map(len, contents)) < _MAX_TOTAL_BYTES
    for content in contents:
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert unicodedata.is_normalized("NFC", content.decode("utf-8"))


def test_every_row_is_used_and_every_table_keeps_its_contract(sample: SourceIntake) -> None:
    assert sample.is_synthetic
    assert sample.findings == ()
    for name, file in zip(TABLE_COLUMNS, sample.files, strict=True):
        (counts,) = file.counts
        table = check_table(name, sample.tables[name])
        assert counts.read == counts.used == len(table) > 500


def one_row(_seed: int) -> list[tuple[str, ...]]:
    return [("Q1",)]


def test_only_the_sample_files_are_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TABLE_COLUMNS:
        monkeypatch.setitem(write._ROWS, name, one_row)
    (tmp_path / "sample").mkdir()
    readme = tmp_path / "sample" / "README.md"
    readme.write_text("kept", encoding="utf-8")
    paths = write_sample(tmp_path / "sample")
    assert [path.name for path in paths] == [*_TABLE_FILES, CHECKSUM_FILE]
    assert readme.read_text(encoding="utf-8") == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"sample"}


def test_a_run_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_seed: int) -> list[tuple[str, ...]]:
        raise RuntimeError("stopped")

    for name in TABLE_COLUMNS:
        monkeypatch.setitem(write._ROWS, name, one_row)
    monkeypatch.setitem(write._ROWS, "measures", breaks)
    with pytest.raises(RuntimeError, match="stopped"):
        write_sample(tmp_path / "sample")
    assert list(tmp_path.iterdir()) == []

"""The warehouse gives back what intake made, and never yesterday's figures for today's files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pandera.errors
import pytest

from cchc_analysis.intake.sources import parse_source, read_source
from cchc_analysis.tables import warehouse
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.tables.warehouse import NoWarehouseError, SourceChangedError, build_warehouse, open_warehouse


@pytest.fixture
def papi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tiny published index, and a warehouse folder of its own."""
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    folder = tmp_path / "papi"
    folder.mkdir()
    (folder / "2020.csv").write_text("Province,SC11\nP01,1.5\nP02,\n", encoding="utf-8")
    yield folder


def test_tables_findings_and_counts_come_back_as_intake_made_them(papi: Path) -> None:
    spec = parse_source(f"papi={papi}")
    intake = read_source(spec)
    built = build_warehouse(spec)
    assert built.files == intake.files
    scores = built.table("scores")
    assert scores is not None
    pd.testing.assert_frame_equal(scores, check_table("scores", intake.tables["scores"]))
    assert built.table("packages") is None


def test_the_same_files_are_not_read_twice(papi: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = parse_source(f"papi={papi}")
    first = build_warehouse(spec)
    monkeypatch.setattr(warehouse, "read_source", lambda spec: pytest.fail("read again"))
    assert build_warehouse(spec) == first


@pytest.mark.parametrize("change", ["content", "name", "new file", "code"])
def test_any_change_of_files_or_code_gives_another_warehouse(
    papi: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    spec = parse_source(f"papi={papi}")
    before = build_warehouse(spec).key
    if change == "content":
        (papi / "2020.csv").write_text("Province,SC11\nP01,1.6\nP02,\n", encoding="utf-8")
    elif change == "name":
        (papi / "2020.csv").rename(papi / "2019.csv")
    elif change == "new file":
        shutil.copy(papi / "2020.csv", papi / "2021.csv")
    else:
        monkeypatch.setattr(warehouse, "code_digest", lambda: "another")
    assert build_warehouse(spec).key != before


@pytest.mark.parametrize("key", ["papi@0123456789abcdef", "../../etc@0123456789abcdef", "papi", ""])
def test_a_key_nothing_was_built_under_is_refused(papi: Path, key: str) -> None:
    with pytest.raises(NoWarehouseError):
        open_warehouse(key)


def test_a_table_that_breaks_its_contract_never_enters(papi: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = parse_source(f"papi={papi}")
    intake = read_source(spec)
    doubled = pd.concat([intake.tables["scores"]] * 2, ignore_index=True)
    broken = replace(intake, tables={"scores": doubled})
    monkeypatch.setattr(warehouse, "read_source", lambda spec: broken)
    with pytest.raises(pandera.errors.SchemaErrors):
        build_warehouse(spec)
    assert list((papi.parent / "warehouse").glob("*")) == []


@pytest.mark.parametrize("file", ["scores.parquet", "intake.json"])
def test_a_warehouse_that_was_damaged_is_built_again(papi: Path, file: str) -> None:
    spec = parse_source(f"papi={papi}")
    whole = build_warehouse(spec)
    damaged = whole.folder / file
    damaged.write_bytes(damaged.read_bytes()[:-20])
    with pytest.raises(NoWarehouseError):
        open_warehouse(whole.key)
    assert build_warehouse(spec) == whole
    assert open_warehouse(whole.key) == whole


def test_files_that_change_while_they_are_read_stop_the_run(papi: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = parse_source(f"papi={papi}")

    def read_while_copying(asked: object) -> object:
        intake = read_source(spec)
        (papi / "2020.csv").write_text("Province,SC11\nP01,1.5\n", encoding="utf-8")
        return intake

    monkeypatch.setattr(warehouse, "read_source", read_while_copying)
    with pytest.raises(SourceChangedError):
        build_warehouse(spec)

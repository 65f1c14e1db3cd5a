"""Cells are made once, kept beside the packages, and mended when damaged."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.sample.write import write_sample
from cchc_analysis.tables import kept
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setenv("CCHC_SAMPLE_DIR", str(tmp_path / "sample"))
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    write_sample(tmp_path / "sample")
    return build_warehouse(parse_source("sample"))


def test_cells_give_the_quota_that_the_packages_give(warehouse: Warehouse) -> None:
    study = open_study(period="2020-Q4", source=warehouse.key)
    asked = {"period": Period(2020, 4), "counts_shortened": True}
    rule = rule_on(Period(2020, 4).end_on)
    cells, packages = open_cells(warehouse, years=[2020]), study.open("packages")
    assert cells is not None and packages is not None
    expected = quota_table(packages, study.agencies, rule, **asked)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(quota_table(cells, study.agencies, rule, **asked), expected)  # type: ignore[arg-type]
    assert expected["eligible_count"].sum() > 0
    assert str(as_frame(cells)["value_vnd"].dtype) == "int64"


def test_cells_are_built_once_and_anew_when_damaged(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cells(warehouse)
    (folder,) = warehouse.folder.glob("kept-package_cells-*")
    part = sorted(folder.rglob("*.parquet"))[0]
    whole = part.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(kept, "_build", lambda *asked: pytest.fail("built again"))
        open_cells(warehouse)
    part.write_bytes(whole[:-10])
    open_cells(warehouse)
    (mended,) = warehouse.folder.glob("kept-package_cells-*")
    assert mended.name == folder.name
    assert not list(warehouse.folder.glob(".package_cells-*"))


def test_a_study_opens_the_packages_of_its_place_only(warehouse: Warehouse) -> None:
    frame = warehouse.table("packages")
    assert frame is not None
    place = frame["province"].iat[0]
    placed = open_study(period="2020-Q4", source=warehouse.key, place=place).open("packages")
    assert placed is not None
    assert as_frame(placed.select("package_id"))["package_id"].nunique() == frame["province"].eq(place).sum()

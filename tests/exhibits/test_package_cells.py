"""Cells are made once, kept beside the packages, and mended when damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.outlook_path import quota_path_table
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.exhibits.procurement.source import quota_source
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.tables import kept
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse


@pytest.fixture(scope="module")
def warehouse(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_SAMPLE_DIR", str(sample_files))
        patch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path_factory.mktemp("warehouse")))
        yield build_warehouse(parse_source("sample"))


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


def test_cells_of_all_years_give_the_history_and_the_path_that_the_packages_give(warehouse: Warehouse) -> None:
    study = open_study(period="2020-Q2", source=warehouse.key)
    asked = {"period": study.period, "counts_shortened": True}
    rule = rule_on(study.period.end_on)
    cells, packages = quota_source(study, every_year=True), study.open("packages")
    assert "package_count" in cells.columns
    assert packages is not None
    history = year_end_history(packages, rule, **asked)  # type: ignore[arg-type]
    assert history["year"].nunique() > 3
    pd.testing.assert_frame_equal(year_end_history(cells, rule, **asked), history)  # type: ignore[arg-type]
    path = quota_path_table(packages, study.agencies, rule, **asked)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(quota_path_table(cells, study.agencies, rule, **asked), path)  # type: ignore[arg-type]


def test_cells_are_built_once_and_anew_when_damaged(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    for earlier in warehouse.folder.glob("kept-package_cells-*"):
        shutil.rmtree(earlier)
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


def test_a_study_asked_for_a_year_reads_that_years_packages_only(warehouse: Warehouse) -> None:
    frame = warehouse.table("packages")
    own = open_study(period="2020-Q4", source=warehouse.key).open("packages", years=[2020])
    assert frame is not None and own is not None
    found = as_frame(own.select("published_on"))["published_on"].dt.year
    assert set(found) == {2020}
    assert len(found) == frame["published_on"].dt.year.eq(2020).sum()


def test_a_study_opens_the_packages_of_its_place_only(warehouse: Warehouse) -> None:
    frame = warehouse.table("packages")
    assert frame is not None
    place = frame["province"].iat[0]
    placed = open_study(period="2020-Q4", source=warehouse.key, place=place).open("packages")
    assert placed is not None
    assert as_frame(placed.select("package_id"))["package_id"].nunique() == frame["province"].eq(place).sum()

"""How the large tables lie: cut by year, sorted, in the types of their contract, and read only as far as asked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.intake.sources import parse_source
from cchc_analysis.tables.contracts import CONTRACTS, check_table
from cchc_analysis.tables.engine import open_engine
from cchc_analysis.tables.layout import LAYOUTS, open_parts, read_parts, table_parts, write_layout
from cchc_analysis.tables.warehouse import Warehouse, build_warehouse


@pytest.fixture(scope="module")
def sample(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, Warehouse]:
    """The sample city's packages as intake gives them, and its warehouse."""
    folder = tmp_path_factory.mktemp("layout")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_SAMPLE_DIR", str(sample_files))
        patch.setenv("CCHC_WAREHOUSE_DIR", str(folder / "warehouse"))
        warehouse = build_warehouse(parse_source("sample"))
        return read_sample(sample_files).tables["packages"], warehouse


def test_the_warehouse_gives_every_package_back_as_intake_made_it(sample: tuple[pd.DataFrame, Warehouse]) -> None:
    packages, warehouse = sample
    table = warehouse.table("packages")
    assert table is not None
    order = ["package_id"]
    pd.testing.assert_frame_equal(
        check_table("packages", table).sort_values(order, ignore_index=True),
        packages.sort_values(order, ignore_index=True),
    )


def test_packages_lie_by_year_and_in_each_sorted_by_form_and_agency(
    sample: tuple[pd.DataFrame, Warehouse],
) -> None:
    packages, warehouse = sample
    parts = table_parts(warehouse.folder, "packages")
    years = sorted(packages["published_on"].dt.year.unique())
    assert [part.parent.name for part in parts] == [f"year={year}" for year in years]
    for part, year in zip(parts, years, strict=True):
        own = pq.ParquetFile(part).read().to_pandas()
        assert set(own["published_on"].dt.year) == {year}
        assert "year" not in own.columns
        keys = list(own[list(LAYOUTS["packages"].order)].itertuples(index=False, name=None))
        assert keys == sorted(keys)
        assert pq.ParquetFile(part).metadata.row_group(0).column(0).compression == "ZSTD"


def test_asked_for_one_year_the_files_of_other_years_are_not_opened(
    sample: tuple[pd.DataFrame, Warehouse],
) -> None:
    packages, warehouse = sample
    own = as_frame(warehouse.open("packages", years=[2020]).count().as_table()).iat[0, 0]
    assert 0 < own == packages["published_on"].dt.year.eq(2020).sum()
    assert as_frame(warehouse.open("packages").count().as_table()).iat[0, 0] == len(packages)


def test_a_table_the_source_has_not_is_none_and_one_it_has_is_opened(
    sample: tuple[pd.DataFrame, Warehouse],
) -> None:
    _, warehouse = sample
    for name, is_there in (("procedures", True), ("amendments", False)):
        for years in (None, [2020]):
            assert (warehouse.open(name, years=years) is not None) is is_there


def test_a_year_without_packages_still_has_its_columns(sample: tuple[pd.DataFrame, Warehouse]) -> None:
    _, warehouse = sample
    table = warehouse.open("packages", years=[1999])
    assert "value_vnd" in table.columns
    assert len(table_parts(warehouse.folder, "packages", years=[1999])) == 1


def test_a_row_without_any_day_has_a_place_and_missing_money_stays_missing_whole_numbers(tmp_path: Path) -> None:
    known = ("procedure_id", "form", "agency_code", "source_row", "published_on", "estimate_value")
    names = _other_columns("procedures", {*known, "award_value"})
    rows = f"""(
        SELECT 'P1' AS procedure_id, 'open_bidding' AS form, 'A1' AS agency_code, 2 AS source_row,
               NULL AS published_on, NULL AS estimate_value, 9007199254740993 AS award_value, {names}
        UNION ALL SELECT 'P2', 'shopping', 'A1', 3, TIMESTAMP '2021-05-01', 5, NULL, {names}
    )"""
    with open_engine("duckdb") as engine:
        write_layout(engine, rows, name="procedures", folder=tmp_path)
    parts = table_parts(tmp_path, "procedures")
    assert [part.parent.name for part in parts] == ["year=2021", "year=__HIVE_DEFAULT_PARTITION__"]
    table = read_parts(parts, name="procedures")
    assert table["award_value"].tolist()[1] == 9007199254740993
    assert str(table["award_value"].dtype) == "Int64"
    assert table["award_value"].isna().tolist() == [True, False]


def test_an_empty_table_is_kept_with_its_columns(tmp_path: Path) -> None:
    with open_engine("duckdb") as engine:
        names = _other_columns("packages", set())
        write_layout(engine, f"(SELECT {names} WHERE false)", name="packages", folder=tmp_path)
        assert len(open_parts(engine, table_parts(tmp_path, "packages")).columns) == 19
    table = read_parts(table_parts(tmp_path, "packages"), name="packages")
    assert len(check_table("packages", table)) == 0


def _other_columns(table: str, known: set[str]) -> str:
    return ", ".join(f"NULL AS {column}" for column in CONTRACTS[table].columns if column not in known)

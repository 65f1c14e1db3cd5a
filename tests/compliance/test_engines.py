"""One definition, two engines: DuckDB and Spark give the same figures, whole numbers to the last one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cchc_analysis.tables.engine import open_engine
from tests.compliance.engine_cases import engine_results, write_packages
from tests.compliance.indicators.engine_rows import indicator_paths, write_indicator_rows
from tests.compliance.on_spark import spark_results


def test_spark_and_duckdb_give_the_same_figures(tmp_path: Path) -> None:
    write_packages(tmp_path / "packages.parquet")
    write_indicator_rows(*indicator_paths(tmp_path))
    on_spark = spark_results("tests.compliance.engine_cases", tmp_path)
    with open_engine("duckdb") as duckdb:
        expected = engine_results(duckdb, tmp_path)
    assert sorted(on_spark) == sorted(expected)
    for name, table in expected.items():
        # Squared shares are summed in any order; all the rest is whole or one division.
        most = 1e-12 if name.startswith(("indicators", "bidders", "behind")) else 0
        pd.testing.assert_frame_equal(table, on_spark[name], check_dtype=False, obj=name, rtol=most, atol=0)
    assert expected["quota-2020-Q4-True"]["eligible_count"].gt(0).any()
    assert len(expected["cells"]) > 1000
    assert expected["indicators"]["status"].eq("computed").sum() > 150
    clusters = expected["indicators"].query("indicator == 'below_ceiling_clusters'")
    assert clusters["numerator"].max() > 0

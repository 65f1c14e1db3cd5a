"""The outlook on DuckDB and on Spark: the same packages, the same figures."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cchc_analysis.tables.engine import open_engine
from tests.compliance.on_spark import spark_results
from tests.compliance.outlook_engines import engine_results, write_tables


def test_spark_and_duckdb_see_the_same_outlook(tmp_path: Path) -> None:
    write_tables(tmp_path)
    on_spark = spark_results("tests.compliance.outlook_engines", tmp_path)
    with open_engine("duckdb") as duckdb:
        expected = engine_results(duckdb, tmp_path)
    assert sorted(on_spark) == sorted(expected)
    for name, table in expected.items():
        pd.testing.assert_frame_equal(table, on_spark[name], check_dtype=False, obj=name, rtol=1e-12, atol=0)
    assert {"open", "coming"} <= set(expected["remaining-with"]["stage"])
    assert len(expected["decisive"]) > 0
    assert not expected["outlook-with"].equals(expected["outlook-without"])

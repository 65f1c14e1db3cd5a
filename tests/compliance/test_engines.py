"""One definition, two engines: DuckDB and Spark give the same figures, whole numbers to the last one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.tables.engine import open_engine
from tests.compliance.engine_cases import results, write_packages
from tests.compliance.indicators.engine_rows import indicator_paths, indicator_results, write_indicator_rows


def test_spark_and_duckdb_give_the_same_figures(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime, and there is none on this machine")
    packages, folder = tmp_path / "packages.parquet", tmp_path / "spark"
    folder.mkdir()
    write_packages(packages)
    write_indicator_rows(*indicator_paths(tmp_path))
    words = [sys.executable, "-m", "tests.compliance.engine_cases", str(packages), str(folder)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT_DIR), "SPARK_LOCAL_IP": "127.0.0.1"}
    ended = subprocess.run(words, check=False, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-2000:]
    with open_engine("duckdb") as duckdb:
        expected = results(duckdb.read_parquet(packages))
        of_indicators = indicator_results(*map(duckdb.read_parquet, indicator_paths(tmp_path)))
        expected |= of_indicators
    on_spark = {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}
    assert sorted(on_spark) == sorted(expected)
    for name, table in expected.items():
        # Squared shares are summed in any order; all the rest is whole or one division.
        most = 1e-12 if name in of_indicators else 0
        pd.testing.assert_frame_equal(table, on_spark[name], check_dtype=False, obj=name, rtol=most, atol=0)
    assert expected["quota-2020-Q4-True"]["eligible_count"].gt(0).any()
    assert len(expected["cells"]) > 1000
    assert of_indicators["indicators"]["status"].eq("computed").sum() > 150
    clusters = of_indicators["indicators"].query("indicator == 'below_ceiling_clusters'")
    assert clusters["numerator"].max() > 0

"""The outlook on DuckDB and on Spark: the same packages, the same figures."""

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
from tests.compliance.outlook_engines import results, write_tables


def test_spark_and_duckdb_see_the_same_outlook(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime, and there is none on this machine")
    folder = tmp_path / "spark"
    folder.mkdir()
    write_tables(tmp_path)
    words = [sys.executable, "-m", "tests.compliance.outlook_engines", str(tmp_path), str(folder)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT_DIR), "SPARK_LOCAL_IP": "127.0.0.1"}
    ended = subprocess.run(words, check=False, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-2000:]
    with open_engine("duckdb") as duckdb:
        read = [duckdb.read_parquet(tmp_path / f"{name}.parquet") for name in ("packages", "procedures")]
        expected = results(*read)
    on_spark = {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}
    assert sorted(on_spark) == sorted(expected)
    for name, table in expected.items():
        pd.testing.assert_frame_equal(table, on_spark[name], check_dtype=False, obj=name, rtol=1e-12, atol=0)
    assert {"settled", "open", "coming"} - {"settled"} <= set(expected["remaining-with"]["stage"])
    assert len(expected["decisive"]) > 0
    assert not expected["outlook-with"].equals(expected["outlook-without"])

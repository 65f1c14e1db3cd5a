"""The same tables made by Spark, in a process of its own: a Java machine once started stays as it is."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.settings import PROJECT_DIR


def spark_results(cases: str, tables: Path) -> dict[str, pd.DataFrame]:
    """Return what ``engine_results(engine, tables)`` of the module `cases` finds on Spark; skip without Spark."""
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime, and there is none on this machine")
    folder = tables / "spark"
    folder.mkdir()
    words = [sys.executable, "-m", __name__, cases, str(tables), str(folder)]
    environment = os.environ | {
        "PYTHONPATH": str(PROJECT_DIR),
        "SPARK_LOCAL_IP": "127.0.0.1",
        # Spark cuts every sum into 200 pieces unless told otherwise: too many for a few thousand rows.
        "PYSPARK_SUBMIT_ARGS": "--conf spark.sql.shuffle.partitions=2 pyspark-shell",
    }
    ended = subprocess.run(words, check=False, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return {path.stem: pd.read_parquet(path) for path in folder.glob("*.parquet")}


def main(cases: str, tables: Path, folder: Path) -> None:
    """Write what Spark finds, one Parquet file per table."""
    from cchc_analysis.tables.engine import open_engine  # noqa: PLC0415 - Spark is an extra

    with open_engine("spark") as spark:
        for name, table in importlib.import_module(cases).engine_results(spark, tables).items():
            table.to_parquet(folder / f"{name}.parquet")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))

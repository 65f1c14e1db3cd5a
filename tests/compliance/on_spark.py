"""The same tables made by Spark, in a process of its own: a Java machine once started stays as it is."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.settings import PROJECT_DIR

# Most of what Spark does with a few thousand rows is to prepare for millions. Two pieces per sum are enough to
# add up pieces; plans need not change while they run; and neither Spark nor Java compiles what runs once. Java has
# all its memory from the start, instead of looking for garbage before each step up, and takes the classes of a
# released Spark to be sound: together a third of the time.
_JAVA = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xms1g -XX:MetaspaceSize=256m"
    " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
)
_SMALL = (
    "--master local[1]"
    f' --driver-java-options "{_JAVA}"'
    " --conf spark.sql.shuffle.partitions=2"
    " --conf spark.sql.adaptive.enabled=false"
    " --conf spark.sql.codegen.wholeStage=false"
    " --conf spark.sql.codegen.factoryMode=NO_CODEGEN"
    " pyspark-shell"
)


def spark_results(cases: Mapping[str, Path]) -> dict[str, dict[str, pd.DataFrame]]:
    """Return what ``engine_results(engine, folder)`` of every module finds on Spark, by module; skip if none.

    `cases` names the modules and the folder in which the tables of each lie. One Spark answers them all.
    """
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime, and there is none on this machine")
    environment = os.environ | {
        "PYTHONPATH": str(PROJECT_DIR),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_SUBMIT_ARGS": _SMALL,
    }
    words = [sys.executable, "-m", __name__, *(f"{module}={folder}" for module, folder in cases.items())]
    ended = subprocess.run(words, check=False, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return {
        module: {path.stem: pd.read_parquet(path) for path in _results(folder).glob("*.parquet")}
        for module, folder in cases.items()
    }


def main(cases: list[str]) -> None:
    """Write what Spark finds, one Parquet file per table."""
    from cchc_analysis.tables.engine import open_engine  # noqa: PLC0415 - Spark is an extra

    with open_engine("spark") as spark:
        for module, _, folder in (case.partition("=") for case in cases):
            _results(Path(folder)).mkdir()
            for name, table in importlib.import_module(module).engine_results(spark, Path(folder)).items():
                table.to_parquet(_results(Path(folder)) / f"{name}.parquet")


def _results(folder: Path) -> Path:
    return folder / "spark"


if __name__ == "__main__":
    main(sys.argv[1:])

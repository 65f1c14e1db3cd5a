"""The engines that the statistics of packages run on: DuckDB in this process, or Spark."""

from __future__ import annotations

import atexit
import functools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, get_args

import ibis

from cchc_analysis.texts import SpokenError

Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
_SETTING = "CCHC_ENGINE"
_SPARK_LOG = Path(__file__).with_name("spark_log.properties").resolve()
# What DuckDB may take for a report, whatever the size of the data: beyond that it works on the disk. Reports are
# made side by side, and by itself each would take four fifths of the machine.
_MEMORY = "1GB"
# Each of its threads holds some of that at once: on a machine of many cores too many would leave none enough.
_MOST_THREADS = 8


class UnknownEngineError(SpokenError, ValueError):
    """An engine that the statistics were not written for."""

    key = "engine.unknown"


class NoSparkError(SpokenError, RuntimeError):
    """Spark was asked for where it is not installed, or has no Java runtime to start on."""

    key = "engine.no_spark"


@contextmanager
def open_engine(name: str, *, memory: str = "", spill: Path | None = None) -> Iterator[Any]:
    """Open an engine as an Ibis backend, and close it at the end.

    Parameters
    ----------
    name
        ``duckdb``, which needs nothing, or ``spark``, which needs the extra of that name and Java 17.
    memory
        The most memory DuckDB may take (``1GB``), beyond which it goes to the disk; "" leaves it to DuckDB.
    spill
        The folder in which DuckDB keeps what passes its memory; None leaves it to DuckDB.

    Raises
    ------
    UnknownEngineError, NoSparkError
        If there is no such engine, or Spark cannot start here.
    """
    engine = _connected(name, memory=memory, spill=spill)
    try:
        yield engine
    finally:
        # For Spark this ends the session, and with it the Java process.
        engine.disconnect()


def check_engine(name: str) -> None:
    """Raise `UnknownEngineError` or `NoSparkError` if there is no such engine, or its library is not installed."""
    if name not in ENGINES:
        raise UnknownEngineError(engine=name, known=", ".join(ENGINES))
    if name == "spark" and find_spec("pyspark") is None:
        raise NoSparkError(reason="pyspark")


@contextmanager
def chosen_engine(name: str) -> Iterator[None]:
    """Let this process and those it starts use an engine; "" leaves the choice to the settings.

    A report is made by kernels in processes of their own, which learn of it by the setting ``CCHC_ENGINE``. It is
    no parameter of the report: its figures are the same on every engine.
    """
    if not name:
        yield
        return
    check_engine(name)
    before = os.environ.get(_SETTING)
    os.environ[_SETTING] = name
    try:
        yield
    finally:
        del os.environ[_SETTING]
        if before is not None:
            os.environ[_SETTING] = before


@functools.cache
def process_engine(name: str) -> Any:
    """Return the engine of this process by name, opened when it is first asked for and kept to the end.

    For tables that live as long as whoever looks at them; Spark takes seconds to start. DuckDB keeps within a
    memory that does not grow with the data. Raises as `open_engine`.
    """
    if name == "duckdb":
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        return _connected(name, memory=_MEMORY, spill=_spill_folder(), threads=threads)
    engine = _connected(name)
    # A Java machine that ends with its process, and not before it, leaves its files behind and complains of it.
    atexit.register(engine.disconnect)
    return engine


def _spill_folder() -> Path:
    """Return a folder for what passes the memory of this process's engine, taken away when the process ends."""
    folder = tempfile.TemporaryDirectory(prefix="cchc-engine-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _connected(name: str, *, memory: str = "", spill: Path | None = None, threads: int = 0) -> Any:
    check_engine(name)
    if name == "duckdb":
        folder = "" if spill is None else str(spill)
        options = {"memory_limit": memory, "temp_directory": folder, "threads": threads}
        engine = ibis.duckdb.connect(**{option: value for option, value in options.items() if value})
        # A file's index is read once, and again when the file changed.
        engine.raw_sql("SET parquet_metadata_cache = true")
        return engine
    return ibis.pyspark.connect(_spark_session())


def _spark_session() -> Any:
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    try:
        return (
            SparkSession.builder.appName("cchc_analysis")
            # A day stays that day whatever the clock of the machine says, and no page is served to anybody.
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            # Reports are made side by side and tell of their progress themselves.
            .config("spark.ui.showConsoleProgress", "false")
            # What a kernel writes beside its results stands in the published notebook.
            .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={_SPARK_LOG.as_uri()}")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.sql.ansi.enabled", "true")
            .getOrCreate()
        )
    except PySparkException as error:
        raise NoSparkError(reason=str(error).splitlines()[0]) from error

"""The engines that the statistics of packages run on: DuckDB in this process, or Spark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Literal, get_args

import ibis

from cchc_analysis.texts import SpokenError

Engine = Literal["duckdb", "spark"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


class UnknownEngineError(SpokenError, ValueError):
    """An engine that the statistics were not written for."""

    key = "engine.unknown"


class NoSparkError(SpokenError, RuntimeError):
    """Spark was asked for where it is not installed, or has no Java runtime to start on."""

    key = "engine.no_spark"


@contextmanager
def open_engine(name: str, *, memory: str = "") -> Iterator[Any]:
    """Open an engine as an Ibis backend, and close it at the end.

    Parameters
    ----------
    name
        ``duckdb``, which needs nothing, or ``spark``, which needs the extra of that name and Java 17.
    memory
        The most memory DuckDB may take (``1GB``), beyond which it goes to the disk; "" leaves it to DuckDB.

    Raises
    ------
    UnknownEngineError, NoSparkError
        If there is no such engine, or Spark cannot start here.
    """
    if name == "duckdb":
        engine = ibis.duckdb.connect(**({"memory_limit": memory} if memory else {}))
        try:
            yield engine
        finally:
            engine.disconnect()
        return
    if name != "spark":
        raise UnknownEngineError(engine=name, known=", ".join(ENGINES))
    session = _spark_session()
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()


def _spark_session() -> Any:
    if find_spec("pyspark") is None:
        raise NoSparkError(reason="pyspark")
    from pyspark.errors import PySparkException  # noqa: PLC0415 - an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    try:
        return (
            SparkSession.builder.appName("cchc_analysis")
            # A day stays that day whatever the clock of the machine says, and no page is served to anybody.
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .config("spark.sql.ansi.enabled", "true")
            .getOrCreate()
        )
    except PySparkException as error:
        raise NoSparkError(reason=str(error).splitlines()[0]) from error

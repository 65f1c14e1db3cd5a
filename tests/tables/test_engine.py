"""An engine is chosen for a run and what it starts, and one that is not there is said at once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from cchc_analysis.settings import load_settings
from cchc_analysis.tables import engine
from cchc_analysis.tables.engine import (
    NoSparkError,
    UnknownEngineError,
    check_engine,
    chosen_engine,
    open_engine,
    process_engine,
)


def test_the_choice_holds_for_the_run_and_the_processes_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CCHC_ENGINE", raising=False)
    with chosen_engine("duckdb"):
        assert os.environ["CCHC_ENGINE"] == "duckdb"
    assert "CCHC_ENGINE" not in os.environ
    monkeypatch.setenv("CCHC_ENGINE", "spark")
    with chosen_engine("duckdb"):
        assert load_settings().engine == "duckdb"
    with chosen_engine(""):
        assert load_settings().engine == "spark"


def test_an_engine_that_nobody_knows_or_that_is_not_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownEngineError, match="dask"):
        check_engine("dask")
    with pytest.raises(UnknownEngineError), chosen_engine("dask"):
        pytest.fail("chosen")
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(NoSparkError, match="extra"):
        check_engine("spark")


def test_a_report_takes_no_more_memory_on_a_larger_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.os, "cpu_count", lambda: 64)
    one = process_engine.__wrapped__("duckdb")
    names = ("memory_limit", "threads", "temp_directory")
    (found,) = one.raw_sql(f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}").fetchall()
    assert found[:2] == ("953.6 MiB", 8)
    assert Path(found[2]).parent == Path(tempfile.gettempdir())


def test_spark_is_ended_before_the_process_that_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    spark, at_the_end = MagicMock(), []
    monkeypatch.setattr(engine, "_connected", lambda name: spark)
    monkeypatch.setattr(engine.atexit, "register", at_the_end.append)
    assert process_engine.__wrapped__("spark") is spark
    assert at_the_end == [spark.disconnect]


def test_what_spark_says_bears_no_hour_that_would_tell_two_runs_apart() -> None:
    lines = engine._SPARK_LOG.read_text(encoding="utf-8").splitlines()
    said = dict(line.split(" = ", 1) for line in lines if line and not line.startswith("#"))
    assert said["rootLogger.level"] == "error"
    assert "%d" not in said["appender.console.layout.pattern"]


def test_duckdb_works_on_the_disk_beyond_the_memory_it_may_take(tmp_path: object) -> None:
    with open_engine("duckdb", memory="100MB", spill=tmp_path) as one:  # type: ignore[arg-type]
        settings = "SELECT current_setting('memory_limit'), current_setting('temp_directory')"
        memory, folder = one.raw_sql(settings).fetchone()
    assert memory.startswith("95") and folder == str(tmp_path)

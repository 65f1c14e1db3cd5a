"""An engine is chosen for a run and what it starts, and one that is not there is said at once."""

from __future__ import annotations

import os

import pytest

from cchc_analysis.settings import load_settings
from cchc_analysis.tables import engine
from cchc_analysis.tables.engine import NoSparkError, UnknownEngineError, check_engine, chosen_engine, open_engine


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


def test_duckdb_works_on_the_disk_beyond_the_memory_it_may_take(tmp_path: object) -> None:
    with open_engine("duckdb", memory="100MB", spill=tmp_path) as one:  # type: ignore[arg-type]
        settings = "SELECT current_setting('memory_limit'), current_setting('temp_directory')"
        memory, folder = one.raw_sql(settings).fetchone()
    assert memory.startswith("95") and folder == str(tmp_path)

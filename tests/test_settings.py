"""Settings follow the environment, and are made anew only when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis import settings
from cchc_analysis.settings import fix_folders, load_settings


def test_settings_are_those_of_the_environment_now(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, folder in (("CCHC_OUTPUTS_DIR", "/a"), ("CCHC_OUTPUTS_DIR", "/b"), ("cchc_sample_dir", "/c")):
        monkeypatch.setenv(name, folder)
        field = name.removeprefix("CCHC_").removeprefix("cchc_").lower()
        assert getattr(load_settings(), field) == Path(folder)
    monkeypatch.delenv("CCHC_OUTPUTS_DIR")
    assert load_settings().outputs_dir == settings.PROJECT_DIR / "outputs"


def test_the_same_environment_costs_nothing_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_OUTPUTS_DIR", "/a")
    first = load_settings()
    monkeypatch.setenv("SOMETHING_ELSE", "x")
    assert load_settings() is first


def test_a_folder_means_the_same_in_every_process_a_command_starts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = tmp_path / "there"
    there.mkdir()
    monkeypatch.setenv("CCHC_REFERENCE_DIR", "register")
    monkeypatch.setenv("CCHC_OUTPUTS_DIR", "/reports")
    monkeypatch.setenv("CCHC_ENGINE", "duckdb")
    monkeypatch.chdir(tmp_path)
    fix_folders()
    monkeypatch.chdir(there)
    assert load_settings().reference_dir == tmp_path.resolve() / "register"
    assert (load_settings().outputs_dir, load_settings().engine) == (Path("/reports").resolve(), "duckdb")

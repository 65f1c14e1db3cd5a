"""Mistakes on the command line: one clear message, a non-zero exit, nothing in the outputs."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from cchc_analysis.cli import main


@pytest.fixture(scope="module")
def home(sample_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("home")
    shutil.copytree(sample_files, base / "sample")
    return base


@dataclass(frozen=True)
class Ended:
    """What a command said, and the code it ended with."""

    returncode: int
    stdout: str
    stderr: str


def cchc(home: Path, *words: str) -> Ended:
    """Run the command in this process: starting Python for each mistake would take most of the time."""
    said, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        for name in ("sample", "warehouse", "outputs"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(home / name))
        patch.setenv("COLUMNS", "200")
        patch.setattr(sys, "argv", ["cchc", *words])
        patch.chdir(home)
        with pytest.raises(SystemExit) as ended:
            main()
    return Ended(int(ended.value.code or 0), said.getvalue(), complained.getvalue())


def test_the_command_starts_by_itself_and_ends_as_it_does_here(home: Path) -> None:
    words = ["report", "quaterly"]
    environment = {**os.environ, "CCHC_OUTPUTS_DIR": str(home / "outputs"), "PYTHONWARNINGS": "ignore"}
    ended = subprocess.run(
        [sys.executable, "-m", "cchc_analysis", *words],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=home,
    )
    here = cchc(home, *words)
    assert (ended.returncode, ended.stderr) == (here.returncode, here.stderr)
    assert ended.returncode


def truncated_workbook(folder: Path) -> str:
    whole = folder / "whole.xlsx"
    assert cchc(folder, "template", "--agency", "SNV", "--year", "2020", "--output", str(whole)).returncode == 0
    path = folder / "truncated.xlsx"
    path.write_bytes(whole.read_bytes()[:3000])
    return str(path)


def renamed_workbook(folder: Path) -> str:
    path = folder / "renamed.xlsx"
    path.write_text("Mã;Điểm\n1;2\n", encoding="utf-8")
    return str(path)


def empty_file(folder: Path) -> str:
    path = folder / "KHLCNT.csv"
    path.touch()
    return str(path)


def one_province(folder: Path) -> Path:
    """An index published as a table, with one province."""
    papi = folder / "papi"
    papi.mkdir(exist_ok=True)
    (papi / "2020.csv").write_text("Province,SC11\nP01,1.5\n", encoding="utf-8")
    return papi


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "--perod", "2020-Q4"], "--perod"),
        (["report", "--period", "2020-Q5"], "2020-Q5"),
        (["report", "--period", "2017-2020"], "2017-2020"),
        (["report", "--period", "2020-Q4", "--agency", "SNW"], "SNW"),
        (["report", "--period", "2021-Q1", "--agency", "THUDUC"], "THUDUC"),
        (["report", "--language", "fr"], "fr"),
        (["report", "quaterly"], "quaterly"),
        (["report", "--source", "vneps=no/such/folder", "--period", "2023-Q1"], "no/such/folder"),
        (["report", "--source", "vnesp=x", "--period", "2023-Q1"], "vneps"),
        (["report", "--period", "1999-Q1"], "1999-Q1"),
        (["report", "--place", "Hồ Chí Min"], "Hồ Chí Minh"),
        (["report", "--period", "2030-Q1"], "2030"),
        (["index", "--source", "sample", "--year", "2050", "--output", "x.csv"], "2050"),
        (["template", "--agency", "SNV", "--year", "1990", "--output", "x.xlsx"], "1990"),
        (["report", "--source", "papi={papi}", "--period", "2050"], "2050"),
        (["report", "what_if", "--source", "papi={papi}", "--period", "2020"], "--agency"),
        (["report", "--agency", ""], '""'),
        (["index", "--source", "sample", "--year", "2020", "--output", "no/such/x.csv"], "no/such"),
        (["template", "--agency", "SNV", "--year", "2020", "--output", "x.txt"], "x.txt"),
        (["chekc"], "chekc"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_made(home: Path, words: list[str], said: str) -> None:
    done = cchc(home, *(word.format(papi=one_province(home)) for word in words))
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "outputs").exists()


@pytest.mark.parametrize("make", [empty_file, truncated_workbook, renamed_workbook])
def test_a_file_that_cannot_be_used_is_refused_by_name_in_both_languages(home: Path, make: object) -> None:
    path = make(home)  # type: ignore[operator]
    adapter = "vneps" if path.endswith(".csv") else "scores"
    for words in (["check", path], ["report", "--source", f"{adapter}={path}", "--period", "2020-Q4"]):
        done = cchc(home, *words)
        said = done.stdout + done.stderr
        assert done.returncode != 0
        assert Path(path).name in said
        assert "Traceback" not in said
        assert len([line for line in said.splitlines() if Path(path).name in line]) >= 2
    assert not (home / "outputs").exists()


def test_a_workbook_that_stands_there_is_never_written_over(home: Path) -> None:
    filled = home / "filled.xlsx"
    filled.write_bytes(b"filled in by an agency")
    done = cchc(home, "template", "--agency", "SNV", "--year", "2020", "--output", str(filled))
    assert done.returncode == 1
    assert "filled.xlsx" in done.stderr
    assert filled.read_bytes() == b"filled in by an agency"

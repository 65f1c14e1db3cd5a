"""The script of docs/how-to/schedule.md asks for the quarter that has just ended, whenever it runs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "schedule.md"
LAST_QUARTERS = {
    "2021-01": "2020-Q4",
    "2021-03": "2020-Q4",
    "2021-04": "2021-Q1",
    "2021-07": "2021-Q2",
    "2021-08": "2021-Q2",
    "2021-09": "2021-Q2",
    "2021-10": "2021-Q3",
    "2021-12": "2021-Q3",
}
SHELL = shutil.which("sh") or ""


def program(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.skipif(not SHELL, reason="no POSIX shell")
@pytest.mark.parametrize(("today", "period"), LAST_QUARTERS.items())
def test_the_documented_script_names_the_last_quarter(today: str, period: str, tmp_path: Path) -> None:
    match = re.search(r"```sh\n(.+?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert match is not None
    assert "/srv/cchc &&" in match[1]
    year, month = today.split("-")
    program(tmp_path, "date", f'case "$1" in +%Y) echo {year};; +%m) echo {month};; esac')
    program(tmp_path, "python3", 'printf "%s\\n" "$@"; exit 3')
    script = match[1].replace("/srv/cchc &&", f"'{tmp_path}' &&")
    done = subprocess.run(
        [SHELL, "-c", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    words = done.stdout.splitlines()
    assert words[words.index("--period") + 1] == period
    assert words[:3] == ["run.py", "report", "quarterly"]
    assert done.returncode == 3

#!/usr/bin/env python3
"""Start here: sets up the locked environment, then does what the words after it say.

    python3 run.py report    builds the reports of the sample city in outputs/
    python3 run.py test      runs every check
    python3 run.py lab       opens JupyterLab on the notebooks
    python3 run.py …         anything else goes to the `cchc` command (try: run.py --help)

Needs only Python 3.11+ with pip. Standard library only, no shell, so that it runs on Linux, macOS and
Windows (`py run.py …`).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent
TOOLS_DIR = PROJECT_DIR / ".tools"
UV = "uv==0.13.9"
OLDEST_PYTHON = (3, 11)
SETUP_FAILED = 2

NO_UV = """
Không cài được uv {version}; nguyên nhân ở trên. Nếu máy không có mạng: docs/how-to/offline.md
uv {version} could not be installed; the reason stands above. If there is no network: docs/how-to/offline.md
"""
NO_ENVIRONMENT = """
Không chuẩn bị được môi trường; nguyên nhân ở trên. Nếu máy không có mạng: docs/how-to/offline.md
Nếu uv.lock cũ hơn pyproject.toml: xem "a library" trong CONTRIBUTING.md
The environment could not be prepared; the reason stands above. If there is no network: docs/how-to/offline.md
If uv.lock is older than pyproject.toml: see "a library" in CONTRIBUTING.md
"""
OLD_PYTHON = """
Cần Python 3.11 trở lên; máy đang chạy Python {version}.
Python 3.11 or newer is needed; this is Python {version}.
"""

# Each gate is one line a person can also run by hand from `.venv/bin`.
GATES = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "-n", "2"),
    ("lint-imports",),
    # Files stay whole, and in their order: the longest come first, so that none is left for one core alone.
    ("pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
)


def main(words: list[str]) -> int:
    """Prepare the environment and run the words given; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print(OLD_PYTHON.format(version=sys.version.split()[0]), file=sys.stderr)
        return SETUP_FAILED
    if not install_uv():
        print(NO_UV.format(version=UV.removeprefix("uv==")), file=sys.stderr)
        return SETUP_FAILED
    is_test = words[:1] == ["test"]
    options = ("--extra", "browser", "--extra", "spark", "--group", "dev") if is_test else ("--no-dev",)
    if not sync(*options):
        print(NO_ENVIRONMENT, file=sys.stderr)
        return SETUP_FAILED
    if is_test:
        return run_gates(words[1:])
    if words[:1] == ["lab"]:
        return uv_run("jupyter", "lab", "--notebook-dir", str(PROJECT_DIR / "notebooks"), *words[1:])
    return uv_run("cchc", *words)


def install_uv() -> bool:
    """Put the pinned uv into `.tools/`; nothing outside the project is touched."""
    marker = TOOLS_DIR / f".{UV.replace('==', '-')}"
    if marker.is_file():
        return True
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--upgrade", "--target", str(TOOLS_DIR), UV], check=False)
    if done.returncode == 0:
        marker.touch()
    return done.returncode == 0


def sync(*options: str) -> bool:
    """Make the environment equal to the lock file, keeping what another word has installed; uv says why not."""
    command = [*uv(), "sync", "--locked", "--inexact", "--quiet", *options]
    return subprocess.run(command, check=False, env=environment()).returncode == 0


def uv_run(*words: str) -> int:
    """Run a command of the locked environment from where the caller stands."""
    command = [*uv(), "run", "--no-sync", *words]
    return subprocess.run(command, check=False, env=environment()).returncode


def run_gates(words: list[str]) -> int:
    """Run every gate and name those that failed, or run only pytest with the words given."""
    if words:
        return uv_run("pytest", *words)
    os.chdir(PROJECT_DIR)
    failed: dict[str, int] = {}
    for gate in GATES:
        name = " ".join(gate)
        print(f"── {name}", flush=True)
        code = uv_run(*gate)
        if code:
            failed[name] = code
    for name in failed:
        print(f"✗ {name}", file=sys.stderr)
    return next(iter(failed.values()), 0)


def uv() -> list[str]:
    """Return the command that starts the project's own uv on the project."""
    return [sys.executable, "-m", "uv", "--project", str(PROJECT_DIR)]


def environment() -> dict[str, str]:
    """Return the caller's environment with our uv and this Python in it, and no foreign virtualenv."""
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    return kept | {"PYTHONPATH": str(TOOLS_DIR), "UV_PYTHON": sys.executable, "PYTHONUTF8": "1"}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

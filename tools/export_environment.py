"""Write environment.yml from pyproject.toml, so that conda users follow the one list of dependencies.

Run ``.venv/bin/python tools/export_environment.py``; a test fails while the file is stale.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

PROJECT_DIR = Path(__file__).resolve().parents[1]

# conda-forge's name where it differs from PyPI's.
CONDA_NAMES: dict[str, str] = {}
# What conda-forge is not known to have: conda leaves it to pip.
PIP_ONLY = ("ocdsmerge",)
# What `pip install --no-deps --no-build-isolation -e .` needs: it fetches nothing by itself.
INSTALL_TOOLS = ("editables", "hatchling", "pip")

HEADER = """\
# Generated from pyproject.toml by tools/export_environment.py: change it there, then run the tool.
# Ranges, not pins: conda-forge may lag PyPI. The exact versions that the figures are made with are in uv.lock.
# After `conda env create -f environment.yml`: pip install --no-deps --no-build-isolation -e .
"""


def render_environment(pyproject: dict[str, Any]) -> str:
    """Return the text of environment.yml for a parsed pyproject.toml."""
    project = pyproject["project"]
    specs = [_conda_spec(requirement) for requirement in project["dependencies"]]
    by_pip = [spec for spec in specs if spec.partition(" ")[0] in PIP_ONLY]
    wanted = [f"python {project['requires-python']}", *(one for one in specs if one not in by_pip), *INSTALL_TOOLS]
    head = ["name: cchc", "channels:", "  - conda-forge", "  - nodefaults", "dependencies:"]
    tail = ["  - pip:", *(f"    - {one}" for one in by_pip)] if by_pip else []
    return HEADER + "\n".join([*head, *(f"  - {one}" for one in wanted), *tail]) + "\n"


def _conda_spec(requirement: str) -> str:
    match = re.fullmatch(r"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?(.*)", requirement)
    if match is None:
        raise ValueError(requirement)
    name, specifier = match.groups()
    return f"{CONDA_NAMES.get(name, name)} {specifier}".rstrip()


def main() -> None:
    """Write environment.yml."""
    pyproject = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    (PROJECT_DIR / "environment.yml").write_text(render_environment(pyproject), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""One truth for dependencies: environment.yml follows pyproject.toml and admits the locked versions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

from tools.export_environment import CONDA_NAMES, INSTALL_TOOLS, render_environment

PROJECT_DIR = Path(__file__).resolve().parents[2]
FIXED_BY_THE_USER = {"jupyterlab", "pandas", "matplotlib", "seaborn", "papermill", "ipywidgets"}


def read_toml(name: str) -> dict[str, object]:
    return tomllib.loads((PROJECT_DIR / name).read_text(encoding="utf-8"))


def environment() -> list[Requirement]:
    content = yaml.safe_load((PROJECT_DIR / "environment.yml").read_text(encoding="utf-8"))
    by_pip = [line for part in content["dependencies"] if isinstance(part, dict) for line in part["pip"]]
    by_conda = [line for line in content["dependencies"] if isinstance(line, str)]
    return [Requirement(line) for line in (*by_conda, *by_pip)]


def test_environment_file_is_fresh() -> None:
    written = (PROJECT_DIR / "environment.yml").read_text(encoding="utf-8")
    assert written == render_environment(read_toml("pyproject.toml")), "run tools/export_environment.py"


def test_the_six_names_are_there() -> None:
    assert {requirement.name for requirement in environment()} >= FIXED_BY_THE_USER


def test_the_editable_install_finds_its_tools() -> None:
    # Without network pip fetches no build tools: hatchling makes editable installs through `editables`.
    assert {requirement.name for requirement in environment()} >= {"editables", "hatchling", "pip"}


def test_every_range_admits_the_locked_version() -> None:
    conda_to_pypi = {conda: pypi for pypi, conda in CONDA_NAMES.items()}
    locked: dict[str, set[str]] = {}
    packages = read_toml("uv.lock")["package"]
    assert isinstance(packages, list)
    for package in packages:
        locked.setdefault(package["name"], set()).add(package.get("version", ""))
    checked = [one for one in environment() if one.name not in {"python", *INSTALL_TOOLS}]
    assert len(checked) >= len(FIXED_BY_THE_USER)
    for requirement in checked:
        versions = locked[conda_to_pypi.get(requirement.name, requirement.name)]
        refused = {version for version in versions if version not in requirement.specifier}
        assert not refused, f"{requirement} refuses the locked {refused}"

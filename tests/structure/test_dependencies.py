"""Declared is what is imported: nothing is there by luck of another library, nothing is installed for no one."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import run

PROJECT_DIR = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))
OURS = {"benchmarks", "cchc_analysis", "run", "tests", "tools"}

# Used by being installed: who uses it, without an import of ours.
RUNTIME_WITHOUT_IMPORT = {
    "ipykernel": "the kernel that Papermill starts for a notebook",
    "jupyterlab": "`run.py lab`",
    "duckdb": "the engine in the process on which Ibis runs",
    "sqlglot": "the SQL writer of Ibis, held below the release that breaks it",
}
DEV_WITHOUT_IMPORT = {
    "import-linter": "a gate of run.py",
    "mypy": "a gate of run.py",
    "pandas-stubs": "mypy",
    "pre-commit": "the hooks of .pre-commit-config.yaml",
    "pytest-xdist": "pytest -n, a gate of run.py",
    "ruff": "a gate of run.py",
    "types-defusedxml": "mypy",
    "types-openpyxl": "mypy",
    "types-pyyaml": "mypy",
}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(one).name) for one in requirements}


def modules(path: Path) -> Iterator[str]:
    """Every module a file imports, also those it may do without (`pytest.importorskip`)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.Call(func=ast.Attribute(attr="importorskip"), args=[ast.Constant(value=str(module)), *_]):
                yield module


def imported(*folders: str) -> set[str]:
    """The distributions from which the Python files of these folders import."""
    paths = [path for folder in folders for path in sorted((PROJECT_DIR / folder).rglob("*.py"))]
    tops = {module.partition(".")[0] for path in paths for module in modules(path)}
    owners = packages_distributions()
    foreign = tops - set(sys.stdlib_module_names) - OURS
    return {canonicalize_name(owners[top][0]) if top in owners else top for top in foreign}


RUNTIME = names(PYPROJECT["project"]["dependencies"])
DEV = names(PYPROJECT["dependency-groups"]["dev"])
EXTRA = {name for extra in PYPROJECT["project"]["optional-dependencies"].values() for name in names(extra)}


def test_the_package_imports_what_it_declares_and_nothing_else() -> None:
    # An extra is imported where it is asked for only.
    assert imported("cchc_analysis") - EXTRA == RUNTIME - RUNTIME_WITHOUT_IMPORT.keys()


def test_tests_and_tools_import_declared_libraries_only() -> None:
    pytest.importorskip("playwright", reason="the extra 'browser' is not installed")
    assert sorted(imported("tests", "tools") - RUNTIME - DEV - EXTRA) == []


def test_every_development_library_has_a_user() -> None:
    pytest.importorskip("playwright", reason="the extra 'browser' is not installed")
    assert (DEV | EXTRA) - imported("tests", "tools") == DEV_WITHOUT_IMPORT.keys()


def test_what_needs_no_import_is_declared() -> None:
    assert sorted(RUNTIME_WITHOUT_IMPORT.keys() - RUNTIME) == []
    assert sorted(DEV_WITHOUT_IMPORT.keys() - DEV) == []


def test_the_launchers_uv_is_admitted_by_the_project() -> None:
    assert run.UV.removeprefix("uv==") in SpecifierSet(PYPROJECT["tool"]["uv"]["required-version"])

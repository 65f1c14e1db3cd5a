"""Notebooks are thin narratives: one parameters cell, imports of the project only, no logic, no outputs."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from cchc_analysis.batch.parameters import TAG, notebook_parameters

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 10
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.Try)
ENDINGS = {"exit", "quit"}


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01_city_overview",
        "02_agency_report",
        "03_explore",
        "04_reform_index",
        "05_index_robustness",
        "06_what_if",
        "07_procurement_compliance",
        "08_procurement_indicators",
    ]


def test_nothing_of_a_run_is_committed(notebook: Path) -> None:
    node = nbformat.read(notebook, as_version=4)
    assert "papermill" not in node.metadata
    for cell in node.cells:
        assert "papermill" not in cell.metadata
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_the_first_code_cell_holds_the_documented_parameters(notebook: Path) -> None:
    first = code_cells(notebook)[0]
    assert first.metadata.get("tags") == [TAG]
    assert {"period", "language", "source", "nonce"} <= set(notebook_parameters(notebook))
    for line in first.source.splitlines():
        _, mark, words = line.partition("  # ")
        assert mark, line
        assert words, line
        assert "=" not in words, f"papermill's inspector drops a parameter with = in its comment: {line}"


def test_cells_are_short_and_hold_no_logic(notebook: Path) -> None:
    for cell in code_cells(notebook)[1:]:
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, FORBIDDEN), ast.unparse(node)
            assert not (isinstance(node, ast.Name) and node.id in ENDINGS), ast.unparse(node)


def test_only_the_project_is_imported_and_no_path_is_named(notebook: Path) -> None:
    for cell in code_cells(notebook)[1:]:
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.Import), ast.unparse(node)
            if isinstance(node, ast.ImportFrom):
                assert str(node.module).startswith("cchc_analysis"), node.module
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "/" not in node.value, node.value


def test_the_last_cell_proves_the_end_by_the_notebooks_own_name(notebook: Path) -> None:
    last = code_cells(notebook)[-1].source
    assert f'notebook="{notebook.stem}"' in last
    assert "nonce=nonce" in last

"""The methodology page says the same in both languages and names what the code offers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from cchc_analysis.index.alternatives import standard_recipes
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.index.stand_ins import METHODS
from tests.index.trees import FRAMEWORK, scores

PROJECT_DIR = Path(__file__).resolve().parents[2]
PAGES = {
    language: (PROJECT_DIR / "docs" / "methodology" / f"reform-index.{language}.md").read_text(encoding="utf-8")
    for language in ("vi", "en")
}


def numbers(page: str) -> list[str]:
    return re.findall(r"^#{2,3} ([\d.]+) ", page, flags=re.MULTILINE)


def named(page: str) -> set[str]:
    return set(re.findall(r"`([^`\n]+)`", page))


def public_functions(module: str) -> set[str]:
    tree = ast.parse((PROJECT_DIR / "cchc_analysis" / module).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}


def test_both_pages_have_the_same_sections() -> None:
    assert numbers(PAGES["vi"]) == numbers(PAGES["en"])
    assert len(numbers(PAGES["vi"])) > 20


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_normalisation_is_explained(language: str) -> None:
    assert sorted(public_functions("stats/normalise.py") - named(PAGES[language])) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_recipe_that_reports_show_is_explained(language: str) -> None:
    matrix = score_matrix(
        scores("A", {"1.1": 1, "1.2.1": 1, "1.2.2": 0, "2": 3}), FRAMEWORK, groups={"A": "department"}
    )
    recipes = {recipe.name for recipe in standard_recipes(matrix)}
    assert len(recipes) > 8
    assert sorted(recipes - named(PAGES[language])) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_way_to_fill_scores_is_named(language: str) -> None:
    assert sorted(set(METHODS) - named(PAGES[language])) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_name_notebooks_that_exist(language: str) -> None:
    notebooks = {path.stem for path in (PROJECT_DIR / "notebooks").glob("*.ipynb")}
    mentioned = {name for name in named(PAGES[language]) if re.fullmatch(r"\d\d_[a-z_]+", name)}
    assert mentioned == {"04_reform_index", "05_index_robustness", "06_what_if"}
    assert mentioned <= notebooks

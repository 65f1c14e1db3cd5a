"""Experts' budgets: read for their framework and year, refused when they are no numbers, shown as a recipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.index.alternatives import standard_recipes
from cchc_analysis.index.score_matrix import score_matrix
from cchc_analysis.reference.budgets import expert_budgets
from cchc_analysis.reference.errors import ReferenceFileError
from tests.index.trees import FRAMEWORK, scores

HEADER = "framework,year,expert,criterion_code,points,source\n"


def written(folder: Path, *rows: str) -> Path:
    folder.joinpath("expert_budgets.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_budgets_of_the_framework_and_year_become_a_recipe(tmp_path: Path) -> None:
    rows = ("tree,2020,E1,1,40,minutes", "tree,2020,E1,2,60,minutes", "tree,2019,E1,1,90,minutes")
    budgets = expert_budgets(FRAMEWORK, reference_dir=written(tmp_path, *rows))
    assert budgets is not None
    assert budgets["points"].tolist() == [40.0, 60.0]
    table = scores("A", {"1.1": 1, "1.2.1": 1, "1.2.2": 0, "2": 3})
    matrix = score_matrix(table, FRAMEWORK, groups={"A": "department"})
    asked = {recipe.name: recipe for recipe in standard_recipes(matrix, budgets=budgets)}
    weights = asked["budget"].weights
    assert dict(zip(matrix.hierarchy.codes, weights, strict=True))["2"] == 60.0  # type: ignore[arg-type]
    assert "budget" not in {recipe.name for recipe in standard_recipes(matrix)}


def test_where_nobody_was_asked_there_is_no_budget(tmp_path: Path) -> None:
    assert expert_budgets(FRAMEWORK, reference_dir=written(tmp_path, "other,2020,E1,1,40,minutes")) is None
    assert expert_budgets(FRAMEWORK) is None


@pytest.mark.parametrize(
    "row",
    ["tree,2020,E1,1,many,minutes", "tree,2020,E1,1,40,", "tree,2020,,1,40,minutes", "tree,20,E1,1,40,minutes"],
)
def test_a_row_that_breaks_the_format_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(ReferenceFileError, match="row 2"):
        expert_budgets(FRAMEWORK, reference_dir=written(tmp_path, row))

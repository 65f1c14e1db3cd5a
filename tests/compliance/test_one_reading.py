"""What a rule says is read in one place each: a second reading could say something else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "cchc_analysis"
# Where each part of a rule is read, beside the module that loads it.
READ_IN = {
    "eligible_forms": {"compliance/eligibility.py", "exhibits/procurement/section.py"},
    "shortened_shopping": {"compliance/eligibility.py", "exhibits/procurement/results.py"},
    "excluded_fields": {"compliance/eligibility.py"},
    "excluded_methods": {"compliance/eligibility.py"},
    "excludes_international": {"compliance/eligibility.py"},
    "mandatory_ceilings_vnd": {"compliance/cells.py"},
    "plan_types_without_ceiling": {"compliance/cells.py"},
    "mandatory_share_pct": {"compliance/cells.py", "compliance/mandatory.py"},
    "bars_on": {"compliance/verdict.py"},
    "quota_years": set(),
}
LOADS = "reference/procurement_rules.py"


def readers(attribute: str) -> set[str]:
    """The modules that read an attribute of that name."""
    return {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == attribute
    } - {LOADS}


@pytest.mark.parametrize("part", READ_IN)
def test_a_part_of_the_rule_is_read_where_it_is_said_to_be(part: str) -> None:
    assert readers(part) == READ_IN[part]


def test_the_file_of_rules_is_opened_by_one_module() -> None:
    name = "rules/procurement.yml"
    naming = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == name
    }
    assert naming == {LOADS}

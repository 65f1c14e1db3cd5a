"""Findings of one kind are said once, with their number and the first places; none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cchc_analysis.intake.finding_groups import group_findings
from cchc_analysis.intake.findings import Finding, Severity

_CELL = Finding("bid_report.cell_text", Severity.NOTE, "a.xlsx", "Bieu 01", "B4", "5")


def at(*places: str, raw: str = "5") -> list[Finding]:
    return [replace(_CELL, place=place, raw_value=raw) for place in places]


def test_a_lone_finding_says_itself() -> None:
    (group,) = group_findings([_CELL])
    assert group.message("vi") == _CELL.message("vi")


def test_the_first_places_and_how_many_more_are_said() -> None:
    (group,) = group_findings(at(*(f"B{row}" for row in range(1, 41))))
    said = f"a.xlsx · Bieu 01 · B1, B2, B3 … and 37 more (40 findings of one kind): {_CELL.sentence('en')}"
    assert group.message("en") == said
    assert "B1, B2, B3 … và 37 chỗ nữa (40 ghi nhận" in group.message("vi")


def test_up_to_three_places_are_all_of_them_and_rows_are_named_in_the_language() -> None:
    (group,) = group_findings(at("row 4", "row 9", "row 9"))
    assert group.message("vi").startswith("a.xlsx · Bieu 01 · dòng 4, dòng 9 (3 ghi nhận")


def test_where_the_sentences_differ_the_first_is_said_for_its_place_alone() -> None:
    (group,) = group_findings([*at("B4", raw="5"), *at("B7", raw="6")])
    assert "(2 findings of one kind, here the one at B4)" in group.message("en")
    assert '"5"' in group.message("en")
    assert '"6"' not in group.message("en")


@pytest.mark.parametrize(
    "other",
    [{"code": "bid_report.cell_zero"}, {"severity": Severity.HELD}, {"file": "b.xlsx"}, {"sheet": "Bieu 02A"}],
)
def test_another_kind_severity_file_or_sheet_is_another_group(other: dict[str, str]) -> None:
    changed = replace(_CELL, values={"count": 2}, **other)  # type: ignore[arg-type]
    groups = group_findings([_CELL, changed, *at("B9")])
    assert [len(group.findings) for group in groups] == [2, 1]


def test_findings_without_a_place_name_the_file_alone() -> None:
    (group,) = group_findings([replace(_CELL, sheet="", place="", raw_value=raw) for raw in "56"])
    assert group.message("en").startswith("a.xlsx (2 findings of one kind, here the one at a.xlsx): ")

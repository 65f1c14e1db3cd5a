"""How often the projection held in the sample city: as the methodology prints it."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.compliance.projection_backtest import projection_backtest
from cchc_analysis.intake.own_tables.adapter import read_sample
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.reference.projection_settings import load_projection_settings
from cchc_analysis.sample.city import assessed_members
from cchc_analysis.settings import PROJECT_DIR
from tests.compliance.outlook_rows import AGENCIES, RULE, planned

YEARS = (2020, 2021)
_POOLED = ["year", "quarter", "leg"]
_MEANS = ["mean_width_share", "mean_error_share", "carried_error_share"]


@pytest.fixture(scope="module")
def backtest(sample_files: Path) -> pd.DataFrame:
    packages = read_sample(sample_files).tables["packages"]
    members = {member.agency_code: member for year in YEARS for member in assessed_members(year)}
    agencies = pd.DataFrame({
        "agency_code": list(members),
        "agency_name": [member.name for member in members.values()],
        "group": [member.group for member in members.values()],
    })  # fmt: skip
    periods = [Period(year, quarter) for year in YEARS for quarter in (1, 2, 3)]
    asked = [(period, rule_on(period.end_on)) for period in periods]
    return projection_backtest(packages, agencies, asked, load_projection_settings(), counts_shortened=True)


def printed(backtest: pd.DataFrame, legs: dict[str, str]) -> list[str]:
    """The rows of the methodology's table: both methods together."""
    weighted = backtest.assign(**{mean: backtest[mean] * backtest["projected_count"] for mean in _MEANS})
    sums = weighted.groupby(_POOLED, as_index=False)[["projected_count", "inside_count", *_MEANS]].sum()
    rows = []
    for row in sums.to_dict("records"):
        cases, inside = int(row["projected_count"]), int(row["inside_count"])
        means = [f"{100 * row[mean] / cases:.1f}" for mean in _MEANS]
        cells = [
            row["year"],
            row["quarter"],
            legs[row["leg"]],
            cases,
            inside,
            f"{100 * inside / cases:.0f}",
            *means,
        ]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return rows


@pytest.mark.parametrize(
    ("language", "legs", "whole"),
    [
        ("en", {"count": "number", "value": "value"}, "{inside} of {cases} ({pct} %)"),
        ("vi", {"count": "số lượng", "value": "giá trị"}, "{inside} trên {cases} ({pct} %)"),
    ],
)
def test_the_methodology_prints_what_the_back_test_finds(
    backtest: pd.DataFrame, language: str, legs: dict[str, str], whole: str
) -> None:
    page = (PROJECT_DIR / "docs" / "methodology" / f"procurement-outlook.{language}.md").read_text(
        encoding="utf-8"
    )
    table = [line for line in page.splitlines() if re.match(r"\| 20\d\d ", line)]
    assert table == printed(backtest, legs)
    cases, inside = int(backtest["projected_count"].sum()), int(backtest["inside_count"].sum())
    assert whole.format(cases=cases, inside=inside, pct=round(100 * inside / cases)) in page
    settings = load_projection_settings()
    assert f" {settings.level_pct} % (`level_pct`)" in page
    assert re.search(rf" {settings.least_years} [^.]*\(`least_years`\)", page)


def test_the_interval_holds_about_as_often_as_it_says(backtest: pd.DataFrame) -> None:
    cases = backtest["projected_count"].sum()
    assert cases > 400
    assert 0.72 < backtest["inside_count"].sum() / cases < 0.9
    assert set(backtest["method"]) == {"own", "group"}


def test_both_pages_have_the_same_sections() -> None:
    pages = [
        (Path(PROJECT_DIR) / "docs" / "methodology" / f"procurement-outlook.{language}.md").read_text("utf-8")
        for language in ("en", "vi")
    ]
    numbers = [re.findall(r"^#{2,3} ([\d.]+) ", page, flags=re.MULTILINE) for page in pages]
    assert numbers[0] == numbers[1] == ["1.", "2.", "3.", "3.1"]


def test_years_without_a_history_have_no_case() -> None:
    packages = planned((True, 10), (False, 20))
    agencies = AGENCIES.assign(group="department")
    asked = [(Period(2020, 2), RULE)]
    found = projection_backtest(packages, agencies, asked, load_projection_settings(), counts_shortened=True)
    assert found.empty

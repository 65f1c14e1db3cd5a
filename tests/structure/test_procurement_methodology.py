"""The method page on online procurement says what the rules file says, the same in both languages."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.reference.procurement_rules import load_rules, rule_on

PROJECT_DIR = Path(__file__).resolve().parents[2]
PAGES = {
    language: (PROJECT_DIR / "docs" / "methodology" / f"procurement.{language}.md").read_text(encoding="utf-8")
    for language in ("vi", "en")
}
both = pytest.mark.parametrize("language", ["vi", "en"])


def rows(page: str, first: str) -> list[list[str]]:
    """The rows of tables whose first cell is like `first`."""
    found = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"
    ]
    return [cells for cells in found if re.fullmatch(first, cells[0])]


def whole(cell: str) -> int | None:
    number = re.search(r"\d+", cell)
    return int(number[0]) if number else None


def test_both_pages_have_the_same_sections() -> None:
    sections = [re.findall(r"^#{2,3} ([\d.]+) ", page, flags=re.MULTILINE) for page in PAGES.values()]
    assert sections[0] == sections[1]
    assert len(sections[0]) > 8


@both
def test_the_ratios_printed_are_those_by_which_years_are_judged(language: str) -> None:
    printed = {
        int(year): (whole(number), whole(value)) for year, number, value, _ in rows(PAGES[language], r"\d{4}")
    }
    years = range(2016, 2026)
    judged = {year: rule_on(dt.date(year, 12, 31)).minimums(year) for year in years}
    assert printed == {year: least for year, least in judged.items() if least[0] is not None}


@both
def test_the_ceilings_printed_are_those_of_the_rules(language: str) -> None:
    dated = rows(PAGES[language], r"\d{2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")
    forms = ("%d/%m/%Y",) if language == "vi" else ("%d %B %Y",)
    printed = {
        dt.datetime.strptime(cells[0], forms[0]).date(): tuple(whole(cell) for cell in cells[1:3])
        for cells in dated
    }
    rules = {rule.valid_from: rule for rule in load_rules() if rule.mandatory_share_pct}
    for begins, (goods, works) in printed.items():
        if begins not in rules:
            # A line that says of a stretch that nothing is concluded.
            assert (rule_on(begins).mandatory_share_pct, goods, works) == (None, None, None)
            continue
        ceilings = rules[begins].mandatory_ceilings_vnd
        assert {field: amount // 10**9 for field, amount in ceilings.items()} == (
            {}
            if goods is None
            else {**dict.fromkeys(("goods", "non_consulting", "consulting"), goods), "works": works}
        )
    last: dict[str, int] | None = None
    changes = []
    for begins, rule in sorted(rules.items()):
        if rule.mandatory_ceilings_vnd != last:
            changes.append(begins)
        last = rule.mandatory_ceilings_vnd
    assert set(changes) <= set(printed)


@both
def test_every_result_of_a_verdict_is_explained(language: str) -> None:
    explained = [cells[0].strip("`") for cells in rows(PAGES[language], r"`[a-z_]+`")]
    assert set(RESULTS) <= set(explained)


@both
def test_the_notebooks_named_exist(language: str) -> None:
    named = set(re.findall(r"`(\d\d_[a-z_]+)`", PAGES[language]))
    assert named == {"07_procurement_compliance", "08_procurement_indicators"}
    assert named <= {path.stem for path in (PROJECT_DIR / "notebooks").glob("*.ipynb")}

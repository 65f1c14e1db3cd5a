"""The scale a published index scores its criteria on."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.score_ranges import ScoreRange, score_ranges

HEADER = "framework,valid_from,valid_to,scale_of,lowest,highest,source,note"
ROW = "pci,2005,2016,criterion,0,10,a page,"


def _write(folder: Path, *rows: str) -> Path:
    (folder / "score_ranges.csv").write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("code", "first", "last"), [("papi", 2011, 2024), ("pci", 2005, 2016)])
def test_every_scored_criterion_of_every_year_has_a_scale(code: str, first: int, last: int) -> None:
    for year in range(first, last + 1):
        framework = load_framework(code, year)
        assert tuple(score_ranges(framework)) == framework.leaf_codes


@pytest.mark.parametrize(
    ("year", "code", "parts"), [(2017, "SC21", 3), (2018, "SC21", 4), (2018, "SC82", 2), (2021, "SC51", 3)]
)
def test_criteria_share_the_scale_of_their_domain_as_it_is_that_year(year: int, code: str, parts: int) -> None:
    assert score_ranges(load_framework("papi", year))[code] == ScoreRange(Decimal(0), Decimal(10), parts)


def test_a_scale_holds_its_ends_and_nothing_beyond() -> None:
    third = ScoreRange(Decimal(0), Decimal(10), parts=3)
    assert third.bounds == (0, 3.33)
    held = ["0", "3.33", "3.3333333333333333", "3.3333333333333334", "-0.01"]
    assert [third.holds(Decimal(score)) for score in held] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("pci,2005,2016,criterion,0,10,,", "row 2: source"),
        ("pci,2005,,criterion,0,10,a page,", "row 2: valid_to ''"),
        ("pci,2005,2016,leaf,0,10,a page,", "row 2: scale_of 'leaf'"),
        ("pci,2005,2016,criterion,-1,ten,a page,", "row 2: highest 'ten'"),
        ("pci,2005,2016,criterion,10,10,a page,", "row 2: 10 >= 10"),
    ],
)
def test_a_faulty_row_is_refused(tmp_path: Path, row: str, fault: str) -> None:
    with pytest.raises(ReferenceFileError) as caught:
        score_ranges(load_framework("pci", 2016), reference_dir=_write(tmp_path, row))
    assert fault in caught.value.message("en")


def test_two_scales_at_once_and_none_at_all_are_refused(tmp_path: Path) -> None:
    framework = load_framework("pci", 2016)
    with pytest.raises(ReferenceFileError, match="pci 2016: 2"):
        score_ranges(framework, reference_dir=_write(tmp_path, ROW, ROW))
    with pytest.raises(NoRuleError, match=r"score_ranges\.csv"):
        score_ranges(framework, reference_dir=_write(tmp_path, ROW.replace("2016", "2015")))


@pytest.mark.real_data
@pytest.mark.parametrize("year", range(2011, 2025))
def test_every_published_score_of_papi_lies_on_its_scale(shared_data: Path, year: int) -> None:
    scales = score_ranges(load_framework("papi", year))
    with (shared_data / "papi" / f"{year}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    beyond = [
        (row["Province"], code)
        for row in rows
        for code, scale in scales.items()
        if row[code] and not scale.holds(Decimal(row[code]))
    ]
    assert beyond == []

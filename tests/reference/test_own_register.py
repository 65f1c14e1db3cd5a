"""A ministry or another province sets up its own register as the how-to says; a slip in it is named."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_analysis.reference.agencies import (
    UnsourcedListError,
    load_agencies,
    load_aliases,
    load_assessed,
    resolve_name,
)
from cchc_analysis.reference.agency_checks import COLUMNS, GROUPS
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.procurement_rules import load_rules
from cchc_analysis.settings import PROJECT_DIR, load_settings

PAGE = (PROJECT_DIR / "docs" / "how-to" / "own-register.md").read_text(encoding="utf-8")
LINE = 'EXC2,,Cục Ví dụ Hai,Example Department Two,Cục Hai,department,EXBO,2019-07-01,,,"Ví dụ, không có thật"'


def block(kind: str) -> str:
    """The one example of a kind on the page."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE, flags=re.DOTALL)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the page's steps lead to."""
    reference = load_settings().reference_dir
    (tmp_path / "agencies.csv").write_text(block("csv"), encoding="utf-8")
    for file in ("agency_aliases.csv", "assessed_agencies.csv"):
        heading = (reference / file).read_text(encoding="utf-8").splitlines()[0]
        (tmp_path / file).write_text(heading + "\n", encoding="utf-8")
    return tmp_path


def test_the_example_of_the_page_is_a_register_that_finds_agencies_by_name_on_their_days(folder: Path) -> None:
    agencies, aliases = load_agencies(folder), load_aliases(folder)
    found = {
        (name, day): resolve_name(agencies, name, dt.date.fromisoformat(day), aliases=aliases)
        for name in ("Cục Ví dụ Một", "Cục Hai")
        for day in ("2019-06-30", "2019-07-01", "2025-03-01")
    }
    assert list(found.values()) == ["EXC1", "EXC1", None, None, "EXC2", "EXC2"]
    with pytest.raises(UnsourcedListError):
        load_assessed(2020, folder)


def test_the_list_that_the_last_step_writes_is_the_one_it_checks_and_reports() -> None:
    step = PAGE.split("**5.")[1]
    assert re.findall(r"\bgoi_thau\.\w+", step) == ["goi_thau.xlsx"] * 3


def test_the_page_explains_every_column_and_names_every_group() -> None:
    explained = [name for cell in re.findall(r"(?m)^\| (`.*?) \|", PAGE) for name in re.findall(r"`(\w+)`", cell)]
    assert explained == list(COLUMNS)
    assert all(f"`{group}`" in PAGE for group in GROUPS)


def test_the_rules_stay_sound_when_reporting_and_consequence_are_left_open(tmp_path: Path) -> None:
    shutil.copytree(load_settings().reference_dir / "vocabulary", tmp_path / "vocabulary")
    words = (load_settings().reference_dir / "rules" / "procurement.yml").read_text(encoding="utf-8")
    for line in block("yaml").splitlines():
        key = line.split(":")[0].strip()
        words, count = re.subn(rf"(?m)^  {key}:.*\n(?:    .*\n)*", f"{line}\n", words)
        assert count == len(load_rules())
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "procurement.yml").write_text(words, encoding="utf-8")
    rules = load_rules(reference_dir=tmp_path)
    assert {(rule.reporting.status, rule.rating_consequence.status) for rule in rules} == {("unknown", "unknown")}
    assert [rule.min_count_pct for rule in rules] == [rule.min_count_pct for rule in load_rules()]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("2019-07-01", "01/07/2019", "dòng 4: valid_from “01/07/2019” phải viết như 2019-07-01"),
        ("2019-07-01", "2019-7-1", "row 4: valid_from “2019-7-1” has to be written like 2019-07-01"),
        (',"Ví dụ, không có thật"', ",", "row 4: source is empty"),
        ("EXC2,", "EX-2,", "row 4: the code “EX-2” may hold"),
        ("EXC2,", " EXC2,", "row 4: ' EXC2'"),
        ("EXC2,", ",", "dòng 4: thiếu agency_code"),
        ("department", "cục", "dòng 4: không có nhóm “cục”; các nhóm: city, department"),
        (",,,", ",,", "row 4: 10 cells, not 11"),
        ('"Ví dụ', '"Ví "dụ', "expected after"),
    ],
)
def test_a_row_that_is_not_typed_soundly_is_named(folder: Path, old: str, new: str, named: str) -> None:
    page = block("csv")
    assert LINE in page
    (folder / "agencies.csv").write_text(page.replace(LINE, LINE.replace(old, new, 1)), encoding="utf-8")
    with pytest.raises(ReferenceFileError) as caught:
        load_agencies(folder)
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("change", "encoding", "named"),
    [
        (lambda words: words, "utf-16", "lưu kiểu CSV UTF-8"),
        (lambda words: words.replace(",", ";"), "utf-8", "header"),
        (lambda words: words.replace(",source", ""), "utf-8", "header"),
    ],
)
def test_a_file_of_another_form_is_named(
    folder: Path, change: Callable[[str], str], encoding: str, named: str
) -> None:
    (folder / "agencies.csv").write_text(change(block("csv")), encoding=encoding)
    with pytest.raises(ReferenceFileError) as caught:
        load_agencies(folder)
    assert named in str(caught.value)

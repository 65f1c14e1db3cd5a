"""Which criteria went on under another code, as the reference file states it, between any two years."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from cchc_analysis.reference.criterion_match import match_leaves
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.frameworks import Framework
from cchc_analysis.reference.renumbered import RENUMBERED_FILE, renumbered_criteria
from tests.index.year_pairs import framework

HEADER = "framework,year,old_code,new_code,source\n"


def version(year: int, *codes: str) -> Framework:
    return replace(framework(dict.fromkeys(codes, 1.0), year=year), code="trial")


def write(folder: Path, *rows: str) -> Path:
    (folder / RENUMBERED_FILE).write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


def test_the_file_that_comes_with_the_project_can_be_read() -> None:
    assert renumbered_criteria(version(2019, "1"), version(2020, "1")) == {}


def test_a_step_is_stated_for_one_framework_and_the_year_it_begins(tmp_path: Path) -> None:
    folder = write(tmp_path, "trial,2020,1,2,decision", "other,2020,3,4,decision", "trial,2021,2,1,decision")
    step = renumbered_criteria(version(2019, "1", "3"), version(2020, "2", "3"), reference_dir=folder)
    assert step == {"1": "2"}


def test_steps_are_joined_over_the_years_between(tmp_path: Path) -> None:
    # 1 becomes 2 (pushing the old 2 out), then 3; a criterion that only lived in between is not named.
    folder = write(tmp_path, "trial,2020,1,2,x", "trial,2021,2,3,x", "trial,2021,5,6,x")
    before, after = version(2019, "1", "2"), version(2021, "2", "3", "6")
    joined = renumbered_criteria(before, after, reference_dir=folder)
    assert joined == {"1": "3", "2": ""}
    assert match_leaves(before, after, joined) == {"1": "3"}


def test_a_criterion_that_ended_after_it_was_renumbered_has_ended(tmp_path: Path) -> None:
    folder = write(tmp_path, "trial,2020,1,2,x")
    assert renumbered_criteria(version(2019, "1"), version(2021, "4"), reference_dir=folder) == {"1": ""}


def test_every_row_that_states_nothing_sound_is_named(tmp_path: Path) -> None:
    folder = write(
        tmp_path, "trial,2020,1,2,x", "trial,soon,1,2,x", "trial,2020,,2,x", "trial,2020,3,4,", "trial,2020,1,5,x"
    )
    with pytest.raises(ReferenceFileError) as caught:
        renumbered_criteria(version(2019, "1"), version(2020, "2"), reference_dir=folder)
    assert caught.value.faults == ("row 3", "row 4", "row 5", "row 6")

"""Score workbooks of several agencies: every file and every row is accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cchc_analysis.intake.findings import Severity, SourceIntake
from cchc_analysis.intake.score.adapter import read_scores
from cchc_analysis.reference.frameworks import Framework, load_framework
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES
from tests.intake.score_forms import load_small, rezip, score_table, set_cells, write_form


@pytest.fixture(scope="module", autouse=True)
def small_framework_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr("cchc_analysis.intake.score.cover.load_framework", load_small)
        yield


def findings(intake: SourceIntake) -> list[tuple[str, str, Severity]]:
    for finding in intake.findings:
        assert all(finding.message(language) for language in LANGUAGES)
    shown = [finding for finding in intake.findings if finding.code != "workbook.criterion_not_due"]
    return [(finding.file, finding.code.removeprefix("workbook."), finding.severity) for finding in shown]


def test_good_files_beside_bad_ones_are_used_and_every_file_has_its_account(tmp_path: Path) -> None:
    good = write_form(tmp_path / "good.xlsx")
    other = write_form(tmp_path / "other.xlsx", agency_code="SNV", agency_name="Sở Nội vụ")
    empty, text, broken = (tmp_path / name for name in ("empty.xlsx", "text.xlsx", "broken.xlsx"))
    empty.write_bytes(b"")
    text.write_text("STT;Mã tiêu chí\n", encoding="utf-8")
    broken.write_bytes(rezip(good.read_bytes(), {"xl/worksheets/sheet2.xml": b"<worksheet>"}))

    intake = read_scores([empty, good, broken, text, other])

    assert [file.file for file in intake.files] == [
        "empty.xlsx",
        "good.xlsx",
        "broken.xlsx",
        "text.xlsx",
        "other.xlsx",
    ]
    assert findings(intake) == [
        ("empty.xlsx", "empty_file", Severity.FILE_REJECTED),
        ("broken.xlsx", "unreadable", Severity.FILE_REJECTED),
        ("text.xlsx", "is_text", Severity.FILE_REJECTED),
    ]
    assert intake.files[1].sha256 == hashlib.sha256(good.read_bytes()).hexdigest()
    assert not intake.is_synthetic, "the scores are those that agencies sent"
    scores = check_table("scores", intake.tables["scores"])
    assert list(scores["agency_code"]) == ["STP"] * 5 + ["SNV"] * 5
    assert list(scores["source_row"]) == [11, 13, 14, 16, 19] * 2
    assert list(scores["source_file"]) == ["good.xlsx"] * 5 + ["other.xlsx"] * 5
    assert scores["self_score"].isna().tolist() == [False, False, False, False, True] * 2


def test_no_file_gives_an_empty_table_that_keeps_the_contract() -> None:
    intake = read_scores([])
    assert check_table("scores", intake.tables["scores"]).empty
    assert intake.files == ()


def test_two_files_for_one_agency_and_year_are_both_rejected(tmp_path: Path) -> None:
    first = write_form(tmp_path / "first.xlsx")
    second = write_form(tmp_path / "second.xlsx", scores=score_table(**{"1.1": (0.5, 0.5)}))
    next_year = write_form(tmp_path / "next.xlsx", year=2021, scores=None)
    intake = read_scores([first, next_year, second])
    assert findings(intake) == [
        ("first.xlsx", "agency_twice", Severity.FILE_REJECTED),
        ("second.xlsx", "agency_twice", Severity.FILE_REJECTED),
    ]
    for finding in intake.files[0].findings:
        assert "first.xlsx, second.xlsx" in finding.message("vi")
    assert set(intake.tables["scores"]["source_file"]) == {"next.xlsx"}
    assert [count.rejected == count.read > 0 for count in intake.files[0].counts] == [True, True]


def test_files_are_named_from_the_folder_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    first, second = (write_form(tmp_path / folder / "form.xlsx") for folder in ("a", "a/b"))
    assert [file.file for file in read_scores([first, second]).files] == ["form.xlsx", "b/form.xlsx"]
    intake = read_scores([first, second], root=tmp_path)
    assert [file.file for file in intake.files] == ["a/form.xlsx", "a/b/form.xlsx"]
    assert "a/form.xlsx, a/b/form.xlsx" in intake.findings[0].message("vi")


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    paths = [
        write_form(tmp_path / "a.xlsx"),
        write_form(tmp_path / "b.xlsx", agency_code="SNV", agency_name="Sở Nội vụ"),
    ]
    tables = [read_scores(order).tables["scores"] for order in (paths, paths[::-1])]
    forward, backward = (table.sort_values(["agency_code", "criterion_code"]) for table in tables)
    assert forward.reset_index(drop=True).equals(backward.reset_index(drop=True))


def test_a_file_too_large_to_read_still_has_its_digest(tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    large.write_bytes(b"PK\x03\x04" + bytes(21 * 1024**2))
    intake = read_scores([large])
    assert findings(intake) == [("large.xlsx", "too_large", Severity.FILE_REJECTED)]
    assert intake.files[0].sha256 == hashlib.sha256(large.read_bytes()).hexdigest()


def test_points_beyond_the_scale_are_rejected_though_the_framework_states_no_maximum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_analysis.intake.score.cover.load_framework", load_framework)
    papi = load_framework("papi", 2020)
    places = {cell.value: f"H{cell.row}" for cell in _codes(write_form(tmp_path / "x.xlsx", **_blank(papi)))}
    edit = set_cells(**{places["SC11"]: 1e9, places["SC12"]: 2.5})
    intake = read_scores([write_form(tmp_path / "form.xlsx", edit, **_blank(papi))])
    (finding,) = intake.findings
    assert (finding.code, finding.place) == ("workbook.score_out_of_range", places["SC11"])
    points = intake.tables["scores"].set_index("criterion_code")["survey_score"]
    assert "SC11" not in points
    assert points["SC12"] == 2.5


def _blank(framework: Framework) -> dict[str, Any]:
    return {"framework": framework, "scores": None}


def _codes(form: Path) -> tuple[Any, ...]:
    return openpyxl.load_workbook(form)["Chấm điểm"]["B"]


def test_the_form_of_a_framework_of_the_project_is_read_back_by_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc_analysis.intake.score.cover.load_framework", load_framework)
    city = load_framework("sample_city", 2020)
    form = write_form(tmp_path / "form.xlsx", framework=city, scores=None, group="department")
    intake = read_scores([form])
    assert findings(intake) == []
    groups = city.criteria["applies_to"].str.split(";").map(lambda names: names == [""] or "department" in names)
    due = city.criteria.loc[(city.criteria["score_source"] != "") & groups, "code"]
    assert list(intake.tables["scores"]["criterion_code"]) == list(due)

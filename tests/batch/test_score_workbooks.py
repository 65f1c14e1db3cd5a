"""From the template to a report: what agencies fill in comes out as their index."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.batch.index_file import NoScoresError
from cchc_analysis.batch.report import run_report
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.intake.score.template import write_score_template
from cchc_analysis.reference.frameworks import load_framework
from tests.batch.conftest import Published, request
from tests.batch.kernels import kernels_only_for


@pytest.fixture(scope="module")
def workbooks(folders: Path) -> Path:
    """Workbooks of two agencies, filled with their scores in the sample city."""
    study = open_study(period="2020-Q4")
    scores = study.warehouse.table("scores")
    assert scores is not None
    inbox = folders / "inbox"
    inbox.mkdir()
    for code, group in (("SNV", "department"), ("Q1", "district")):
        own = scores[(scores["agency_code"] == code) & (scores["year"] == 2020)]
        write_score_template(
            inbox / f"{code}.xlsx",
            framework=load_framework("sample_city", 2020),
            agency_code=code,
            agency_name=code,
            year=2020,
            group=group,
            scores=own,
        )
    return inbox


def league(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["agency_code"]: row["index"] for row in csv.DictReader(file)}


def test_the_report_of_workbooks_shows_the_figures_of_the_same_scores_sent_otherwise(
    workbooks: Path, published: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_OUTPUTS_DIR", str(tmp_path))
    asked = request(source=f"scores={workbooks}", agencies=("SNV",))
    with kernels_only_for():
        assert run_report(asked, say=lambda line: None) == 0
    base = tmp_path / "quarterly-scores" / "2020-Q4"
    from_workbooks = league(base / "overview" / "tables" / "league.csv")
    from_tables = league(published.period_dir / "overview" / "tables" / "league.csv")
    sent = {code: index for code, index in from_workbooks.items() if index}
    assert sent == {code: from_tables[code] for code in ("SNV", "Q1")}
    assert len(from_workbooks) == 46, "agencies that sent nothing keep their row"
    history = pd.read_csv(base / "SNV" / "tables" / "index_history.csv")
    assert history["year"].tolist() == [2020]


def test_a_year_nobody_sent_is_refused(workbooks: Path) -> None:
    with pytest.raises(NoScoresError, match="2019"):
        run_report(request(source=f"scores={workbooks}", period="2019-Q4", agencies=()), say=lambda line: None)


def test_two_workbooks_of_one_agency_and_year_are_both_refused(workbooks: Path, tmp_path: Path) -> None:
    for name in ("first.xlsx", "second.xlsx"):
        shutil.copy(workbooks / "SNV.xlsx", tmp_path / name)
    with pytest.raises(IntakeError) as caught:
        run_report(request(source=f"scores={tmp_path}", agencies=()), say=lambda line: None)
    said = str(caught.value)
    assert "first.xlsx" in said
    assert "second.xlsx" in said

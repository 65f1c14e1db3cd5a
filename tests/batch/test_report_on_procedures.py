"""Contracting data of another country: no packages, no scores, and one report that can be made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.batch import report
from cchc_analysis.batch.make import JobOutcome
from tests.batch.conftest import request
from tests.intake.notice_rows import notice
from tests.intake.ocds_packages import release, save_lines
from tests.intake.plan_rows import save


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("warehouse", "outputs"):
        monkeypatch.setenv(f"CCHC_{name.upper()}_DIR", str(tmp_path / name))
    return f"ocds={save_lines(tmp_path / 'data' / 'a.jsonl', release())}"


def test_the_indicators_are_made_of_procedures_alone(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "make_jobs", lambda jobs, **_: (JobOutcome(tmp_path, "overview", "made"),))
    asked = request(name="indicators", source=source, period="2024", agencies=())
    assert report.run_report(asked, say=lambda line: None) == report.OK


@pytest.mark.parametrize("name", ["quarterly", "index"])
def test_what_needs_packages_or_scores_is_refused(source: str, name: str) -> None:
    asked = request(name=name, source=source, period="2024", agencies=())
    with pytest.raises(report.NothingUsableError, match=r"ocds.*refused: –"):
        report.run_report(asked, say=lambda line: None)


def test_a_refused_file_of_plans_is_named_where_nothing_else_gives_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("warehouse", "outputs"):
        monkeypatch.setenv(f"CCHC_{name.upper()}_DIR", str(tmp_path / name))
    save(tmp_path / "data" / "KHLCNT.csv").write_bytes(b"")
    save(tmp_path / "data" / "TBMT_CDT.csv", notice(1))
    asked = request(name="procurement", source=f"vneps={tmp_path / 'data'}", period="2023", agencies=())
    with pytest.raises(report.NothingUsableError, match=r"vneps.*KHLCNT\.csv"):
        report.run_report(asked, say=lambda line: None)

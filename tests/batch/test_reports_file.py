"""Named reports: what a report may be about, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from cchc_analysis.batch.plan import plan_jobs
from cchc_analysis.batch.report import NoAgencyError, NoAgencyNotebookError, run_report
from cchc_analysis.batch.reports import UnknownReportError, load_report_spec
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.sample.write import write_sample
from tests.batch.conftest import request

WHOLE = 'title_vi: "Chung"\n  title_en: "Whole"\n  agencies: {}\n  briefing: false\n'
AGENCY_ONLY = f'r:\n  {WHOLE}  agency_notebook: "02_agency_report"\n'
WHOLE_ONLY = f'r:\n  {WHOLE}  city_notebook: "01_city_overview"\n'


def spec_file(folder: Path, content: str) -> Path:
    folder.joinpath("reports.yml").write_text(content, encoding="utf-8")
    return folder


def test_a_report_may_be_about_agencies_only_and_has_no_job_for_the_whole(tmp_path: Path, folders: Path) -> None:
    write_sample(folders / "sample")
    spec = load_report_spec("r", spec_file(tmp_path, AGENCY_ONLY))
    jobs = plan_jobs(open_study(period="2020-Q4"), spec, report="r", agencies=("Q1", "SNV"), outputs_dir=tmp_path)
    assert [job.job.folder for job in jobs] == ["Q1", "SNV"]


def test_parameters_of_a_report_reach_every_job_and_its_record(tmp_path: Path, folders: Path) -> None:
    write_sample(folders / "sample")
    content = WHOLE_ONLY + '  agency_notebook: "02_agency_report"\n  parameters: {replications: 10}\n'
    spec = load_report_spec("r", spec_file(tmp_path, content))
    jobs = plan_jobs(open_study(period="2020-Q4"), spec, report="r", agencies=("Q1",), outputs_dir=tmp_path)
    assert [job.job.parameters["replications"] for job in jobs] == [10, 10]
    assert [job.recorded_parameters["replications"] for job in jobs] == [10, 10]


@pytest.mark.parametrize(
    "content",
    [
        f"r:\n  {WHOLE}",
        AGENCY_ONLY.replace("briefing: false", "briefing: true"),
        WHOLE_ONLY + "  notebook: x\n",
        WHOLE_ONLY + "  parameters: {seeds: [1, 2]}\n",
    ],
)
def test_a_report_that_makes_nothing_or_says_more_than_it_may_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ValidationError):
        load_report_spec("r", spec_file(tmp_path, content))


def test_an_unknown_report_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownReportError, match="r"):
        load_report_spec("q", spec_file(tmp_path, WHOLE_ONLY))


@pytest.mark.parametrize(
    ("content", "agencies", "error"),
    [(AGENCY_ONLY, (), NoAgencyError), (WHOLE_ONLY, ("Q1",), NoAgencyNotebookError)],
)
def test_agencies_are_asked_for_where_they_are_needed_and_only_there(
    tmp_path: Path,
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
    agencies: tuple[str, ...],
    error: type[Exception],
) -> None:
    monkeypatch.setenv("CCHC_NOTEBOOKS_DIR", str(spec_file(tmp_path, content)))
    with pytest.raises(error):
        run_report(request(name="r", agencies=agencies), say=lambda line: None)

"""Named reports: what a report may be about, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.batch import report as runner
from cchc_analysis.batch.parameters import notebook_parameters
from cchc_analysis.batch.plan import plan_jobs
from cchc_analysis.batch.report import NoAgencyError, NoAgencyNotebookError, run_report
from cchc_analysis.batch.reports import ReportsFileError, UnknownReportError, load_report_spec
from cchc_analysis.batch.set_parameters import set_parameters
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.settings import load_settings
from tests.batch.conftest import request

WHOLE = 'title_vi: "Chung"\n  title_en: "Whole"\n  agencies: {}\n  briefing: false\n'
AGENCY_ONLY = f'r:\n  {WHOLE}  agency_notebook: "02_agency_report"\n'
WHOLE_ONLY = f'r:\n  {WHOLE}  city_notebook: "01_city_overview"\n'


def spec_file(folder: Path, content: str) -> Path:
    folder.joinpath("reports.yml").write_text(content, encoding="utf-8")
    for notebook in ("01_city_overview", "02_agency_report"):
        folder.joinpath(f"{notebook}.ipynb").touch()
    return folder


def test_a_report_may_be_about_agencies_only_and_has_no_job_for_the_whole(tmp_path: Path, folders: Path) -> None:
    spec = load_report_spec("r", spec_file(tmp_path, AGENCY_ONLY))
    jobs = plan_jobs(open_study(period="2020-Q4"), spec, report="r", agencies=("Q1", "SNV"), outputs_dir=tmp_path)
    assert [job.job.folder for job in jobs] == ["Q1", "SNV"]


def test_parameters_of_a_report_reach_every_job_and_its_record(tmp_path: Path, folders: Path) -> None:
    content = WHOLE_ONLY + '  agency_notebook: "02_agency_report"\n  parameters: {replications: 10}\n'
    spec = load_report_spec("r", spec_file(tmp_path, content))
    jobs = plan_jobs(open_study(period="2020-Q4"), spec, report="r", agencies=("Q1",), outputs_dir=tmp_path)
    assert [job.job.parameters["replications"] for job in jobs] == [10, 10]
    assert [job.recorded_parameters["replications"] for job in jobs] == [10, 10]


@pytest.mark.parametrize(("report", "is_asked"), [("indicators", False), ("procurement", True)])
def test_the_switch_for_shortened_quotation_is_said_only_of_reports_that_ask_it(
    report: str, is_asked: bool, tmp_path: Path, folders: Path
) -> None:
    study = open_study(period="2020-Q4", counts_shortened=False)
    whole, *_ = plan_jobs(study, load_report_spec(report), report=report, agencies=(), outputs_dir=tmp_path)
    assert ("counts_shortened" in whole.job.parameters) is is_asked
    assert ("without_shortened" in str(whole.outputs_dir)) is is_asked


OTHER = WHOLE_ONLY.replace("r:", "other:", 1)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (f"r:\n  {WHOLE}", "city_notebook"),
        (AGENCY_ONLY.replace("briefing: false", "briefing: true"), "briefing"),
        (WHOLE_ONLY + "  notebook: x\n", "notebook"),
        (WHOLE_ONLY + "  parameters: {seeds: [1, 2]}\n", "parameters.seeds"),
        (WHOLE_ONLY + "  parameters: {replications: null}\n", "parameters.replications"),
        (WHOLE_ONLY + '  parameters: "x"\n', "parameters"),
        (WHOLE_ONLY + "  parameters: {period: x}\n", "parameters.period"),
        (WHOLE_ONLY + "  parameters: {agency: Q1}\n", "parameters.agency"),
        (WHOLE_ONLY + "  parameters: {language: en}\n", "parameters.language"),
        (WHOLE_ONLY + "  parameters: {source: papi}\n", "parameters.source"),
        (WHOLE_ONLY.replace('title_en: "Whole"', ""), "title_en"),
        ("r: null\n", "r"),
        (AGENCY_ONLY.replace("02_agency", "20_agency"), "20_agency_report.ipynb"),
    ],
)
def test_a_fault_is_named_by_file_report_and_key_in_both_languages(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(ReportsFileError) as caught:
        load_report_spec("other", spec_file(tmp_path, content + OTHER))
    assert len(caught.value.faults) == 1
    for language, report in (("vi", "báo cáo r"), ("en", "report r")):
        said = caught.value.message(language)  # type: ignore[arg-type]
        assert "reports.yml" in said
        assert report in said
        assert key in said


def test_all_faults_of_the_file_are_named_at_once(tmp_path: Path) -> None:
    bad = WHOLE_ONLY + "  parameters: {seed: null, top: [1], period: x}\n  notes: x\n"
    bad += OTHER.replace("agencies: {}", "x: 1")
    with pytest.raises(ReportsFileError) as caught:
        load_report_spec("r", spec_file(tmp_path, bad))
    places = [(values["report"], values["place"]) for _, values in caught.value.faults]
    assert sorted(places) == sorted([
        ("r", "parameters.seed"), ("r", "parameters.period"), ("r", "parameters.top"), ("r", "notes"),
        ("other", "agencies"), ("other", "x"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'r:\n  title_vi: "x\n', ("YAML", "dòng 3", "line 3")),
        ("r:\n  title_vi: Báo cáo\n".encode("utf-16"), ("UTF-8", "dòng 1", "line 1")),
        ("r:\n  title_vi: Đánh giá\n".encode("cp1258", "replace"), ("UTF-8", "dòng 2", "line 2")),
        (b"- r\n", ("reports.yml",)),
        (b"", ("reports.yml",)),
        (None, ("reports.yml",)),
    ],
)
def test_a_file_that_is_no_list_of_reports_is_refused_in_words(
    tmp_path: Path, content: bytes | None, said: tuple[str, ...]
) -> None:
    if content is not None:
        (tmp_path / "reports.yml").write_bytes(content)
    with pytest.raises(ReportsFileError) as caught:
        load_report_spec("r", tmp_path)
    message = caught.value.message("vi") + caught.value.message("en")
    assert all(word in message for word in said)
    assert caught.value.message("vi") != caught.value.message("en")


def test_what_a_run_does_not_set_is_recorded_as_the_notebook_has_it(tmp_path: Path, folders: Path) -> None:
    spec = load_report_spec("robustness")
    spec = set_parameters(spec, ["replications=50"], notebooks_dir=load_settings().notebooks_dir)
    study = open_study(period="2020-Q4")
    (job,) = plan_jobs(study, spec, report="robustness", agencies=(), outputs_dir=tmp_path)
    taken = notebook_parameters(job.job.notebook)
    assert job.recorded_parameters["replications"] == 50
    for name in ("seed", "top", "base_samples", "survey_sample"):
        assert name not in job.job.parameters
        assert job.recorded_parameters[name] == taken[name].default
    assert set(taken) - {"nonce"} <= set(job.recorded_parameters)
    assert "nonce" not in job.recorded_parameters


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


def test_the_sample_city_is_made_where_there_is_none_and_only_if_it_is_asked_for(
    tmp_path: Path, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    monkeypatch.setattr(runner, "write_sample", made.append)
    monkeypatch.setenv("CCHC_SAMPLE_DIR", str(tmp_path / "sample"))
    for source in (f"papi={tmp_path}", "sample"):
        with pytest.raises(IntakeError):
            run_report(request(source=source), say=lambda line: None)
    assert made == [tmp_path / "sample"]

"""A notebook that did not run to its end, or shows another agency, is never published."""

from __future__ import annotations

import contextlib
import itertools
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from cchc_analysis.batch.execute import execute
from cchc_analysis.batch.job import (
    CellFailedError,
    Job,
    KernelStoppedError,
    ProofDiffersError,
    RunNotProvedError,
)
from cchc_analysis.batch.parameters import TAG, NotebookParametersError, check_parameters, notebook_parameters
from cchc_analysis.batch.plan import plan_jobs
from cchc_analysis.batch.report import SOME_FAILED, run_report
from cchc_analysis.batch.reports import load_report_spec
from cchc_analysis.exhibits.show import SENTINEL
from cchc_analysis.exhibits.study import open_study
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.period import PeriodError
from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.texts import LANGUAGES, heard
from tests.batch.conftest import AGENCY, request
from tests.batch.kernels import execute_here

AGENCY_NOTEBOOK = "02_agency_report.ipynb"


@pytest.fixture
def notebooks(folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the notebooks that a test may break, without what lies between opening and proof."""
    copy = tmp_path / "notebooks"
    shutil.copytree(PROJECT_DIR / "notebooks", copy)
    for name in ("01_city_overview.ipynb", AGENCY_NOTEBOOK):
        shorten(copy / name)
    monkeypatch.setenv("CCHC_NOTEBOOKS_DIR", str(copy))
    monkeypatch.setenv("CCHC_OUTPUTS_DIR", str(tmp_path / "outputs"))
    return copy


def shorten(path: Path) -> None:
    """Keep parameters, opening and proof: a run is proved by these, whatever the report shows between them."""
    node = nbformat.read(path, as_version=4)
    code = [cell for cell in node.cells if cell.cell_type == "code"]
    node.cells = [*code[:3], code[-1]]
    nbformat.write(node, path)


def strip(path: Path) -> None:
    """Keep the parameters and a proof made of them alone: what a kernel imports does not change how it ends."""
    node = nbformat.read(path, as_version=4)
    parameters = next(cell for cell in node.cells if TAG in cell.metadata.get("tags", []))
    names = {name: name for name in ("nonce", "period", "language", "source", "place", "counts_shortened")}
    names["agency_code"] = "agency" if "agency:" in parameters.source else "''"
    shown = ", ".join([f"notebook={path.stem!r}", *(f"{name}={value}" for name, value in names.items())])
    cells = ["from IPython.display import display", f"display({{{SENTINEL!r}: dict({shown})}}, raw=True)"]
    node.cells = [parameters, *map(nbformat.v4.new_code_cell, cells)]
    nbformat.write(node, path)


def insert_cell(notebooks: Path, source: str) -> None:
    path = notebooks / AGENCY_NOTEBOOK
    node = nbformat.read(path, as_version=4)
    node.cells.insert(len(node.cells) - 1, nbformat.v4.new_code_cell(source))
    nbformat.write(node, path)


KILLED = "import os; os.kill(os.getpid(), 9)"
UNENDED = {
    "exception": ("1 / 0", CellFailedError),
    "quiet exit": ("import sys; sys.exit(0)", RunNotProvedError),
    "killed kernel": (KILLED, KernelStoppedError),
}
ANOTHER = {
    "agency": 'study = __import__("dataclasses").replace(study, agency="Q3")',
    "place": 'study = __import__("dataclasses").replace(study, place="Tỉnh Long An")',
}


@pytest.mark.parametrize("kind", UNENDED)
def test_a_run_that_does_not_come_to_its_end_is_not_proved(notebooks: Path, tmp_path: Path, kind: str) -> None:
    source, error = UNENDED[kind]
    strip(notebooks / AGENCY_NOTEBOOK)
    insert_cell(notebooks, source)
    asked = {"period": "2020-Q4", "language": "vi", "source": "sample", "place": "", "agency": AGENCY}
    with pytest.raises(error):
        execute(Job(notebooks / AGENCY_NOTEBOOK, asked, AGENCY), tmp_path)


@pytest.mark.parametrize("kind", ["", *ANOTHER])
def test_a_run_that_shows_another_agency_or_place_than_was_asked_is_not_proved(
    notebooks: Path, tmp_path: Path, kind: str
) -> None:
    if kind:
        insert_cell(notebooks, ANOTHER[kind])
    spec = load_report_spec("quarterly")
    study = open_study(period="2020-Q4")
    _, planned = plan_jobs(study, spec, report="quarterly", agencies=(AGENCY,), outputs_dir=tmp_path / "outputs")
    with pytest.raises(ProofDiffersError) if kind else contextlib.nullcontext():
        execute_here(planned.job)


def test_a_run_that_is_not_proved_fails_alone(notebooks: Path, tmp_path: Path) -> None:
    # The death of the kernel stands for all of these: what `execute` raises is met at one place in `make_jobs`.
    for name in ("01_city_overview.ipynb", AGENCY_NOTEBOOK):
        strip(notebooks / name)
    insert_cell(notebooks, KILLED)
    said: list[str] = []
    assert run_report(request(), say=lambda line: said.append(str(line))) == SOME_FAILED
    assert any(line.startswith(f"✗ {AGENCY}: ") for line in said)
    period_dir = tmp_path / "outputs" / "quarterly-sample" / "2020-Q4"
    assert (period_dir / "overview" / "manifest.json").is_file()
    assert not (period_dir / AGENCY).exists()


SPOKEN = {
    "a mistake": (
        "from cchc_analysis.period import PeriodError; raise PeriodError(period='2020-Q5')",
        PeriodError(period="2020-Q5"),
    ),
    "a refused source": (
        "from cchc_analysis.intake.findings import *\n"
        "raise IntakeError([Finding('intake.empty_file', Severity.FILE_REJECTED, 'a.csv')])",
        IntakeError([Finding("intake.empty_file", Severity.FILE_REJECTED, "a.csv")]),
    ),
}


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_mistake_found_in_a_notebook_is_told_in_the_language_of_the_run(tmp_path: Path, kind: str) -> None:
    source, error = SPOKEN[kind]
    lines = "period: str = '2020'\nlanguage: str = 'vi'\nnonce: str = ''"
    first = nbformat.v4.new_code_cell(lines, metadata={"tags": ["parameters"]})
    path = tmp_path / "x.ipynb"
    node = nbformat.v4.new_notebook(cells=[first, nbformat.v4.new_code_cell(source)])
    node.metadata["language_info"] = {"name": "python"}
    nbformat.write(node, path)
    with pytest.raises(CellFailedError) as caught:
        execute(Job(path, {"period": "2020", "language": "vi"}, "x"), tmp_path)
    # What a failed cell says is carried in every language, and the one of the run is taken when it is told.
    for language, other in itertools.permutations(LANGUAGES):
        said = caught.value.message(language)
        assert error.message(language) in said
        assert error.message(other) not in said


def test_only_what_says_a_mistake_in_every_language_is_heard_as_one() -> None:
    assert heard(["Traceback", "ZeroDivisionError: division by zero"]) is None
    assert heard(["[vi] x"]) is None
    assert heard(["[vi] Có\nhai dòng", "[en] Two\nlines"]) == {"vi": "Có\nhai dòng", "en": "Two\nlines"}


def edit_parameters(notebooks: Path, **changes: object) -> Path:
    path = notebooks / AGENCY_NOTEBOOK
    content = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if "parameters" in cell["metadata"].get("tags", []))
    for name, value in changes.items():
        if name == "tags":
            cell["metadata"]["tags"] = value
        else:
            cell[name] = value
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_notebook_without_the_parameters_tag_is_refused(notebooks: Path) -> None:
    with pytest.raises(NotebookParametersError):
        notebook_parameters(edit_parameters(notebooks, tags=[]))


@pytest.mark.parametrize(
    "line", ["agency = 'SNV'", "agency: str | None = None", "agency: str = open('x').read()", "print(1)"]
)
def test_a_parameters_cell_holds_nothing_but_typed_literals(notebooks: Path, line: str) -> None:
    with pytest.raises(NotebookParametersError):
        notebook_parameters(edit_parameters(notebooks, source=line))


def test_unknown_names_and_wrong_types_are_all_named_at_once(notebooks: Path) -> None:
    path = notebooks / AGENCY_NOTEBOOK
    with pytest.raises(NotebookParametersError) as caught:
        check_parameters(path, {"perod": "2020-Q4", "counts_shortened": "False", "agency": "Q1"})
    message = caught.value.message("en")
    assert "perod: không có tham số này (gần giống: period)" in caught.value.message("vi")
    assert "perod: unknown parameter (did you mean period?)" in message
    assert "counts_shortened: str given, bool wanted" in message

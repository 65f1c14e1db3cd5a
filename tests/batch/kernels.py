"""Notebooks run in the process of the tests, where the kernel itself is not what a test is about.

A kernel with what it imports takes longer to start than a notebook to run. Each kind of report has one real run
(see `kernels_only_for`), and the kernel's own failures have theirs in `test_proof.py`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import nbformat
import pytest

from cchc_analysis.batch import execute as execution
from cchc_analysis.batch.execute import Executed, execute, prove
from cchc_analysis.batch.job import Job
from cchc_analysis.batch.parameters import NONCE, TAG, check_parameters
from cchc_analysis.exhibits import show
from cchc_analysis.publish.recorded import read_recorded

_NONCE = "run in the process of the tests"


def execute_here(job: Job) -> Executed:
    """Do what `execute` does, cell by cell in this process: the same checks before, the same proof after."""
    parameters = check_parameters(job.notebook, {**job.parameters, NONCE: _NONCE})
    notebook = nbformat.read(job.notebook, as_version=4)
    names: dict[str, Any] = {}
    shown: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(show, "display", lambda bundle, raw: shown.append(bundle))
        for position, cell in enumerate(cell for cell in notebook.cells if cell.cell_type == "code"):
            exec(compile(cell.source, f"{job.notebook.name}[{position}]", "exec"), names)
            if TAG in cell.metadata.get("tags", []):
                names.update(parameters)
            cell.execution_count = position + 1
            cell.outputs = [nbformat.v4.new_output("display_data", data=bundle) for bundle in shown]
            shown.clear()
    recorded = read_recorded(notebook)
    prove(notebook, recorded, job, _NONCE)
    return Executed(execution._without_run_traces(notebook, _NONCE), recorded)


@contextlib.contextmanager
def kernels_only_for(*folders: str) -> Iterator[None]:
    """Run the jobs of these folders in a kernel and the others here, one after another."""

    def run(job: Job, work_dir: Path) -> Executed:
        return execute(job, work_dir) if job.folder in folders else execute_here(job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cchc_analysis.batch.make_job.execute", run)
        patch.setattr("cchc_analysis.batch.make.ProcessPoolExecutor", lambda workers, **_: _Here())
        yield


class _Here(Executor):
    """Does what it is given at once; a kernel driven from another thread would leave its sockets open."""

    def submit(self, call: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(call(*args, **options))
        except Exception as error:
            future.set_exception(error)
        return future

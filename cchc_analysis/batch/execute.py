"""Run one notebook through Papermill and prove that it ran to its end, for the agency asked."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from cchc_analysis.batch.job import (
    CellFailedError,
    CellsNotRunError,
    Job,
    KernelStoppedError,
    ProofDiffersError,
)
from cchc_analysis.batch.parameters import NONCE, check_parameters
from cchc_analysis.publish.recorded import Recorded, read_recorded
from cchc_analysis.texts import LANGUAGES, heard

CELL_TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Executed:
    """A proved run."""

    notebook: NotebookNode
    recorded: Recorded


def execute(job: Job, work_dir: Path) -> Executed:
    """Run a job in a private folder and return its notebook, or raise.

    Papermill marks cells that never ran as completed when a kernel dies, so nothing is read from its
    status: every code cell must have been executed, and the last must show this run's own nonce with the
    agency, period and language that were asked for.

    Raises
    ------
    RunNotProvedError
        If a cell fails (the message names it and its error), the kernel dies, or the proof is not there.
    """
    nonce = secrets.token_hex(16)
    parameters = check_parameters(job.notebook, {**job.parameters, NONCE: nonce})
    output = work_dir / f"{job.folder}.ipynb"
    try:
        papermill.execute_notebook(
            str(job.notebook),
            str(output),
            parameters=parameters,
            kernel_name="python3",
            cwd=str(work_dir),
            progress_bar=False,
            log_output=False,
            # Once at the end: a run that stops half-way is not looked at, and each copy holds all pictures so far.
            request_save_on_cell_execute=False,
            execution_timeout=CELL_TIMEOUT_SECONDS,
            config=_kernel_config(),
        )
    except PapermillExecutionError as error:
        defect = f"{error.ename}: {error.evalue}"
        reasons = heard(error.traceback) or dict.fromkeys(LANGUAGES, defect)
        raise CellFailedError(cell=error.exec_count, reasons=reasons) from error
    except (DeadKernelError, CellTimeoutError) as error:
        raise KernelStoppedError(error=f"{type(error).__name__}: {error}") from error
    notebook = nbformat.read(output, as_version=4)
    recorded = read_recorded(notebook)
    prove(notebook, recorded, job, nonce)
    return Executed(_without_run_traces(notebook, nonce), recorded)


def _kernel_config() -> Config:
    """Talk to the kernel over private sockets where the system has them: no ports to collide, none to read."""
    return Config() if os.name == "nt" else Config({"KernelManager": {"transport": "ipc"}})


def prove(notebook: NotebookNode, recorded: Recorded, job: Job, nonce: str) -> None:
    """Raise `RunNotProvedError` unless the notebook proves this very run of this very job."""
    unrun = [i for i, cell in enumerate(notebook.cells) if _is_code(cell) and not cell.execution_count]
    if unrun:
        raise CellsNotRunError(cells=", ".join(map(str, unrun)))
    wanted = {
        NONCE: nonce,
        "notebook": job.notebook.stem,
        "agency_code": job.parameters.get("agency", ""),
        "period": job.parameters["period"],
        "language": job.parameters["language"],
        "source": job.parameters["source"],
        "place": job.parameters["place"],
        "counts_shortened": job.parameters.get("counts_shortened", True),
    }
    shown = recorded.sentinel
    if shown is None or shown.model_dump() != wanted:
        raise ProofDiffersError(shown=shown, wanted=wanted)


def _is_code(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "code" and cell.source.strip())


def _without_run_traces(notebook: NotebookNode, nonce: str) -> NotebookNode:
    """Drop times, random ids and the nonce, now that it has proved the run: same inputs, same bytes."""
    notebook = nbformat.reads(nbformat.writes(notebook).replace(nonce, "proved"), as_version=4)
    notebook.metadata.pop("papermill", None)
    for position, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell["id"] = f"cell-{position:03d}"
    return notebook

"""Make the jobs of a report, each published on its own, so that one failure spoils no other."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import nbformat
from papermill.exceptions import PapermillExecutionError

from cchc_analysis.batch.execute import Executed, execute, failed_cell_message
from cchc_analysis.batch.plan import PlannedJob
from cchc_analysis.period import Period
from cchc_analysis.publish.atomic import staging_folder, write_bytes_atomic
from cchc_analysis.publish.city_briefing import write_city_briefing
from cchc_analysis.publish.manifest import ReportIdentity, write_manifest
from cchc_analysis.publish.page import render_page
from cchc_analysis.publish.provenance import (
    Provenance,
    findings_from_intake,
    inputs_from_intake,
    read_code_version,
)
from cchc_analysis.publish.tables_csv import write_tables
from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.tables.code_digest import lock_digest
from cchc_analysis.tables.warehouse import Warehouse, open_warehouse
from cchc_analysis.texts import Language, SpokenError
from cchc_analysis.vietnamese.dates import format_period

Status = Literal["made", "fresh", "failed"]


@dataclass(frozen=True)
class JobOutcome:
    """How one job ended; `reason` is empty unless it failed."""

    folder: Path
    name: str
    status: Status
    reason: str = ""


def make_jobs(
    jobs: Iterable[PlannedJob], *, force: bool, on_done: Callable[[JobOutcome], None]
) -> tuple[JobOutcome, ...]:
    """Make every job that is not fresh, several at a time; a failed job leaves its old outputs alone.

    Each job runs in a process of its own with its own kernel. `on_done` is told of each as it ends.
    """
    outcomes: dict[str, JobOutcome] = {}
    waiting: list[PlannedJob] = []
    planned = list(jobs)
    for job in planned:
        if not force and job.is_fresh():
            outcomes[job.job.folder] = JobOutcome(job.folder, job.job.folder, "fresh")
            on_done(outcomes[job.job.folder])
        else:
            waiting.append(job)
    if waiting:
        workers = min(len(waiting), os.cpu_count() or 1)
        # Spawned, not forked: a fork of a process with threads (pandas, pyarrow) may hang.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, max_tasks_per_child=20) as pool:
            futures: dict[Future[None], PlannedJob] = {pool.submit(make_job, job): job for job in waiting}
            for future in as_completed(futures):
                job = futures[future]
                error = future.exception()
                status: Status = "made" if error is None else "failed"
                outcome = JobOutcome(job.folder, job.job.folder, status, _reason(error, job.job.parameters["language"]))
                outcomes[job.job.folder] = outcome
                on_done(outcome)
    return tuple(outcomes[job.job.folder] for job in planned)


def make_job(planned: PlannedJob) -> None:
    """Run one job, prove it, and publish its folder in one rename; raise if anything is amiss."""
    with tempfile.TemporaryDirectory(prefix="cchc-") as work_dir:
        executed = execute(planned.job, Path(work_dir))
    warehouse = open_warehouse(planned.job.parameters["source"])
    planned.outputs_dir.mkdir(parents=True, exist_ok=True)
    with staging_folder(planned.outputs_dir, planned.job.folder) as folder:
        _fill(folder, planned, executed, warehouse)


def _fill(folder: Path, planned: PlannedJob, executed: Executed, warehouse: Warehouse) -> None:
    language: Language = planned.job.parameters["language"]
    period = Period.parse(planned.job.parameters["period"])
    provenance = Provenance(
        inputs=inputs_from_intake(warehouse.files),
        findings=findings_from_intake(warehouse.files, language),
        code_version=read_code_version(PROJECT_DIR),
        lock_sha256=lock_digest(),
        parameters=planned.recorded_parameters,
        generated_for=str(period),
    )
    page = render_page(
        executed.recorded,
        title=planned.title,
        subtitle=" · ".join(filter(None, (planned.agency_name, format_period(period, language)))),
        language=language,
        is_synthetic=warehouse.is_synthetic,
        provenance=provenance,
    )
    write_bytes_atomic(folder / "index.html", page.encode("utf-8"))
    write_bytes_atomic(folder / "notebook.ipynb", nbformat.writes(executed.notebook).encode("utf-8"))
    tables = write_tables(executed.recorded.tables, folder)
    if planned.has_briefing:
        write_city_briefing(
            folder / "briefing.pptx",
            executed.recorded.tables,
            title=planned.title,
            period=period,
            language=language,
            is_synthetic=warehouse.is_synthetic,
        )
    identity = ReportIdentity(
        report=planned.report,
        notebook=planned.job.notebook.stem,
        title=planned.title,
        period=str(period),
        language=language,
        agency_code=planned.job.parameters.get("agency", ""),
        agency_name=planned.agency_name,
    )
    write_manifest(
        folder, identity=identity, provenance=provenance, tables=tables, is_synthetic=warehouse.is_synthetic
    )


def _reason(error: BaseException | None, language: Language) -> str:
    if error is None:
        return ""
    if isinstance(error, PapermillExecutionError):
        return failed_cell_message(error)
    if isinstance(error, SpokenError):
        return error.message(language)
    # A defect of ours, not of the notebook or the data: whoever mends it needs the whole trace.
    traceback.print_exception(error)
    return f"{type(error).__name__}: {error}"

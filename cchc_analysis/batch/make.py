"""Make the jobs of a report, each published on its own, so that one failure spoils no other."""

from __future__ import annotations

import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cchc_analysis.batch.disk_errors import disk_error
from cchc_analysis.batch.plan import PlannedJob
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.publish.manifest import ManifestError, read_manifest
from cchc_analysis.texts import Language, SpokenError

Status = Literal["made", "fresh", "failed"]


@dataclass(frozen=True)
class JobOutcome:
    """How one job ended; `reason` is empty unless it failed.

    `replaced` are the input files (SHA-256 by name) of a report that stood in the folder before, where this one
    was made from others; `inputs` are its own.
    """

    folder: Path
    name: str
    status: Status
    reason: str = ""
    replaced: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)


def make_jobs(
    jobs: Iterable[PlannedJob], *, force: bool, on_done: Callable[[JobOutcome], None]
) -> tuple[JobOutcome, ...]:
    """Make every job that is not fresh, several at a time; a failed job leaves its old outputs alone.

    Each job has a kernel of its own. Several are driven by a process each; a single one by this process, for a
    second process would only take longer to start. `on_done` is told of each as it ends.
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
    before = {job.job.folder: published_inputs(job.folder) for job in waiting}
    for job, error in _made(waiting):
        if error is None:
            old, new = before[job.job.folder], published_inputs(job.folder)
            outcome = JobOutcome(
                job.folder, job.job.folder, "made", replaced=old if old != new else {}, inputs=new
            )
        else:
            reason = _reason(error, job.job.parameters["language"])
            outcome = JobOutcome(job.folder, job.job.folder, "failed", reason)
        outcomes[job.job.folder] = outcome
        on_done(outcomes[job.job.folder])
    return tuple(outcomes[job.job.folder] for job in planned)


def published_inputs(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every input file by its name, as the manifest of a folder says; none without one."""
    try:
        return {file.file: file.sha256 for file in read_manifest(folder).inputs}
    except ManifestError:
        return {}


def _made(waiting: list[PlannedJob]) -> Iterator[tuple[PlannedJob, BaseException | None]]:
    """Make the jobs and tell of each, as it ends, the error it ended with."""
    if len(waiting) == 1:
        yield waiting[0], _error_of(waiting[0])
    elif waiting:
        workers = min(len(waiting), os.cpu_count() or 1)
        # Spawned, not forked: a fork of a process with threads (pandas, pyarrow) may hang.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            futures: dict[Future[None], PlannedJob] = {pool.submit(_make, job): job for job in waiting}
            for future in as_completed(futures):
                yield futures[future], future.exception()


def _error_of(planned: PlannedJob) -> Exception | None:
    try:
        _make(planned)
    except Exception as error:
        return error
    return None


def _make(planned: PlannedJob) -> None:
    # nbformat asks for jsonschema, which compiles a grammar of addresses as it is imported: a second of every run,
    # for a check of addresses that notebooks have no use for. jsonschema does without where it is missing.
    modules: dict[str, Any] = sys.modules
    modules.setdefault("rfc3987_syntax", None)
    # Imported where it is needed: a run in which nothing changed needs neither Papermill nor templates.
    from cchc_analysis.batch.make_job import make_job  # noqa: PLC0415

    make_job(planned)


def _reason(error: BaseException | None, language: Language) -> str:
    if error is None:
        return ""
    if isinstance(error, (SpokenError, IntakeError)):
        return error.message(language)
    on_disk = disk_error(error)
    if on_disk is not None:
        return on_disk.message(language)
    # A defect of ours, not of the notebook or the data: whoever mends it needs the whole trace.
    traceback.print_exception(error)
    return f"{type(error).__name__}: {error}"

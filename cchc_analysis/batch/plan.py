"""What a named report is made of: one job for the whole and one per agency."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cchc_analysis.batch.job import Job
from cchc_analysis.batch.methodology import methodology_digest
from cchc_analysis.batch.parameters import NONCE, notebook_parameters
from cchc_analysis.batch.reports import ReportSpec
from cchc_analysis.exhibits.study import Study
from cchc_analysis.publish.manifest import Manifest, ManifestError, read_manifest, verify
from cchc_analysis.settings import load_settings
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.names import slug

CITY_FOLDER = "overview"
ALL_AGENCIES = "all"


@dataclass(frozen=True)
class PlannedJob:
    """One job with where its outputs are published, and what it is about in words (`subject`)."""

    job: Job
    report: str
    outputs_dir: Path
    title: str
    subject: str
    has_briefing: bool
    recorded_parameters: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Where the outputs stand once published."""
        return self.outputs_dir / self.job.folder

    def is_fresh(self) -> bool:
        """Tell whether the published outputs are whole and were made from this very input and code.

        The parameters hold the key of the warehouse (a digest of the input files, the code, the reference
        data and the lock file) and the digest of the notebook.
        """
        try:
            manifest: Manifest = read_manifest(self.folder)
        except ManifestError:
            return False
        return dict(manifest.parameters) == self.recorded_parameters and not verify(self.folder)


def plan_jobs(
    study: Study, spec: ReportSpec, *, report: str, agencies: tuple[str, ...], outputs_dir: Path
) -> tuple[PlannedJob, ...]:
    """Return the jobs of a report: the whole first (if it has a notebook for it), then the agencies as given.

    `outputs_dir` is the folder of all reports; these go to ``<report>-<source>…/<period>/<job>``.
    """
    title = spec.title_vi if study.language == "vi" else spec.title_en
    # An index of provinces says nothing of the city's directive, which titles and slides are about.
    has_briefing = spec.briefing and not study.covers_provinces
    if study.covers_provinces:
        own = spec.provinces_title_vi if study.language == "vi" else spec.provinces_title_en
        title = own or text("provinces.report_title", study.language)
    takes_switch = _takes_switch(spec)
    if not takes_switch:
        # What is not asked for must not be said to be left out.
        study = replace(study, counts_shortened=True)
    base = outputs_dir / _report_folder(report, study) / str(study.period)
    names = dict(zip(study.agencies["agency_code"], study.agencies["agency_name"], strict=True))
    shared: dict[str, Any] = {
        "period": str(study.period),
        "source": study.warehouse.key,
        "language": study.language,
        "place": study.place,
        **spec.parameters,
    }
    if takes_switch:
        shared["counts_shortened"] = study.counts_shortened
    limits = _limits(study)
    jobs: list[PlannedJob] = []
    if spec.city_notebook:
        job, recorded = _planned(spec.city_notebook, shared, CITY_FOLDER)
        recorded.update(title=title, briefing=has_briefing)
        whole = " · ".join([text(f"sources.{study.warehouse.source}", study.language), *limits])
        jobs.append(PlannedJob(job, report, base, title, whole, has_briefing, recorded))
    for code in agencies if spec.agency_notebook else ():
        job, recorded = _planned(str(spec.agency_notebook), {**shared, "agency": code}, code)
        recorded["title"] = title
        jobs.append(PlannedJob(job, report, base, title, " · ".join([names[code], *limits]), False, recorded))
    return tuple(jobs)


def _takes_switch(spec: ReportSpec) -> bool:
    """Tell whether the notebooks of a report ask whether shortened quotation counts."""
    folder = load_settings().notebooks_dir
    named = [name for name in (spec.city_notebook, spec.agency_notebook) if name]
    return all("counts_shortened" in notebook_parameters(folder / f"{name}.ipynb") for name in named)


def _planned(notebook: str, parameters: dict[str, Any], folder: str) -> tuple[Job, dict[str, Any]]:
    path = load_settings().notebooks_dir / f"{notebook}.ipynb"
    # What the run does not set itself keeps the notebook's own value, and decides figures all the same.
    defaults = {name: one.default for name, one in notebook_parameters(path).items() if name != NONCE}
    recorded = {
        **defaults,
        **parameters,
        "notebook_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "methodology_sha256": methodology_digest(),
    }
    return Job(path, parameters, folder), recorded


def _limits(study: Study) -> list[str]:
    """Say what a report leaves out by choice, so that two reports of one period can be told apart."""
    limits = [study.place] if study.place else []
    if not study.counts_shortened:
        limits.append(text("sources.without_shortened", study.language))
    return limits


def _report_folder(report: str, study: Study) -> str:
    parts = [report, study.warehouse.source]
    if study.place:
        parts.append(slug(study.place))
    if not study.counts_shortened:
        parts.append("without_shortened")
    if study.language != "vi":
        parts.append(study.language)
    return "-".join(parts)

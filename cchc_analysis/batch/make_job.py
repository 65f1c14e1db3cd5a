"""One job from notebook to published folder."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat

from cchc_analysis.batch.execute import Executed, execute
from cchc_analysis.batch.methodology import read_methodology
from cchc_analysis.batch.plan import PlannedJob
from cchc_analysis.exhibits.index.results import index_year
from cchc_analysis.period import Period
from cchc_analysis.publish.atomic import staging_folder, write_bytes_atomic
from cchc_analysis.publish.city_briefing import write_city_briefing
from cchc_analysis.publish.manifest import ReportIdentity, write_manifest
from cchc_analysis.publish.methodology import write_methodology
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
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.dates import format_period


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
        findings=findings_from_intake(warehouse.files, language, year=index_year(period)),
        code_version=read_code_version(PROJECT_DIR),
        lock_sha256=lock_digest(),
        parameters=planned.recorded_parameters,
        generated_for=str(period),
    )
    page = render_page(
        executed.recorded,
        title=planned.title,
        subtitle=f"{planned.subject} · {format_period(period, language)}",
        language=language,
        is_synthetic=warehouse.is_synthetic,
        provenance=provenance,
    )
    write_bytes_atomic(folder / "index.html", page.encode("utf-8"))
    write_methodology(read_methodology(), folder)
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
            place=planned.job.parameters.get("place", ""),
        )
    identity = ReportIdentity(
        report=planned.report,
        notebook=planned.job.notebook.stem,
        title=planned.title,
        period=str(period),
        language=language,
        agency_code=planned.job.parameters.get("agency", ""),
        agency_name=planned.subject,
    )
    write_manifest(
        folder, identity=identity, provenance=provenance, tables=tables, is_synthetic=warehouse.is_synthetic
    )

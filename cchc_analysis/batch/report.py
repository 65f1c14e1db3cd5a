"""Make a named report from the command line's words: check them all, run, publish, say where to look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.batch.disk_errors import check_outputs
from cchc_analysis.batch.index_file import NoScoresError
from cchc_analysis.batch.make import JobOutcome, make_jobs
from cchc_analysis.batch.plan import ALL_AGENCIES, plan_jobs
from cchc_analysis.batch.reports import ReportSpec, load_report_spec
from cchc_analysis.batch.said_counts import say_counts
from cchc_analysis.batch.set_parameters import set_parameters
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota import packages_to_date
from cchc_analysis.exhibits.index.results import index_year
from cchc_analysis.exhibits.procurement.reported import open_reports
from cchc_analysis.exhibits.source_name import file_names
from cchc_analysis.exhibits.study import Study, UnknownInvestorError, open_study
from cchc_analysis.intake.findings import FileIntake, Severity
from cchc_analysis.publish.catalogue import write_catalogue
from cchc_analysis.sample.write import write_sample
from cchc_analysis.settings import load_settings
from cchc_analysis.texts import Language, SpokenError, text

SAMPLE_PERIOD = "2020-Q4"
OK, SOME_FAILED = 0, 3
# The parameter by which filled reports are named that packages are held against.
_REPORTED = "reported"


class NoPeriodError(SpokenError, ValueError):
    """A real source needs to be told which period to report on."""

    key = "cli.no_period"


class NoAgencyError(SpokenError, ValueError):
    """A report that is made per agency only, and nobody said for which."""

    key = "cli.no_agency"


class NoAgencyNotebookError(SpokenError, ValueError):
    """Agencies were named for a report that is about the whole only."""

    key = "cli.no_agency_notebook"


class NothingInPeriodError(SpokenError, LookupError):
    """The source holds nothing for the period: a report on it would be empty."""

    key = "cli.nothing_in_period"


class NothingUsableError(SpokenError, LookupError):
    """The source holds neither packages nor scores that could be used; says which of its files were refused."""

    key = "cli.nothing_usable"


@dataclass(frozen=True)
class ReportRequest:
    """What was asked for, as typed; `settings` are notebook parameters as ``name=value``."""

    name: str
    period: str
    source: str
    agencies: tuple[str, ...]
    language: str
    place: str
    counts_shortened: bool
    force: bool
    settings: tuple[str, ...] = ()


def run_report(request: ReportRequest, *, say: Callable[[str], object]) -> int:
    """Make the report and return the exit code: 0, or 3 when a job failed and the others were published.

    Every word is checked before anything is run. Raises the errors of `open_study`, `UnknownReportError`,
    `ReportsFileError`, `SetParametersError`, `NotReportsError`, `NoPeriodError`, `NothingUsableError` or
    `NothingInPeriodError`; nothing is then left in the outputs folder. Raises `DiskError` when nothing
    could be published there.
    """
    settings = load_settings()
    if request.source == "sample" and not settings.sample_dir.joinpath("packages.csv").is_file():
        write_sample(settings.sample_dir)
    if not request.period and request.source != "sample":
        raise NoPeriodError(source=request.source)
    spec = load_report_spec(request.name)
    spec = with_reports_read(set_parameters(spec, request.settings, notebooks_dir=settings.notebooks_dir))
    study = open_study(
        period=request.period or SAMPLE_PERIOD,
        source=request.source,
        language=request.language,
        place=request.place,
        counts_shortened=request.counts_shortened,
        with_buyers=spec.reads_procedures,
    )
    language = study.language
    _refuse_empty(study, spec)
    agencies = _agencies(study, spec, request)
    say_counts(study.warehouse.files, language, say)
    jobs = plan_jobs(study, spec, report=request.name, agencies=agencies, outputs_dir=settings.outputs_dir)
    check_outputs(settings.outputs_dir)
    outcomes = make_jobs(jobs, force=request.force, on_done=lambda done: say_done(done, language, say))
    catalogue = write_catalogue(settings.outputs_dir, language=language)
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    say("")
    if outcomes[0].status != "failed":
        say(text("cli.look", language, page=outcomes[0].folder / "index.html"))
    say(text("cli.catalogue", language, page=catalogue))
    if failed:
        say(text("cli.some_failed", language, count=len(failed), names=", ".join(one.name for one in failed)))
    return SOME_FAILED if failed else OK


def _agencies(study: Study, spec: ReportSpec, request: ReportRequest) -> tuple[str, ...]:
    asked = request.agencies
    if asked and not spec.agency_notebook:
        raise NoAgencyNotebookError(report=request.name)
    if asked == (ALL_AGENCIES,):
        return tuple(study.agencies["agency_code"])
    for code in asked:
        if not code:
            raise UnknownInvestorError(agency=code, source=study.warehouse.source)
        open_study(
            period=str(study.period),
            source=study.warehouse.key,
            language=study.language,
            agency=code,
            with_buyers=spec.reads_procedures,
        )
    agencies = tuple(dict.fromkeys(asked)) or tuple(spec.agencies.get(study.warehouse.source, ()))
    if not agencies and not spec.city_notebook:
        raise NoAgencyError(report=request.name)
    return agencies


def with_reports_read(spec: ReportSpec) -> ReportSpec:
    """Name filled reports by their content: a page names no place on a disk, and is made anew if they change."""
    reported = str(spec.parameters.get(_REPORTED) or "")
    if not reported:
        return spec
    return spec.model_copy(update={"parameters": {**spec.parameters, _REPORTED: open_reports(reported).key}})


def _refuse_empty(study: Study, spec: ReportSpec) -> None:
    """Stop when the source holds nothing that the report could show."""
    packages, scores = study.open("packages"), study.warehouse.table("scores")
    known = None if packages is None else _days(packages)
    if packages is not None and known is not None and _days(packages_to_date(packages, study.period)) is None:
        raise NothingInPeriodError(period=study.period, place=study.place or "–", first=known[0], last=known[1])
    year = index_year(study.period)
    has_procedures = spec.reads_procedures and scores is None and "procedures" in study.warehouse.table_names
    if known is None and not has_procedures and (scores is None or not scores["year"].eq(year).any()):
        if scores is None:
            refused = ", ".join(file.file for file in study.warehouse.files if _is_refused(file))
            raise NothingUsableError(source=study.warehouse.source, refused=refused or "–")
        years = sorted(scores["year"].unique())
        raise NoScoresError(source=study.warehouse.source, year=year, known=", ".join(map(str, years)) or "–")


def _days(packages: ir.Table) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day on which a package was published; None where there is none."""
    published = packages.published_on
    first, last = as_frame(packages.agg(first=published.min(), last=published.max())).iloc[0]
    return None if pd.isna(first) else (first.date(), last.date())


def _is_refused(file: FileIntake) -> bool:
    return any(finding.severity is Severity.FILE_REJECTED for finding in file.findings)


def say_done(outcome: JobOutcome, language: Language, say: Callable[[str], object]) -> None:
    """Say how a job ended, and which report it took the place of if that was made from other files."""
    say(text(f"cli.{outcome.status}", language, name=outcome.name, reason=outcome.reason))
    if outcome.replaced:
        # By name, the old ones: the report's own are said on its first screen.
        key = "replaced_changed" if outcome.replaced.keys() == outcome.inputs.keys() else "replaced"
        files = file_names(list(outcome.replaced), language)
        where = f"{outcome.folder.parent.parent.name}/{outcome.folder.parent.name}/{outcome.name}"
        say(text(f"cli.{key}", language, report=where, files=files))

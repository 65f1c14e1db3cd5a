"""Errors meant for people: each arrives whole from a worker process and speaks both languages."""

from __future__ import annotations

import datetime as dt
import importlib
import pickle
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import cchc_analysis
from cchc_analysis.batch.bid_report_file import NoPackagesError, ReportedQuarterError
from cchc_analysis.batch.disk_errors import DiskError, DiskFullError, NotAllowedError, NotFolderError
from cchc_analysis.batch.index_file import NoScoresError
from cchc_analysis.batch.job import (
    CellFailedError,
    CellsNotRunError,
    KernelStoppedError,
    ProofDiffersError,
    RunNotProvedError,
)
from cchc_analysis.batch.output_file import NotWorkbookError, OutputError, OverwriteError
from cchc_analysis.batch.parameters import NotebookParametersError
from cchc_analysis.batch.report import (
    NoAgencyError,
    NoAgencyNotebookError,
    NoPeriodError,
    NothingInPeriodError,
    NothingUsableError,
)
from cchc_analysis.batch.reports import ReportsFileError, UnknownReportError
from cchc_analysis.batch.set_parameters import SetParametersError
from cchc_analysis.batch.template_file import TemplateNeedsError, TemplateNeedsNoneError, UnknownTemplateError
from cchc_analysis.compliance.exact_sums import SumsTooLargeError, SumTooLargeError
from cchc_analysis.exhibits.indicators.results import UnknownIndicatorError
from cchc_analysis.exhibits.procurement.reported import NotReportsError
from cchc_analysis.exhibits.study import (
    AssessedNotInForceError,
    NotReportableError,
    SpanError,
    UnknownInvestorError,
    UnknownLanguageError,
)
from cchc_analysis.exhibits.year_assessment import (
    NoYearBeforeError,
    SeveralFrameworksError,
    UnknownImputationError,
)
from cchc_analysis.index.change import ScalesDifferError
from cchc_analysis.index.restated import NotRestatableError
from cchc_analysis.index.robustness.faults import UncertaintyError
from cchc_analysis.index.score_faults import ScoreFault, ScoreFaultsError
from cchc_analysis.index.weight_faults import WeightsError
from cchc_analysis.index.what_if_fault import WhatIfError
from cchc_analysis.intake.places import UnknownPlaceError
from cchc_analysis.period import Period, PeriodError
from cchc_analysis.publish.atomic import BadNameError
from cchc_analysis.publish.lock import LockedError
from cchc_analysis.publish.manifest import ManifestError, ManifestInvalidError, ManifestMissingError
from cchc_analysis.publish.provenance import PrivatePathError
from cchc_analysis.publish.recorded import RecordedError
from cchc_analysis.reference.agencies import (
    RegistryError,
    UnknownAgencyError,
    UnsourcedListError,
    find_agency,
    load_agencies,
)
from cchc_analysis.reference.criterion_match import RenumberingError
from cchc_analysis.reference.errors import (
    NoRuleError,
    ReferenceDataError,
    ReferenceFileError,
    UnsourcedRuleError,
    in_both,
    no_rule,
    unsourced,
)
from cchc_analysis.reference.frameworks import FrameworkError
from cchc_analysis.tables.engine import NoSparkError, UnknownEngineError
from cchc_analysis.tables.warehouse import NoWarehouseError, SourceChangedError
from cchc_analysis.texts import LANGUAGES, SpokenError
from cchc_analysis.texts.faults import FaultsError

BOTH = in_both("fault_no_criteria")
# Kinds that are never raised themselves: they only group others.
GROUPS = {DiskError, FaultsError, ManifestError, ReferenceDataError, RunNotProvedError}


def unknown_agency(agency_code: str) -> UnknownAgencyError:
    with pytest.raises(UnknownAgencyError) as caught:
        find_agency(load_agencies(), agency_code, dt.date(2021, 3, 31))
    return caught.value


ERRORS: list[SpokenError] = [
    AssessedNotInForceError(codes="Q2, Q9", on=dt.date(2021, 3, 31)),
    BadNameError(name="../x"),
    FrameworkError("criteria/x.csv (2020)", ("one", BOTH)),
    LockedError(name="SNV", holder="host 12", file=Path("outputs/.staging/SNV~lock")),
    ManifestInvalidError(),
    ManifestMissingError(),
    no_rule(in_both("subject_framework", code="x"), in_both("when_year", year=1999), "frameworks.yml"),
    NoAgencyError(report="what_if"),
    NoAgencyNotebookError(report="x"),
    NoPackagesError(source="papi=x"),
    ReportedQuarterError(period=Period(2020, 4), year=2020),
    NoPeriodError(source="vneps"),
    NoYearBeforeError(year=2017, before=2016),
    NotRestatableError(years="2018", rules_year=2020),
    RenumberingError([("change.renumbering_unknown_old", {"old": "7", "new": "2"})], year_from=2019, year_to=2020),
    SetParametersError([("cli.set_unknown", {"word": "x", "known": "seed"})]),
    ScalesDifferError(year_from=2019, year_to=2020),
    ScoreFaultsError(
        framework="x",
        year=2020,
        faults=(ScoreFault("unknown_criterion", "SNV", "9.9", source_file="a", source_row=2),),
    ),
    UncertaintyError(
        (
            ("robustness.fault_spread", {"spread": 2}),
            ("robustness.fault_replications", {"replications": 0, "least": 100}),
        )
    ),
    UnknownImputationError(imputation="guess", known="none, zero"),
    WhatIfError((("what_if.fault_not_a_number", {"code": "1.1"}),)),
    WeightsError([("composite.weight_unknown", {"code": "9"})]),
    SourceChangedError(path=Path("x")),
    OutputError(file=Path("x/y.csv"), folder=Path("x")),
    NotWorkbookError(file=Path("x.txt")),
    OverwriteError(file=Path("x.xlsx")),
    TemplateNeedsError(),
    TemplateNeedsNoneError(),
    UnknownTemplateError(kind="lists", known="scores, packages"),
    NoScoresError(source="sample", year=2050, known="2020, 2021"),
    NoWarehouseError(warehouse="sample@0"),
    NoSparkError(reason="pyspark"),
    UnknownEngineError(engine="sparc", known="duckdb, spark"),
    NotebookParametersError([("cli.parameter_unknown", {"name": "x", "close": "–"})], notebook="quota.ipynb"),
    NothingUsableError(source="vneps", refused="KHLCNT.csv"),
    NothingInPeriodError(period=Period(2030, 1), place="–", first=2017, last=2021),
    NotReportableError(source="papi"),
    NotReportsError(reported="sample"),
    PeriodError(period="2020-Q5"),
    PrivatePathError(path="/home/an/x.csv"),
    RecordedError(cell=3, reason="second sentinel"),
    ReferenceFileError("agencies.csv", ("one", BOTH)),
    RegistryError(
        [
            ("agencies.overlapping_spans", {"agency_code": "SNV"}),
            ("agencies.missing_parent", {"agency_code": "Q1", "parent_code": "HCM"}),
        ]
    ),
    CellFailedError(cell=3, reasons={"vi": "Không có.", "en": "There is none."}),
    CellsNotRunError(cells="3, 4"),
    KernelStoppedError(error="DeadKernelError: Kernel died"),
    ProofDiffersError(shown=None, wanted={"period": "2020"}),
    DiskFullError(file="–"),
    NotAllowedError(file="outputs"),
    NotFolderError(file="outputs"),
    ReportsFileError([("cli.reports_no_mapping", {})], file="reports.yml"),
    SeveralFrameworksError(year=2020, frameworks="a, b"),
    SpanError(period=Period(2017, last_year=2020)),
    SumTooLargeError(agency="SNV"),
    SumsTooLargeError(),
    unknown_agency("SNW"),
    unknown_agency("THUDUC"),
    UnknownIndicatorError(indicator="x", known="saving_rate, tender_days"),
    UnknownInvestorError(agency="INV_0", source="vneps"),
    UnknownLanguageError(language="fr", known="vi, en"),
    UnknownPlaceError(place="Hồ Chí Min", suggestions="Thành phố Hồ Chí Minh"),
    UnknownReportError(report="quaterly", known="quarterly"),
    UnsourcedListError(2016, (2019, 2020)),
    unsourced(in_both("figure_quota"), period="2023", document=BOTH, file="rules/procurement.yml"),
]


def kinds_of(parent: type[SpokenError]) -> Iterator[type[SpokenError]]:
    for kind in parent.__subclasses__():
        if kind.__module__.startswith(f"{cchc_analysis.__name__}."):
            yield kind
            yield from kinds_of(kind)


def test_every_kind_of_error_is_tried_here() -> None:
    for module in pkgutil.walk_packages(cchc_analysis.__path__, f"{cchc_analysis.__name__}."):
        importlib.import_module(module.name)
    tried = {type(error) for error in ERRORS}
    assert {NoRuleError, UnsourcedRuleError} <= tried
    assert set(kinds_of(SpokenError)) - GROUPS == tried


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_arrives_whole_from_another_process(error: SpokenError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert type(arrived) is type(error)
    assert vars(arrived) == vars(error)
    assert str(arrived) == str(error)
    said = [error.message(language) for language in LANGUAGES]
    assert [arrived.message(language) for language in LANGUAGES] == said
    assert all(said)
    assert said[0] != said[1]

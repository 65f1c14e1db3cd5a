"""What tests of the plan export ask of an intake: its packages, its counts, its findings."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pandas as pd

from cchc_analysis.intake.findings import Counts, Finding, Severity, SourceIntake
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES

Reader = Callable[..., SourceIntake]


def packages(intake: SourceIntake) -> pd.DataFrame:
    return check_table("packages", intake.tables["packages"])


def procedures(intake: SourceIntake) -> pd.DataFrame:
    return check_table("procedures", intake.tables["procedures"])


def unsettled(intake: SourceIntake) -> pd.DataFrame:
    return check_table("unsettled", intake.tables["unsettled"])


def amendments(intake: SourceIntake) -> pd.DataFrame:
    return check_table("amendments", intake.tables["amendments"])


def counts(intake: SourceIntake, unit: str) -> tuple[int, int, int, int, int]:
    total = Counts.total((count for file in intake.files for count in file.counts), unit)
    return total.read, total.used, total.repeated, total.rejected, total.explained


def findings(intake: SourceIntake, *severities: Severity) -> list[Finding]:
    for finding, language in itertools.product(intake.findings, LANGUAGES):
        assert finding.message(language)
    return [finding for finding in intake.findings if not severities or finding.severity in severities]


# The builders write a notice with another price than the plan, and an offline award of an online package.
DIFFERENCES = {"vneps.joined_price", "vneps.joined_online", "vneps.joined_offline", "vneps.award_above_price"}


def told(intake: SourceIntake) -> list[tuple[str, Severity, str]]:
    """Code, severity and place of findings, but for those on how the builders' plans and notices differ."""
    return [
        (finding.code, finding.severity, finding.place)
        for finding in findings(intake)
        if finding.code not in DIFFERENCES
    ]


def faults(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in findings(intake, Severity.ROW_REJECTED)]

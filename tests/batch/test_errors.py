"""What a person can mend is said in both languages; a defect keeps its trace."""

from __future__ import annotations

import pytest

from cchc_analysis.batch.errors import USAGE_ERROR, explained_errors
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.period import PeriodError
from cchc_analysis.reference.agencies import RegistryError
from cchc_analysis.texts import SpokenError

ERRORS = [
    PeriodError(period="2020-Q5"),
    RegistryError([("agencies.overlapping_spans", {"agency_code": "SNV"})]),
    IntakeError(
        [
            Finding("intake.empty_file", Severity.FILE_REJECTED, "a.csv"),
            Finding("intake.nothing_to_read", Severity.FILE_REJECTED, "a", values={"adapter": "vneps"}),
        ]
    ),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_mistake_is_said_in_vietnamese_and_then_in_english(
    error: SpokenError | IntakeError, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped, explained_errors():
        raise error
    assert stopped.value.code == USAGE_ERROR
    assert capsys.readouterr().err == f"{error.message('vi')}\n{error.message('en')}\n"


class SpeakingDefectError(Exception):
    def message(self, language: str) -> str:
        return language


@pytest.mark.parametrize("defect", [KeyError("x"), SpeakingDefectError()])
def test_a_defect_keeps_its_trace(defect: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(type(defect)) as caught, explained_errors():
        raise defect
    assert caught.value is defect
    assert capsys.readouterr().err == ""

"""A refused source says all its findings, also when it was refused in another process."""

from __future__ import annotations

import pickle

from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.texts import LANGUAGES

FINDINGS = (
    Finding("intake.path_missing", Severity.FILE_REJECTED, "a.csv", raw_value="/x/a.csv"),
    Finding("intake.empty_lines", Severity.NOTE, "b.csv", place="row 3", values={"count": 2}),
)


def test_a_refusal_says_every_finding_on_a_line_of_its_own() -> None:
    error = IntakeError(iter(FINDINGS))
    for language in LANGUAGES:
        assert error.message(language).split("\n") == [finding.message(language) for finding in FINDINGS]
    assert str(error) == error.message("en")


def test_a_refusal_arrives_whole_from_another_process() -> None:
    arrived = pickle.loads(pickle.dumps(IntakeError(FINDINGS)))
    assert type(arrived) is IntakeError
    assert arrived.findings == FINDINGS
    assert [arrived.message(language) for language in LANGUAGES] == [
        "\n".join(finding.message(language) for finding in FINDINGS) for language in LANGUAGES
    ]

"""A refused source says all its findings, also when it was refused in another process."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict

import pytest

from cchc_analysis.intake.findings import Finding, IntakeError, Severity, finding_of, findings_of_year
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


def test_the_findings_of_a_year_are_kept_with_those_of_no_year_and_the_others_are_counted() -> None:
    dated = [Finding("intake.empty_lines", Severity.NOTE, "c.csv", year=year) for year in (2019, 2020, 2020)]
    assert findings_of_year([*FINDINGS, *dated], 2020) == ([*FINDINGS, *dated[1:]], 1)
    assert findings_of_year(iter(FINDINGS), 2020) == (list(FINDINGS), 0)


@pytest.mark.parametrize(
    ("value", "vi", "en"), [(0.552, "0,552", "0.552"), (10.0, "10", "10"), (1234.5, "1.234,5", "1,234.5")]
)
def test_a_fraction_is_printed_as_the_language_writes_decimals(value: float, vi: str, en: str) -> None:
    finding = Finding("workbook.score_out_of_range", Severity.ROW_REJECTED, "d", values={"max_points": value})
    assert vi in finding.sentence("vi")
    assert en in finding.sentence("en")


def test_a_refusal_arrives_whole_from_another_process() -> None:
    arrived = pickle.loads(pickle.dumps(IntakeError(FINDINGS)))
    assert type(arrived) is IntakeError
    assert arrived.findings == FINDINGS
    assert [arrived.message(language) for language in LANGUAGES] == [
        "\n".join(finding.message(language) for finding in FINDINGS) for language in LANGUAGES
    ]


def test_a_finding_that_was_written_down_is_the_same_when_it_is_read_again() -> None:
    for finding in FINDINGS:
        assert finding_of(json.loads(json.dumps(asdict(finding)))) == finding


def test_a_line_is_named_in_the_language() -> None:
    finding = Finding("intake.encoding", Severity.FILE_REJECTED, "a.csv", place="line 11")
    assert (finding.where("vi"), finding.where("en")) == ("dòng 11", "line 11")

"""Of a long list of findings only some are listed, and what is left out is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Finding, Severity, finding_counts, rejected_rows
from cchc_analysis.tables import convert_findings


@pytest.mark.parametrize("most", [1, 2, 3, 7, 100])
def test_a_row_with_several_faults_is_one_row_wherever_the_list_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(convert_findings, "_MOST_LISTED", most)
    places = ["row 2", "row 2 · Giá", "row 2", "row 3", "row 4 · Ngày", "row 4", "", ""]
    findings = [Finding("stream.utf16", Severity.ROW_REJECTED, "a.csv", place=place) for place in places]
    findings.insert(1, Finding("stream.utf16", Severity.NOTE, "a.csv", place="row 2"))
    listed = convert_findings.write_findings(findings, tmp_path)
    assert finding_counts(listed)[Severity.ROW_REJECTED] == len(places)
    assert rejected_rows(listed) == 5

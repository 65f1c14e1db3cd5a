"""All findings of a conversion in a file, one a line; in the account of the files only the first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from cchc_analysis.intake.findings import (
    LEFT_OUT,
    LEFT_OUT_ROWS,
    Finding,
    Severity,
    rejected_rows,
    row_of_place,
)

FINDINGS_FILE = "findings.jsonl"
# A report lists findings one by one: those beyond stand in the file only.
_MOST_LISTED = 500


def write_findings(findings: Iterable[Finding], folder: Path) -> list[Finding]:
    """Write findings into a file of `folder`, said in both languages, and return those to list.

    Of more than can be listed, the first that cost something come before notes, so that what has to be looked at
    is never left out for what has not; at the end stands how many there are, told of the file of the first left
    out.
    """
    serious: list[tuple[int, Finding]] = []
    notes: list[tuple[int, Finding]] = []
    count, left_out = 0, Counter[Severity]()
    row_count, last_row = 0, None
    with (folder / FINDINGS_FILE).open("w", encoding="utf-8") as lines:
        for count, finding in enumerate(findings, start=1):
            said = asdict(finding) | {language: finding.sentence(language) for language in ("vi", "en")}
            lines.write(json.dumps(said, ensure_ascii=False) + "\n")
            left_out[finding.severity] += 1
            if finding.severity is Severity.ROW_REJECTED:
                # The faults of a row follow each other.
                row = row_of_place(finding)
                row_count += row is None or row != last_row
                last_row = row
            kind = notes if finding.severity is Severity.NOTE else serious
            # One more than can be listed, to know the first left out.
            if len(kind) <= _MOST_LISTED:
                kind.append((count, finding))
    chosen = [*serious, *notes]
    listed = [finding for _, finding in sorted(chosen[:_MOST_LISTED], key=lambda one: one[0])]
    if count > len(listed):
        left_out.subtract(finding.severity for finding in listed)
        values = {
            "shown": len(listed),
            "count": count,
            "findings_file": FINDINGS_FILE,
            LEFT_OUT: {severity.value: more for severity, more in left_out.items() if more},
            LEFT_OUT_ROWS: row_count - rejected_rows(listed),
        }
        file = chosen[_MOST_LISTED][1].file
        listed.append(Finding("stream.more_findings", Severity.NOTE, file, values=values))
    return listed

"""Findings of the export, each with the row it stands in."""

from __future__ import annotations

from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.vneps.literals import FaultError, HeldFaultError
from cchc_analysis.intake.vneps.versions import Row


def fault_finding(row: Row, fault: FaultError, **values: object) -> Finding:
    """Say why a row, or a package in it, was rejected, or why it is held."""
    found = {**fault.values, **values}
    severity = Severity.HELD if isinstance(fault, HeldFaultError) else Severity.ROW_REJECTED
    return row_finding(fault.code, severity, row, fault.raw_value, **found)


def row_finding(code: str, severity: Severity, row: Row, raw_value: object = "", **values: object) -> Finding:
    """Say something about a row."""
    return Finding(code, severity, row.file, place=row.place, raw_value=str(raw_value)[:80], values=values)


def file_note(code: str, file: str, *, place: str = "", **values: object) -> Finding:
    """Say something about a file that cost nothing."""
    return Finding(code, Severity.NOTE, file, place=place, values=values)

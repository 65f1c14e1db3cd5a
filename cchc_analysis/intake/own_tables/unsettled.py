"""Packages of the project's own table whose rows were rejected, as far as they can be read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.intake.own_tables.cells import as_contract, is_as_agreed
from cchc_analysis.intake.table_types import SOURCE_TYPES, UNSETTLED_TYPES
from cchc_analysis.sample.layout import TABLE_COLUMNS

# The columns of the contract ``unsettled`` that a row of the file can fill.
_COLUMNS = tuple(name for name in UNSETTLED_TYPES if name not in ("finding", "severity", *SOURCE_TYPES))


def unsettled_packages(records: Sequence[Record], findings: Sequence[Finding], *, file: str) -> pd.DataFrame:
    """Return the rejected rows of ``packages.csv`` as the contract ``unsettled``, one row per package.

    Only cells written as agreed are read. Rows that bear the same number speak of one package, and what they
    disagree on is not read. Of a row with too many or too few cells nothing is read but its place.

    Parameters
    ----------
    records
        The file's records after its heading.
    findings
        What `cchc_analysis.intake.own_tables.rows.read_rows` found in them.
    """
    reasons = {
        finding.place: finding.code for finding in reversed(findings) if finding.severity is Severity.ROW_REJECTED
    }
    rejected = [record for record in records if f"row {record.number}" in reasons]
    columns = TABLE_COLUMNS["packages"]
    cells = pd.DataFrame(
        [
            record.cells if len(record.cells) == len(columns) and not record.damage else ("",) * len(columns)
            for record in rejected
        ],
        columns=list(columns),
        dtype="str",
    )
    read = pd.DataFrame({
        column: cells[column].where(is_as_agreed(column, cells[column]), "") for column in _COLUMNS
    })  # fmt: skip
    rows = read.assign(
        finding=[reasons[f"row {record.number}"] for record in rejected],
        source_row=[record.number for record in rejected],
    )
    rows = _one_per_package(rows.astype({"finding": "str"}))
    table = pd.DataFrame({column: as_contract(column, rows[column], is_optional=True) for column in _COLUMNS})
    table["finding"] = rows["finding"]
    table["severity"] = pd.Series(Severity.ROW_REJECTED.value, index=rows.index, dtype="str")
    table["source_file"] = pd.Series(file, index=rows.index, dtype="str")
    table["source_row"] = rows["source_row"].astype("int64")
    return table


def _one_per_package(rows: pd.DataFrame) -> pd.DataFrame:
    """Merge the rows of one number: a cell on which they disagree counts as not read."""
    # A row without a number is a package of its own; no number holds a line break.
    number = rows["package_id"].where(rows["package_id"].ne(""), "\n" + rows["source_row"].astype("str"))
    merged = rows.copy()
    for column in _COLUMNS:
        is_agreed = rows[column].groupby(number.to_numpy()).transform("nunique").eq(1)
        merged[column] = rows[column].where(is_agreed, "")
    return merged[~number.duplicated()].reset_index(drop=True)

"""The heading of a yearly index table: which columns are sub-criteria of that year's framework."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.findings import Finding, IntakeError, Severity
from cchc_analysis.reference.errors import NoRuleError
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.score_ranges import ScoreRange, score_ranges

PROVINCE_COLUMN = "Province"
FRAMEWORK = "papi"


@dataclass(frozen=True)
class Criterion:
    """A sub-criterion of a year: which column of the table ``scores`` its points belong in, and their scale."""

    score_column: str
    scale: ScoreRange


@dataclass(frozen=True)
class Heading:
    """The heading of one year's table.

    `criteria` are the sub-criteria of that year by code, whether or not the file has their column; a column
    that is not among them is not a sub-criterion of that year.
    """

    year: int
    columns: tuple[str, ...]
    criteria: dict[str, Criterion]

    @property
    def width(self) -> int:
        """Number of cells of a whole row."""
        return len(self.columns)


def read_heading(records: Sequence[Record], *, file: str, year: int) -> tuple[Heading, tuple[Finding, ...]]:
    """Understand the first record of a yearly table by the framework in force that year.

    A column outside the year's framework is noted if it is empty (the set holds one column per
    sub-criterion of all years) and its values are rejected if it is not. A sub-criterion without a column
    is held for a person: it stays missing for every province.

    Raises
    ------
    IntakeError
        If the first column is not ``Province``, a column stands twice, or the year has no framework.
    """
    columns = tuple(cell.strip() for cell in records[0].cells)
    if columns[0] != PROVINCE_COLUMN:
        raise _refusal("papi.heading", file, raw_value=columns[0][:80])
    repeated = sorted({column for column in columns if columns.count(column) > 1})
    if repeated:
        raise _refusal("papi.column_repeated", file, raw_value=", ".join(repeated)[:80])
    criteria = _criteria(file, year)
    filled = {
        column: sum(1 for record in records[1:] if len(record.cells) > place and record.cells[place].strip())
        for place, column in enumerate(columns)
    }
    findings = [
        Finding(
            "papi.column_unknown", Severity.ROW_REJECTED, file, place=column, raw_value=column,
            values={"year": year, "count": filled[column]},
        )
        for column in columns[1:]
        if column not in criteria and filled[column]
    ]  # fmt: skip
    unused = [column for column in columns[1:] if column not in criteria and not filled[column]]
    absent = [column for column in criteria if column not in columns]
    if unused:
        values = {"year": year, "columns": ", ".join(unused)}
        findings.append(Finding("papi.columns_unused", Severity.NOTE, file, values=values))
    if absent:
        values = {"year": year, "columns": ", ".join(absent)}
        findings.append(Finding("papi.columns_absent", Severity.HELD, file, values=values))
    return Heading(year, columns, criteria), tuple(findings)


def _refusal(code: str, file: str, *, raw_value: str = "", **values: object) -> IntakeError:
    finding = Finding(code, Severity.FILE_REJECTED, file, place="row 1", raw_value=raw_value, values=values)
    return IntakeError([finding])


def _criteria(file: str, year: int) -> dict[str, Criterion]:
    try:
        framework = load_framework(FRAMEWORK, year)
    except NoRuleError as error:
        raise _refusal("papi.year_unknown", file, raw_value=str(year)) from error
    sources = dict(zip(framework.criteria["code"], framework.criteria["score_source"], strict=True))
    return {code: Criterion(f"{sources[code]}_score", scale) for code, scale in score_ranges(framework).items()}

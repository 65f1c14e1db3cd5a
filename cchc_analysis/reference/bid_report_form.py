"""The official yearly procurement report (Biểu 01-06B) as data: which figure stands in which cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal

from openpyxl.utils import column_index_from_string, range_boundaries
from pydantic import Field

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.strict_files import Entry, read_entries, reference_file
from cchc_analysis.reference.vocabulary import Question, known_codes, yes_no_words

TOTAL = "total"
MEASURES = ("package_count", "price_vnd", "award_vnd", "difference_vnd")
Block = Literal["field", "form"]

_PURCHASE_SHEET = "Bieu 02A"
_LABEL_COLUMNS = 3


class FormRow(Entry):
    """One row of figures; `is_domestic` and `is_online` are None where the row holds both."""

    row: int
    is_domestic: bool | None = None
    is_online: bool | None = None
    is_hidden: bool = False


class FormLine(Entry):
    """What its rows count: a field, a form of selection, or (``total``) all of its block."""

    block: Block
    code: str
    label: str
    forms: tuple[str, ...] = ()
    rows: tuple[FormRow, ...]

    @property
    def is_total(self) -> bool:
        """Tell whether the rows are sums of the other rows of their block."""
        return self.code == TOTAL

    @property
    def is_known_to_packages(self) -> bool:
        """Tell whether data on packages can say what belongs here."""
        return self.block == "field" or bool(self.forms)


class ReportSheet(Entry):
    """One sheet of the form; a sheet without lines is a list that is filled in by hand."""

    sheet: str
    source: str
    unit: Literal["million_vnd"] | None = None
    unit_cell: str = ""
    plan_type: str | None = None
    groups: dict[str, str] = Field(default_factory=dict)
    lines: tuple[FormLine, ...] = ()
    texts: dict[str, str]

    def column(self, group: str, measure: str) -> int:
        """Return the column (A = 1) of a measure of a project group."""
        return column_index_from_string(self.groups[group]) + MEASURES.index(measure)

    def rows(self) -> Iterator[tuple[FormLine, FormRow]]:
        """Yield every row of figures with its line, in the order of the sheet."""
        return ((line, row) for line in self.lines for row in line.rows)

    @property
    def measure_headings(self) -> dict[str, str]:
        """The heading of each measure, as it stands in the last columns of the sheet."""
        first_row = min(row.row for _, row in self.rows())
        found: dict[str, str] = {}
        for measure in MEASURES:
            column = self.column(TOTAL, measure)
            above = [place for place in self.texts if bounds(place)[0] == column and bounds(place)[1] < first_row]
            found[measure] = self.texts[max(above, key=lambda place: bounds(place)[1])]
        return found

    @property
    def group_headings(self) -> dict[str, str]:
        """The heading over the four columns of each project group; empty where there are no groups."""
        wide = {bounds(place)[0]: words for place, words in self.texts.items() if _is_over_measures(place)}
        return {group: wide[self.column(group, MEASURES[0])] for group in self.groups if len(self.groups) > 1}

    @property
    def block_headings(self) -> dict[Block, str]:
        """The heading over each block: I by field, II by form of selection."""
        marks: dict[Block, str] = {"field": "I. ", "form": "II. "}
        return {
            block: words
            for block, mark in marks.items()
            for place, words in self.texts.items()
            if place.startswith("A") and words.startswith(mark)
        }

    def parts(self, total: FormLine, row: FormRow) -> tuple[int, ...]:
        """Return the rows that a row of a total adds up."""
        return tuple(
            part.row
            for line, part in self.rows()
            if line.block == total.block
            and not line.is_total
            and (row.is_online is None or row.is_online == part.is_online)
        )


def row_words(column: Question, reference_dir: Path | None = None) -> dict[bool, str]:
    """Return the words of the form beside a row of figures: QM and KQM, or Trong nước and Quốc tế."""
    return yes_no_words(column, "bid_report", reference_dir=reference_dir)


def load_bid_report_form(reference_dir: Path | None = None) -> tuple[ReportSheet, ...]:
    """Read `forms/bid_report.yml`: the sheets of the report in their order.

    Source: form No. 5 of Circular 80/2025/TT-BTC (the same design since the report of 2022).
    Raises `ReferenceFileError` with every row that stands twice and every code that is no field or form.
    """
    path = reference_file("forms/bid_report.yml", reference_dir)
    sheets = read_entries(path, ReportSheet)
    faults = tuple(chain.from_iterable(_faults(sheet) for sheet in sheets))
    if faults:
        raise ReferenceFileError(path.name, faults)
    return sheets


def _is_over_measures(place: str) -> bool:
    left, _, right, _ = bounds(place)
    return left > _LABEL_COLUMNS and right - left + 1 == len(MEASURES)


def bounds(place: str) -> tuple[int, int, int, int]:
    """Return the left, top, right and bottom of a cell or range (A1 = 1, 1, 1, 1)."""
    left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(place))
    return left, top, right, bottom


def unsorted_sheet(report_form: Sequence[ReportSheet], *, name: str, code: str, title: str) -> ReportSheet:
    """Return a sheet laid out like Biểu 02A for packages of plans that do not say what they are of."""
    model = next(sheet for sheet in report_form if sheet.sheet == _PURCHASE_SHEET)
    first, second, *_ = model.texts
    texts = {**model.texts, first: code, second: title}
    return model.model_copy(update={"sheet": name, "plan_type": "", "texts": texts})


def _faults(sheet: ReportSheet) -> Iterator[str]:
    rows = [row.row for _, row in sheet.rows()]
    yield from (f"{sheet.sheet}: row {row}" for row in sorted(set(rows)) if rows.count(row) > 1)
    fields, forms = known_codes("field"), known_codes("form")
    for line in sheet.lines:
        codes = line.forms if line.block == "form" else () if line.is_total else (line.code,)
        known = forms if line.block == "form" else fields
        yield from (f"{sheet.sheet}: {code}" for code in codes if code not in known)

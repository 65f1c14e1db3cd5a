"""Every non-empty cell of a workbook as plain data, read twice and counted a second way.

Runs in the child process of `workbook/sandbox.py`: it stays free of pandas, whose import costs more than
reading the file.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml import ElementTree
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

# A column of half a letter's width or a row of two points shows nothing that anybody can read.
_LEAST_WIDTH, _LEAST_HEIGHT = 0.5, 2.0

Kind = Literal["text", "number", "bool", "date", "error", "uncalculated"]
Value = str | int | float | bool


@dataclass(frozen=True)
class Cell:
    """One non-empty cell: what is stored, how it is shown, and the formula it came from (or "")."""

    row: int
    column: int
    kind: Kind
    value: Value
    number_format: str = "General"
    formula: str = ""

    @property
    def address(self) -> str:
        """The name a person finds the cell by, such as ``C12``."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def raw(self) -> str:
        """The content exactly as stored, for a finding."""
        return self.formula if self.kind == "uncalculated" else str(self.value)


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its non-empty cells, what is hidden or too small to be seen, and what is merged.

    A merged range is its first row and column and its last row and column.
    """

    name: str
    is_visible: bool
    cells: tuple[Cell, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]


class CellCountError(Exception):
    """Two ways of counting the non-empty cells of a sheet disagree: something would be lost."""


def read_cells(content: bytes) -> tuple[Sheet, ...]:
    """Read all worksheets of a workbook that has passed `check_container`.

    openpyxl loads the whole file twice, for values and for formulas; never in read-only mode, which
    believes the ``<dimension>`` tag (reliability.md finding 9). Raises `CellCountError` when the raw XML
    holds another number of non-empty cells, and whatever openpyxl raises for a file it cannot read: call
    it through `workbook/sandbox.py`.
    """
    with warnings.catch_warnings():
        # openpyxl warns about styling it drops; a date it cannot read arrives as an error cell.
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), data_only=False)
    counts = _count_cells(content)
    sheets = []
    for value_sheet, formula_sheet in zip(values.worksheets, formulas.worksheets, strict=True):
        sheet = _read_sheet(value_sheet, formula_sheet)
        if len(sheet.cells) != counts[sheet.name]:
            raise CellCountError(f"{sheet.name}: {len(sheet.cells)} != {counts[sheet.name]}")
        sheets.append(sheet)
    return tuple(sheets)


def _read_sheet(values: Worksheet, formulas: Worksheet) -> Sheet:
    cells = []
    # iter_rows would walk the whole rectangle up to the last cell; _cells holds only what exists.
    for (row, column), shown in sorted(values._cells.items()):
        stored = formulas._cells[row, column]
        formula = _formula_text(stored.value) if stored.data_type == "f" else ""
        if formula and shown.value is None:
            cells.append(Cell(row, column, "uncalculated", "", str(shown.number_format), formula))
        elif shown.value not in (None, ""):
            kind, value = _typed(shown.value, shown.data_type)
            cells.append(Cell(row, column, kind, value, str(shown.number_format), formula))
    return Sheet(
        name=values.title,
        is_visible=values.sheet_state == "visible",
        cells=tuple(cells),
        hidden_rows=frozenset(
            row
            for row, size in values.row_dimensions.items()
            if size.hidden or _is_below(size.height, _LEAST_HEIGHT)
        ),
        hidden_columns=frozenset(
            column
            for size in values.column_dimensions.values()
            if size.hidden or _is_below(size.width, _LEAST_WIDTH)
            for column in range(int(size.min or 0), int(size.max or 0) + 1)
        ),
        merged=tuple((r.min_row, r.min_col, r.max_row, r.max_col) for r in values.merged_cells.ranges),
    )


def _is_below(size: float | None, least: float) -> bool:
    return size is not None and size < least


def _formula_text(value: Any) -> str:
    return str(getattr(value, "text", None) or (value if isinstance(value, str) else "={…}"))


def _typed(value: Any, data_type: str) -> tuple[Kind, Value]:
    if data_type == "e":
        return "error", str(value)
    if isinstance(value, bool):
        return "bool", value
    if isinstance(value, int | float):
        return "number", value
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return "date", str(value)
    return "text", str(value)


def _count_cells(content: bytes) -> dict[str, int]:
    """Count the non-empty cells per sheet name from the XML alone, without openpyxl."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        targets = {
            relation.get("Id"): str(relation.get("Target"))
            for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        }
        strings: list[bool] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = [_has_text(item) for item in _elements(archive, "xl/sharedStrings.xml", "si")]
        counts = {}
        for sheet in _elements(archive, "xl/workbook.xml", "sheet"):
            link = next(value for name, value in sheet.items() if name.endswith("}id"))
            target = targets[link]
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            counts[str(sheet.get("name"))] = sum(
                _is_filled(cell, strings) for cell in _elements(archive, part, "c")
            )
    return counts


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[Element]:
    with archive.open(part) as stream:
        for _, element in ElementTree.iterparse(stream, forbid_dtd=True):
            if _local_name(element) == tag:
                yield element
                element.clear()


def _local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _has_text(item: Element) -> bool:
    return any(part.text for part in item.iter() if _local_name(part) == "t")


def _is_filled(cell: Element, strings: list[bool]) -> bool:
    parts = {_local_name(part): part for part in cell}
    if "f" in parts:
        return True
    if cell.get("t") == "inlineStr":
        return "is" in parts and _has_text(parts["is"])
    value = parts["v"].text if "v" in parts else None
    return bool(value) and (cell.get("t") != "s" or strings[int(str(value))])

"""Read back what an executed notebook showed: sentences, figures, tables, in the order they were shown."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from nbformat import NotebookNode
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StrictBool,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)

from cchc_analysis.exhibits.column_format import Kind
from cchc_analysis.exhibits.show import FIGURE, NARRATIVE, SENTINEL, TABLE
from cchc_analysis.texts import Language, SpokenError

Cell = StrictStr | StrictBool | StrictInt | Annotated[FiniteFloat, Field(strict=True)] | None
Name = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
# Starts with a letter or digit: a header can then never be taken for a formula by a spreadsheet.
ColumnName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$")]

_OURS = "application/vnd.cchc."
_SHOWING = ("display_data", "execute_result")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CELL_TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "share": (int, float),
    "vnd": (int,),
    "date": (str,),
    "boolean": (bool,),
}


class RecordedError(SpokenError, ValueError):
    """The notebook shows something that cannot be published as it stands; says which cell and why."""

    key = "publish.bad_record"


class _Payload(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RecordedNarrative(_Payload):
    """A heading, sentence, warning or note; `level` counts for headings only.

    What is of style ``summary`` the page prints at its top, before everything else.
    """

    text: Annotated[str, Field(min_length=1)]
    style: Literal["lead", "paragraph", "heading", "warning", "note", "summary"] = "paragraph"
    level: Literal[1, 2, 3] = 2


class RecordedFigure(_Payload):
    """A chart as PNG; `alt` says in words what it shows."""

    name: Name
    title: str
    alt: Annotated[str, Field(min_length=1)]
    png_base64: Annotated[str, Field(repr=False)]
    caption: str = ""

    @model_validator(mode="after")
    def _is_png(self) -> Self:
        if not self.png.startswith(_PNG_SIGNATURE):
            raise ValueError(f"figure {self.name}: not a PNG")
        return self

    @property
    def png(self) -> bytes:
        """The picture itself."""
        try:
            return base64.b64decode(self.png_base64, validate=True)
        except binascii.Error as error:
            raise ValueError(f"figure {self.name}: {error}") from error


class RecordedColumn(_Payload):
    """One column: its name in the CSV, its label on the page and how its values are printed."""

    name: ColumnName
    label: str
    kind: Kind
    decimals: Annotated[int, Field(ge=0, le=10)] = 0
    is_shown: bool = True
    true_label: str | None = None
    false_label: str | None = None
    null_label: str | None = None


class RecordedTable(_Payload):
    """A result table with all its rows; `row_limit` and `is_shown` only bound what the page prints."""

    name: Name
    title: str
    columns: Annotated[tuple[RecordedColumn, ...], Field(min_length=1)]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    row_limit: Annotated[int, Field(ge=1)] | None = None
    focus_rows: tuple[Annotated[int, Field(ge=0)], ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: a column name is used twice")
        if any(position >= len(self.rows) for position in self.focus_rows):
            raise ValueError(f"table {self.name}: a focus row does not exist")
        for position, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.name}, row {position}: {len(row)} values")
            for column, value in zip(self.columns, row, strict=True):
                if not _fits(value, column.kind):
                    place = f"table {self.name}, row {position}, {column.name}"
                    raise ValueError(f"{place}: {value!r} is not a {column.kind}")
        return self


class Sentinel(_Payload):
    """The proof that the last cell ran, in the run with this nonce, on what was asked for."""

    nonce: str
    notebook: str
    agency_code: str
    period: str
    language: Language
    source: str = ""
    place: str = ""
    counts_shortened: bool = True


Block = RecordedNarrative | RecordedFigure | RecordedTable


@dataclass(frozen=True)
class Recorded:
    """Everything a run showed: blocks in display order, tables by name, the sentinel if it was reached."""

    blocks: tuple[Block, ...]
    tables: dict[str, RecordedTable]
    sentinel: Sentinel | None


_SCHEMAS: dict[str, type[Block | Sentinel]] = {
    NARRATIVE: RecordedNarrative,
    FIGURE: RecordedFigure,
    TABLE: RecordedTable,
    SENTINEL: Sentinel,
}


def read_recorded(notebook: NotebookNode) -> Recorded:
    """Return what an executed notebook recorded for publication, checked, in display order.

    Ordinary outputs (text, HTML, logs) are not published. Raises `RecordedError` for a payload that
    does not fit its schema, a table or figure name used twice, or a second sentinel.
    """
    blocks: list[Block] = []
    tables: dict[str, RecordedTable] = {}
    figures: set[str] = set()
    sentinel: Sentinel | None = None
    for cell, mime, payload in _payloads(notebook):
        item = _checked(cell, mime, payload)
        if isinstance(item, Sentinel):
            if sentinel is not None:
                raise RecordedError(cell=cell, reason="second sentinel")
            sentinel = item
            continue
        if isinstance(item, RecordedTable):
            if item.name in tables:
                raise RecordedError(cell=cell, reason=f"second table {item.name}")
            tables[item.name] = item
        if isinstance(item, RecordedFigure):
            if item.name in figures:
                raise RecordedError(cell=cell, reason=f"second figure {item.name}")
            figures.add(item.name)
        blocks.append(item)
    return Recorded(tuple(blocks), tables, sentinel)


def _payloads(notebook: NotebookNode) -> Iterator[tuple[int, str, Any]]:
    """Yield cell number (from 1), MIME type and content of everything recorded."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type in _SHOWING:
                for mime in sorted(output.data):
                    if mime.startswith(_OURS):
                        yield number, mime, output.data[mime]


def _checked(cell: int, mime: str, payload: Any) -> Block | Sentinel:
    if mime not in _SCHEMAS:
        raise RecordedError(cell=cell, reason=mime)
    try:
        return _SCHEMAS[mime].model_validate(payload)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RecordedError(cell=cell, reason=f"{place}: {first['msg']}" if place else first["msg"]) from error


def _fits(value: Cell, kind: Kind) -> bool:
    if value is None:
        return True
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "date":
        return isinstance(value, str) and _is_iso_date(value)
    return isinstance(value, _CELL_TYPES[kind])


def _is_iso_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False

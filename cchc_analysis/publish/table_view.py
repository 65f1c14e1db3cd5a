"""A recorded table as it is printed on the page: formatted cells, cut to its row limit, focus marked."""

from __future__ import annotations

from dataclasses import dataclass

from cchc_analysis.exhibits.cell_text import cell_text
from cchc_analysis.exhibits.column_format import Kind
from cchc_analysis.exhibits.columns import NUMERIC
from cchc_analysis.publish.recorded import Cell, RecordedTable
from cchc_analysis.texts import Language

# More rows than a screen holds: the table gets its own scroll bar and keeps its header in view.
_LONG = 20
# Characters: a code up to this long is not broken; a column of names longer than that gets room.
_CODE, _LONG_NAME = 24, 30
# So few letters stand on one line, also where they are words: "9,6 ngày", "Tỷ lệ không cản".
_FEW = 15


@dataclass(frozen=True)
class RowView:
    """One printed row; `is_after_gap` when rows above it are left out."""

    cells: tuple[str, ...]
    is_focus: bool
    is_after_gap: bool


@dataclass(frozen=True)
class TableView:
    """A table ready to print: labels and classes by column, rows, and how many rows there are in all."""

    labels: tuple[str, ...]
    classes: tuple[str, ...]
    rows: tuple[RowView, ...]
    row_count: int
    is_long: bool

    @property
    def is_cut(self) -> bool:
        """Whether the page prints fewer rows than there are."""
        return len(self.rows) < self.row_count


def table_view(table: RecordedTable, language: Language) -> TableView:
    """Format the shown columns and the first `row_limit` rows; focus rows beyond it are printed too.

    A focus is drawn out of others: in a table that holds nothing else no row is.
    """
    shown = [position for position, column in enumerate(table.columns) if column.is_shown]
    limit = len(table.rows) if table.row_limit is None else min(table.row_limit, len(table.rows))
    printed = sorted({*range(limit), *table.focus_rows})
    is_among_others = len(set(table.focus_rows)) < len(table.rows)
    formats = [column.model_dump() for column in table.columns]
    rows = tuple(
        RowView(
            cells=tuple(cell_text(table.rows[at][column], formats[column], language) for column in shown),
            is_focus=is_among_others and at in table.focus_rows,
            is_after_gap=before != at - 1,
        )
        for before, at in zip([-1, *printed], printed, strict=False)
    )
    columns = [table.columns[position] for position in shown]
    return TableView(
        labels=tuple(column.label for column in columns),
        classes=tuple(
            _css_class(table.columns[position].kind, [row[position] for row in table.rows]) for position in shown
        ),
        rows=rows,
        row_count=len(table.rows),
        is_long=len(rows) > _LONG,
    )


def _css_class(kind: Kind, values: list[Cell]) -> str:
    """Return how a column is set: numbers right, codes and dates unbroken, long names with room."""
    if kind in NUMERIC:
        return "number"
    if kind == "boolean":
        return "word"
    texts = [value for value in values if isinstance(value, str)]
    longest = max(map(len, texts), default=0)
    if longest <= _FEW or (longest <= _CODE and not any(" " in value for value in texts)):
        return "short"
    return "wide" if longest > _LONG_NAME else "text"

"""How one value is printed, on pages, in notebooks and in the explorer alike."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc_analysis.exhibits.columns import column_payload
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import format_date
from cchc_analysis.vietnamese.numbers import MISSING, format_number, format_share, is_missing


def cell_text(value: Any, column: Mapping[str, Any], language: Language) -> str:
    """Return a value as printed; `column` is its description from ``column_payload``.

    A missing value is a dash, a missing boolean the word its column gives; money and whole numbers get
    the separators of the language.
    """
    kind = column["kind"]
    if kind == "boolean":
        state = "null" if is_missing(value) else str(bool(value)).lower()
        return str(column.get(f"{state}_label") or text(f"columns.yes_no_{state}", language))
    if is_missing(value):
        return MISSING
    if kind == "date":
        day = dt.date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(day, language)
    if kind == "share":
        return format_share(value, language, column["decimals"])
    if kind in ("integer", "number", "vnd"):
        # Money is printed to the đồng; its unit stands once, in the label, not in every cell.
        return format_number(value, language, column["decimals"] if kind == "number" else 0)
    return str(value)


def table_html(table: pd.DataFrame, language: Language, *, row_limit: int | None = None) -> str:
    """Return an escaped HTML table with the report's labels and formats, for notebook and explorer."""
    columns = [column_payload(column, language) for column in table.columns]
    shown = [position for position, column in enumerate(columns) if column["is_shown"]]
    head = "".join(f"<th>{html.escape(str(columns[position]['label']))}</th>" for position in shown)
    rows = table.head(row_limit) if row_limit is not None else table
    body = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell_text(row[at], columns[at], language))}</td>' for at in shown)}</tr>"
        for row in rows.itertuples(index=False, name=None)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

"""How one value is printed, on pages, in notebooks and in the explorer alike."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.exhibits.columns import CHANGE_SHARES, NUMERIC, QUOTA_SHARES, PrintedOtherwise, column_payload
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
        return _share_text(value, column, language)
    if kind in ("integer", "number", "vnd"):
        # Money is printed to the đồng; its unit stands once, in the label, not in every cell.
        return format_number(value, language, column["decimals"] if kind == "number" else 0)
    is_everyone = column["name"] == "agency_code" and value == EVERYONE_CODE
    return text("columns.everyone_code", language) if is_everyone else str(value)


def _share_text(share: Any, column: Mapping[str, Any], language: Language) -> str:
    """Print a share as a percentage; the difference of two in points, as its label says, with its sign."""
    name, decimals = column["name"], column["decimals"]
    if name not in CHANGE_SHARES:
        return format_share(share, language, decimals, guards_quota=name in QUOTA_SHARES)
    points = format_number(Decimal(str(share)) * 100, language, decimals)
    return f"+{points}" if share > 0 else points


def table_html(
    table: pd.DataFrame,
    language: Language,
    *,
    row_limit: int | None = None,
    printed: PrintedOtherwise | None = None,
) -> str:
    """Return an escaped HTML table with the report's labels and formats, for notebook and explorer."""
    columns = [column_payload(column, language, printed) for column in table.columns]
    shown = [position for position, column in enumerate(columns) if column["is_shown"]]
    rows = table.head(row_limit) if row_limit is not None else table
    lines = ["".join(_html_cell("th", str(columns[at]["label"]), columns[at]) for at in shown)]
    for row in rows.itertuples(index=False, name=None):
        cells = ((cell_text(row[at], columns[at], language), columns[at]) for at in shown)
        lines.append("".join(_html_cell("td", content, column) for content, column in cells))
    return f"<table><tr>{'</tr><tr>'.join(lines)}</tr></table>"


def _html_cell(tag: str, content: str, column: Mapping[str, Any]) -> str:
    side = "right" if column["kind"] in NUMERIC else "left"
    return f'<{tag} style="text-align:{side};padding:.2em .8em">{html.escape(content)}</{tag}>'

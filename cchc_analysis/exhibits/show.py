"""Put a sentence, chart or table into the notebook so that page, CSV and slides can be made of it."""

from __future__ import annotations

import base64
import datetime as dt
import html
import math
from typing import Any

import pandas as pd
from IPython.display import display

from cchc_analysis.charts.chart import Chart, figure_png
from cchc_analysis.exhibits.cell_text import table_html
from cchc_analysis.exhibits.columns import PrintedOtherwise, column_payload
from cchc_analysis.exhibits.silent_columns import silent_columns
from cchc_analysis.texts import Language

NARRATIVE = "application/vnd.cchc.narrative+json"
FIGURE = "application/vnd.cchc.figure+json"
TABLE = "application/vnd.cchc.table+json"
SENTINEL = "application/vnd.cchc.sentinel+json"

# A cut that would leave out less than this part (one in ten) of the rows that it prints is none.
_NEARLY = 10
_TAGS = {"heading": "h{level}", "lead": "p", "paragraph": "p", "warning": "p", "note": "small", "summary": "p"}


def show_sentence(sentence: str, *, style: str = "paragraph", level: int = 2) -> None:
    """Show one sentence or heading; `style` is heading, lead, paragraph, warning, note or summary.

    A page gathers its summary at the top: who, when, from what, with what result.
    """
    tag = _TAGS[style].format(level=level)
    fallback = f"<{tag}>{html.escape(sentence)}</{tag}>"
    _show({NARRATIVE: {"text": sentence, "style": style, "level": level}}, fallback, sentence)


def show_chart(chart: Chart) -> None:
    """Show a chart with its alt text and caption."""
    png = base64.b64encode(figure_png(chart)).decode("ascii")
    payload = {
        "name": chart.name,
        "title": chart.title,
        "caption": chart.caption,
        "alt": chart.alt,
        "png_base64": png,
    }
    alt, caption = html.escape(chart.alt), html.escape(chart.caption)
    image = f'<img src="data:image/png;base64,{png}" alt="{alt}" style="max-width:100%">'
    _show({FIGURE: payload}, f"<figure>{image}<figcaption>{caption}</figcaption></figure>", chart.alt)


def show_table(
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    language: Language,
    caption: str = "",
    row_limit: int | None = None,
    focus: str | None = None,
    printed: PrintedOtherwise | None = None,
) -> None:
    """Show a result table; all its rows go to ``tables/<name>.csv``, even those the page cuts.

    The page prints `row_limit` rows, or all where hardly more are there: nobody is spared by hiding one of 61.

    `printed` says, by column, what is labelled or formatted otherwise than in ``exhibits/columns.py``. Codes that
    say nothing to a reader (`silent_columns`) are in the file only.

    Raises `KeyError` for a column without a label in ``exhibits/columns.py``.
    """
    hidden = {column: {"is_shown": False} for column in silent_columns(table)}
    printed = {
        column: {**(printed or {}).get(column, {}), **hidden.get(column, {})}
        for column in {*(printed or {}), *hidden}
    }
    columns = [column_payload(column, language, printed) for column in table.columns]
    rows = [[_plain(value) for value in row] for row in table.itertuples(index=False, name=None)]
    is_nearly_whole = row_limit is not None and len(table) <= row_limit + max(1, row_limit // _NEARLY)
    limit = len(table) if is_nearly_whole and len(table) > (row_limit or 0) else row_limit
    codes = list(table["agency_code"]) if "agency_code" in table else []
    payload = {
        "name": name,
        "title": title,
        "caption": caption,
        "columns": columns,
        "rows": rows,
        "row_limit": limit,
        "focus_rows": [position for position, code in enumerate(codes) if focus and code == focus],
    }
    fallback = table_html(table, language, row_limit=limit, printed=printed)
    _show({TABLE: payload}, f"<h4>{html.escape(title)}</h4>{fallback}", title)


def show_sentinel(values: dict[str, str | bool]) -> None:
    """Show the proof that the last cell ran, and for whom."""
    _show({SENTINEL: values}, "", f"{values['notebook']} ✓")


def _show(payload: dict[str, Any], fallback: str, plain: str) -> None:
    bundle: dict[str, Any] = {**payload, "text/plain": plain}
    if fallback:
        bundle["text/html"] = fallback
    display(bundle, raw=True)


def _plain(value: Any) -> Any:
    """Return the JSON value of a cell; missing is null, never a number or a word."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp | dt.date):
        return value.strftime("%Y-%m-%d")
    return value.item() if hasattr(value, "item") else value

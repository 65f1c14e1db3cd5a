"""A page with every kind of block, and what a reader's program finds in it."""

from __future__ import annotations

import base64
from html.parser import HTMLParser
from typing import Any

from cchc_analysis.publish.page import render_page
from cchc_analysis.publish.provenance import Provenance
from cchc_analysis.publish.recorded import (
    Recorded,
    RecordedColumn,
    RecordedFigure,
    RecordedNarrative,
    RecordedTable,
)

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()


class Dom(HTMLParser):
    """Every tag with its attributes, and the text outside style sheets."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._stack: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._stack.append(tag)

    def handle_data(self, data: str) -> None:
        if self._stack[-1:] != ["style"]:
            self.text += data
        else:
            self._stack.pop()

    def attributes(self, tag: str, name: str) -> list[str]:
        return [attrs[name] or "" for found, attrs in self.tags if found == tag and name in attrs]

    def shape(self) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attrs)) for tag, attrs in self.tags]


def recorded(word: str = "Sở Nội vụ", **options: Any) -> Recorded:
    columns = (
        RecordedColumn(name="agency_name", label=word, kind="text"),
        RecordedColumn(name="share", label="Tỷ lệ", kind="share", decimals=1),
        RecordedColumn(name="value_vnd", label="Giá trị (đồng)", kind="vnd"),
        RecordedColumn(name="index", label="Chỉ số", kind="number", decimals=2),
        RecordedColumn(name="due_on", label="Hạn", kind="date"),
        RecordedColumn(name="is_passed", label="Đạt", kind="boolean", true_label=word, null_label="Chưa kết luận"),
        RecordedColumn(name="is_online", label="Qua mạng", kind="boolean"),
        RecordedColumn(name="secret", label="Ẩn", kind="integer", is_shown=False),
    )
    rows = (
        (word, 0.6, 1_234_567, 87.125, "2020-12-31", True, True, 987_654),
        ("Sở Tư pháp", None, None, None, None, None, False, 987_654),
    )
    table = RecordedTable(
        name="quota", title=word, caption=word, columns=columns, rows=rows, focus_rows=(0,), **options
    )
    return Recorded(
        blocks=(
            RecordedNarrative(text=word, style="heading", level=2),
            RecordedNarrative(text=word, style="lead"),
            RecordedNarrative(text=word, style="warning"),
            RecordedFigure(name="scatter", title=word, caption=word, alt=word, png_base64=PNG),
            table,
            RecordedNarrative(text=word, style="heading", level=3),
            RecordedNarrative(text=word, style="note"),
        ),
        tables={"quota": table},
        sentinel=None,
    )


def render(provenance: Provenance, shown: Recorded | None = None, **changed: Any) -> str:
    options: dict[str, Any] = {
        "title": "Đấu thầu qua mạng",
        "subtitle": "Sở Nội vụ",
        "language": "vi",
        "is_synthetic": False,
    }
    return render_page(shown or recorded(), **{**options, **changed}, provenance=provenance)


def many_rows(count: int, **options: Any) -> Recorded:
    column = RecordedColumn(name="code", label="Mã", kind="text")
    rows = tuple((f"A{i}",) for i in range(count))
    table = RecordedTable(name="long", title="Dài", columns=(column,), rows=rows, **options)
    return Recorded((table,), {"long": table}, None)

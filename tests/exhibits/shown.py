"""What exhibits show, caught before a notebook would: sentences, charts and tables in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.exhibits import show
from cchc_analysis.publish.recorded import RecordedTable


@dataclass
class Shown:
    """Payloads by kind, as page and files get them; `captions`, `titles` and `labels` are those of the tables.

    `on_page` names the columns that the page shows of each table; the file holds all.
    """

    sentences: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    on_page: dict[str, list[str]] = field(default_factory=dict)
    row_limits: dict[str, int | None] = field(default_factory=dict)

    def of_style(self, style: str) -> list[str]:
        """Return the sentences shown as warning, note, lead, heading or paragraph."""
        return [one for one, own in zip(self.sentences, self.styles, strict=True) if own == style]

    def take(self, bundle: dict[str, Any], raw: bool) -> None:
        assert raw
        if show.NARRATIVE in bundle:
            self.sentences.append(bundle[show.NARRATIVE]["text"])
            self.styles.append(bundle[show.NARRATIVE]["style"])
        if show.FIGURE in bundle:
            figure = bundle[show.FIGURE]
            assert figure["name"] not in self.figures, f"two figures are called {figure['name']}"
            self.figures[figure["name"]] = figure
        if show.TABLE in bundle:
            table = bundle[show.TABLE]
            assert table["name"] not in self.tables, f"two tables are called {table['name']}"
            # What a page could not publish fails here, not only once a report is made.
            RecordedTable.model_validate(table)
            names = [column["name"] for column in table["columns"]]
            self.titles[table["name"]] = table["title"]
            self.captions[table["name"]] = table["caption"]
            self.row_limits[table["name"]] = table["row_limit"]
            self.on_page[table["name"]] = [one["name"] for one in table["columns"] if one.get("is_shown", True)]
            self.labels[table["name"]] = {column["name"]: column["label"] for column in table["columns"]}
            self.tables[table["name"]] = pd.DataFrame(table["rows"], columns=names)


def says_its_order(caption: str) -> bool:
    """Whether a caption tells in which order the rows of its table stand."""
    return any(words in caption for words in ("Thứ tự", "Xếp theo", "đứng trước", "xếp trước", "lớn nhất"))


def catch(monkeypatch: pytest.MonkeyPatch, *calls: Callable[[], None]) -> Shown:
    """Run the calls and return what they showed; charts are not drawn to pictures."""
    shown = Shown()
    monkeypatch.setattr(show, "display", shown.take)
    monkeypatch.setattr(show, "figure_png", lambda chart: b"")
    for call in calls:
        call()
    return shown

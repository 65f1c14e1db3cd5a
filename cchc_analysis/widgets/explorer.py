"""Choose agency, year and indicator; the chart and the table follow."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets
import pandas as pd

from cchc_analysis.charts.chart import figure_png
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.exhibits.cell_text import table_html
from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.period import Period
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.names import search_key
from cchc_analysis.widgets.views import VIEWS, results_of_year, study_of


def explorer(study: Study) -> widgets.VBox:
    """Return the explorer: a search box, three lists, a chart with its words and a table.

    Agencies are those judged in the chosen year, by their names then, in Vietnamese order; the search
    narrows them and needs no accents. An agency that does not exist in the chosen year is not kept: the
    first of the list is shown instead, and its name is in the chart.
    """
    return _Explorer(study).box


class _Explorer:
    """The state between clicks; a class because the four controls act on each other."""

    def __init__(self, study: Study) -> None:
        self.study = study
        language = study.language
        label = {name: text(f"explorer.{name}", language) for name in ("search", "agency", "year", "view")}
        self.search = widgets.Text(placeholder=label["search"], continuous_update=False)
        self.year = widgets.Dropdown(
            description=label["year"], options=_years(study), value=str(study.period.year)
        )
        self.agencies = self._judged()
        self.results = results_of_year(self._study())
        self.agency = widgets.Dropdown(description=label["agency"], options=self._choices())
        self.agency.value = study.agency or self.agency.options[0][1]
        self.view = widgets.Dropdown(
            description=label["view"],
            options=[(text(f"explorer.view_{view}", language), view) for view in VIEWS],
        )
        self.image = widgets.Image(format="png", layout=widgets.Layout(max_width="100%"))
        self.words = widgets.HTML()
        self.table = widgets.HTML()
        controls = widgets.HBox(
            [self.search, self.agency, self.year, self.view], layout=widgets.Layout(flex_flow="row wrap")
        )
        self.box = widgets.VBox([controls, self.image, self.words, self.table])
        self.search.observe(self._narrow, "value")
        self.year.observe(self._change_year, "value")
        for control in (self.agency, self.view):
            control.observe(self._draw, "value")
        self._draw()

    def _study(self, agency: str = "") -> Study:
        return study_of(self.study, agency=agency, period=self.year.value, agencies=self.agencies)

    def _judged(self) -> pd.DataFrame:
        return judged_agencies(self.study.warehouse, Period.parse(self.year.value), self.study.language)

    def _choices(self) -> list[tuple[str, str]]:
        wanted = search_key(self.search.value)
        names = zip(self.agencies["agency_name"], self.agencies["agency_code"], strict=True)
        ordered = sorted(names, key=lambda pair: vietnamese_key(pair[0]))
        kept = [pair for pair in ordered if wanted in search_key(" ".join(pair))]
        return kept or ordered

    def _narrow(self, _change: Any = None) -> None:
        chosen = self.agency.value
        choices = self._choices()
        codes = [code for _, code in choices]
        with self.agency.hold_trait_notifications():
            self.agency.options = choices
            self.agency.value = chosen if chosen in codes else codes[0]

    def _change_year(self, _change: Any) -> None:
        self.agencies = self._judged()
        self.results = results_of_year(self._study())
        self._narrow()
        self._draw()

    def _draw(self, _change: Any = None) -> None:
        study = self._study(self.agency.value)
        view = VIEWS[self.view.value](study, self.results)
        if view is None:
            self.image.value, self.table.value = b"", ""
            self.words.value = _paragraph(text("explorer.nothing", study.language))
            return
        self.image.value = figure_png(view.chart)
        self.image.alt = view.chart.alt
        self.words.value = _paragraph(view.chart.caption)
        self.table.value = table_html(view.table, study.language)


def _years(study: Study) -> list[str]:
    """Years that any table of the source has something for, of the place asked for; newest first."""
    years: set[int] = set()
    for name in ("scores", "reports", "measures"):
        table = study.warehouse.table(name)
        if table is not None:
            years |= set(table["year"].unique())
    packages = study.open("packages")
    if packages is not None:
        years |= set(as_frame(packages.select(year=packages.published_on.year()).distinct())["year"])
    return [str(year) for year in sorted(years, reverse=True)]


def _paragraph(sentence: str) -> str:
    return f"<p>{html.escape(sentence)}</p>"

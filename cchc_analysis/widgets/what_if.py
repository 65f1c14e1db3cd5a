"""Slide an agency's points, criterion by criterion; index, rank and class follow."""

from __future__ import annotations

import html
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from cchc_analysis.charts.chart import figure_png
from cchc_analysis.charts.what_if_ranking import what_if_ranking
from cchc_analysis.exhibits.cell_text import table_html
from cchc_analysis.exhibits.index.results import IndexResults
from cchc_analysis.exhibits.index.words import index_words
from cchc_analysis.exhibits.stand_in_marks import mark_agencies, stand_in_note
from cchc_analysis.exhibits.study import Study
from cchc_analysis.exhibits.what_if.others import Others, moving_others, others_words, year_before
from cchc_analysis.exhibits.what_if.words import effort_sentence, trial_sentence
from cchc_analysis.index.effort_target import Target
from cchc_analysis.index.least_effort import least_effort
from cchc_analysis.index.what_if import what_if
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.numbers import format_number

STEP_POINTS = 0.05
RANK_GAINS = (1, 2, 3, 5)
_DECIMALS = 4


def show_what_if_explorer(study: Study, index: IndexResults, *, nonce: str) -> None:
    """Show the explorer to a person; in a report, made by a run with a nonce, nobody could move its sliders."""
    if not nonce and index.years:
        display(what_if_explorer(study, index))


def what_if_explorer(study: Study, index: IndexResults) -> widgets.VBox:
    """Return the explorer: agency, a slider per criterion, the result in words, chart and table.

    Criteria on which the agency lost most points come first. A button moves the sliders to the least effort for
    the goal chosen, another back to the points there are. The figures are those of `what_if` and `least_effort`,
    as in the report. `index` must hold at least one year; where no criterion applies to anybody in its last, a
    sentence says so.
    """
    if index.years[-1].leaves.empty:
        sentence = text("what_if.widget_nobody", study.language, year=index.year)
        return widgets.VBox([widgets.HTML(_paragraph(sentence))])
    return _Explorer(study, index).box


class _Explorer:
    """The state between moves; a class because sliders, buttons and lists act on each other."""

    def __init__(self, study: Study, index: IndexResults) -> None:
        self.study = study
        self.assessment = index.years[-1]
        self.earlier, _ = year_before(index, self.assessment)
        self.points = self.assessment.leaves
        self.around = Others()
        self.starts: dict[str, float] = {}
        self.sliders: dict[str, widgets.FloatSlider] = {}
        self.is_moving = False
        choices = self._choices()
        codes = [code for _, code in choices]
        self.agency = widgets.Dropdown(
            description=self._say("agency"), options=choices,
            value=study.agency if study.agency in codes else codes[0],
        )  # fmt: skip
        self.others = widgets.Checkbox(
            description=self._say("others"), value=False, disabled=not self.earlier, indent=False
        )
        self.survey = widgets.Checkbox(description=self._say("survey"), value=False, indent=False)
        self.goal = widgets.Dropdown(description=self._say("goal"), options=self._goals())
        self.find = widgets.Button(description=self._say("find"), layout=widgets.Layout(width="auto"))
        self.reset = widgets.Button(description=self._say("reset"), layout=widgets.Layout(width="auto"))
        self.rows = widgets.VBox(layout=widgets.Layout(max_height="24em", overflow="auto", display="block"))
        self.assumed = widgets.HTML()
        self.words = widgets.HTML()
        self.image = widgets.Image(format="png", layout=widgets.Layout(max_width="100%"))
        self.table = widgets.HTML()
        wrapped = widgets.Layout(flex_flow="row wrap")
        self.box = widgets.VBox(
            [
                widgets.HBox([self.agency, self.others], layout=wrapped),
                widgets.HBox([self.goal, self.survey, self.find, self.reset], layout=wrapped),
                self.assumed,
                self.rows,
                self.words,
                self.table,
                self.image,
            ]
        )
        self.agency.observe(self._change_agency, "value")
        self.others.observe(self._change_others, "value")
        self.find.on_click(self._find)
        self.reset.on_click(lambda _button: self._move({}))
        self._change_agency()

    def _say(self, key: str, **values: object) -> str:
        return text(f"what_if.widget_{key}", self.study.language, **values)

    def _choices(self) -> list[tuple[str, str]]:
        """Agencies with any score, by name in Vietnamese order."""
        scored = set(self.points["agency_code"])
        assessed = self.assessment.assessed
        names = zip(assessed["agency_name"], assessed["agency_code"], strict=True)
        return sorted((pair for pair in names if pair[1] in scored), key=lambda pair: vietnamese_key(pair[0]))

    def _goals(self) -> list[tuple[str, tuple[Target, int]]]:
        ranks: list[tuple[str, tuple[Target, int]]] = [
            (self._say("rank", gain=gain), ("rank", gain)) for gain in RANK_GAINS
        ]
        return [(self._say("next_class"), ("next_class", 1)), *ranks]

    def _change_agency(self, _change: Any = None) -> None:
        own = self.points[self.points["agency_code"] == self.agency.value]
        lost = own.assign(lost=own["max_points"] - own["score"])
        lost = lost.sort_values("lost", ascending=False, kind="stable", na_position="first")
        rows = lost.to_dict("records")
        self.starts = {row["criterion_code"]: row["score"] for row in rows}
        self.sliders = {row["criterion_code"]: self._slider(row["score"], self._most(row)) for row in rows}
        self.rows.children = [self._row(row, self.sliders[row["criterion_code"]]) for row in rows]
        self._change_others()

    def _change_others(self, _change: Any = None) -> None:
        """Settle what the others do once, for all moves of the sliders that follow."""
        self.around = Others()
        if self.others.value and self.earlier is not None:
            self.around = moving_others(self.assessment, self.earlier, agency_code=self.agency.value)
        said = [sentence for sentence, _ in others_words(self.around, self.assessment)]
        note = stand_in_note(replace(self.study, agency=""), self.assessment)
        self.assumed.value = "".join(_paragraph(sentence) for sentence in [*said, note] if sentence)
        self._draw()

    def _most(self, row: dict[Any, Any]) -> float:
        """The maximum; where none is stated, the best score anyone has."""
        if not math.isnan(row["max_points"]):
            return float(row["max_points"])
        same = self.points.loc[self.points["criterion_code"] == row["criterion_code"], "score"]
        return float(same.fillna(0.0).max())

    def _slider(self, score: float, most: float) -> widgets.FloatSlider:
        slider = widgets.FloatSlider(
            value=0.0 if math.isnan(score) else score, min=0.0, max=most, step=STEP_POINTS,
            continuous_update=False, readout=False,
        )  # fmt: skip
        slider.observe(self._draw, "value")
        return slider

    def _row(self, row: dict[Any, Any], slider: widgets.FloatSlider) -> widgets.HBox:
        mark = f" ({self._say('survey_mark')})" if row["is_survey"] else ""
        name = f"{row['criterion_code']} {row['criterion_name']}{mark}"
        label = widgets.HTML(html.escape(name), layout=widgets.Layout(width="26em"))
        # A slider's own readout knows only the decimal point.
        points = widgets.HTML()
        widgets.dlink((slider, "value"), (points, "value"), self._readout(slider.max))
        return widgets.HBox([label, slider, points], layout=widgets.Layout(flex_flow="row wrap"))

    def _readout(self, most: float) -> Callable[[float], str]:
        """Return what prints the points of a slider beside their maximum."""
        end = format_number(most, self.study.language, 2)
        return lambda value: f"{format_number(value, self.study.language, 2)} / {end}"

    def _changes(self) -> dict[str, float]:
        """Points that differ from those there are; a slider at 0 of a criterion not scored is not touched."""
        values = {code: round(slider.value, _DECIMALS) for code, slider in self.sliders.items()}
        return {
            code: value
            for code, value in values.items()
            if value != (0.0 if math.isnan(self.starts[code]) else self.starts[code])
        }

    def _find(self, _button: Any) -> None:
        target, gain = self.goal.value
        found = least_effort(
            self.assessment, agency_code=self.agency.value, target=target, rank_gain=gain, step_points=STEP_POINTS,
            with_survey=self.survey.value, others=self.around.nodes,
        )  # fmt: skip
        self._move(dict(zip(found.steps["criterion_code"], found.steps["new_score"], strict=True)))
        sentence = effort_sentence(
            found, self.agency.value, target=target, decimals=self.assessment.framework.published_decimals,
            language=self.study.language,
        )  # fmt: skip
        self.words.value = _paragraph(sentence)

    def _move(self, new_scores: dict[str, float]) -> None:
        """Move all sliders, then draw once."""
        self.is_moving = True
        for code, slider in self.sliders.items():
            start = self.starts[code]
            slider.value = new_scores.get(code, 0.0 if math.isnan(start) else start)
        self.is_moving = False
        self._draw()

    def _draw(self, _change: Any = None) -> None:
        if self.is_moving:
            return
        agency, language = self.agency.value, self.study.language
        trial = what_if(self.assessment, agency_code=agency, changes=self._changes(), others=self.around.nodes)
        framework = self.assessment.framework
        chart = what_if_ranking(
            mark_agencies(trial.ranking, self.assessment), language=language, focus=agency,
            decimals=framework.published_decimals, scale=index_words(self.study, framework).scale,
            is_synthetic=self.study.is_synthetic,
        )  # fmt: skip
        self.image.value, self.image.alt = figure_png(chart), chart.alt
        self.words.value = _paragraph(
            trial_sentence(trial, agency, decimals=framework.published_decimals, language=language)
        )
        self.table.value = "" if trial.steps.empty else table_html(trial.steps, language)


def _paragraph(sentence: str) -> str:
    return f"<p>{html.escape(sentence)}</p>"

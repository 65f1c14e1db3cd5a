"""How sure each agency's class is: the share of replications in which it falls in every class."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.grouped_rows import (
    AgencyRow,
    count_drawn,
    grouped_rows,
    open_rows,
    top_axis_height,
)
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.lettering import text_width
from cchc_analysis.charts.page import PAGE_WIDTH, empty_chart
from cchc_analysis.charts.result_words import unit_words
from cchc_analysis.charts.robustness_words import (
    replication_sentence,
    unassessed_sentence,
    whole_percent,
    year_sentence,
)
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.tones import ink_on, ordered_tones
from cchc_analysis.charts.wording import count_sentence, focus_absent, join_sentences, list_names
from cchc_analysis.texts import Language, text

_BAR_HEIGHT, _FIGURE_SIZE, _RIGHT = 0.17, 8.0, 0.35
_SURE = 0.95


def class_probabilities(
    probabilities: pd.DataFrame,
    *,
    language: Language,
    focus: str | None = None,
    title: str | None = None,
    most_rows: int = 64,
    is_synthetic: bool = False,
) -> Chart:
    """Draw one bar per agency, split by the probability of each class, the best class on the left.

    Agencies stand from the best to the worst expected class. Agencies without probabilities are not drawn
    and are named in the caption; of more than `most_rows` the two ends and the neighbours of `focus` are
    drawn.

    Parameters
    ----------
    probabilities
        The ``class_probabilities`` table of one year; `probability_share` 0-1, `class_position` 0 is best.
    focus
        Code of the agency whose name is bold.

    Raises
    ------
    ValueError
        If the table mixes years.
    """
    classes = _classes(probabilities)
    agencies = _agencies(probabilities, classes)
    known = agencies.dropna(subset=["expected"])
    if known.empty:
        return empty_chart(
            "class_probabilities", text("robustness_charts.classes_empty", language, count=len(agencies)),
            title=title or text("robustness_charts.classes_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    year = year_sentence(probabilities, language)
    title = title or _title(known, classes, focus=focus, language=language)
    tones = dict(zip(classes, ordered_tones(len(classes)), strict=True))
    with house_style():
        rows = grouped_rows(known, by="expected", most_rows=most_rows, focus=focus, language=language)
        lift = top_axis_height(rows) + 0.04
        figure, axes, stack = open_rows(
            rows, title=title, right=_RIGHT, above=legend_height(list(classes.values())) + lift,
            has_guides=False, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        plot_width = PAGE_WIDTH - stack.label_width - _RIGHT
        for row, centre in zip(rows, stack.centres, strict=True):
            if isinstance(row, AgencyRow):
                _draw_bar(axes, row, centre, tones=tones, plot_width=plot_width, language=language)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
        axes.tick_params(axis="x", labeltop=top_axis_height(rows) > 0)
        axes.set_xlabel(text("robustness_charts.probability_axis", language))
        handles = [Patch(color=tones[code], label=name) for code, name in classes.items()]
        draw_legend(figure, axes, handles, lift=lift)
    short = int((known[list(classes)].sum(axis=1) < 1 - 1e-9).sum())
    caption = join_sentences(
        [
            year,
            text("robustness_charts.classes_caption", language, **unit_words(agencies, language)),
            replication_sentence(probabilities, language),
            text("robustness_charts.classes_short", language, count=short) if short else None,
            count_sentence("not_shown", len(known) - count_drawn(rows), language),
            unassessed_sentence(agencies[agencies["expected"].isna()], language),
            focus_absent(agencies, focus, language),
        ]
    )
    alt = _alt(known, classes, focus=focus, language=language)
    return Chart("class_probabilities", figure, title, alt, caption)


def _classes(table: pd.DataFrame) -> dict[str, str]:
    """Return the names of the classes by code, the best first."""
    known = table.dropna(subset=["class_code"]).sort_values("class_position").drop_duplicates("class_code")
    return dict(zip(known["class_code"], known["class_name"], strict=True))


def _agencies(table: pd.DataFrame, classes: dict[str, str]) -> pd.DataFrame:
    """Return one row per agency: a column for each class, and the class it is expected to reach."""
    who = table.drop_duplicates("agency_code")[["agency_code", "agency_name", "group", "year"]]
    shares = table.dropna(subset=["class_code"]).pivot_table(
        index="agency_code", columns="class_code", values="probability_share", aggfunc="sum", min_count=1
    )  # fmt: skip
    shares = shares.reindex(columns=list(classes)).astype("float64")
    places = pd.Series(range(len(classes)), index=list(classes), dtype="float64")
    reached = shares.sum(axis=1, min_count=1)
    # Rounded, so that agencies equally sure stand in name order whatever the sums left in the last digit.
    expected = ((shares * places).sum(axis=1) / reached).round(9)
    return who.merge(shares.assign(expected=expected), left_on="agency_code", right_index=True, how="left")


def _draw_bar(
    axes: Axes, row: AgencyRow, centre: float, *, tones: dict[str, str], plot_width: float, language: Language
) -> None:
    left = 0.0
    for code, tone in tones.items():
        share = float(row.figures[code])
        if not share > 0:
            continue
        axes.barh(centre, share, left=left, height=_BAR_HEIGHT, color=tone, edgecolor="white", linewidth=0.5)
        words = whole_percent(share, language)
        if text_width(words, size=_FIGURE_SIZE, weight="bold") + 0.06 <= share * plot_width:
            axes.text(
                left + share / 2, centre, words, ha="center", va="center", fontsize=_FIGURE_SIZE,
                color=ink_on(tone), fontweight="bold" if row.is_focus else "normal", gid="share",
            )  # fmt: skip
        left += share


def _title(known: pd.DataFrame, classes: dict[str, str], *, focus: str | None, language: Language) -> str:
    own = known[known["agency_code"] == focus]
    if len(own):
        likeliest = str(own.iloc[0][list(classes)].astype("float64").idxmax())
        return text(
            "robustness_charts.classes_title_focus", language, name=own.iloc[0]["agency_name"],
            class_name=classes[likeliest], share=whole_percent(own.iloc[0][likeliest], language),
        )  # fmt: skip
    sure = int((known[list(classes)].max(axis=1) >= _SURE).sum())
    units = unit_words(known, language)
    return text("robustness_charts.classes_title", language, sure=sure, count=len(known), **units)


def _alt(known: pd.DataFrame, classes: dict[str, str], *, focus: str | None, language: Language) -> str:
    def say(key: str, agency: pd.Series) -> str:
        shares = [
            f"{name} {whole_percent(agency[code], language)}" for code, name in classes.items() if agency[code] > 0
        ]
        words = list_names(shares, language, most=len(shares))
        return text(f"robustness_charts.{key}", language, name=agency["agency_name"], shares=words)

    surest = known[list(classes)].max(axis=1)
    own = known[known["agency_code"] == focus]
    return join_sentences(
        [
            text(
                "robustness_charts.classes_alt", language, count=len(known), sure=int((surest >= _SURE).sum()),
                names=list_names(list(classes.values()), language, most=len(classes)),
                **unit_words(known, language),
            ),
            year_sentence(known, language),
            say("classes_alt_open", known.iloc[int(surest.argmin())]),
            say("classes_alt_focus", own.iloc[0]) if len(own) else None,
        ]
    )  # fmt: skip

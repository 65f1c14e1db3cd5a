"""Whether enough replications were made: how the bounds of the ranks settle as their number grows."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.figure_axis import figure_ticks
from cchc_analysis.charts.legend import draw_legend, legend_height
from cchc_analysis.charts.page import empty_chart, new_page
from cchc_analysis.charts.robustness_words import year_sentence
from cchc_analysis.charts.style import FOCUS, HALO, MUTED_INK, PALETTE, house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_PLOT_HEIGHT, _LEFT, _RIGHT = 3.0, 0.85, 0.75
_MOST_LABELS = 9
_LABEL_HEIGHT = 0.18
# Steps that double crowd on an even scale; from this ratio on each doubling takes the same width.
_RATIO_OF_A_LOG_SCALE = 12
_LINES = (("widest_change", FOCUS, "o-"), ("mean_rank_error", PALETTE[2], "s--"))

_FEWEST_NAMED = 200


def convergence_lines(
    convergence: pd.DataFrame,
    *,
    language: Language,
    places: float,
    mean_error: float,
    title: str | None = None,
    is_synthetic: bool = False,
) -> Chart:
    """Draw the widest change of any rank bound, and the largest error of a mean rank, by replications.

    Steps without a figure leave a gap in the line and are counted in the caption.

    Parameters
    ----------
    convergence
        The ``convergence`` table of one run; changes and errors in places, replications tried and failed.
    places, mean_error
        The run has settled when neither line is above these limits.

    Raises
    ------
    ValueError
        If the table mixes years or holds a number of replications twice.
    """
    measures = [measure for measure, _, _ in _LINES]
    if convergence[measures].isna().all(axis=None):
        return empty_chart(
            "convergence_lines", text("robustness_charts.convergence_empty", language),
            title=title or text("robustness_charts.convergence_title_plain", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    if convergence["replications"].duplicated().any():
        raise ValueError("this chart shows one run, the table holds a number of replications twice")
    year = year_sentence(convergence, language)
    steps = convergence.sort_values("replications").reset_index(drop=True)
    settled = _settled_from(steps)
    total = int(steps["replications"].iloc[-1])
    title = title or _title(settled, total, language)
    words = [text(f"robustness_charts.convergence_{measure}", language) for measure in measures]
    with house_style():
        figure, axes = new_page(
            title, plot_height=_PLOT_HEIGHT, left=_LEFT, right=_RIGHT, above=legend_height(words) + 0.16,
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
        handles = [
            axes.plot(
                steps["replications"], steps[measure], look, color=colour, markersize=5, clip_on=False,
                label=label, gid=measure,
            )[0]
            for (measure, colour, look), label in zip(_LINES, words, strict=True)
        ]  # fmt: skip
        _set_axes(axes, steps, language)
        _write_ends(axes, steps, language)
        if settled is not None:
            axes.axvline(settled, color=MUTED_INK, linewidth=1, linestyle=":", zorder=1, gid="settled")
        draw_legend(figure, axes, handles, lift=0.1)
    missing = int(steps[measures].isna().any(axis=1).sum())
    caption = join_sentences(
        [
            year,
            text("robustness_charts.convergence_caption", language),
            text(
                "robustness_charts.convergence_limits",
                language,
                places=format_number(places, language, 0 if places % 1 == 0 else 2),
                error=format_number(mean_error, language, 2),
            ),
            _settled_sentence(settled, language),
            _tried_sentence(steps.iloc[-1], language),
            text("robustness_charts.convergence_missing", language, count=missing) if missing else None,
            text("robustness_charts.convergence_log", language) if axes.get_xscale() == "log" else None,
        ]
    )
    alt = join_sentences([_alt(steps, language), _settled_sentence(settled, language), year])
    return Chart("convergence_lines", figure, title, alt, caption)


def _settled_from(steps: pd.DataFrame) -> int | None:
    """Return the first number of replications from which on every step has settled, None when the last has not.

    A few replications may look settled by chance, so only steps of at least 200 (or the whole run) are named.
    """
    is_settled = steps["is_converged"].fillna(False).astype(bool).tolist()
    counts = steps["replications"].tolist()
    first = len(is_settled)
    while first and is_settled[first - 1] and (first == len(is_settled) or counts[first - 1] >= _FEWEST_NAMED):
        first -= 1
    return int(steps["replications"].iloc[first]) if first < len(is_settled) else None


def _title(settled: int | None, total: int, language: Language) -> str:
    if settled is None:
        return text("robustness_charts.convergence_title_open", language, count=format_number(total, language))
    return text("robustness_charts.convergence_title", language, count=format_number(settled, language))


def _settled_sentence(settled: int | None, language: Language) -> str:
    if settled is None:
        return text("robustness_charts.convergence_not_settled", language)
    return text("robustness_charts.convergence_settled", language, count=format_number(settled, language))


def _tried_sentence(last: pd.Series, language: Language) -> str:
    failed = int(last.get("failed_replications", 0))
    key = "convergence_failed" if failed else "convergence_tried"
    counts = {"count": format_number(last["replications"], language), "failed": format_number(failed, language)}
    return text(f"robustness_charts.{key}", language, **counts)


def _set_axes(axes: Axes, steps: pd.DataFrame, language: Language) -> None:
    counts = [int(count) for count in steps["replications"]]
    if counts[-1] / max(counts[0], 1) >= _RATIO_OF_A_LOG_SCALE:
        axes.set_xscale("log")
        marked = counts[:: -(-len(counts) // _MOST_LABELS)]
    else:
        marked = _spread(counts)
    axes.set_xticks(marked, [format_number(count, language) for count in marked])
    axes.set_xticks([], minor=True)
    axes.set_xlabel(text("robustness_charts.replications_axis", language))
    highest = steps[[measure for measure, _, _ in _LINES]].max().max()
    ticks = figure_ticks(0, max(1.0, 1.05 * float(highest)))
    decimals = next((places for places in (0, 1) if all(round(tick, places) == tick for tick in ticks)), 2)
    axes.set_ylim(0, ticks[-1])
    axes.set_yticks(ticks, [format_number(tick, language, decimals) for tick in ticks])
    axes.set_ylabel(text("robustness_charts.places_axis", language), labelpad=6)
    axes.grid(visible=False, axis="x")
    axes.grid(visible=True, axis="y")


def _spread(counts: list[int]) -> list[int]:
    """Return the counts to label: those far enough from the one before, and always the last."""
    least = (counts[-1] - counts[0]) / _MOST_LABELS
    kept = [counts[0]]
    for count in counts[1:]:
        if count - kept[-1] >= least:
            kept.append(count)
    if kept[-1] != counts[-1]:
        kept[-1:] = [counts[-1]]
    return kept


def _write_ends(axes: Axes, steps: pd.DataFrame, language: Language) -> None:
    """Write the last figure of each line beside its end; two that would touch move apart."""
    ends = [
        (*steps.dropna(subset=[measure])[["replications", measure]].iloc[-1], colour)
        for measure, colour, _ in _LINES if steps[measure].notna().any()
    ]  # fmt: skip
    heights = [figure / axes.get_ylim()[1] * _PLOT_HEIGHT for _, figure, _ in ends]
    overlap = max(_LABEL_HEIGHT - (max(heights) - min(heights)), 0) if len(ends) == 2 else 0
    lift = max(overlap / 2 - min(heights), 0)  # so that neither goes below the axis, where its figures stand
    for (count, figure, colour), height in zip(ends, heights, strict=True):
        aside = lift + overlap / 2 * (1 if height == max(heights) and height > min(heights) else -1)
        axes.annotate(
            format_number(figure, language, 2), (count, figure), xytext=(9, aside * 72),
            textcoords="offset points", va="center", color=colour, fontweight="bold",
            path_effects=HALO, annotation_clip=False, gid="label",
        )  # fmt: skip


def _alt(steps: pd.DataFrame, language: Language) -> str:
    known = steps.dropna(subset=["widest_change"])
    return text(
        "robustness_charts.convergence_alt", language, count=len(steps),
        first=format_number(steps["replications"].iloc[0], language),
        last=format_number(steps["replications"].iloc[-1], language),
        first_change=format_number(known["widest_change"].iloc[0] if len(known) else None, language, 2),
        last_change=format_number(known["widest_change"].iloc[-1] if len(known) else None, language, 2),
    )  # fmt: skip

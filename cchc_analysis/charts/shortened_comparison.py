"""What counting shortened competitive quotation in, or leaving it out, does to both shares."""

from __future__ import annotations

import math

import pandas as pd

from cchc_analysis.charts.bar_rows import BarRow, Heading, Row, draw_bars
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.quota_words import printed_quota
from cchc_analysis.charts.style import house_style
from cchc_analysis.charts.wording import join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_share

_LEGS = ("count", "value")


def shortened_comparison(
    comparison: pd.DataFrame, *, language: Language, title: str | None = None, is_synthetic: bool = False
) -> Chart:
    """Draw the share by number and by value under both readings of the rule; no source settles which holds.

    Parameters
    ----------
    comparison
        ``variant`` (``included``: shortened quotation counts as competitive quotation; ``excluded``: it
        does not), ``count_share``, ``value_share`` (0-1, missing where nothing is eligible).
    """
    title = title or text("charts.shortened_title", language)
    if comparison[["count_share", "value_share"]].isna().all(axis=None):
        return empty_chart(
            "shortened_comparison", text("charts.shortened_empty", language),
            title=title, language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    rows: list[Row] = []
    sentences = [text("charts.shortened_alt", language)]
    for leg in _LEGS:
        heading = text(f"charts.leg_{leg}", language)
        bars = [_bar(variant, share, language) for variant, share in _pairs(comparison, leg)]
        rows += [Heading(heading), *bars]
        sentences.append(f"{heading}: {'; '.join(f'{bar.name} {bar.label}' for bar in bars)}.")
    with house_style():
        figure, axes = draw_bars(rows, title=title, maximum=100, language=language, is_synthetic=is_synthetic)
        axes.set_xticks(range(0, 101, 20), [printed_quota(tick, language) for tick in range(0, 101, 20)])
        axes.set_xlabel(text("charts.share_axis", language))
    caption = text("charts.shortened_caption", language)
    return Chart("shortened_comparison", figure, title, join_sentences(sentences), caption)


def _pairs(comparison: pd.DataFrame, leg: str) -> list[tuple[str, float]]:
    shares = comparison.set_index("variant")[f"{leg}_share"]
    return [(variant, shares[variant]) for variant in ("included", "excluded")]


def _bar(variant: str, share: float, language: Language) -> BarRow:
    name = text(f"charts.shortened_{variant}", language)
    if math.isnan(share):
        return BarRow(name, None, text("charts.not_measured", language))
    return BarRow(name, share * 100, format_share(share, language))

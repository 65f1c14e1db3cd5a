"""The directive's other measures against their targets."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from cchc_analysis.charts.bullet_rows import BulletRow, draw_bullets
from cchc_analysis.charts.chart import Chart
from cchc_analysis.charts.page import empty_chart
from cchc_analysis.charts.quota_words import printed_quota
from cchc_analysis.charts.wording import count_sentence, join_sentences
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number, format_share

_OUTCOMES = ("passed", "failed", "open")


def target_bullets(
    targets: pd.DataFrame, *, language: Language, title: str | None = None, is_synthetic: bool = False
) -> Chart:
    """Draw how far each measure has come, with a tick at its target where one could be sourced.

    Parameters
    ----------
    targets
        The ``targets`` table with a column `name`; `share` 0-1, `target_pct` 0-100, missing where no
        target could be sourced.
    """
    if targets.empty:
        return empty_chart(
            "target_bullets", text("charts.targets_empty", language),
            title=title or text("charts.targets_title", language),
            language=language, is_synthetic=is_synthetic,
        )  # fmt: skip
    table = targets.assign(outcome=_outcomes(targets["is_met"]))
    counts = {outcome: int((table["outcome"] == outcome).sum()) for outcome in _OUTCOMES}
    title = title or text("charts.targets_title_counts", language, count=len(table), **counts)
    rows = [_row(measure, language=language) for measure in table.to_dict("records")]
    figure = draw_bullets(rows, title=title, language=language, is_synthetic=is_synthetic)
    caption = join_sentences(
        [
            text("charts.targets_caption", language),
            count_sentence("targets_unsourced", int(table["target_pct"].isna().sum()), language),
            count_sentence("targets_unmeasured", int(table["share"].isna().sum()), language),
        ]
    )
    sentences = [_sentence(row) for row in rows]
    opening = text("charts.targets_alt", language, count=len(rows), **counts)
    return Chart("target_bullets", figure, title, join_sentences([opening, *sentences]), caption)


def _outcomes(is_met: pd.Series) -> pd.Series:
    """Return passed, failed or open (not concluded) for a nullable truth."""
    words = is_met.map({True: "passed", False: "failed"}, na_action="ignore")
    return words.astype("object").fillna("open").astype("str")


def _row(measure: dict[Hashable, Any], *, language: Language) -> BulletRow:
    share = None if pd.isna(measure["share"]) else float(measure["share"])
    target = None if pd.isna(measure["target_pct"]) else float(measure["target_pct"])
    outcome = text(f"charts.word_{measure['outcome']}", language)
    if share is None:
        lines = [text("charts.not_measured", language)]
    else:
        counted = [format_number(measure[column], language) for column in ("numerator", "denominator")]
        lines = [f"{format_share(share, language)} · {outcome}", "/".join(counted)]
    if target is None:
        lines.append(text("charts.target_unsourced", language))
        return BulletRow(measure["name"], share, None, "", "\n".join(lines))
    tick = text("charts.target_label", language, target=printed_quota(target, language))
    return BulletRow(measure["name"], share, target, tick, "\n".join(lines))


def _sentence(row: BulletRow) -> str:
    parts = [*row.label.split("\n"), *filter(None, [row.target_label])]
    return f"{row.name}: {'; '.join(parts)}."

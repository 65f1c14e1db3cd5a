"""The slide on the programme's targets: measured against promised."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.slide_labels import distinct_labels
from cchc_analysis.publish.slide_tables import chart_values, count_verdicts, speaker_notes
from cchc_analysis.publish.slides import BarSeries, ChartSlide
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import period_in_sentence
from cchc_analysis.vietnamese.numbers import format_share

_SHOWN = 8
_LABEL_NAME = 54


def targets_slide(
    targets: pd.DataFrame, *, period: Period, language: Language, legal_basis: str | None = None
) -> ChartSlide:
    """Show the eight targets furthest below what was promised, measured beside promised.

    Parameters
    ----------
    targets
        The ``targets`` table with ``name``; ``share`` 0-1 and ``target_pct`` 0-100, missing where not
        measured or not set.
    """
    verdicts = count_verdicts(targets["is_met"])
    promised = targets["target_pct"] / 100
    order = (targets["share"] - promised).sort_values(kind="stable").index[:_SHOWN]
    shown = targets.loc[order].assign(target_share=promised)
    values = {
        "period": period_in_sentence(period, language),
        "shown": len(shown),
        "count": len(targets),
        "met": verdicts.passed,
        "missed": verdicts.failed,
        "undecided": verdicts.undecided,
    }
    is_empty = targets.empty
    suffix = "_empty" if is_empty else ""
    columns = {"measured": "share", "target": "target_share"}
    return ChartSlide(
        title=text(f"briefing.targets_title{suffix}", language, **values),
        kind="column",
        categories=tuple(distinct_labels(shown["name"].tolist(), shown["measure"].tolist(), limit=_LABEL_NAME)),
        series=tuple(
            BarSeries(text(f"briefing.targets_{key}_series", language), chart_values(shown[column]), "0.0%")
            for key, column in columns.items()
        ),
        alt="" if is_empty else text("briefing.targets_alt", language, **values),
        notes=_notes(shown, values, legal_basis, language),
        footnote=text(f"briefing.targets_footnote{suffix}", language, **values),
        full_scale=1.0,
    )


def _notes(shown: pd.DataFrame, values: dict[str, object], legal_basis: str | None, language: Language) -> str:
    unknown = text("briefing.unknown", language)
    lines = [text("briefing.targets_counts", language, **values)]
    for row in shown.to_dict("records"):
        share, target = (
            unknown if pd.isna(value) else format_share(value, language)
            for value in (row["share"], row["target_share"])
        )
        lines.append(text("briefing.targets_row", language, name=row["name"], share=share, target=target))
    definition = text("briefing.targets_definition", language)
    return speaker_notes(definition, lines, legal_basis=legal_basis, language=language)

"""What is said of a chart of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from cchc_analysis.charts.indicator_values import printed_value
from cchc_analysis.charts.wording import join_sentences, list_names
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

_MOST_NAMED = 4


def strips_caption(
    computed: pd.DataFrame,
    left_out: Sequence[str],
    *,
    fence_tenths: int,
    focus: str | None,
    focus_name: str,
    language: Language,
) -> str:
    """Say what the marks mean, which indicators are not drawn, and that a mark is no verdict."""
    is_absent = focus is not None and not (computed["agency_code"] == focus).any()
    return join_sentences(
        [
            text("indicators.strips_caption", language),
            text("indicators.strips_diamond", language, reach=format_number(fence_tenths / 10, language, 1))
            if computed["flagged"].fillna(value=False).any()
            else None,
            text("indicators.strips_left_out", language, names=list_names(left_out, language, most=8))
            if left_out
            else None,
            text("indicators.strips_focus_absent", language, name=focus_name) if is_absent else None,
            text("indicators.signal_only", language),
        ]
    )


def strips_alt(
    parts: Mapping[str, pd.DataFrame],
    names: Mapping[str, str],
    *,
    title: str,
    focus: str | None,
    language: Language,
) -> str:
    """Say for every line how many agencies it shows, their median, and who is marked."""
    said = [f"{title}."]
    for one, rows in parts.items():
        unit = str(rows["unit"].iloc[0])
        flagged = rows.loc[rows["flagged"].fillna(value=False), "agency_name"].tolist()
        facts = {
            "indicator": names[one],
            "count": len(rows),
            "median": printed_value(rows["value"].median(), unit, language),
            "low": printed_value(rows["value"].min(), unit, language),
            "high": printed_value(rows["value"].max(), unit, language),
        }
        said.append(text("indicators.strips_alt", language, **facts))
        if flagged:
            marked = list_names(flagged, language, most=_MOST_NAMED)
            said.append(text("indicators.strips_alt_flagged", language, names=marked))
        for agency in rows[rows["agency_code"] == focus].to_dict("records"):
            value = printed_value(agency["value"], unit, language)
            said.append(text("indicators.strips_alt_focus", language, name=agency["agency_name"], value=value))
    return join_sentences(said)

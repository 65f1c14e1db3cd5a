"""The slide on the reform index: who stands where."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.publish.slide_labels import distinct_labels
from cchc_analysis.publish.slide_tables import chart_values, rows_of_year, speaker_notes
from cchc_analysis.publish.slides import TITLE_LIMIT, BarSeries, ChartSlide
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.dates import period_in_sentence
from cchc_analysis.vietnamese.numbers import format_number

_TOP, _BOTTOM = 10, 5
_FULL_INDEX = 100.0
_DECIMALS, _NUMBER_FORMAT = 2, "0.00"
# Names stand whole in a headline that has room for them, else shortened.
_TITLE_NAMES, _LABEL_NAME = (TITLE_LIMIT, 34), 44


def index_slide(
    league: pd.DataFrame, *, period: Period, language: Language, legal_basis: str | None = None
) -> ChartSlide:
    """Rank the agencies by index: all of them up to fifteen, else the ten highest and the five lowest.

    Agencies of several groups are ordered by index, coloured by group, and carry their rank within the
    group. An agency without index is counted and named in the notes, never drawn as zero.

    Parameters
    ----------
    league
        The ``league`` table; the year shown is its last, which in the first three quarters is the year before
        the period's.
    """
    year = Period(period.years[-1] if league.empty else int(league["year"].max()))
    rows = rows_of_year(league, year.year)
    ranked = rows[rows["index"].notna()].sort_values("index", ascending=False, kind="stable")
    missing = rows.loc[rows["index"].isna(), "agency_name"].tolist()
    printed_year = period_in_sentence(year, language)
    counts = {"ranked": len(ranked), "missing": len(missing), "period": printed_year}
    whole, short = (_ends(ranked, language, limit=limit) for limit in _TITLE_NAMES)
    title = _title(ranked, whole, printed_year, language)
    shown, between = _top_and_bottom(ranked)
    categories = _categories(shown, language)
    if between:
        categories.insert(_TOP, text("briefing.index_between", language, count=between))
    is_empty = ranked.empty
    return ChartSlide(
        title=title if len(title) <= TITLE_LIMIT else _title(ranked, short, printed_year, language),
        kind="bar",
        categories=tuple(categories),
        series=_series(shown, has_gap=between > 0, language=language),
        alt=""
        if is_empty
        else text(
            "briefing.index_alt",
            language,
            period=printed_year,
            shown=len(shown),
            count=len(ranked),
            **whole,
        ),
        notes=_notes(shown, missing, counts, legal_basis, language),
        footnote=text(f"briefing.index_footnote{'_empty' if is_empty else ''}", language, **counts),
        full_scale=_FULL_INDEX,
        axis_title=text("briefing.index_series", language),
    )


def _top_and_bottom(ranked: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    between = len(ranked) - _TOP - _BOTTOM
    if between <= 0:
        return ranked, 0
    return pd.concat([ranked.head(_TOP), ranked.tail(_BOTTOM)]), between


def _ends(ranked: pd.DataFrame, language: Language, *, limit: int) -> dict[str, str]:
    if ranked.empty:
        return {}
    names, codes = ranked["agency_name"].tolist(), ranked["agency_code"].tolist()
    labels = pd.Series(distinct_labels(names, codes, limit=limit), index=ranked.index)
    words = {}
    for end, value in (("best", ranked["index"].max()), ("last", ranked["index"].min())):
        at_end = labels[ranked["index"].eq(value)]
        is_one = len(at_end) == 1
        words[end] = at_end.iloc[0] if is_one else text("briefing.several_agencies", language, count=len(at_end))
        words[f"{end}_index"] = format_number(value, language, _DECIMALS)
    return words


def _title(ranked: pd.DataFrame, ends: dict[str, str], period: str, language: Language) -> str:
    if ranked.empty:
        return text("briefing.index_title_empty", language, period=period)
    if ranked["index"].nunique() == 1:
        return text("briefing.index_title_level", language, who=ends["best"], index=ends["best_index"])
    return text("briefing.index_title", language, count=len(ranked), **ends)


def _categories(shown: pd.DataFrame, language: Language) -> list[str]:
    names = distinct_labels(shown["agency_name"].tolist(), shown["agency_code"].tolist(), limit=_LABEL_NAME)
    return [
        text("briefing.index_category", language, rank=rank, name=name)
        for rank, name in zip(shown["rank"], names, strict=True)
    ]


def _series(shown: pd.DataFrame, *, has_gap: bool, language: Language) -> tuple[BarSeries, ...]:
    groups = list(dict.fromkeys(shown["group"]))
    name = text("briefing.index_series", language)
    series = []
    for group in groups:
        values = list(chart_values(shown["index"].where(shown["group"].eq(group))))
        if has_gap:
            values.insert(_TOP, None)
        printed = text(f"groups.{group}", language)
        series.append(
            BarSeries(
                name if len(groups) == 1 else printed[:1].upper() + printed[1:], tuple(values), _NUMBER_FORMAT
            )
        )
    return tuple(series)


def _notes(
    shown: pd.DataFrame,
    missing: list[str],
    counts: dict[str, object],
    legal_basis: str | None,
    language: Language,
) -> str:
    lines = [text("briefing.index_counts", language, **counts)]
    if missing:
        lines.append(text("briefing.index_missing_names", language, names="; ".join(missing)))
    lines += [
        text(
            "briefing.index_row",
            language,
            rank=row["rank"],
            name=row["agency_name"],
            index=format_number(row["index"], language, _DECIMALS),
        )
        for row in shown.to_dict("records")
    ]
    definition = text("briefing.index_definition", language)
    return speaker_notes(definition, lines, legal_basis=legal_basis, language=language)

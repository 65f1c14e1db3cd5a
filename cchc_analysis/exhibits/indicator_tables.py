"""Tables of indicators as they are printed: values with their units, names and reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.charts.indicator_values import printed_value
from cchc_analysis.reference.indicators import Indicator, load_source_fields
from cchc_analysis.texts import Language, text

# The sums have labels of their own here: elsewhere a numerator is what was achieved.
LABELS = ("numerator", "denominator")
ALL_COLUMNS = [
    "agency_code", "agency_name", "indicator", "indicator_name", "value_text", "is_flagged", "threshold_text",
    "status_name", "missing_name", "known_count", "asked_count", "known_share", "numerator", "denominator",
]  # fmt: skip
FIGURE_COLUMNS = [
    "indicator", "indicator_name", "value_text", "median_text", "known_count", "asked_count", "known_share",
    "status_name", "missing_name", "formula", "source_name",
]  # fmt: skip
DECREE_COLUMNS = {
    "mean_saving_rate": "mean_saving_share",
    "bidders_per_package": "mean_bidders",
    "single_bid_rate": "single_bid_share",
    "petition_share": "petition_share",
}


def labels(language: Language) -> dict[str, dict[str, object]]:
    """Return the labels of numerator and denominator in these tables."""
    return {column: {"label": text(f"indicators.{column}", language)} for column in LABELS}


def in_words(table: pd.DataFrame, indicators: Sequence[Indicator], language: Language) -> pd.DataFrame:
    """Add ``indicator_name, value_text, threshold_text, status_name, missing_name, is_flagged``."""
    names = {one.indicator: one.name(language) for one in indicators}
    fields = load_source_fields()

    def missing(codes: str) -> str:
        return "; ".join(
            text(
                "indicators.field_printed",
                language,
                name=fields[code].name(language),
                ocds=fields[code].ocds,
                vneps=fields[code].vneps,
            )
            for code in codes.split(";")
            if code
        )

    units = table["unit"]
    return table.assign(
        indicator_name=table["indicator"].map(names),
        value_text=[printed_value(v, u, language) for v, u in zip(table["value"], units, strict=True)],
        threshold_text=[printed_value(v, u, language) for v, u in zip(table["threshold"], units, strict=True)],
        status_name=[text(f"indicators.status_{status}", language) for status in table["status"]],
        missing_name=table["missing_fields"].map(missing),
        is_flagged=table["flagged"],
    )


def figures(
    table: pd.DataFrame, indicators: Sequence[Indicator], *, code: str, language: Language
) -> pd.DataFrame:
    """Return the figures of an agency, or ``ALL``, with the median of agencies, formula and source."""
    own = in_words(table[table["agency_code"].eq(code)], indicators, language).set_index("indicator")
    others = table[table["agency_code"].ne("ALL") & table["status"].eq("computed")]
    medians = others.groupby("indicator")["value"].median()
    rows = own.reindex([one.indicator for one in indicators]).reset_index()
    rows = rows.assign(
        median_text=[
            printed_value(medians.get(name), unit, language)
            for name, unit in zip(rows["indicator"], rows["unit"], strict=True)
        ],
        formula=[one.formula(language) for one in indicators],
        source_name=[one.source(language) for one in indicators],
    )
    columns = [column for column in FIGURE_COLUMNS if column != "missing_name" or any(rows[column])]
    return rows[columns]


def flagged_first(table: pd.DataFrame, indicators: Sequence[Indicator], language: Language) -> pd.DataFrame:
    """Return every row in words: agencies with most marks first, of them what is marked first."""
    rows = in_words(table, indicators, language)
    is_flagged = rows["flagged"].fillna(value=False).astype("bool")
    marks = is_flagged.groupby(rows["agency_code"]).transform("sum")
    ordered = rows.assign(marks=-marks, unmarked=~is_flagged, place=range(len(rows)))
    return ordered.sort_values(["marks", "agency_code", "unmarked", "place"], ignore_index=True)[ALL_COLUMNS]


def decree_figures(table: pd.DataFrame) -> pd.DataFrame:
    """Return the four figures of Decree 214/2025/NĐ-CP art. 17(2)(b) side by side, the whole first."""
    own = table[table["indicator"].isin(list(DECREE_COLUMNS))]
    wide = own.pivot_table(
        index=["agency_code", "agency_name"], columns="indicator", values="value", dropna=False, sort=False
    )
    wide = wide.reindex(columns=list(DECREE_COLUMNS)).rename(columns=DECREE_COLUMNS).reset_index()
    codes = list(dict.fromkeys(own["agency_code"]))
    kept = wide.merge(own[["agency_code", "agency_name"]].drop_duplicates(), on=["agency_code", "agency_name"])
    return kept.set_index("agency_code").loc[codes].reset_index().rename_axis(columns=None)

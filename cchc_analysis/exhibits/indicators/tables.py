"""Tables of indicators as they are printed: values with their units, names and reasons in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from cchc_analysis.charts.indicator_values import printed_value
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.reference.indicators import Indicator, SourceField, load_source_fields
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# The sums have labels of their own here: elsewhere a numerator is what was achieved.
LABELS = ("numerator", "denominator")
_FIELD_NAMES = re.compile(r"[\w./]+(, [\w./]+)*")
ALL_COLUMNS = [
    "agency_code", "agency_name", "indicator", "indicator_name", "value_text", "is_flagged", "threshold_text",
    "status_name", "missing_name", "known_count", "asked_count", "known_share", "numerator", "denominator",
]  # fmt: skip
FIGURE_COLUMNS = [
    "indicator", "indicator_name", "value_text", "median_text", "known_count", "asked_count", "known_share",
    "status_name", "missing_name", "formula", "source_name",
]  # fmt: skip


def labels(language: Language) -> dict[str, dict[str, object]]:
    """Return the labels of numerator and denominator in these tables."""
    return {column: {"label": text(f"indicators.{column}", language)} for column in LABELS}


def narrowed(table: pd.DataFrame, language: Language) -> dict[str, dict[str, object]]:
    """Return which figures are kept in the file only, so that formula and source fit beside the value.

    The packages asked about follow from those that count and the known share; missing fields stand beside the
    status, which says nothing where every indicator of the table was computed.
    """
    is_computed = table["status_name"].eq(text("indicators.status_computed", language)).all()
    hidden = ["asked_count", "missing_name", *(["status_name"] if is_computed else [])]
    return {column: {"is_shown": False} for column in hidden if column in table.columns}


def in_words(
    table: pd.DataFrame, indicators: Sequence[Indicator], language: Language, *, source: str
) -> pd.DataFrame:
    """Add ``indicator_name, value_text, threshold_text, status_name, missing_name, is_flagged``.

    A missing field is named as the source (``ocds``, ``vneps``) calls it, beside its name here.
    """
    names = {one.indicator: one.name(language) for one in indicators}
    fields = {code: field_words(field, source, language) for code, field in load_source_fields().items()}
    units = table["unit"]
    least = {one.indicator: format_number(one.min_sample, language) for one in indicators}
    return table.assign(
        indicator_name=table["indicator"].map(names),
        value_text=[printed_value(v, u, language) for v, u in zip(table["value"], units, strict=True)],
        threshold_text=[printed_value(v, u, language) for v, u in zip(table["threshold"], units, strict=True)],
        status_name=[
            text(f"indicators.status_{status}", language, least=least[name])
            for status, name in zip(table["status"], table["indicator"], strict=True)
        ],
        missing_name=table["missing_fields"].map(
            lambda codes: "; ".join(fields[code] for code in codes.split(";") if code)
        ),
        is_flagged=table["flagged"],
    )


def figures(
    table: pd.DataFrame, indicators: Sequence[Indicator], *, code: str, language: Language, source: str
) -> pd.DataFrame:
    """Return the figures of an agency, or ``ALL``, with the median of agencies, formula and source.

    The status names the fields that are missing.
    """
    asked = table["agency_code"].eq(code) & table["indicator"].isin([one.indicator for one in indicators])
    own = in_words(table[asked], indicators, language, source=source).set_index("indicator")
    others = table[table["agency_code"].ne(EVERYONE_CODE) & table["status"].eq("computed")]
    medians = others.groupby("indicator")["value"].median()
    rows = own.reindex([one.indicator for one in indicators]).reset_index()
    rows = rows.assign(
        median_text=[
            printed_value(medians.get(name), unit, language)
            for name, unit in zip(rows["indicator"], rows["unit"], strict=True)
        ],
        status_name=rows["status_name"].where(
            rows["missing_name"].eq(""), rows["status_name"] + ": " + rows["missing_name"]
        ),
        formula=[one.formula(language) for one in indicators],
        source_name=[one.source(language) for one in indicators],
    )
    columns = [column for column in FIGURE_COLUMNS if column != "missing_name" or any(rows[column])]
    return rows[columns]


def flagged_first(
    table: pd.DataFrame, indicators: Sequence[Indicator], language: Language, *, source: str
) -> pd.DataFrame:
    """Return every row in words: agencies with most marks first, of them what is marked first."""
    rows = in_words(table, indicators, language, source=source)
    is_flagged = rows["flagged"].fillna(value=False).astype("bool")
    marks = is_flagged.groupby(rows["agency_code"]).transform("sum")
    ordered = rows.assign(marks=-marks, unmarked=~is_flagged, place=range(len(rows)))
    return ordered.sort_values(["marks", "agency_code", "unmarked", "place"], ignore_index=True)[ALL_COLUMNS]


def decree_figures(table: pd.DataFrame, indicators: Sequence[Indicator]) -> pd.DataFrame:
    """Return the figures that the registry marks as Decree 214/2025/NĐ-CP's, one column each.

    The whole comes first, then the agencies, those with most packages asked about on top.
    """
    ids = [one.indicator for one in indicators if one.in_decree_214]
    most = table[table["indicator"].isin(ids)].groupby("agency_code")["asked_count"].max()
    names = (
        table.drop_duplicates("agency_code")[["agency_code", "agency_name"]]
        .assign(
            is_one=lambda rows: rows["agency_code"].ne(EVERYONE_CODE),
            most=lambda rows: rows["agency_code"].map(most),
        )
        .sort_values(["is_one", "most", "agency_code"], ascending=[True, False, True])[
            ["agency_code", "agency_name"]
        ]
    )
    wide = table.pivot(index="agency_code", columns="indicator", values="value").reindex(columns=ids)
    return names.merge(wide.reset_index(), on="agency_code", how="left", validate="1:1")


def field_words(field: SourceField, source: str, language: Language) -> str:
    """Return a field by its name, and what the source (``ocds``, ``vneps``) calls it where that can be read.

    The columns of the national export are called in English words that its files do not show: they say nothing to
    a Vietnamese reader. A path of OCDS does: it is what to look for in the file.
    """
    called = {"ocds": field.ocds, "vneps": field.vneps}.get(source)
    name = field.name(language)
    is_path = source == "ocds" and _FIELD_NAMES.fullmatch(called or "") is not None
    is_said = bool(called) and (language == "en" or is_path)
    return text("indicators.field_printed", language, name=name, called=called) if is_said else name

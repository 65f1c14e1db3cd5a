"""How the columns of the result tables are labelled and printed, once for every notebook and page."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_analysis.exhibits.column_format import HIDDEN, INTEGER, SHARE, TEXT, ColumnFormat, Kind
from cchc_analysis.exhibits.index import columns as index_columns
from cchc_analysis.exhibits.indicators import columns as indicator_columns
from cchc_analysis.exhibits.procurement import columns as procurement_columns
from cchc_analysis.exhibits.procurement import reported_columns
from cchc_analysis.reference.procurement_rules import LEGS
from cchc_analysis.texts import Language, text

NUMERIC: tuple[Kind, ...] = ("integer", "number", "share", "vnd")
PrintedOtherwise = Mapping[str, Mapping[str, object]]
# Shares that are held against a whole percent.
QUOTA_SHARES = frozenset(
    {"share", "share_to_date"}
    | {f"{which}{leg}_share" for which in ("", "best_", "worst_", "other_") for leg in LEGS}
)
# Differences of two shares, printed in percentage points.
CHANGE_SHARES = frozenset({"value_change_share", "count_change_share"})

_EVERYWHERE: dict[str, ColumnFormat] = {
    "agency_code": TEXT,
    "agency_name": TEXT,
    "group": HIDDEN,
    "group_name": TEXT,
    "year": ColumnFormat("integer", is_shown=False),
    "year_name": TEXT,
    "quarter": INTEGER,
    "measure": HIDDEN,
    "name": TEXT,
    "target_pct": ColumnFormat("number", decimals=0),
    "numerator": INTEGER,
    "denominator": INTEGER,
    "share": SHARE,
    "is_met": ColumnFormat("boolean", words="met"),
    "file": TEXT,
    "place": TEXT,
    "message": TEXT,
    "severity_name": TEXT,
}

FORMATS = (
    _EVERYWHERE
    | index_columns.FORMATS
    | procurement_columns.FORMATS
    | indicator_columns.FORMATS
    | reported_columns.FORMATS
)


def column_label(column: str, language: Language) -> str:
    """Return what a column is called; its name is in the texts of the subject that says how it is printed.

    Raises `KeyError` for a column that no subject knows.
    """
    if column in index_columns.FORMATS:
        return text(f"index_columns.{column}", language)
    if column in procurement_columns.FORMATS:
        return text(f"procurement_columns.{column}", language)
    if column in indicator_columns.FORMATS:
        return text(f"indicator_columns.{column}", language)
    if column in reported_columns.FORMATS:
        return text(f"reported_columns.{column}", language)
    return text(f"columns.{column}", language)


def column_payload(column: str, language: Language, printed: PrintedOtherwise | None = None) -> dict[str, object]:
    """Return the description of one column for the recorded table; raise `KeyError` if unknown.

    `printed` holds, by column, the parts of the description that are otherwise in this table.
    """
    fmt = FORMATS[column]
    payload: dict[str, object] = {
        "name": column,
        "label": column_label(column, language),
        "kind": fmt.kind,
        "decimals": fmt.decimals,
        "is_shown": fmt.is_shown,
    }
    if fmt.kind == "boolean":
        for state in ("true", "false", "null"):
            payload[f"{state}_label"] = text(f"columns.{fmt.words}_{state}", language)
    return payload | dict((printed or {}).get(column, {}))

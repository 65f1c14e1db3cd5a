"""How the columns of the result tables are labelled and printed, once for every notebook and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cchc_analysis.texts import Language, text

Kind = Literal["text", "integer", "number", "share", "vnd", "date", "boolean"]
NUMERIC: tuple[Kind, ...] = ("integer", "number", "share", "vnd")


@dataclass(frozen=True)
class ColumnFormat:
    """How one column is printed; `words` names the texts for true, false and missing booleans."""

    kind: Kind
    decimals: int = 0
    is_shown: bool = True
    words: str = "yes_no"


_TEXT = ColumnFormat("text")
_HIDDEN = ColumnFormat("text", is_shown=False)
_INTEGER = ColumnFormat("integer")
_INDEX = ColumnFormat("number", decimals=2)
_SHARE = ColumnFormat("share", decimals=1)
_VND = ColumnFormat("vnd")
_DATE = ColumnFormat("date")
_PASSED = ColumnFormat("boolean", words="passed")
_LEG = ColumnFormat("boolean", is_shown=False, words="passed")

FORMATS: dict[str, ColumnFormat] = {
    "agency_code": _TEXT,
    "agency_name": _TEXT,
    "group": _HIDDEN,
    "group_name": _TEXT,
    "year": ColumnFormat("integer", is_shown=False),
    "year_name": _TEXT,
    "quarter": _INTEGER,
    "rank": _INTEGER,
    "index": _INDEX,
    "class_name": _TEXT,
    "criterion_code": _TEXT,
    "criterion_name": _TEXT,
    "score": _INDEX,
    "max_points": _INDEX,
    "self_index": _INDEX,
    "appraised_index": _INDEX,
    "gap": _INDEX,
    "eligible_count": _INTEGER,
    "online_count": _INTEGER,
    "eligible_value_vnd": _VND,
    "online_value_vnd": _VND,
    "count_share": _SHARE,
    "value_share": _SHARE,
    "is_count_passed": _LEG,
    "is_value_passed": _LEG,
    "is_passed": _PASSED,
    "variant": _HIDDEN,
    "variant_name": _TEXT,
    "reason": _HIDDEN,
    "reason_name": _TEXT,
    "package_count": _INTEGER,
    "value_vnd": _VND,
    "due_on": _DATE,
    "received_on": _DATE,
    "status": _HIDDEN,
    "status_name": _TEXT,
    "days_late": _INTEGER,
    "is_quota_passed": _PASSED,
    "missing_reports": _INTEGER,
    "late_reports": _INTEGER,
    "is_excellent_allowed": ColumnFormat("boolean", words="allowed"),
    "measure": _HIDDEN,
    "name": _TEXT,
    "target_pct": ColumnFormat("number", decimals=0),
    "numerator": _INTEGER,
    "denominator": _INTEGER,
    "share": _SHARE,
    "is_met": ColumnFormat("boolean", words="met"),
    "package_id": _TEXT,
    "form_name": _TEXT,
    "field_name": _HIDDEN,
    "is_online": ColumnFormat("boolean"),
    "is_eligible": ColumnFormat("boolean", is_shown=False),
    "exclusion": _HIDDEN,
    "published_on": _DATE,
    "source_file": _TEXT,
    "source_row": _INTEGER,
    "file": _TEXT,
    "place": _TEXT,
    "message": _TEXT,
    "severity_name": _TEXT,
}


def column_payload(column: str, language: Language) -> dict[str, object]:
    """Return the description of one column for the recorded table; raise `KeyError` if unknown."""
    fmt = FORMATS[column]
    payload: dict[str, object] = {
        "name": column,
        "label": text(f"columns.{column}", language),
        "kind": fmt.kind,
        "decimals": fmt.decimals,
        "is_shown": fmt.is_shown,
    }
    if fmt.kind == "boolean":
        for state in ("true", "false", "null"):
            payload[f"{state}_label"] = text(f"columns.{fmt.words}_{state}", language)
    return payload

"""How the columns of the result tables are labelled and printed, once for every notebook and page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cchc_analysis.texts import Language, text

Kind = Literal["text", "integer", "number", "share", "vnd", "date", "boolean"]
NUMERIC: tuple[Kind, ...] = ("integer", "number", "share", "vnd")
PrintedOtherwise = Mapping[str, Mapping[str, object]]
# Shares that are held against a whole percent.
QUOTA_SHARES = frozenset({"count_share", "value_share", "share"})


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
    "imputed_count": _INTEGER,
    "imputed_share": _SHARE,
    "contribution": _INDEX,
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
    "criteria_count": _INTEGER,
    "scored_count": _INTEGER,
    "scored_share": _SHARE,
    "points_share": _SHARE,
    "is_enough": ColumnFormat("boolean"),
    "exact_index": ColumnFormat("number", decimals=4),
    "bound": _INDEX,
    "distance": _INDEX,
    "other_class_name": _TEXT,
    "lost_rank": _INTEGER,
    "lost_points": _INDEX,
    "lost_index": _INDEX,
    "lost_share": _SHARE,
    "cumulative_share": _SHARE,
    "agencies_count": _INTEGER,
    "target_label": _TEXT,
    "target_index": _INDEX,
    "gap_index": _INDEX,
    "kind_name": _TEXT,
    "method_name": _TEXT,
    "group_mean_share": _SHARE,
    "group_sd_share": _SHARE,
    "group_mean_score": _INDEX,
    "group_sd_score": _INDEX,
    "criterion_rank": _INTEGER,
    "compared": _INTEGER,
    "self_score": _INDEX,
    "appraised_score": _INDEX,
    "gap_share": _SHARE,
    "compared_count": _INTEGER,
    "over_count": _INTEGER,
    "level_count": _INTEGER,
    "under_count": _INTEGER,
    "missing_count": _INTEGER,
    "gap_points": _INDEX,
    "mean_gap_share": _SHARE,
    "self_rank": _INTEGER,
    "appraised_rank": _INTEGER,
    "rank_shift": _INTEGER,
    "index_from": _INDEX,
    "index_to": _INDEX,
    "change": _INDEX,
    "own_change": _INDEX,
    "added_change": _INDEX,
    "dropped_change": _INDEX,
    "points_change": _INDEX,
    "rounding_change": _INDEX,
    "chained_from": _INDEX,
    "chained_to": _INDEX,
    "chained_change": _INDEX,
    "rank_from": _INTEGER,
    "rank_to": _INTEGER,
    "rank_moved": _INTEGER,
    "own_moved": _INTEGER,
    "others_moved": _INTEGER,
    "rules_moved": _INTEGER,
    "field_moved": _INTEGER,
    "change_name": _TEXT,
    "before": _TEXT,
    "after": _TEXT,
    "restated_index": _INDEX,
    "covered_share": _SHARE,
    "is_covered": ColumnFormat("boolean"),
    "part_name": _TEXT,
    "share_from": _SHARE,
    "share_to": _SHARE,
    "rank_low": _INTEGER,
    "rank_median": _INTEGER,
    "rank_high": _INTEGER,
    "rank_mean": _INDEX,
    "index_low": _INDEX,
    "index_high": _INDEX,
    "top_share": _SHARE,
    "is_within_three": ColumnFormat("boolean"),
    "probability_share": _SHARE,
    "rival_code": _TEXT,
    "beats_share": _SHARE,
    "input_name": _TEXT,
    "first_order": _INDEX,
    "first_low": _INDEX,
    "first_high": _INDEX,
    "total_order": _INDEX,
    "total_low": _INDEX,
    "total_high": _INDEX,
    "mean_rank_change": _INDEX,
    "max_rank_change": _INTEGER,
    "rank_before": _INTEGER,
    "rank_after": _INTEGER,
    "failure_name": _TEXT,
    "imputation_name": _TEXT,
    "normalisation_name": _TEXT,
    "aggregation_name": _TEXT,
    "replications": _INTEGER,
    "failed_replications": _INTEGER,
    "widest_change": _INTEGER,
    "mean_rank_error": ColumnFormat("number", decimals=3),
    "is_converged": ColumnFormat("boolean"),
    "recipe_name": _TEXT,
    "spearman": ColumnFormat("number", decimals=3),
    "correlation": _INDEX,
    "rival_name": _TEXT,
    "flag_name": _TEXT,
    "criterion_count": _INTEGER,
    "agency_count": _INTEGER,
    "alpha": _INDEX,
    "alpha_low": _INDEX,
    "alpha_high": _INDEX,
    "stated_weight": _SHARE,
    "importance_share": _SHARE,
    "gain_points": _INDEX,
    "new_score": _INDEX,
    "room_points": _INDEX,
    "gain_index": _INDEX,
    "is_survey": ColumnFormat("boolean"),
    "index_before": _INDEX,
    "index_after": _INDEX,
    "class_before": _TEXT,
    "class_after": _TEXT,
    "file": _TEXT,
    "place": _TEXT,
    "message": _TEXT,
    "severity_name": _TEXT,
}


def column_payload(column: str, language: Language, printed: PrintedOtherwise | None = None) -> dict[str, object]:
    """Return the description of one column for the recorded table; raise `KeyError` if unknown.

    `printed` holds, by column, the parts of the description that are otherwise in this table.
    """
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
    return payload | dict((printed or {}).get(column, {}))

"""The table of indicators: one row per agency and indicator, with what it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.exact_sums import grouped_sums
from cchc_analysis.compliance.indicators.catalogue import CONCENTRATION, HHI
from cchc_analysis.compliance.indicators.concentration_rows import concentration_rows
from cchc_analysis.compliance.indicators.fences import with_flags
from cchc_analysis.compliance.indicators.marks import Question
from cchc_analysis.compliance.indicators.status import with_status
from cchc_analysis.compliance.indicators.sums import indicator_sums
from cchc_analysis.compliance.outlook_packages import of_agencies
from cchc_analysis.compliance.quota import EVERYONE_CODE
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import IndicatorSettings
from cchc_analysis.reference.indicators import Indicator

RESULT_COLUMNS = [
    "agency_code", "agency_name", "group", "period", "indicator", "value", "numerator", "denominator",
    "asked_count", "known_count", "known_share", "status", "missing_fields", "flagged", "threshold", "unit",
]  # fmt: skip
_COUNTS = ["asked_count", "known_count", "numerator", "denominator"]


@dataclass(frozen=True)
class Asked:
    """Packages in the shape of `cases`, cut to a period, and what they are asked with."""

    cases: ir.Table
    question: Question


def table_read(indicator: Indicator, asked: Mapping[str, Asked]) -> str | None:
    """Return which table an indicator is counted from: the first it reads that is there; None without any."""
    return next((kind for kind in indicator.reads if kind in asked), None)


def only_of(asked: Mapping[str, Asked], agencies: pd.DataFrame) -> dict[str, Asked]:
    """Keep the packages of the agencies given (``agency_code``)."""
    codes = set(agencies["agency_code"])
    return {kind: Asked(of_agencies(own.cases, codes), own.question) for kind, own in asked.items()}


def indicator_table(
    asked: Mapping[str, Asked],
    agencies: pd.DataFrame,
    indicators: Sequence[Indicator],
    settings: IndicatorSettings,
    *,
    period: Period,
    everyone: str,
) -> pd.DataFrame:
    """Count every indicator for every agency, and for all of them together (code ``ALL``, named `everyone`).

    Parameters
    ----------
    asked
        What the source holds: ``packages``, ``procedures`` or both.
    agencies
        ``agency_code, agency_name``, optionally ``group``: agencies of one group are compared with one another.
        Packages of others are left out, also of the whole.

    Returns
    -------
    ``agency_code, agency_name, group, period, indicator, value, numerator, denominator, asked_count, known_count,
    known_share`` (0-1), ``status, missing_fields`` (see `status.with_status`), ``flagged, threshold`` (see
    `fences.with_flags`; never of the whole), ``unit``. A value is numerator / denominator (HHI: 0-10,000, without
    numerator). Both sides of the agencies add up to those of ``ALL``, except for concentration.

    Raises `cchc_analysis.compliance.exact_sums.SumTooLargeError` where money does not fit 64 bits.
    """
    who = agencies[["agency_code", "agency_name"]].assign(group=agencies.get("group", ""))
    sums, said = [], []
    for kind, own in only_of(asked, who).items():
        here = [one for one in indicators if table_read(one, asked) == kind]
        additive = [one for one in here if one.indicator not in CONCENTRATION]
        counts, fields = indicator_sums(own.cases, additive, own.question)
        sums += [counts, _whole(counts, ["indicator"])]
        said += [fields, _whole(fields, ["indicator", "field"])]
        if len(additive) < len(here):
            counts, fields = concentration_rows(own.cases, own.question)
            sums.append(counts)
            said.append(fields)
    whole = pd.DataFrame({"agency_code": [EVERYONE_CODE], "agency_name": [everyone], "group": [""]})
    readable = [(one.indicator, table_read(one, asked) is not None) for one in indicators]
    rows = pd.concat([whole, who], ignore_index=True).merge(
        pd.DataFrame(readable, columns=["indicator", "has_table"]), how="cross"
    )
    table = rows.merge(_all_sums(sums), on=["agency_code", "indicator"], how="left", validate="1:1")
    # Nothing happened where an agency has no package; nothing is known where the source has no such table.
    sides = ~table["indicator"].eq(HHI) & table["has_table"] & table["asked_count"].isna()
    table.loc[sides, _COUNTS[2:]] = 0
    table[_COUNTS[:2]] = table[_COUNTS[:2]].fillna(0)
    table = _valued(table.astype(dict.fromkeys(_COUNTS, "Int64")))
    table = with_status(table, _all_said(said), indicators)
    flags = with_flags(table[table["agency_code"].ne(EVERYONE_CODE)], indicators, settings)
    return table.join(flags[["flagged", "threshold"]]).assign(period=str(period))[RESULT_COLUMNS]


def _valued(table: pd.DataFrame) -> pd.DataFrame:
    """Divide; HHI comes with its value. Nothing is divided by nothing."""
    divisor = table["denominator"].where(table["denominator"].gt(0))
    quotient = table["numerator"].astype("Float64") / divisor.astype("Float64")
    return table.assign(value=quotient.fillna(table["own_value"]).astype("float64")).drop(columns="own_value")


def _whole(sums: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    columns = [column for column in sums.columns if column not in ("agency_code", *keys)]
    return grouped_sums(sums.assign(agency_code=EVERYONE_CODE), ["agency_code", *keys], columns)


def _all_sums(parts: list[pd.DataFrame]) -> pd.DataFrame:
    columns = ["agency_code", "indicator", *_COUNTS, "own_value"]
    return _stacked(parts, columns, dict.fromkeys(_COUNTS, "Int64") | {"own_value": "Float64"})


def _all_said(parts: list[pd.DataFrame]) -> pd.DataFrame:
    return _stacked(parts, ["agency_code", "indicator", "field", "said_count"], {"said_count": "Int64"})


def _stacked(parts: list[pd.DataFrame], columns: list[str], whole: dict[str, str]) -> pd.DataFrame:
    """Put tables one under the other, also where there is none: then of texts and the whole numbers given."""
    filled = [part.reindex(columns=columns) for part in parts if len(part)]
    stacked = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns).astype("str")
    return stacked.astype(whole)

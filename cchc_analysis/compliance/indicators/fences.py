"""Which agencies lie far from others of their kind: a reason to look, not a verdict."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.reference.indicator_limits import IndicatorSettings
from cchc_analysis.reference.indicators import Indicator


def with_flags(table: pd.DataFrame, indicators: Sequence[Indicator], settings: IndicatorSettings) -> pd.DataFrame:
    """Add ``threshold`` and ``flagged`` to indicators of agencies, by agency group (``group``).

    Rule ``fence``: the value lies at or beyond Q1 − k·IQR (side low) or Q3 + k·IQR (side high) of the computed
    values of its group, k being the setting `fence_tenths` / 10; without a fence where fewer than
    `least_agencies` have one or where Q1 = Q3, for then nearly every other value would be "far" (Cardinal skips
    when all are 0). Rule ``any``: the numerator is above 0. Missing where the value is not computed or there is no
    threshold.

    Source: Cardinal R024, R038; Tukey 1977.
    """
    rules = {one.indicator: one for one in indicators}
    parts = []
    for (name, _), own in table.groupby(["indicator", "group"], sort=False):
        rule = rules[str(name)]
        threshold = _threshold(own.loc[own["status"].eq("computed"), "value"], rule, settings)
        flagged = pd.Series(pd.NA, index=own.index, dtype="boolean")
        if threshold is not None:
            beyond = own["value"] <= threshold if rule.side == "low" else own["value"] >= threshold
            if rule.flag == "any":
                beyond = own["numerator"] > threshold
            flagged = beyond.astype("boolean").where(own["status"].eq("computed"))
        parts.append(
            pd.DataFrame({"threshold": pd.Series(threshold, index=own.index, dtype="Float64"), "flagged": flagged})
        )
    columns = pd.concat(parts) if parts else pd.DataFrame({"threshold": [], "flagged": []})
    return table.join(columns.astype({"threshold": "float64", "flagged": "boolean"}))


def _threshold(values: pd.Series, rule: Indicator, settings: IndicatorSettings) -> float | None:
    if rule.flag == "any":
        return 0.0
    if rule.flag == "none" or len(values) < settings.least_agencies:
        return None
    low, high = values.quantile(0.25), values.quantile(0.75)
    if low == high:
        return None
    reach = (high - low) * settings.fence_tenths / 10
    return float(low - reach if rule.side == "low" else high + reach)

"""Concentration in the shape of the other indicators' sums."""

from __future__ import annotations

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.indicators.catalogue import CONCENTRATION, HHI, TOP_SHARE
from cchc_analysis.compliance.indicators.concentration import NEEDS, concentration
from cchc_analysis.compliance.indicators.marks import Question
from cchc_analysis.compliance.quota import EVERYONE_CODE


def concentration_rows(cases: ir.Table, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both indicators of concentration, per agency and for ``ALL``.

    The sums are as in `sums.indicator_sums`, with ``own_value``: the HHI (0-10,000), which has no numerator. The
    largest share is the largest supplier's awards over all counted awards. Then how often each field is said.
    """
    measured = concentration(cases, question, everyone=EVERYONE_CODE)
    shared = measured[["agency_code", "asked_count", "known_count"]].assign(denominator=measured["total_value"])
    has_awards = measured["total_value"].gt(0)
    sums = [
        shared.assign(indicator=HHI, numerator=None, own_value=measured["hhi"].where(has_awards)),
        shared.assign(indicator=TOP_SHARE, numerator=measured["top_value"], own_value=None),
    ]
    said = [
        measured[["agency_code"]].assign(indicator=name, field=field, said_count=measured[f"said_{field}"])
        for name in CONCENTRATION
        for field in NEEDS
    ]
    whole = {"numerator": "Int64", "own_value": "Float64"}
    return pd.concat([part.astype(whole) for part in sums], ignore_index=True), pd.concat(said, ignore_index=True)

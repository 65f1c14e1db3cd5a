"""The year to date at the end of every quarter, each by the rule of its own last day."""

from __future__ import annotations

from collections.abc import Sequence

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.settled_bounds import settled_bounds
from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


def quarter_table(
    packages: pd.DataFrame | ir.Table,
    agencies: pd.DataFrame,
    unsettled: pd.DataFrame | None,
    rules: Sequence[tuple[Period, QuotaRule]],
    *,
    counts_shortened: bool,
) -> pd.DataFrame:
    """Judge and conclude every agency's year to date at several quarters' ends.

    Parameters
    ----------
    packages
        The contract ``packages``, or the ``package_cells`` made of it.
    agencies
        ``agency_code, agency_name``: who is judged.
    unsettled
        Packages that intake held or rejected, or cells of them; None where it keeps none. A quarter is concluded
        by what could not be read of its own year to date.
    rules
        Each quarter with the rule in force on its last day.

    Returns
    -------
    The ``quota`` table of every quarter with its result (`cchc_analysis.compliance.verdict.concluded`) and
    ``quarter``, by agency and quarter.
    """
    judged = set(agencies["agency_code"])
    tables = []
    for period, rule in rules:
        table = quota_table(packages, agencies, rule, period=period, counts_shortened=counts_shortened)
        bounds = settled_bounds(unsettled, rule, period, judged, table, counts_shortened=counts_shortened)
        tables.append(concluded(table, bounds).assign(quarter=period.last_quarter))
    return pd.concat(tables).sort_values(["agency_code", "quarter"], ignore_index=True)

"""Several years of packages judged at once, each year by its own rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.eligibility import only_eligible
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.compliance.quota import eligible_sums, packages_to_date
from cchc_analysis.compliance.whole_number_quota import judge
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


def quota_by_year(
    packages: pd.DataFrame | ir.Table | Callable[[int], ir.Table],
    agencies: pd.DataFrame,
    rules: Sequence[tuple[Period, QuotaRule]],
    *,
    counts_shortened: bool,
) -> pd.DataFrame:
    """Judge every agency in several years by one question to the engine.

    Parameters
    ----------
    packages
        The contract ``packages``, or the ``package_cells`` made of it; or a function that gives those of one year,
        so that of a warehouse each year's own files are read.
    rules
        Each year's period (a whole year, or its year to date) with the rule in force at the period's end.

    Returns
    -------
    The ``quota`` tables of the periods below each other, in their order: for each the same rows as
    `cchc_analysis.compliance.quota.quota_table` gives.
    """
    whole = None if callable(packages) else as_table(packages)
    sums = as_frame(
        ibis.union(
            *(
                eligible_sums(
                    only_eligible(
                        packages_to_date(packages(period.year) if callable(packages) else whole, period),
                        rule,
                        counts_shortened=counts_shortened,
                    ),
                    by="agency_code",
                ).mutate(year=ibis.literal(period.year, "int64"))
                for period, rule in rules
            )
        )
    )
    judged = []
    for period, rule in rules:
        own = sums[sums["year"] == period.year].drop(columns="year").set_index("agency_code")
        every = own.reindex(agencies["agency_code"], fill_value=0).reset_index(drop=True)
        who = agencies[["agency_code", "agency_name"]].assign(year=period.year).reset_index(drop=True)
        judged.append(judge(pd.concat([who, every], axis="columns"), rule.minimums(period.year)))
    return pd.concat(judged, ignore_index=True)

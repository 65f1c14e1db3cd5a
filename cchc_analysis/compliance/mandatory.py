"""Packages that had to be held online one by one, whatever the quota: those within the price ceilings."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.cells import within_ceiling
from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame, as_table, package_number
from cchc_analysis.compliance.segments import legal_segments
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule


def mark_mandatory(
    packages: pd.DataFrame | ir.Table, rules: Sequence[QuotaRule], *, period: Period, counts_shortened: bool
) -> ir.Table:
    """Keep the year to date and add `is_mandatory`: the package had to be online by the rule of its own day.

    It had to be where its form and its other marks count toward the quota of that rule and its price is within the
    ceiling of its field. Missing where no source says what had to be online on that day, whatever the package, and
    where the ceiling depends on a plan type that the package does not state. The switch for shortened quotation
    decides only where no source says that it has to be online. `rule_from` is the first day of the rule asked.

    Source: ceilings of the rule in force (2020: Circular 11/2019/TT-BKHĐT art. 29: 5 billion đồng, works
    10 billion).
    """
    table = as_table(packages)
    if "is_within_ceiling" not in table.columns:
        table = table.mutate(is_within_ceiling=within_ceiling(table, rules))
    published = table.published_on.date()
    parts = [
        mark_eligible(
            table.filter(published >= segment.starts_on, published <= segment.ends_on),
            segment.rule,
            counts_shortened=counts_shortened or segment.rule.is_shortened_mandatory,
        ).pipe(_mark, segment.rule)
        for segment in legal_segments(period, rules)
    ]
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _mark(eligible: ir.Table, rule: QuotaRule) -> ir.Table:
    # "Not of a form that counts" is no answer where nobody knows which forms had to be online.
    is_sourced = rule.mandatory_share_pct is not None
    is_mandatory = eligible.is_eligible & eligible.is_within_ceiling if is_sourced else ibis.null("boolean")
    return eligible.mutate(rule_from=ibis.literal(rule.valid_from), is_mandatory=is_mandatory)


def mandatory_table(marked: ir.Table, agencies: pd.DataFrame) -> pd.DataFrame:
    """Count, per agency, the packages that had to be online and those of them that were not.

    `marked` comes from `mark_mandatory`. Returns ``agency_code``, ``mandatory_count``,
    ``mandatory_offline_count``, ``mandatory_offline_value_vnd`` and ``unsourced_count``: packages of days for
    which no source says what had to be online. An agency without packages has zeros.
    """
    number = package_number(marked)
    is_offline = marked.is_mandatory & ~marked.is_online
    sums = marked.group_by("agency_code").agg(
        mandatory_count=number.sum(where=marked.is_mandatory).fill_null(0),
        mandatory_offline_count=number.sum(where=is_offline).fill_null(0),
        mandatory_offline_value_vnd=marked.value_vnd.sum(where=is_offline).fill_null(0),
        unsourced_count=number.sum(where=marked.is_mandatory.isnull()).fill_null(0),
    )
    every = as_frame(sums).set_index("agency_code").reindex(agencies["agency_code"], fill_value=0)
    return every.astype("int64").reset_index()

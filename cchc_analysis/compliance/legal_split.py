"""The year to date shown apart for every legal basis that was in force in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.compliance.quota import quota_sums
from cchc_analysis.compliance.segments import LegalSegment, legal_segments
from cchc_analysis.compliance.whole_number_quota import QUOTA_SUMS, with_shares
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule
from cchc_analysis.texts import Language


def legal_split(
    packages: pd.DataFrame | ir.Table,
    agencies: pd.DataFrame,
    rules: Sequence[QuotaRule],
    *,
    period: Period,
    counts_shortened: bool,
    language: Language,
) -> pd.DataFrame:
    """Show what each legal basis of the year to date saw, by its own forms and exclusions.

    The shares are no verdicts: a quota is that of a year (see `QuotaRule.minimums`), and this table shows which
    packages were published under which document, beside the ratio that document states. Neighbouring stretches
    whose rules differ in nothing that counts (only in who receives the reports) are one.

    Returns ``agency_code, agency_name, starts_on, ends_on, legal_basis, min_count_pct, min_value_pct``, the four
    sums of `quota_sums`, ``count_share, value_share`` (0-1; missing where nothing is eligible).
    The sums too are missing where no source says which forms count: nothing is known then, which is not nothing.
    """
    table = as_table(packages)
    published = table.published_on.date()
    parts = []
    for segment in _stretches(period, rules):
        own = table.filter(published >= segment.starts_on, published <= segment.ends_on)
        marked = mark_eligible(own, segment.rule, counts_shortened=counts_shortened)
        sums = as_frame(quota_sums(marked, by="agency_code")).set_index("agency_code")
        every = sums.reindex(agencies["agency_code"], fill_value=0).astype("Int64").reset_index(drop=True)
        if not segment.rule.knows_its_forms:
            every = every.mask(every.notna())
        who = agencies[["agency_code", "agency_name"]].reset_index(drop=True)
        parts.append(
            pd.concat([who, every], axis="columns").assign(
                starts_on=pd.Timestamp(segment.starts_on),
                ends_on=pd.Timestamp(segment.ends_on),
                legal_basis=segment.rule.citation(language),
                min_count_pct=segment.rule.min_count_pct,
                min_value_pct=segment.rule.min_value_pct,
            )
        )
    split = pd.concat(parts, ignore_index=True).astype({"min_count_pct": "Int64", "min_value_pct": "Int64"})
    columns = [
        "agency_code", "agency_name", "starts_on", "ends_on", "legal_basis", "min_count_pct", "min_value_pct",
        *QUOTA_SUMS, "count_share", "value_share",
    ]  # fmt: skip
    shares = {"count_share": "float64", "value_share": "float64"}
    return with_shares(split).astype(shares)[columns].sort_values(["agency_code", "starts_on"], ignore_index=True)


def _stretches(period: Period, rules: Sequence[QuotaRule]) -> list[LegalSegment]:
    joined: list[LegalSegment] = []
    for segment in legal_segments(period, rules):
        if joined and _what_counts(joined[-1].rule) == _what_counts(segment.rule):
            joined[-1] = replace(joined[-1], ends_on=segment.ends_on)
        else:
            joined.append(segment)
    return joined


def _what_counts(rule: QuotaRule) -> dict[str, object]:
    return rule.model_dump(exclude={"valid_from", "valid_to", "reporting", "sources", "notes_vi", "notes_en"})

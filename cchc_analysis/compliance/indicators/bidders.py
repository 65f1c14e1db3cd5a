"""How many bidders took part in packages of a competitive form (OCP U017)."""

from __future__ import annotations

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, is_one_of
from cchc_analysis.compliance.indicators.marks import Marks, Question, may_be_one_of, one, yes


def bidders_per_package(cases: ir.Table, question: Question) -> Marks:
    """Mark the bidders of packages of a competitive form: the quotient of the sums is their mean.

    Source: OCP U017; Decree 214/2025/NĐ-CP art. 17(2)(b): average number of bidders.
    """
    return Marks(
        scope=may_be_one_of(cases.form, question.settings.competitive_forms),
        numerator=cases.bidder_count,
        denominator=one(),
        valid=yes(),
    )


def bidder_distribution(cases: ir.Table, question: Question) -> pd.DataFrame:
    """Count the packages of a competitive form by number of bidders.

    Returns ``agency_code``, ``bidder_count`` (missing: not known), ``package_count``; parts add up to the whole.
    """
    asked = cases.filter(is_one_of(cases.form, question.settings.competitive_forms))
    counts = asked.group_by("agency_code", "bidder_count").agg(package_count=lambda rows: rows.count())
    return as_frame(counts, order_by=["agency_code", "bidder_count"])

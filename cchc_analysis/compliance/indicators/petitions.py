"""Packages with a petition of a bidder (OCP R020; Decree 214/2025/NĐ-CP art. 17(2)(b))."""

from __future__ import annotations

import ibis.expr.types as ir

from cchc_analysis.compliance.indicators.marks import Marks, Question, as_count, one, yes


def petition_share(cases: ir.Table, question: Question) -> Marks:
    """Mark packages with a petition, among those of which it is known whether there was one.

    Source: Decree 214/2025/NĐ-CP art. 17(2)(b): share of packages with petitions; OCP R020.
    """
    return Marks(scope=yes(), numerator=as_count(cases.has_petition), denominator=one(), valid=yes())

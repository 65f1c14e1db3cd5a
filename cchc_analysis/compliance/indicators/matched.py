"""How the planned packages of a period and the packages put out in it are the same."""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.results import Asked

MATCHED_COLUMNS = ["package_count", "put_out_count", "procedure_count", "planned_count"]


def matched_packages(asked: Mapping[str, Asked]) -> pd.DataFrame | None:
    """Count by package number what plans and procedures of a period have in common.

    A planned package belongs to a period by its day of publication, a procedure by its own first known day: one of
    either side need not have its match within the period. None where the source does not hold both.

    Returns ``agency_code, package_count`` (planned), ``put_out_count`` (of them with a procedure of the period),
    ``procedure_count`` and ``planned_count`` (of them of a package planned in the period).
    """
    if not {"packages", "procedures"} <= asked.keys():
        return None
    planned, held = asked["packages"].cases, asked["procedures"].cases
    sides = [
        _counted(planned, held, ("package_count", "put_out_count")),
        _counted(held, planned, ("procedure_count", "planned_count")),
    ]
    both = sides[0].merge(sides[1], on="agency_code", how="outer", validate="1:1")
    return both.fillna(dict.fromkeys(MATCHED_COLUMNS, 0)).astype(dict.fromkeys(MATCHED_COLUMNS, "int64"))


def _counted(cases: ir.Table, others: ir.Table, names: tuple[str, str]) -> pd.DataFrame:
    """Count the cases of every agency, and of them those whose package number is among the others."""
    numbers = others.filter(others.package_id != "").select(other_id="package_id").distinct()
    joined = cases.left_join(numbers, cases.package_id == numbers.other_id)
    every, matched = names
    counts = joined.group_by("agency_code").agg(
        **{every: joined.count(), matched: joined.other_id.notnull().sum()}
    )
    return as_frame(counts, order_by=["agency_code"])

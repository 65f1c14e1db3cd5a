"""The quota of a study's agencies in every year its source has packages of, each year by its own rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.quota_years import concluded_by_year
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.study import Study, judged_agencies
from cchc_analysis.period import Period
from cchc_analysis.reference.assessed import UnsourcedListError
from cchc_analysis.reference.procurement_rules import QuotaRule, load_rules, rule_on
from cchc_analysis.texts import text


@dataclass(frozen=True)
class YearResults:
    """The ``quota`` tables of several years below each other, with their ``quota_result``.

    `agencies` has the agencies that were judged in each year, `total` one row a year of all of them together.
    Earlier years are whole; the period's own is to date. `unlisted` are years with packages for which nobody
    recorded who was judged.
    """

    agencies: pd.DataFrame
    total: pd.DataFrame
    unlisted: tuple[int, ...]


def year_results(study: Study, results: ProcurementResults) -> YearResults | None:
    """Judge every year up to the period's; None without packages, or of a place, where no quota can be judged."""
    if not results.has_packages or study.place:
        return None
    rules, unlisted, judged = [], [], {}
    for period, rule in _years(study):
        try:
            judged[period.year] = judged_agencies(study.warehouse, period, study.language)
        except UnsourcedListError:
            unlisted.append(period.year)
            continue
        rules.append((period, rule))

    def cells_of(years: Sequence[int]) -> ir.Table:
        cells = open_cells(study.warehouse, study.engine, years=years)
        if cells is None:
            raise LookupError("no packages to judge")
        return cells

    agencies, total = concluded_by_year(
        cells_of,
        judged,
        results.unsettled,
        rules,
        counts_shortened=study.counts_shortened,
        everyone=text("procurement.everyone", study.language),
    )
    return YearResults(agencies=agencies, total=total, unlisted=tuple(unlisted))


def _years(study: Study) -> list[tuple[Period, QuotaRule]]:
    """Return the years with packages, each as far as it is looked at, with the rule of its last day."""
    cells = open_cells(study.warehouse, study.engine)
    if cells is None:
        return []
    found = as_frame(cells.select(year=cells.published_on.year().cast("int64")).distinct(), order_by=["year"])
    first = load_rules()[0].valid_from.year
    years = [year for year in {*found["year"].dropna(), study.period.year} if first <= year <= study.period.year]
    return [
        (period, rule_on(period.end_on))
        for period in (Period(int(year)) if year < study.period.year else study.period for year in sorted(years))
    ]

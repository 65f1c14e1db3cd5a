"""Exhibit of what counts toward the quota and what does not: every package of the source, by reason."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.exhibits.procurement.other_periods import outside_name, packages_outside
from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.show import show_table
from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import text
from cchc_analysis.vietnamese.numbers import format_number


def show_exclusions(study: Study, results: ProcurementResults) -> None:
    """Account for every package of the source: why it counts or not, and by year those outside the period."""
    language = study.language
    reasons = results.exclusions.assign(
        reason_name=[text(f"procurement.reason_{r or 'eligible'}", language) for r in results.exclusions["reason"]]
    )
    outside = packages_outside(study)
    others = outside.assign(
        reason="outside",
        reason_name=[
            text("procurement.reason_outside", language, year=outside_name(year, study))
            for year in outside["year"]
        ],
    )
    columns = ["reason", "reason_name", "package_count", "value_vnd"]
    tables = [table[columns] for table in (reasons, others) if not table.empty]
    other_count = int(outside["package_count"].sum())
    show_table(
        pd.concat(tables, ignore_index=True) if tables else reasons[columns],
        name="quota_exclusions",
        title=text("procurement.exclusions_title", language),
        caption=text(
            "procurement.exclusions_outside" if other_count else "procurement.exclusions_rule",
            language,
            packages=format_number(results.package_count, language),
            outside=format_number(other_count, language),
            used=format_number(results.package_count + other_count, language),
        ),
        language=language,
    )

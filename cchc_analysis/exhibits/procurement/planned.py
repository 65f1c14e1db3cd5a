"""How many packages are online by plan only: nothing shows that their selection has begun."""

from __future__ import annotations

from cchc_analysis.compliance.frames import as_frame, package_number
from cchc_analysis.compliance.outlook_packages import OPEN, of_agencies, year_packages
from cchc_analysis.exhibits.procurement.results import ProcurementResults
from cchc_analysis.exhibits.study import Study


def planned_online(study: Study, results: ProcurementResults) -> int:
    """Count the eligible packages of the year to date that are marked online and whose selection has not begun.

    A plan says how a package is to go; that it went online is known only once its selection has begun, see
    `cchc_analysis.compliance.outlook_packages.year_packages`. Of one agency, or of all that are judged.
    """
    packages = study.open("packages", years=study.period.years)
    if packages is None:
        return 0
    codes = {study.agency} if study.agency else set(results.agencies["agency_code"])
    in_year = year_packages(
        of_agencies(packages, codes),
        results.rule_in_force(),
        period=study.period,
        counts_shortened=study.counts_shortened,
        procedures=study.open("procedures"),
    )
    planned = in_year.filter(in_year.stage == OPEN, in_year.is_online)
    return int(as_frame(planned.agg(count=package_number(planned).sum().fill_null(0)))["count"].iloc[0])

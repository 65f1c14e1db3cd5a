"""What the verdicts of a study are asked of: cells for the whole, the packages themselves for a place."""

from __future__ import annotations

import datetime as dt

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.frames import as_frame, is_one_of
from cchc_analysis.compliance.quota import packages_to_date
from cchc_analysis.compliance.unsettled_cells import listed_unsettled, unsettled_cells
from cchc_analysis.exhibits.package_cells import open_cells
from cchc_analysis.exhibits.study import Study
from cchc_analysis.intake.findings import Severity
from cchc_analysis.intake.places import in_place


def has_packages(study: Study) -> bool:
    """Tell whether the source holds a package of the place asked for, in whatever year."""
    packages = study.open("packages")
    return packages is not None and not as_frame(packages.select("agency_code").limit(1)).empty


def quota_source(study: Study, *, every_year: bool = False) -> ir.Table:
    """Return packages added up into cells; of a place the packages themselves, for cells know no place.

    They are those of the period's years only, unless `every_year` is asked for.

    Raises `LookupError` where the source has no packages: ask `has_packages` first.
    """
    years = None if every_year else study.period.years
    cells = None if study.place else open_cells(study.warehouse, study.engine, years=years)
    found = study.open("packages", years=years) if study.place else cells
    if found is None:
        raise LookupError("no packages to judge")
    return found


def judged_in_place(study: Study, source: ir.Table) -> pd.DataFrame:
    """Return the agencies that are judged; of a place only those with a package there."""
    if not study.place:
        return study.agencies
    there = as_frame(source.select("agency_code").distinct())["agency_code"]
    return study.agencies[study.agencies["agency_code"].isin(there)].reset_index(drop=True)


def unsettled_packages(study: Study) -> pd.DataFrame | None:
    """Return the packages that intake held or rejected, added up by the engine; None where the source keeps none.

    They are `cchc_analysis.compliance.unsettled_cells.unsettled_cells` of all years. Of a place those are kept
    that lie there, and those whose province could not be read, for they may.
    """
    unsettled = study.warehouse.open("unsettled", study.engine)
    if unsettled is None:
        return None
    if study.place:
        provinces = as_frame(unsettled.select("province").distinct())["province"]
        there = provinces[provinces.eq("") | in_place(provinces, study.place)]
        unsettled = unsettled.filter(is_one_of(unsettled.province, list(there)))
    return unsettled_cells(unsettled)


def listed_unsettled_packages(study: Study, possible: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Return the held or rejected packages behind cells, see `listed_unsettled`; only they are read."""
    unsettled = study.warehouse.open("unsettled", study.engine)
    if unsettled is None:
        raise LookupError("no unsettled packages to list")
    return listed_unsettled(unsettled, possible, period=study.period, most=most)


def unread_files(study: Study) -> list[str]:
    """Name the files of the source that intake rejected whole, but for those that concern other years only.

    What packages they hold nobody knows, so no verdict can weigh them: they are said beside it.
    """
    return [
        file.file
        for file in study.warehouse.files
        if any(
            finding.severity is Severity.FILE_REJECTED and finding.year in (None, *study.period.years)
            for finding in file.findings
        )
    ]


def published_days(study: Study) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the year to date on which a package was published; None without one."""
    packages = study.open("packages", years=study.period.years)
    if packages is None:
        return None
    to_date = packages_to_date(packages, study.period)
    days = as_frame(to_date.agg(first=to_date.published_on.min(), last=to_date.published_on.max())).iloc[0]
    return None if pd.isna(days["first"]) else (days["first"].date(), days["last"].date())

"""The tables that come from selection plans: what counts, what is unsettled, what was amended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import pandas as pd

from cchc_analysis.intake.table_types import AMENDMENT_TYPES, PACKAGE_TYPES, UNSETTLED_TYPES, typed_table
from cchc_analysis.intake.vneps.packages import Package
from cchc_analysis.intake.vneps.plans import Ruling
from cchc_analysis.intake.vneps.unsettled import settle_repetitions


def package_table(rulings: Sequence[Ruling]) -> pd.DataFrame:
    """Return ``packages``: every package that counts, sorted by plan and package."""
    used = [(package, ruling.row) for ruling in rulings for package in ruling.packages]
    used.sort(key=lambda pair: (pair[0].plan_id, pair[0].package_id))
    spellings = _latest_spellings([package for package, _ in used])
    records = [
        asdict(replace(package, agency_name=spellings[package.agency_code]))
        | {"source_file": row.file, "source_row": row.number}
        for package, row in used
    ]
    return typed_table(records, PACKAGE_TYPES)


def unsettled_table(rulings: Sequence[Ruling]) -> pd.DataFrame:
    """Return ``unsettled``: every package that was held or rejected, once per investor, by row."""
    used = [package for ruling in rulings for package in ruling.packages]
    spellings = _latest_spellings(used)
    kept = settle_repetitions(
        (package for ruling in rulings for package in ruling.unsettled),
        frozenset(package.package_id for package in used),
    )
    records = [
        asdict(replace(package, agency_name=spellings.get(package.agency_code, package.agency_name)))
        for package in kept
    ]
    return typed_table(records, UNSETTLED_TYPES)


def amendment_table(rulings: Sequence[Ruling]) -> pd.DataFrame:
    """Return ``amendments``: the packages of earlier plan versions, sorted by plan, version and package."""
    found = {
        (one.plan_id, int(one.plan_version), one.package_id): one
        for ruling in rulings
        for one in ruling.amendments
    }
    return typed_table((asdict(found[key]) for key in sorted(found)), AMENDMENT_TYPES)


def _latest_spellings(packages: Sequence[Package]) -> dict[str, str]:
    """Return one name per investor, so that a name typed in two ways is not two lines of a table."""
    by_age = sorted(packages, key=lambda package: (package.published_on, package.plan_id))
    return {package.agency_code: package.agency_name for package in by_age}

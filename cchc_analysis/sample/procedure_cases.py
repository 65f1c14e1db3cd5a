"""Procedures shaped so that the indicators' hard cases occur: one dominant supplier, prices just below a sum."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cchc_analysis.sample import hard_cases
from cchc_analysis.sample.package import Package
from cchc_analysis.sample.procedure import Procedure
from cchc_analysis.sample.suppliers import Supplier

Shaped = list[tuple[Package, Procedure]]

# Every such package but one in this many goes to the dominant supplier.
_OTHERS_EVERY = 6


def with_procedure_cases(procedures: Shaped, agency_code: str, year: int) -> Shaped:
    """Return an agency's procedures of a year as its hard case wants them; most agencies have none."""
    key = (agency_code, year)
    if key in hard_cases.DOMINANT_SUPPLIERS:
        procedures = _with_dominant(procedures, Supplier(hard_cases.DOMINANT_SUPPLIERS[key]))
    if key in hard_cases.SPLIT_PACKAGES:
        procedures = _with_cluster(procedures, hard_cases.SPLIT_PACKAGES[key], year)
    if key in hard_cases.AWARDS_ABOVE_ESTIMATE:
        procedures = _with_dear_award(procedures)
    return procedures


def _with_dominant(procedures: Shaped, dominant: Supplier) -> Shaped:
    return [
        (package, replace(procedure, supplier=dominant) if _is_taken(package, procedure) else procedure)
        for package, procedure in procedures
    ]


def _is_taken(package: Package, procedure: Procedure) -> bool:
    return procedure.supplier is not None and package.number % _OTHERS_EVERY != 0


def _with_dear_award(procedures: Shaped) -> Shaped:
    """Raise an agency's first award of the year to a fiftieth above its estimate."""
    first = next(package.number for package, procedure in procedures if procedure.status == "awarded")
    return [
        (package, replace(procedure, award_vnd=_dear(procedure)) if package.number == first else procedure)
        for package, procedure in procedures
    ]


def _dear(procedure: Procedure) -> int | None:
    return None if procedure.estimate_vnd is None else procedure.estimate_vnd * 51 // 50


def _with_cluster(procedures: Shaped, case: hard_cases.Cluster, year: int) -> Shaped:
    """Move an agency's largest appointments planned by then to neighbouring days, just below one sum."""
    appointed = [
        (package.value_vnd, package.number)
        for package, procedure in procedures
        if package.form == "direct_appointment_shortened"
        and procedure.status == "awarded"
        and package.on(year) <= case.starts_on
    ]
    chosen = sorted(number for _, number in sorted(appointed, reverse=True)[: case.packages])
    return [
        (
            package,
            _in_cluster(procedure, case, chosen.index(package.number)) if package.number in chosen else procedure,
        )
        for package, procedure in procedures
    ]


def _in_cluster(procedure: Procedure, case: hard_cases.Cluster, place: int) -> Procedure:
    price_vnd = case.below_vnd - case.step_vnd * (place + 1)
    awarded_on = case.starts_on + dt.timedelta(days=case.days_apart * place)
    return replace(
        procedure,
        planned_on=case.starts_on.replace(day=1),
        estimate_vnd=price_vnd,
        award_vnd=price_vnd,
        supplier=Supplier(case.supplier),
        supplier_count=1,
        awarded_on=awarded_on,
        award_published_on=awarded_on + dt.timedelta(days=5),
    )

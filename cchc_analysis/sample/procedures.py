"""The sample's procedures: notice, bids, award or cancellation of the sample's packages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cchc_analysis.sample.city import Member
from cchc_analysis.sample.draw import Draws
from cchc_analysis.sample.package import Package
from cchc_analysis.sample.packages import identity, sample_packages, written_flag
from cchc_analysis.sample.procedure import Procedure
from cchc_analysis.sample.procedure_cases import with_procedure_cases
from cchc_analysis.sample.procedure_course import draw_procedure
from cchc_analysis.sample.procedure_gaps import with_gaps
from cchc_analysis.sample.suppliers import supplier_panel

_CURRENCY = "VND"
# Share of an agency's packages with bidding that receive one bid, at equal quantiles of the agencies.
_SINGLE_BID_PER_MILLE = (400, 480, 550, 620, 750)


def procedure_rows(seed: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of ``procedures.csv`` in the order of ``packages.csv``; money in whole đồng.

    One row per package whose selection began by the day on which the sample ends, except the few that its source
    never heard of. Suppliers are numbered and invented; the prices and days say nothing about any agency.
    """
    for member, year, packages in sample_packages(seed):
        code = member.agency_code
        single_bid_per_mille = Draws(seed, "procedure traits", code).quantile(_SINGLE_BID_PER_MILLE)
        panel = supplier_panel(seed, code)
        drawn = []
        for package in packages:
            # One stream per package: a package more or less in a year moves no other's procedure.
            draws = Draws(seed, "procedure", code, year, package.number)
            procedure = draw_procedure(
                draws, package, year, single_bid_per_mille=single_bid_per_mille, panel=panel
            )
            if procedure is not None:
                drawn.append((package, procedure))
        for package, procedure in with_gaps(with_procedure_cases(drawn, code, year), seed, code, year):
            yield _row(package, procedure, member, year)


def _row(package: Package, procedure: Procedure, member: Member, year: int) -> tuple[str, ...]:
    package_id, plan_id, name = identity(package, member, year)
    supplier = procedure.supplier
    return (
        f"TB{package_id}",
        package_id,
        plan_id,
        procedure.version,
        member.agency_code,
        member.name,
        name,
        package.field,
        package.form,
        package.method,
        written_flag(package.is_online),
        written_flag(package.is_domestic),
        procedure.status,
        _CURRENCY,
        _number(procedure.estimate_vnd),
        _number(procedure.award_vnd),
        _number(procedure.bidder_count),
        supplier.code if supplier else "",
        supplier.name if supplier else "",
        _number(procedure.supplier_count),
        procedure.planned_on.isoformat(),
        _day(procedure.published_on),
        _day(procedure.closed_on),
        _day(procedure.awarded_on),
        _day(procedure.award_published_on),
        _day(procedure.cancelled_on),
        procedure.cancel_reason,
        "" if procedure.has_petition is None else written_flag(procedure.has_petition),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _day(on: dt.date | None) -> str:
    return "" if on is None else on.isoformat()

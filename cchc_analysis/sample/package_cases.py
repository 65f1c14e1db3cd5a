"""Agencies' packages shaped so that the quota's edges occur: exactly met, just missed, not applicable."""

from __future__ import annotations

from dataclasses import replace

from cchc_analysis.sample import hard_cases
from cchc_analysis.sample.package import BIDDING_FORMS, ELIGIBLE_FORMS, ONE_ENVELOPE, Package

# No single package of a shaped year decides the value leg (VND).
_BIDDING_PRICE_LIMIT = 4_900_000_000
_APPOINTMENT_PRICE_LIMIT = 490_000_000


def with_hard_cases(packages: list[Package], agency_code: str, year: int) -> list[Package]:
    """Return an agency's packages of a year as its hard case wants them; most agencies have none."""
    key = (agency_code, year)
    if key in hard_cases.NO_ELIGIBLE_PACKAGES:
        return [_as_appointment(package) for package in packages]
    if key in hard_cases.ONLINE_COUNTS:
        return _with_online_count(packages, *hard_cases.ONLINE_COUNTS[key])
    if key in hard_cases.HUGE_OFFLINE_PACKAGES:
        return _with_huge_package(packages, hard_cases.HUGE_OFFLINE_PACKAGES[key])
    return packages


def _with_online_count(packages: list[Package], eligible: int, online: int) -> list[Package]:
    counted = [
        replace(
            package,
            form=ELIGIBLE_FORMS[place % 2],
            field="goods" if package.field == "mixed" else package.field,
            is_online=place < online,
            is_domestic=True,
            method=ONE_ENVELOPE,
            value_vnd=min(package.value_vnd, _BIDDING_PRICE_LIMIT),
        )
        for place, package in enumerate(packages[:eligible])
    ]
    return counted + [_as_appointment(package) for package in packages[eligible:]]


def _with_huge_package(packages: list[Package], value_vnd: int) -> list[Package]:
    first, *others = packages
    huge = replace(
        first,
        field="works",
        form="open_bidding",
        is_online=False,
        is_domestic=True,
        method=ONE_ENVELOPE,
        value_vnd=value_vnd,
    )
    return [huge, *(replace(package, is_online=package.form in BIDDING_FORMS) for package in others)]


def _as_appointment(package: Package) -> Package:
    return replace(
        package,
        form="direct_appointment_shortened",
        is_online=False,
        is_domestic=True,
        method=ONE_ENVELOPE,
        value_vnd=min(package.value_vnd, _APPOINTMENT_PRICE_LIMIT),
    )

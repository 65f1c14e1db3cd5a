"""Tiny procedures and packages: what is not named is usual and known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cchc_analysis.compliance.indicators.asking import ask_tables
from cchc_analysis.compliance.indicators.drill_down import indicator_packages
from cchc_analysis.compliance.indicators.results import Asked, indicator_table
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import load_indicator_settings, load_limits
from cchc_analysis.reference.indicators import Indicator, load_indicators
from cchc_analysis.tables.contracts import check_table

PERIOD = Period(2025)
NO_DAY = pd.NaT
_DAYS = ("planned_on", "published_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on")
_PROCEDURE: dict[str, Any] = {
    "procedure_id": "", "package_id": "", "plan_id": "", "version": "00", "agency_code": "A",
    "agency_name": "Sở A", "name": "Mua máy tính", "field": "goods", "form": "open_bidding",
    "method": "one_stage_one_envelope", "is_online": True, "is_domestic": True, "status": "awarded",
    "currency": "VND", "estimate_value": 1_000, "award_value": 900, "bidder_count": 2, "supplier_code": "S1",
    "supplier_name": "Công ty S1", "supplier_count": 1, "planned_on": NO_DAY, "published_on": "2025-09-01",
    "closed_on": "2025-09-21", "awarded_on": "2025-10-01", "award_published_on": "2025-10-04",
    "cancelled_on": NO_DAY, "cancel_reason": "", "has_petition": False, "source_file": "x.csv", "source_row": 1,
}  # fmt: skip
_PACKAGE: dict[str, Any] = {
    "package_id": "", "plan_id": "", "plan_version": "00", "agency_code": "A", "agency_name": "Sở A",
    "name": "Mua máy tính", "field": "goods", "form": "direct_appointment", "is_online": False,
    "is_domestic": True,
    "method": "one_stage_one_envelope", "value_vnd": 300_000_000, "published_on": "2025-09-01", "district": "",
    "province": "", "plan_type": "purchase", "planned_start_on": NO_DAY, "source_file": "x.csv", "source_row": 1,
}  # fmt: skip
_WHOLE = ("estimate_value", "award_value", "bidder_count", "supplier_count")


def procedures(*changes: dict[str, Any], count: int = 1) -> pd.DataFrame:
    """Procedures that differ from the usual one as said, each `count` times."""
    rows = [
        _PROCEDURE | {"procedure_id": f"P{place:03}-{time}"} | change
        for place, change in enumerate(changes)
        for time in range(count)
    ]
    table = pd.DataFrame(rows, columns=list(_PROCEDURE))
    table = table.astype(dict.fromkeys(_WHOLE, "Int64") | dict.fromkeys(["is_online", "is_domestic"], "boolean"))
    table = table.astype({"has_petition": "boolean"}).assign(**{day: _day(table[day]) for day in _DAYS})
    return check_table("procedures", table)


def packages(*changes: dict[str, Any]) -> pd.DataFrame:
    """Packages that differ from the usual one as said."""
    rows = [_PACKAGE | {"package_id": f"G{place:03}"} | change for place, change in enumerate(changes)]
    table = pd.DataFrame(rows, columns=list(_PACKAGE))
    days = ("published_on", "planned_start_on")
    return check_table("packages", table.assign(**{day: _day(table[day]) for day in days}))


def registered(name: str, **changes: Any) -> Indicator:
    """The indicator of the registry; changed ones for tests of small samples."""
    (found,) = (one for one in load_indicators() if one.indicator == name)
    return found.model_copy(update={"min_sample": 1} | changes)


def asked(
    held: pd.DataFrame | None = None,
    planned: pd.DataFrame | None = None,
    *,
    period: Period = PERIOD,
    **options: Any,
) -> dict[str, Asked]:
    settings = load_indicator_settings()
    return ask_tables(
        packages=planned, procedures=held, settings=settings, limits=load_limits(), period=period, **options
    )


def counted(name: str, tables: dict[str, Asked], *codes: str, **changes: Any) -> pd.DataFrame:
    """The rows of one indicator by agency code, ``ALL`` first."""
    agencies = pd.DataFrame({"agency_code": list(codes or ("A",))})
    table = indicator_table(
        tables,
        agencies.assign(agency_name="Sở " + agencies["agency_code"], group="department"),
        [registered(name, **changes)],
        load_indicator_settings(),
        period=PERIOD,
        everyone="Tất cả",
    )
    return table.set_index("agency_code")


def behind(name: str, tables: dict[str, Asked], agency: str = "A", *, most: int = 1_000) -> pd.DataFrame:
    return indicator_packages(tables, registered(name), agency=agency, most=most)


def _day(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column).astype("datetime64[us]")

"""Tiny packages and procedures for the tests of the outlook: one agency unless said otherwise."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on

PERIOD = Period(2020, 3)
# 60 % by number, 25 % by value.
RULE = rule_on(PERIOD.end_on)
MINIMUMS = RULE.minimums(2020)
AGENCIES = pd.DataFrame({"agency_code": ["Q1", "SNV"], "agency_name": ["Quận 1", "Sở Nội vụ"]})
DAYS = ("published_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on")


def planned(
    *rows: tuple[bool, int],
    agency: str = "Q1",
    published: str = "2020-03-01",
    start: str | None = "2020-04-01",
    form: str = "open_bidding",
    first: int = 1,
) -> pd.DataFrame:
    """Packages of online mark and value, numbered from `first`."""
    table = pd.DataFrame(list(rows), columns=["is_online", "value_vnd"])
    return table.assign(
        package_id=[f"{agency}-{number:03d}" for number in range(first, first + len(rows))],
        agency_code=agency,
        name="Gói thầu",
        form=form,
        field="goods",
        method="one_stage_one_envelope",
        is_domestic=True,
        plan_type="purchase",
        published_on=pd.Timestamp(published),
        planned_start_on=pd.Timestamp(start) if start else pd.NaT,
        source_file="packages.csv",
        source_row=range(2, 2 + len(rows)),
    ).astype({
        "is_online": bool, "value_vnd": "int64", "published_on": "datetime64[us]",
        "planned_start_on": "datetime64[us]", "source_row": "int64",
    })  # fmt: skip


def ran(
    package_id: str,
    *,
    agency: str = "Q1",
    status: str = "awarded",
    file: str = "procedures.csv",
    bidders: int | None = None,
    supplier: str = "",
    award: int | None = None,
    **days: str,
) -> pd.DataFrame:
    """One procedure with the days given; the others are missing."""
    own = {day: pd.Timestamp(days[day]) if day in days else pd.NaT for day in DAYS}
    said = {
        "package_id": package_id, "agency_code": agency, "status": status, "source_file": file,
        "bidder_count": bidders, "supplier_code": "", "supplier_name": supplier, "award_value": award,
    }  # fmt: skip
    types = {**dict.fromkeys(DAYS, "datetime64[us]"), "bidder_count": "Int64", "award_value": "Int64"}
    return pd.DataFrame([{**said, **own}]).astype(types)


def still_open(*rows: tuple[bool, int], **more: str) -> pd.DataFrame:
    """Packages whose selection is planned for after the period."""
    return planned(*rows, start="2020-11-01", first=101, **more)  # type: ignore[arg-type]

"""Indicators of one engine on procedures and packages of every kind, for the comparison of engines."""

from __future__ import annotations

import random
from pathlib import Path

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.indicators.asking import ask_tables
from cchc_analysis.compliance.indicators.bidders import bidder_distribution
from cchc_analysis.compliance.indicators.drill_down import indicator_packages
from cchc_analysis.compliance.indicators.results import indicator_table
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import load_indicator_settings, load_limits
from cchc_analysis.reference.indicators import load_indicators
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, PROCEDURE_STATUSES

_CODES = [f"A{number}" for number in range(12)]
_PERIOD = Period(2025)
_DRILLED = ("single_bid_value_share", "below_ceiling_clusters", "top_supplier_share")


def indicator_paths(folder: Path) -> tuple[Path, Path]:
    """Where packages and procedures stand in a folder."""
    return folder / "indicator_packages.parquet", folder / "indicator_procedures.parquet"


def indicator_results(packages: ir.Table, procedures: ir.Table) -> dict[str, pd.DataFrame]:
    """Return every table of indicators by name, in a fixed order of rows."""
    settings, indicators = load_indicator_settings(), load_indicators()
    asked = ask_tables(
        packages=packages, procedures=procedures, settings=settings, limits=load_limits(), period=_PERIOD
    )
    agencies = pd.DataFrame({"agency_code": _CODES, "agency_name": "Cơ quan"})
    held = asked["procedures"]
    found = {
        "indicators": indicator_table(asked, agencies, indicators, settings, period=_PERIOD, everyone="Tất cả"),
        "bidders": bidder_distribution(held.cases, held.question),
    }
    for indicator in indicators:
        if indicator.indicator in _DRILLED:
            found[f"behind-{indicator.indicator}"] = indicator_packages(asked, indicator, agency="A3", most=2_000)
    return found


def write_indicator_rows(packages: Path, procedures: Path) -> None:
    """Write packages near their ceilings and procedures in which anything may be missing."""
    draw = random.Random(7)
    days = [day.to_datetime64() for day in pd.date_range("2025-01-01", "2025-12-31", freq="D")]
    count = 1_500
    prices = [3 * 10**8, 490_000_000, 5 * 10**8, 510_000_000, 19 * 10**8, 10**10]
    planned = pd.DataFrame(
        {
            "package_id": [f"G{number:05}" for number in range(count)],
            "agency_code": draw.choices(_CODES, k=count),
            "agency_name": "Cơ quan",
            "name": "Gói thầu",
            "field": draw.choices(FIELDS, k=count),
            "form": draw.choices(FORMS, k=count),
            "is_domestic": draw.choices([True, False], k=count),
            "plan_type": draw.choices(["project", "purchase", "other", ""], k=count),
            "value_vnd": draw.choices(prices, k=count),
            "published_on": draw.choices(days, k=count),
            "source_file": "a.csv",
            "source_row": range(count),
        }
    )
    held = planned.drop(columns=["value_vnd", "plan_type"]).assign(
        procedure_id=[f"P{number:05}" for number in range(count)],
        status=draw.choices(PROCEDURE_STATUSES, k=count),
        version=draw.choices(["00", "01", "", "2025-09-01"], k=count),
        currency=draw.choices(["VND", "VND", "USD", ""], k=count),
        estimate_value=draw.choices([None, 0, 7, 10**9, 3 * 10**12 + 1], k=count),
        award_value=draw.choices([None, 1, 7, 10**9 - 1, 3 * 10**12], k=count),
        bidder_count=draw.choices([None, 0, 1, 2, 9], k=count),
        supplier_code=draw.choices(["", "S1", "S2", "S3"], k=count),
        supplier_name=draw.choices(["", "Công ty A"], k=count),
        has_petition=draw.choices([None, True, False], k=count),
        **{
            day: draw.choices([None, *days], k=count)
            for day in ("planned_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on")
        },
    )
    whole = dict.fromkeys(["estimate_value", "award_value", "bidder_count"], "Int64")
    times = dict.fromkeys([column for column in held if column.endswith("_on")], "datetime64[us]")
    planned.astype({"published_on": "datetime64[us]"}).to_parquet(packages, index=False)
    held.astype(whole | times | {"has_petition": "boolean"}).to_parquet(procedures, index=False)

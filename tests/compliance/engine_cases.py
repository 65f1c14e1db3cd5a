"""Every statistic of the verdict, asked of one engine; as a program, of Spark in a process of its own.

Spark leaves sockets open and calls pandas by old names when it ends: beside other tests, for which warnings are
errors, it has no place.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.cells import package_cells
from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.exact_sums import SumsTooLargeError, SumTooLargeError, exact_sum, whole_sums
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.legal_split import legal_split
from cchc_analysis.compliance.mandatory import mandatory_table, mark_mandatory
from cchc_analysis.compliance.quota import packages_to_date, quota_table, quota_total
from cchc_analysis.compliance.quota_years import quota_by_year
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules, rule_on
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, METHODS
from tests.compliance.indicators.engine_rows import indicator_paths, indicator_results

_AGENCIES = pd.DataFrame({"agency_code": [f"A{number}" for number in range(12)]}).assign(agency_name="Cơ quan")
_PERIODS = [Period(2020, 4), Period(2022, 4), Period(2024)]
_CELL_ORDER = [
    "agency_code", "published_on", "plan_type", "form", "field", "method", "is_domestic", "is_within_ceiling",
    "is_online",
]  # fmt: skip


def results(packages: ir.Table) -> dict[str, pd.DataFrame]:
    """Return every table by name, in a fixed order of rows."""
    rules = load_rules()
    found = {"cells": as_frame(package_cells(packages, rules), order_by=_CELL_ORDER)}
    years = [Period(year) for year in range(2019, 2026)]
    asked_of = [(year, rule_on(year.end_on)) for year in years]
    found["years"] = quota_by_year(packages, _AGENCIES, asked_of, counts_shortened=True)
    for period in _PERIODS:
        rule = rule_on(period.end_on)
        to_date = packages_to_date(packages, period)
        # The switch leaves one form out, in every period alike: one period shows it on both engines.
        for counts_shortened in (True, False) if period == _PERIODS[0] else (True,):
            name = f"{period}-{counts_shortened}"
            asked = {"period": period, "counts_shortened": counts_shortened}
            marked = mark_eligible(to_date, rule, counts_shortened=counts_shortened, judged=["A1", "A2", "A3"])
            mandatory = mark_mandatory(packages, rules, **asked)
            found |= {
                f"quota-{name}": quota_table(packages, _AGENCIES, rule, **asked),
                f"total-{name}": quota_total(packages, rule, name="Tất cả", **asked),
                f"exclusions-{name}": exclusion_table(marked),
                f"mandatory-{name}": mandatory_table(mandatory, _AGENCIES),
                f"split-{name}": legal_split(packages, _AGENCIES, rules, language="vi", **asked),
            }
    return found


def write_packages(path: Path) -> None:
    """Write packages of every form, field and legal period, some priced at a ceiling and one đồng above."""
    draw = random.Random(11)
    days = pd.date_range("2019-11-01", "2025-12-31", freq="D")
    rows = 4_000
    prices = [1, 999, 5 * 10**9, 5 * 10**9 + 1, 10**10, 2 * 10**11, 7 * 10**11]
    table = pd.DataFrame(
        {
            "agency_code": draw.choices(list(_AGENCIES["agency_code"]), k=rows),
            "form": draw.choices(FORMS, k=rows),
            "field": draw.choices(FIELDS, k=rows),
            "method": draw.choices(METHODS, k=rows),
            "plan_type": draw.choices(["project", "purchase", "other", ""], k=rows),
            "is_online": draw.choices([True, False], k=rows),
            "is_domestic": draw.choices([True, True, False], k=rows),
            "value_vnd": draw.choices(prices, k=rows),
            "published_on": draw.choices(list(days), k=rows),
        }
    )
    table.astype({"published_on": "datetime64[us]"}).to_parquet(path, index=False)


def sums_at_the_limit(packages: ir.Table) -> pd.DataFrame:
    """Say what becomes of a sum that just fits 64 bits and of one đồng more, exact and as the engine adds up."""
    one = packages.limit(1).select("agency_code")
    said = {}
    for name, second in (("fits", 2**62 - 1), ("over", 2**62)):
        two = ibis.union(*(one.mutate(value_vnd=ibis.literal(part, "int64")) for part in (2**62, second)))
        for kind, total in (("exact", exact_sum(two.value_vnd)), ("plain", two.value_vnd.sum())):
            summed = two.group_by("agency_code").agg(total=total)
            try:
                found = str(whole_sums(as_frame(summed), ["total"])["total"].iloc[0])
            except (SumTooLargeError, SumsTooLargeError) as error:
                found = type(error).__name__
            said[f"{name} {kind}"] = found
    return pd.DataFrame({"case": list(said), "said": list(said.values())})


def engine_results(engine: Any, tables: Path) -> dict[str, pd.DataFrame]:
    """Return every table of the packages and of the indicators that lie in a folder."""
    packages = engine.read_parquet(tables / "packages.parquet")
    found = results(packages) | {"limit": sums_at_the_limit(packages)}
    return found | indicator_results(*map(engine.read_parquet, indicator_paths(tables)))

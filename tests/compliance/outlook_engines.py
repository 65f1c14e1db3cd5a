"""The outlook asked of one engine: DuckDB, or Spark in a process of its own (see ``on_spark``)."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pandas as pd

from cchc_analysis.compliance.bounds import possible_unsettled
from cchc_analysis.compliance.decisive import decisive_packages, decisive_path
from cchc_analysis.compliance.outlook import outlook_table, remaining_packages
from cchc_analysis.compliance.outlook_packages import COMING, of_agencies, year_packages
from cchc_analysis.compliance.outlook_path import quota_path_table
from cchc_analysis.compliance.outlook_switches import most_urgent, suggested_switches
from cchc_analysis.compliance.projection_history import year_end_history
from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.compliance.unsettled_cells import listed_unsettled, unsettled_cells
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from tests.compliance.outlook_rows import planned, ran
from tests.compliance.unsettled_rows import held

PERIOD = Period(2020, 3)
CODES = [f"A{number}" for number in range(6)]
AGENCIES = pd.DataFrame({"agency_code": CODES, "agency_name": "Cơ quan"})


def results(packages: ir.Table, procedures: ir.Table) -> dict[str, pd.DataFrame]:
    """Return every table by name, in a fixed order of rows."""
    rule = rule_on(PERIOD.end_on)
    minimums = rule.minimums(PERIOD.year)
    asked = {"period": PERIOD, "counts_shortened": True}
    own = of_agencies(packages, CODES[:5])
    found = {}
    for name, known in (("with", procedures), ("without", None)):
        in_year = year_packages(own, rule, procedures=known, **asked)
        remaining = remaining_packages(in_year)
        outlook = outlook_table(in_year, remaining, AGENCIES, minimums, year=PERIOD.year)
        found[f"remaining-{name}"] = most_urgent(in_year, suggested_switches(remaining, outlook), most=1000)
        found[f"outlook-{name}"] = outlook
    to_date = in_year.filter(in_year.stage != COMING)
    quota = quota_table(own, AGENCIES, rule, **asked)
    found["decisive"] = decisive_packages(to_date, quota, minimums)
    found |= {f"path-{code}": decisive_path(to_date, quota, minimums, agency_code=code) for code in CODES[:1]}
    found["quarters"] = quota_path_table(own, AGENCIES, rule, everyone="Tất cả", **asked)
    found["history"] = year_end_history(own, rule, **asked)
    return found


def write_tables(folder: Path) -> None:
    """Write packages of four years and procedures of most of them, some without any day."""
    draw = random.Random(5)
    packages, procedures = [], []
    days = pd.date_range("2017-01-01", "2020-12-31", freq="D")
    for place in range(400):
        published = draw.choice(days)
        start = None if draw.random() < 0.1 else str((published + pd.Timedelta(days=draw.randint(0, 150))).date())
        row = (draw.random() < 0.6, draw.choice([1, 50, 10**9, 7 * 10**10]))
        agency = draw.choice(CODES)
        own = planned(row, agency=agency, published=str(published.date()), start=start, first=place)
        packages.append(own)
        if draw.random() < 0.7 and agency != "A4":
            day = str((published + pd.Timedelta(days=draw.randint(0, 120))).date())
            known = (
                {} if draw.random() < 0.1 else {draw.choice(["published_on", "cancelled_on", "closed_on"]): day}
            )
            status = draw.choice(["awarded", "open", "planned", "unknown"])
            procedures.append(ran(own["package_id"].iloc[0], agency=agency, status=status, **known))
    pd.concat(packages).to_parquet(folder / "packages.parquet", index=False)
    pd.concat(procedures).to_parquet(folder / "procedures.parquet", index=False)
    held(300).to_parquet(folder / "unsettled.parquet", index=False)


def engine_results(engine: Any, tables: Path) -> dict[str, pd.DataFrame]:
    """Return every table of the packages and procedures that lie in a folder, and of packages held at intake."""
    packages, procedures, unsettled = (
        engine.read_parquet(tables / f"{name}.parquet") for name in ("packages", "procedures", "unsettled")
    )
    cells = unsettled_cells(unsettled)
    possible = possible_unsettled(cells, rule_on(PERIOD.end_on), period=PERIOD, counts_shortened=True)
    return results(packages, procedures) | {
        "unsettled-cells": cells.astype({"value_vnd": "str"}),
        "unsettled-listed": listed_unsettled(unsettled, possible, period=PERIOD, most=20),
    }

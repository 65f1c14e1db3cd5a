"""Given/expect cases of the procurement rules, written to be read by a lawyer: ``cases/*.yml``.

Every entry says the packages of one agency, and what must come out. `given` lists packages: `number` of equal
ones, `form`, `field`, `price` in đồng, `online`, `published` (day) and, where it matters, `method`, `domestic`,
`plan`. `expect` lists the figures that the case is about.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from cchc_analysis.compliance.eligibility import exclusion_table, mark_eligible
from cchc_analysis.compliance.legal_split import legal_split
from cchc_analysis.compliance.mandatory import mandatory_table, mark_mandatory
from cchc_analysis.compliance.quota import packages_to_date, quota_table
from cchc_analysis.compliance.reporting import reporting_table
from cchc_analysis.compliance.verdict import verdict_table
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules, rule_on

_CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
_AGENCY = pd.DataFrame({"agency_code": ["Q1"], "agency_name": ["Ủy ban nhân dân Quận 1"]})
_FIGURES = (
    "eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd", "count_margin", "value_margin_vnd",
    "is_count_passed", "is_value_passed",
)  # fmt: skip


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['case']}")
        for path in _CASES
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_case_comes_out_as_the_law_has_it(case: dict[str, Any]) -> None:
    expect = case["expect"]
    assert expect, "a case that expects nothing proves nothing"
    found = _found(case)
    assert {name: found[name] for name in expect} == expect


def _found(case: dict[str, Any]) -> dict[str, Any]:
    """Return every figure that a case may ask for; missing is None."""
    period, counts_shortened = Period.parse(case["period"]), case.get("counts_shortened", True)
    rules, rule = load_rules(), rule_on(period.end_on)
    packages = _packages(case["given"])
    quota = quota_table(packages, _AGENCY, rule, period=period, counts_shortened=counts_shortened)
    marked = mark_mandatory(packages, rules, period=period, counts_shortened=counts_shortened)
    mandatory = mandatory_table(marked, _AGENCY)
    verdict = verdict_table(quota, _reporting(case.get("reports"), period), rule, mandatory=mandatory).iloc[0]
    to_date = packages_to_date(packages, period)
    reasons = exclusion_table(mark_eligible(to_date, rule, counts_shortened=counts_shortened))
    split = legal_split(packages, _AGENCY, rules, period=period, counts_shortened=counts_shortened, language="vi")
    return {
        **{name: _plain(quota[name].iloc[0]) for name in _FIGURES},
        "result": verdict["quota_result"],
        "may_be_rated_excellent": _plain(verdict["is_excellent_allowed"]),
        "mandatory": _plain(mandatory["mandatory_count"].iloc[0]),
        "mandatory_offline": _plain(verdict["mandatory_offline_count"]),
        "left_out": {
            reason: count
            for reason, count in zip(reasons["reason"], reasons["package_count"], strict=True)
            if reason
        },
        "stretches": [
            f"{row.starts_on.date()} {row.ends_on.date()} {row.online_count}/{row.eligible_count}"
            for row in split.itertuples()
        ],
        "receiver": rule.reporting.receiver_vi,
        "frequency": rule.reporting.frequency,
    }


def _packages(given: list[dict[str, Any]]) -> pd.DataFrame:
    rows = [package for entry in given for package in [entry] * entry.get("number", 1)]
    table = pd.DataFrame(
        {
            "agency_code": "Q1",
            "form": [row["form"] for row in rows],
            "field": [row.get("field", "goods") for row in rows],
            "method": [row.get("method", "one_stage_one_envelope") for row in rows],
            "is_domestic": [row.get("domestic", True) for row in rows],
            "is_online": [row["online"] for row in rows],
            "plan_type": [row.get("plan", "project") for row in rows],
            "value_vnd": [row["price"] for row in rows],
            "published_on": pd.to_datetime([row["published"] for row in rows]).astype("datetime64[us]"),
        }
    )
    return table.astype({"value_vnd": "int64", "is_online": bool, "is_domestic": bool})


def _reporting(reports: dict[int, str] | None, period: Period) -> pd.DataFrame | None:
    """Read ``quarter: on_time | late | missing``; due a fortnight after the quarter, for the case's sake."""
    if reports is None:
        return None
    due = {quarter: Period(period.year, quarter).end_on + dt.timedelta(days=15) for quarter in reports}
    sent = {quarter: due[quarter] + dt.timedelta(days=status == "late") for quarter, status in reports.items()
            if status != "missing"}  # fmt: skip
    received = pd.DataFrame(
        {"agency_code": "Q1", "year": period.year, "quarter": list(sent), "received_on": list(sent.values())}
    ).astype({"quarter": "int64", "received_on": "datetime64[us]"})
    return reporting_table(received, _AGENCY, year=period.year, due_dates=due, as_of=max(due.values()))


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value

"""Every case of ``cases/*.yml`` comes out as the law has it; how one is read: `tests.compliance.rule_cases`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from cchc_analysis.compliance.eligibility import mark_eligible
from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.legal_split import legal_split
from cchc_analysis.compliance.mandatory import mandatory_table, mark_mandatory
from cchc_analysis.compliance.quota import packages_to_date, quota_table
from cchc_analysis.compliance.reporting import reporting_table
from cchc_analysis.compliance.verdict import concluded, verdict_table
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import load_rules
from tests.compliance.rule_cases import RuleCase, load_cases

_AGENCY = pd.DataFrame({"agency_code": ["Q1"], "agency_name": ["Ủy ban nhân dân Quận 1"]})
_OF_QUOTA = (
    "eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd", "count_margin", "value_margin_vnd",
    "is_count_passed", "is_value_passed",
)  # fmt: skip
_OF_MANDATORY = {"mandatory", "mandatory_offline"}
_OF_VERDICT = {"result": "quota_result", "may_be_rated_excellent": "is_excellent_allowed"}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in load_cases()])
def test_a_case_comes_out_as_the_law_has_it(case: RuleCase) -> None:
    by_line = [key for key in ("toward_quota", "must_go_online") if any(key in line for line in case.lines)]
    assert case.expect or by_line, "a case that expects nothing proves nothing"
    found = _of_the_rule(case)
    if case.period is not None:
        found |= _of_the_packages(case, case.period)
    assert {name: found[name] for name in case.expect} == case.expect
    for key in by_line:
        outcomes = _OF_LINES[key](case)
        assert [
            line | {key: outcome}
            for line, outcome in zip(case.lines, outcomes, strict=True)
            if key in line and line[key] != outcome
        ] == []


def _of_the_rule(case: RuleCase) -> dict[str, Any]:
    rule = case.rule
    return {
        "legal_basis": rule.legal_basis_vi,
        "quota_status": rule.quota_status,
        "min_count_pct": rule.min_count_pct,
        "min_value_pct": rule.min_value_pct,
        "frequency": rule.reporting.frequency,
        "receiver": rule.reporting.receiver_vi,
        "bars_excellent": list(rule.rating_consequence.bars_on),
    }


def _of_the_packages(case: RuleCase, period: Period) -> dict[str, Any]:
    """Return what the case expects of its packages, missing as None: only what is asked is computed."""
    asked = set(case.expect)
    packages, found = case.packages(), {}
    options: dict[str, Any] = {"period": period, "counts_shortened": case.counts_shortened}
    if asked & {*_OF_QUOTA, *_OF_VERDICT}:
        quota = quota_table(packages, _AGENCY, case.rule, **options)
        other = quota_table(
            packages, _AGENCY, case.rule, period=period, counts_shortened=not case.counts_shortened
        )
        verdict = verdict_table(
            quota,
            _reporting(case, period),
            case.rule,
            is_year_over=period.last_quarter == 4,
            other_quota=concluded(other) if case.rule.shortened_shopping == "not_sourced" else None,
        ).iloc[0]
        found |= {name: _plain(quota[name].iloc[0]) for name in _OF_QUOTA}
        found |= {name: _plain(verdict[column]) for name, column in _OF_VERDICT.items()}
    if asked & _OF_MANDATORY:
        mandatory = mandatory_table(mark_mandatory(packages, load_rules(), **options), _AGENCY).iloc[0]
        is_known = mandatory["unsourced_count"] == 0
        found["mandatory"] = _plain(mandatory["mandatory_count"])
        found["mandatory_offline"] = _plain(mandatory["mandatory_offline_count"]) if is_known else None
    if "stretches" in asked:
        split = legal_split(packages, _AGENCY, load_rules(), language="vi", **options)
        found["stretches"] = [
            f"{row.starts_on.date()} {row.ends_on.date()} "
            + ("?" if pd.isna(row.eligible_count) else f"{row.online_count}/{row.eligible_count}")
            for row in split.itertuples()
        ]
    return found


def _toward_quota(case: RuleCase) -> list[Any]:
    assert case.period is not None
    to_date = packages_to_date(case.packages(), case.period)
    marked = as_frame(mark_eligible(to_date, case.rule, counts_shortened=case.counts_shortened))
    why = dict(zip(marked["line"], marked["exclusion"], strict=True))
    return [why.get(place, "outside the year to date") or "counts" for place in range(len(case.lines))]


def _must_go_online(case: RuleCase) -> list[Any]:
    assert case.period is not None
    marked = as_frame(
        mark_mandatory(
            case.packages(), load_rules(), period=case.period, counts_shortened=case.counts_shortened
        ).select("line", "is_mandatory")
    )
    must = dict(zip(marked["line"], marked["is_mandatory"], strict=True))
    answers = [must.get(place, "outside the year to date") for place in range(len(case.lines))]
    return ["unknown" if pd.isna(answer) else answer for answer in answers]


_OF_LINES: dict[str, Callable[[RuleCase], list[Any]]] = {
    "toward_quota": _toward_quota,
    "must_go_online": _must_go_online,
}


def _reporting(case: RuleCase, period: Period) -> pd.DataFrame | None:
    """Hold the reports against a due date a fortnight after the quarter, which is the case's own."""
    if case.reports is None:
        return None
    due = {quarter: Period(period.year, quarter).end_on + dt.timedelta(days=15) for quarter in case.reports}
    sent = {
        quarter: due[quarter] + dt.timedelta(days=status == "late")
        for quarter, status in case.reports.items()
        if status != "missing"
    }
    received = pd.DataFrame(
        {"agency_code": "Q1", "year": period.year, "quarter": list(sent), "received_on": list(sent.values())}
    ).astype({"quarter": "int64", "received_on": "datetime64[us]"})
    return reporting_table(received, _AGENCY, year=period.year, due_dates=due, as_of=max(due.values()))


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value

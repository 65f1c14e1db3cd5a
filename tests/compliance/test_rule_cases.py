"""Every case of ``cases/*.yml`` comes out as the law has it; how one is read: `tests.compliance.rule_cases`.

All cases of one period are asked at once, each as an agency of its own: many cost no more than one.
"""

from __future__ import annotations

import datetime as dt
import functools
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
from cchc_analysis.reference.procurement_rules import load_rules, rule_on
from tests.compliance.rule_cases import RuleCase, load_cases

_AGENCY = pd.DataFrame({"agency_code": ["Q1"], "agency_name": ["Ủy ban nhân dân Quận 1"]})
_OF_QUOTA = (
    "eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd", "count_margin", "value_margin_vnd",
    "is_count_passed", "is_value_passed",
)  # fmt: skip
_OF_MANDATORY = {"mandatory", "mandatory_offline"}
_OF_VERDICT = {"result": "quota_result", "may_be_rated_excellent": "is_excellent_allowed"}


_CASES = {case.name: case for case in load_cases()}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in _CASES.items()])
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
    asked, found = set(case.expect), {}
    options = (period, case.counts_shortened)
    if asked & {*_OF_QUOTA, *_OF_VERDICT}:
        quota = _own(_quota(*options), case)
        other = _own(_quota(period, not case.counts_shortened), case)
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
        mandatory = _own(_mandatory(*options), case).iloc[0]
        is_known = mandatory["unsourced_count"] == 0
        found["mandatory"] = _plain(mandatory["mandatory_count"])
        found["mandatory_offline"] = _plain(mandatory["mandatory_offline_count"]) if is_known else None
    if "stretches" in asked:
        split = _own(_split(*options), case)
        found["stretches"] = [
            f"{row.starts_on.date()} {row.ends_on.date()} "
            + ("?" if pd.isna(row.eligible_count) else f"{row.online_count}/{row.eligible_count}")
            for row in split.itertuples()
        ]
    return found


def _toward_quota(case: RuleCase) -> list[Any]:
    assert case.period is not None
    marked = _own(_marked(case.period, case.counts_shortened), case)
    why = dict(zip(marked["line"], marked["exclusion"], strict=True))
    return [why.get(place, "outside the year to date") or "counts" for place in range(len(case.lines))]


def _must_go_online(case: RuleCase) -> list[Any]:
    assert case.period is not None
    marked = _own(_marked_mandatory(case.period, case.counts_shortened), case)
    must = dict(zip(marked["line"], marked["is_mandatory"], strict=True))
    answers = [must.get(place, "outside the year to date") for place in range(len(case.lines))]
    return ["unknown" if pd.isna(answer) else answer for answer in answers]


@functools.cache
def _packages(period: Period) -> pd.DataFrame:
    """The packages of all cases of a period; the name of a case stands for its agency."""
    return pd.concat(
        [case.packages().assign(agency_code=name) for name, case in _CASES.items() if case.period == period],
        ignore_index=True,
    )


def _agencies(period: Period) -> pd.DataFrame:
    names = [name for name, case in _CASES.items() if case.period == period]
    return pd.DataFrame({"agency_code": names, "agency_name": names})


def _own(table: pd.DataFrame, case: RuleCase) -> pd.DataFrame:
    """The rows of one case, as if its agency were the only one."""
    own = table[table["agency_code"] == case.name].assign(agency_code="Q1")
    return own.reset_index(drop=True)


@functools.cache
def _quota(period: Period, counts_shortened: bool) -> pd.DataFrame:
    return quota_table(
        _packages(period), _agencies(period), rule_on(period.end_on), period=period,
        counts_shortened=counts_shortened,
    )  # fmt: skip


@functools.cache
def _mandatory(period: Period, counts_shortened: bool) -> pd.DataFrame:
    marked = mark_mandatory(_packages(period), load_rules(), period=period, counts_shortened=counts_shortened)
    return mandatory_table(marked, _agencies(period))


@functools.cache
def _split(period: Period, counts_shortened: bool) -> pd.DataFrame:
    return legal_split(
        _packages(period), _agencies(period), load_rules(), language="vi", period=period,
        counts_shortened=counts_shortened,
    )  # fmt: skip


@functools.cache
def _marked(period: Period, counts_shortened: bool) -> pd.DataFrame:
    to_date = packages_to_date(_packages(period), period)
    marked = mark_eligible(to_date, rule_on(period.end_on), counts_shortened=counts_shortened)
    return as_frame(marked.select("agency_code", "line", "exclusion"))


@functools.cache
def _marked_mandatory(period: Period, counts_shortened: bool) -> pd.DataFrame:
    marked = mark_mandatory(_packages(period), load_rules(), period=period, counts_shortened=counts_shortened)
    return as_frame(marked.select("agency_code", "line", "is_mandatory"))


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

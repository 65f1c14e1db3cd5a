"""The cases cover the rules: one added or changed without its cases fails here, by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest

from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, load_rules
from cchc_analysis.tables.package_contracts import FIELDS, FORMS, METHODS
from tests.compliance.rule_cases import RuleCase, load_cases

_MARKS = {"form": FORMS, "field": FIELDS, "method": METHODS, "domestic": (True, False)}


def without_a_case(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Rules that no package was published under and no period ends in."""
    days = {line["published"] for case in cases for line in case.lines}
    days |= {case.period.end_on for case in cases if case.period}
    for rule in rules:
        if not any(_is_in_force(rule, day) for day in days):
            yield str(rule.valid_from)


def ceilings_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Ceilings that no package is one đồng below, at, and one đồng above, with the answer that the law gives."""
    for rule in rules:
        for field, ceiling_vnd in rule.mandatory_ceilings_vnd.items():
            for above, within in ((-1, True), (0, True), (1, False)):
                answer = within if rule.mandatory_share_pct else "unknown"
                wanted = {"field": field, "price": ceiling_vnd + above, "must_go_online": answer}
                if not any(_holds(line, wanted) for line in _lines_under(rule, cases)):
                    yield f"{rule.valid_from} {field} {above:+d}"


def quotas_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Ratios that no case is just under, at and just over: at most one package, or one đồng, away."""
    for rule in rules:
        for leg, part, whole in (("count", "count", "count"), ("value", "value_vnd", "value_vnd")):
            minimum: int | None = getattr(rule, f"min_{leg}_pct")
            if minimum is None:
                continue
            over = [
                100 * case.expect[f"online_{part}"] - minimum * case.expect[f"eligible_{whole}"]
                for case in cases
                if case.rule == rule and {f"online_{part}", f"eligible_{whole}", "result"} <= set(case.expect)
            ]
            near = {(distance > 0) - (distance < 0) for distance in over if abs(distance) <= 100}
            yield from (f"{rule.valid_from} {leg} {side:+d}" for side in {-1, 0, 1} - near)


def verdicts_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Rules whose every possible result no case comes to: none at all where no ratio is sourced for the year."""
    for rule in rules:
        own = [case for case in cases if case.rule == rule and case.period]
        found = {case.expect["result"] for case in own if "result" in case.expect}
        is_judged = any(rule.minimums(end.year) != (None, None) for end in _quarter_ends(rule))
        wanted = {"passed", "failed"} if is_judged else {"no_quota"} if _quarter_ends(rule) else set()
        yield from (f"{rule.valid_from} {result}" for result in wanted - found)


def marks_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Forms, fields, methods and international bidding of which no case says whether they are in or out."""
    for rule in rules:
        asked = [("must_go_online", list(_lines_under(rule, cases)))]
        if _quarter_ends(rule):
            judged = [line for case in cases if case.rule == rule and case.period for line in case.lines]
            asked.append(("toward_quota", judged))
        for outcome, lines in asked:
            for mark, codes in _MARKS.items():
                tried = {line[mark] for line in lines if outcome in line}
                yield from (f"{rule.valid_from} {outcome} {mark} {code}" for code in codes if code not in tried)


def switch_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Rules under which shortened quotation is not tried both counted in and left out."""
    for rule in rules:
        own = [case for case in cases if case.rule == rule and case.period]
        is_open = rule.shortened_shopping == "not_sourced" and _quarter_ends(rule)
        for counts in (True, False) if is_open else ():
            wanted = {"form": "shopping_shortened", "toward_quota": "counts" if counts else "shortened"}
            lines = [line for case in own if case.counts_shortened is counts for line in case.lines]
            if not any(_holds(line, wanted) for line in lines):
                yield f"{rule.valid_from} {counts}"


def plan_types_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Plan types without ceiling of which no package above every ceiling is said to have to go online."""
    for rule in rules:
        highest = max(rule.mandatory_ceilings_vnd.values(), default=0)
        for plan in rule.plan_types_without_ceiling:
            wanted = {"plan": plan, "must_go_online": True}
            if not any(_holds(line, wanted) and line["price"] > highest for line in _lines_under(rule, cases)):
                yield f"{rule.valid_from} {plan}"


def changes_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Changes of rule without a case that has a package on the last day of one and the first of the next."""
    for before, after in pairwise(rules):
        days = {before.valid_to, after.valid_from}
        if not any(days <= {line["published"] for line in case.lines} for case in cases):
            yield f"{before.valid_to} {after.valid_from}"


def days_unasked(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """First and last days of which no case says document, ratios, reporting duty, receiver and consequence."""
    wanted = {"legal_basis", "quota_status", "min_count_pct", "min_value_pct", "frequency", "receiver",
              "bars_excellent"}  # fmt: skip
    asked = {case.name.split(": ")[1] for case in cases if case.period is None and wanted <= set(case.expect)}
    for rule in rules:
        for day in (rule.valid_from, rule.valid_to):
            if day and f"ngày {day:%d/%m/%Y}" not in asked:
                yield str(day)


def consequences_untried(rules: Iterable[QuotaRule], cases: Sequence[RuleCase]) -> Iterator[str]:
    """Rules of which no case says whether the head may be rated excellent: yes and no where something bars it."""
    for rule in rules:
        own = [case.expect for case in cases if case.rule == rule and case.period]
        found = {expect["may_be_rated_excellent"] for expect in own if "may_be_rated_excellent" in expect}
        wanted = {True, False} if rule.rating_consequence.bars_on else {None} if _quarter_ends(rule) else set()
        yield from (f"{rule.valid_from} {answer}" for answer in wanted - found)


CHECKS = (
    without_a_case, ceilings_untried, quotas_untried, verdicts_untried, marks_untried, switch_untried,
    plan_types_untried, changes_untried, days_unasked, consequences_untried,
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS)
def test_the_cases_leave_nothing_of_the_rules_untried(
    check: Callable[[Iterable[QuotaRule], Sequence[RuleCase]], Iterator[str]],
) -> None:
    assert list(check(load_rules(), load_cases())) == []


@pytest.mark.parametrize("check", CHECKS)
def test_what_has_no_case_is_noticed(
    check: Callable[[Iterable[QuotaRule], Sequence[RuleCase]], Iterator[str]],
) -> None:
    on = dt.date(2024, 6, 1) if check is plan_types_untried else dt.date(2020, 6, 1)
    rules = load_rules()
    forgotten = next(rule for rule in rules if _is_in_force(rule, on))
    kept = [
        case
        for case in load_cases()
        if case.rule != forgotten and not any(_is_in_force(forgotten, line["published"]) for line in case.lines)
    ]
    assert any(str(forgotten.valid_from) in gap for gap in check(rules, kept))


def _quarter_ends(rule: QuotaRule) -> list[dt.date]:
    """Days on which a year to date is judged by the rule; some rules hold on none."""
    last_year = (rule.valid_to or rule.valid_from).year
    ends = [
        Period(year, quarter).end_on
        for year in range(rule.valid_from.year, last_year + 1)
        for quarter in (1, 2, 3, 4)
    ]
    return [end for end in ends if _is_in_force(rule, end)]


def _is_in_force(rule: QuotaRule, day: dt.date) -> bool:
    return rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)


def _lines_under(rule: QuotaRule, cases: Sequence[RuleCase]) -> Iterator[dict[str, Any]]:
    return (line for case in cases for line in case.lines if _is_in_force(rule, line["published"]))


def _holds(line: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(line.get(key) == value for key, value in wanted.items())

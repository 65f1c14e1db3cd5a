"""The given/expect cases of the procurement rules, as written in ``cases/*.yml``, one file per legal basis.

A case is a question that a lawyer can read:

``case``           what is asked, and what comes out, in words
``period``         the year to date is judged at its end; or ``day``: the rule in force on that day is asked itself
``every_package``  what all packages of the case have in common
``given``          the packages of one agency: ``number`` of equal ones (1 unless said), ``form``, ``field``,
                   ``price`` in đồng, ``online``, ``published``, and where it matters ``method``, ``domestic``,
                   ``plan``. What must come out of a package stands in its own line: ``toward_quota`` (``counts``,
                   or why not: ``form``, ``shortened``, ``field``, ``method``, ``international``) and
                   ``must_go_online`` (true, false, ``unknown``)
``reports``        by quarter: ``on_time``, ``late`` or ``missing``; nothing is known of reports unless said
``expect``         what must come out of all of them; of a stretch of law whose forms are not known, ``?``
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import QuotaRule, rule_on

FOLDER = Path(__file__).parent / "cases"
_ALIKE = {
    "number": 1,
    "form": "open_bidding",
    "field": "goods",
    "method": "one_stage_one_envelope",
    "domestic": True,
    "plan": "project",
}
_CASE_KEYS = {"case", "period", "day", "every_package", "given", "reports", "counts_shortened", "expect"}
_PACKAGE_KEYS = {*_ALIKE, "price", "online", "published", "toward_quota", "must_go_online"}


@dataclass(frozen=True)
class RuleCase:
    """One case: a line of `given` is one entry of `lines`, with what `every_package` says filled in."""

    name: str
    period: Period | None
    rule: QuotaRule
    lines: tuple[dict[str, Any], ...]
    reports: dict[int, str] | None
    counts_shortened: bool
    expect: dict[str, Any]

    def packages(self) -> pd.DataFrame:
        """Return the packages of one agency; `line` is the place of a package's line in the case."""
        rows = [(place, line) for place, line in enumerate(self.lines) for _ in range(line["number"])]
        table = pd.DataFrame(
            {
                "line": [place for place, _ in rows],
                "agency_code": "Q1",
                "form": [line["form"] for _, line in rows],
                "field": [line["field"] for _, line in rows],
                "method": [line["method"] for _, line in rows],
                "is_domestic": [line["domestic"] for _, line in rows],
                "is_online": [line["online"] for _, line in rows],
                "plan_type": [line["plan"] for _, line in rows],
                "value_vnd": [line["price"] for _, line in rows],
                "published_on": pd.to_datetime([line["published"] for _, line in rows]).astype("datetime64[us]"),
            }
        )
        return table.astype({"value_vnd": "int64", "is_online": bool, "is_domestic": bool})


@functools.cache
def load_cases() -> tuple[RuleCase, ...]:
    """Read every case; a key that nobody reads is a mistake of the case."""
    # Safe as well, and ten times faster where it is built.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(
        _case(entry, path.stem)
        for path in sorted(FOLDER.glob("*.yml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    )


def _case(entry: dict[str, Any], file: str) -> RuleCase:
    unread = set(entry) - _CASE_KEYS
    lines = [_ALIKE | entry.get("every_package", {}) | line for line in entry.get("given", [])]
    unread |= {key for line in lines for key in set(line) - _PACKAGE_KEYS}
    if unread:
        raise ValueError(f"{file}: {entry.get('case')}: {sorted(unread)}")
    period = Period.parse(entry["period"]) if "period" in entry else None
    day: dt.date = entry["day"] if period is None else period.end_on
    return RuleCase(
        name=f"{file}: {entry['case']}",
        period=period,
        rule=rule_on(day),
        lines=tuple(lines),
        reports=entry.get("reports"),
        counts_shortened=entry.get("counts_shortened", True),
        expect=entry.get("expect", {}),
    )

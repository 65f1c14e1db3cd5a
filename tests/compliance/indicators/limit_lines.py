"""The given/expect cases of ceilings and least days, as written in ``limit_cases/*.yml``, a file per legal basis.

A case is a question that a lawyer can read:

``case``           what is asked, and what comes out, in words
``every_package``  what all packages of the case have in common
``given``          the packages: ``form``, ``plan``, ``field``, ``price`` in đồng (null: not said), ``published``,
                   and where it matters ``closed``, ``domestic``, ``version`` of the notice. What must come out
                   stands in the package's own line: ``within`` (is it within the ceiling of its form?) or
                   ``short`` (is its tender period below the least?): true, false, ``none`` where no limit answers
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from cchc_analysis.compliance.frames import as_frame
from cchc_analysis.compliance.indicators.limits import limit_value
from cchc_analysis.compliance.indicators.marks import yes
from cchc_analysis.compliance.indicators.tender_period import short_tender_share
from cchc_analysis.period import Period
from cchc_analysis.reference.indicator_limits import Limit
from tests.compliance.indicators.rows import NO_DAY, asked, packages, procedures

FOLDER = Path(__file__).parent / "limit_cases"
EVER = Period(2010, last_year=2030)
_ALIKE = {"plan": "project", "domestic": True, "version": "00", "closed": None}
_KEYS = {*_ALIKE, "form", "field", "price", "published", "within", "short"}
Answer = bool | None


@dataclass(frozen=True)
class LimitLine:
    """One package of a case, `place` being its number in the case, from 1."""

    case: str
    place: int
    said: dict[str, Any]

    @property
    def id(self) -> str:
        return f"{self.case} ({self.place})"

    def wanted(self, outcome: str) -> Answer:
        """What must come out; None where no limit answers."""
        return None if self.said[outcome] == "none" else self.said[outcome]

    def is_under(self, limit: Limit) -> bool:
        """Tell whether a limit is one for the package, on its day and for its price."""
        day, price = self.said["published"], self.said["price"]
        return (
            self.is_like(limit)
            and limit.is_in_force(day, day)
            and (limit.price_above_vnd is None or (price is not None and price > limit.price_above_vnd))
            and (limit.price_up_to_vnd is None or (price is not None and price <= limit.price_up_to_vnd))
        )

    def is_like(self, limit: Limit) -> bool:
        """Tell whether a limit asks what the line answers, for the form, plan and field of the package."""
        return (
            ("within" if limit.kind == "ceiling_vnd" else "short") in self.said
            and self.said["form"] in limit.forms
            and (not limit.plan_types or self.said["plan"] in limit.plan_types)
            and (not limit.fields or self.said["field"] in limit.fields)
        )

    def measured(self, limit: Limit) -> int | None:
        """What the limit is held against: the price in đồng, the days or the days from Monday to Friday."""
        if limit.kind == "ceiling_vnd":
            return self.said["price"]
        first, last = self.said["published"], self.said["closed"]
        one = dt.timedelta(days=1)
        return (
            (last - first).days if limit.kind == "minimum_days" else int(np.busday_count(first + one, last + one))
        )


def load_lines() -> list[LimitLine]:
    """Read every line; a key that nobody reads is a mistake of the case."""
    lines = []
    for path in sorted(FOLDER.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            for place, own in enumerate(entry["given"], start=1):
                said = _ALIKE | entry.get("every_package", {}) | own
                unread = (set(entry) - {"case", "every_package", "given"}) | (set(said) - _KEYS)
                if unread or not {"within", "short"} & set(said):
                    raise ValueError(f"{path.stem}: {entry['case']}: {sorted(unread)}")
                lines.append(LimitLine(f"{path.stem}: {entry['case']}", place, said))
    return lines


def answers(lines: list[LimitLine]) -> pd.DataFrame:
    """What the code answers, by line: ``within`` and ``short``, missing where no limit answers."""
    numbers = [f"G{place:04}" for place in range(len(lines))]
    planned = packages(
        *({"package_id": one, "plan_type": line.said["plan"]} for one, line in zip(numbers, lines, strict=True))
    )
    held = procedures(
        *(
            {
                "procedure_id": number,
                "package_id": number,
                "published_on": line.said["published"],
                "closed_on": line.said["closed"] or NO_DAY,
                "form": line.said["form"],
                "field": line.said["field"],
                "estimate_value": line.said["price"],
                "is_domestic": line.said["domestic"],
                "version": line.said["version"],
            }
            for number, line in zip(numbers, lines, strict=True)
        )
    )
    own = asked(held, planned, period=EVER)["procedures"]
    cases, period = own.cases, short_tender_share(own.cases, own.question)
    counts = (period.scope & period.valid).fill_null(False) & yes()
    found = as_frame(
        cases.select(
            "procedure_id",
            within=cases.estimate_value <= limit_value(cases, own.question.limits, "ceiling_vnd"),
            short=counts.ifelse(period.numerator, None).cast("boolean"),
        ),
        order_by=["procedure_id"],
    )
    return found.astype({"within": "boolean", "short": "boolean"})

"""Six indicators worked out again from the files, with sqlite3 and plain Python and none of the project's code."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Figures = dict[tuple[str, str], tuple[int, int]]

_DATED = "COALESCE({})".format(
    ", ".join(
        f"NULLIF({day}, '')"
        for day in (
            "published_on", "planned_on", "closed_on", "awarded_on", "award_published_on", "cancelled_on",
        )
    )
)  # fmt: skip
_COMPETITIVE = "form IN ('open_bidding', 'limited_bidding', 'shopping', 'shopping_shortened')"
_PAIR = """status IN ('awarded', 'unknown') AND currency = 'VND' AND estimate_value <> '' AND award_value <> ''
    AND CAST(estimate_value AS INTEGER) > 0
    AND CAST(award_value AS INTEGER) <= 10 * CAST(estimate_value AS INTEGER)"""
SUMS = {
    "single_bid_rate": ("procedures", "SUM(bidder_count = '1')", "COUNT(*)",
                        f"{_COMPETITIVE} AND bidder_count NOT IN ('', '0')"),
    "saving_rate": ("procedures", "SUM(CAST(estimate_value AS INTEGER) - CAST(award_value AS INTEGER))",
                    "SUM(CAST(estimate_value AS INTEGER))", _PAIR),
    "cancellation_rate": ("procedures", "SUM(status = 'cancelled')", "COUNT(*)",
                          "status IN ('cancelled', 'awarded')"),
    "direct_award_share": ("packages", "SUM(form LIKE 'direct_appointment%')", "COUNT(*)", "form <> ''"),
}  # fmt: skip


def load(folder: Path, year: int) -> sqlite3.Connection:
    """Read the packages and procedures of a year, every column as text."""
    base = sqlite3.connect(":memory:")
    for name in ("packages", "procedures"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            columns, *rows = list(csv.reader(file))
        base.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        base.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
        dated = "published_on" if name == "packages" else _DATED
        base.execute(f"DELETE FROM {name} WHERE COALESCE(substr({dated}, 1, 4), '') <> ?", (str(year),))
    return base


def sums(base: sqlite3.Connection) -> Figures:
    """Return numerator and denominator by agency and indicator."""
    return {
        (agency, name): (top, bottom)
        for name, (table, numerator, denominator, where) in SUMS.items()
        for agency, top, bottom in base.execute(
            f"SELECT agency_code, {numerator}, {denominator} FROM {table} WHERE {where} GROUP BY agency_code"
        )
    }


def hhi(base: sqlite3.Connection, agencies: set[str] | None = None) -> dict[str, float]:
    """Return the HHI by agency, or of the awards of some agencies together under ``ALL``."""
    won: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for agency, code, name, value in base.execute(
        "SELECT agency_code, supplier_code, supplier_name, award_value FROM procedures WHERE award_value <> ''"
        " AND currency = 'VND' AND status IN ('awarded', 'unknown') AND supplier_code || supplier_name <> ''"
    ):
        if agencies is None or agency in agencies:
            won["ALL" if agencies else agency][code or name] += int(value)
    return {agency: index(own) for agency, own in won.items()}


def index(won: dict[str, int]) -> float:
    """Return the sum of squared shares, 0-10,000, of whole numbers until the last division."""
    return 10_000 * sum(value**2 for value in won.values()) / sum(won.values()) ** 2


def clusters(base: sqlite3.Connection, limits: Path) -> Figures:
    """Count packages within their ceiling and, together with those of 30 days, above it: by pairs of packages."""
    ceilings = [one for one in yaml.safe_load(limits.read_text(encoding="utf-8")) if one["kind"] == "ceiling_vnd"]
    alike: dict[tuple[Any, ...], list[tuple[dt.date, int, int]]] = defaultdict(list)
    for agency, form, plan, field, price, day in base.execute(
        "SELECT agency_code, form, plan_type, field, CAST(value_vnd AS INTEGER), published_on FROM packages"
        " WHERE plan_type <> '' AND field <> ''"
    ):
        on = dt.date.fromisoformat(day[:10])
        for place, one in enumerate(ceilings):
            if _falls_under(one, form, plan, field, on) and price <= one["value"]:
                alike[agency, place, field, plan].append((on, price, one["value"]))
                break
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (agency, *_), own in alike.items():
        marked: set[int] = set()
        for begin, _, ceiling in own:
            near = [at for at, (on, _, _) in enumerate(own) if 0 <= (on - begin).days <= 30]
            if len(near) >= 2 and sum(own[at][1] for at in near) > ceiling:
                marked |= set(near)
        found[agency][0] += len(marked)
        found[agency][1] += len(own)
    return {(agency, "below_ceiling_clusters"): (top, bottom) for agency, (top, bottom) in found.items()}


def _falls_under(limit: dict[str, Any], form: str, plan: str, field: str, on: dt.date) -> bool:
    first, last = (dt.date.fromisoformat(day) if day else None for day in (limit["valid_from"], limit["valid_to"]))
    in_force = first is not None and first <= on and (last is None or on <= last)
    of_kind = all(
        not limit[name] or value in limit[name] for name, value in (("plan_types", plan), ("fields", field))
    )
    return in_force and of_kind and form in limit["forms"]


def compiled(folder: Path) -> Iterator[dict[str, Any]]:
    """Give the latest compiled release of every OCDS process that names its buyer."""
    latest: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        for one in [record.get("compiledRelease") for record in read.get("records") or []] or [read]:
            if one and "compiled" in one.get("tag", []) and one["date"] >= latest.get(one["ocid"], one)["date"]:
                latest[one["ocid"]] = one
    for one in latest.values():
        if one.get("buyer") or (one.get("tender") or {}).get("procuringEntity"):
            yield one


def of_country(folder: Path, currency: str) -> dict[str, float]:
    """Return saving rate and HHI of the awards that stand, and how many processes have one."""
    saved, priced, awarded, won = 0, 0, 0, defaultdict(int)
    for one in compiled(folder):
        standing = [award for award in one.get("awards", []) if award.get("status") in ("active", None)]
        if not standing:
            continue
        awarded += 1
        if any(award["value"]["currency"] != currency for award in standing):
            continue
        award = sum(int(own["value"]["amount"]) for own in standing)
        names = {supplier["name"] for own in standing for supplier in own.get("suppliers", [])}
        if names:
            won["; ".join(sorted(names))] += award
        price = (one["tender"].get("value") or {}).get("amount")
        if price and award <= 10 * price:
            saved, priced = saved + int(price) - award, priced + int(price)
    return {"saving_rate": saved / priced, "supplier_hhi": index(won), "awarded": awarded}

"""Small result tables in the shape the statistics give them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.compliance.whole_number_quota import judge
from cchc_analysis.reference.procurement_rules import Minimums

NAMES = {
    "SNV": "Sở Nội vụ",
    "STP": "Sở Tư pháp",
    "STC": "Sở Tài chính",
    "SYT": "Sở Y tế",
    "Q1": "Quận 1",
    "Q5": "Quận 5",
}
NAN = float("nan")


def league(indices: dict[str, float], *, year: int = 2020, group: str = "department") -> pd.DataFrame:
    table = pd.DataFrame({"agency_code": list(indices), "index": list(indices.values())})
    table.insert(1, "agency_name", [NAMES.get(code, f"Phường {code}") for code in indices])
    table.insert(2, "group", group)
    table.insert(3, "year", year)
    table["rank"] = table["index"].rank(ascending=False, method="min").astype("Int64")
    classes = [None if pd.isna(index) else "Tốt" if index >= 85 else "Khá" for index in table["index"]]
    table["class_code"] = table["class_name"] = pd.Series(classes, dtype="str")
    return table


def long_league(count: int) -> pd.DataFrame:
    return league({f"W{number}": 100 - number / 10 for number in range(count)}, group="ward")


def nodes(domains: dict[str, Sequence[float]], *, codes: Sequence[str], group: str = "department") -> pd.DataFrame:
    """Index per domain name, one figure for each agency in `codes`."""
    rows = [
        (code, NAMES[code], group, 2020, f"D{place}", name, 1, indices[column])
        for column, code in enumerate(codes)
        for place, (name, indices) in enumerate(domains.items(), start=1)
    ]
    columns = ["agency_code", "agency_name", "group", "year", "criterion_code", "criterion_name", "level", "index"]
    return pd.DataFrame(rows, columns=columns)


def gap(pairs: dict[str, tuple[float, float]]) -> pd.DataFrame:
    rows = [(code, NAMES[code], "department", 2020, *pair) for code, pair in pairs.items()]
    columns = ["agency_code", "agency_name", "group", "year", "self_index", "appraised_index"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(gap=table["self_index"] - table["appraised_index"])


def quota(
    counts: dict[str, tuple[int, int, int, int]], *, minima: tuple[int | None, int | None] = (60, 25)
) -> pd.DataFrame:
    """Online and eligible packages, online and eligible đồng, by agency."""
    columns = ["online_count", "eligible_count", "online_value_vnd", "eligible_value_vnd"]
    table = pd.DataFrame(list(counts.values()), columns=columns)
    table.insert(0, "agency_code", list(counts))
    table.insert(1, "agency_name", [NAMES.get(code, f"Phường {code}") for code in counts])
    table.insert(2, "year", 2020)
    return concluded(judge(table, Minimums(*minima)))


def reporting(statuses: dict[str, str], *, year: int = 2020) -> pd.DataFrame:
    """One letter per quarter: o on time, l late by 9 days, m missing, n not due."""
    words = {"o": "on_time", "l": "late", "m": "missing", "n": "not_due"}
    rows = [
        (code, NAMES.get(code, f"Phường {code}"), year, quarter, words[letter], 9 if letter == "l" else pd.NA)
        for code, letters in statuses.items()
        for quarter, letter in enumerate(letters, start=1)
    ]
    columns = ["agency_code", "agency_name", "year", "quarter", "status", "days_late"]
    return pd.DataFrame(rows, columns=columns).astype({"days_late": "Int64", "status": "str"})


def targets(measures: dict[str, tuple[int, int, float]]) -> pd.DataFrame:
    """Numerator, denominator and target by the measure's name."""
    rows = [(f"m{place}", name, *row) for place, (name, row) in enumerate(measures.items())]
    table = pd.DataFrame(rows, columns=["measure", "name", "numerator", "denominator", "target_pct"])
    table["share"] = table["numerator"] / table["denominator"].where(table["denominator"] > 0)
    met = (table["share"] * 100 >= table["target_pct"]).astype("boolean")
    return table.assign(is_met=met.where(table["share"].notna() & table["target_pct"].notna()))

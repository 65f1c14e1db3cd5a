"""The three tables of the city's briefing, small and as a page shows them."""

from __future__ import annotations

import pandas as pd

from cchc_analysis.compliance.verdict import concluded
from cchc_analysis.compliance.whole_number_quota import judge
from cchc_analysis.period import Period
from cchc_analysis.publish.recorded import RecordedColumn, RecordedTable
from cchc_analysis.reference.procurement_rules import Minimums

Q4 = Period.parse("2020-Q4")
USUAL = Minimums(60, 25)


def league(*rows: tuple[str, str, float | None], year: int = 2020) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["agency_name", "group", "index"]).astype(
        {"agency_name": "str", "group": "str", "index": "float64"}
    )
    table.insert(0, "agency_code", pd.Series([f"A{at}" for at in table.index], dtype="str"))
    table["year"] = year
    ranks = table.groupby("group")["index"].rank(ascending=False, method="min").astype("Int64")
    return table.assign(rank=ranks, class_code=pd.NA, class_name=pd.NA)


def many(count: int, *, name: str = "Phường {}") -> pd.DataFrame:
    return league(*((name.format(at), "ward", 95.0 - at / 10) for at in range(count)))


def quota(*rows: tuple[str, int, int, int, int], minimums: Minimums = USUAL) -> pd.DataFrame:
    counts = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
    table = pd.DataFrame(rows, columns=["agency_name", *counts]).astype(dict.fromkeys(counts, "int64"))
    table.insert(0, "agency_code", pd.Series([f"A{at}" for at in table.index], dtype="str"))
    return concluded(judge(table.assign(year=2020), minimums))


def targets(*rows: tuple[str, float | None, float | None, bool | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["name", "target_pct", "share", "is_met"]).astype(
        {"target_pct": "float64", "share": "float64", "is_met": "boolean"}
    )
    table.insert(0, "measure", pd.Series([f"m{at}" for at in table.index], dtype="str"))
    return table


def recorded(name, columns, rows):
    kinds = [RecordedColumn(name=column, label=column, kind=kind) for column, kind in columns.items()]
    return RecordedTable(name=name, title=name, columns=tuple(kinds), rows=tuple(rows))


RESULTS = {
    "league": league(("Sở Nội vụ", "department", 92.4), ("Sở Y tế", "department", 81.05)),
    "quota": quota(("Sở Nội vụ", 10, 7, 1000, 400), ("Sở Y tế", 3, 1, 900, 300)),
    "targets": targets(("Hồ sơ đúng hạn", 95.0, 0.962, True), ("Phản ánh 1022", 90.0, 0.8, False)),
}

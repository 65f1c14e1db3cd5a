"""The report of the real national export, checked against a count that shares no code with ours."""

from __future__ import annotations

import ast
import csv
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.batch.report import run_report
from tests.batch.conftest import request
from tests.batch.kernels import kernels_only_for
from tests.batch.published_tables import rows

pytestmark = pytest.mark.real_data

OPEN_AND_SHOPPING = {"Đấu thầu rộng rãi", "DTRR", "Chào hàng cạnh tranh", "CHCT", "Đấu thầu hạn chế", "DTHC"}
SHORTENED = {"Chào hàng cạnh tranh rút gọn", "CHCTRG"}

SUMS = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]


def packages_of(export: Path) -> Iterator[tuple[str, str, int, str, int, str]]:
    """Every package entry of every plan record, repeated as often as the files repeat it."""
    csv.field_size_limit(2**31 - 1)
    for path in sorted(export.glob("*/KHLCNT.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.reader(file):
                if record:
                    details = ast.literal_eval(record[18])
                    for package, detail in zip(ast.literal_eval(record[17]), details, strict=True):
                        _, field, price, _, form = package[:5]
                        yield package[9], form, price, field, package[11] == "Qua mạng", detail[14]


def counted(export: Path, *, shortened: bool, place: str = "") -> tuple[int, ...]:
    """Count each package once, in SQL."""
    forms = OPEN_AND_SHOPPING | (SHORTENED if shortened else set())
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE package (id PRIMARY KEY, form, price, field, is_online, place)")
        base.executemany("INSERT OR IGNORE INTO package VALUES (?, ?, ?, ?, ?, ?)", packages_of(export))
        marks = ", ".join("?" * len(forms))
        query = f"""
            SELECT count(*), sum(is_online), sum(price), sum(price * is_online) FROM package
            WHERE form IN ({marks}) AND field NOT IN ('HON_HOP', 'HHOP') AND place LIKE ?
        """
        return tuple(base.execute(query, [*forms, f"%{place}"]).fetchone())


def sums(table: list[dict[str, str]]) -> tuple[int, ...]:
    return tuple(sum(int(row[column]) for row in table) for column in SUMS)


@pytest.mark.parametrize(
    ("place", "folder", "written"),
    [
        ("", "quarterly-vneps", ""),
        ("Thành phố Hồ Chí Minh", "quarterly-vneps-thanh_pho_ho_chi_minh", "TP. Hồ Chí Minh"),
    ],
)
def test_every_package_is_counted_once_with_shortened_quotation_in_and_out(
    folders: Path, shared_data: Path, place: str, folder: str, written: str
) -> None:
    export = shared_data / "vneps-2023-03"
    asked = request(source=f"vneps={export}", period="2023-Q1", agencies=(), place=place)
    # One of the two in a kernel: the path is the same, and what is counted does not depend on it.
    with kernels_only_for(*() if place else ("overview",)):
        assert run_report(asked, say=lambda line: None) == 0
    job = folders / "outputs" / folder / "2023-Q1" / "overview"
    quota = rows(job, "quota")
    assert sums(quota) == counted(export, shortened=True, place=written)
    assert {row["is_passed"] for row in quota} == {""}, "the quota of 2023 could not be sourced: no verdict"
    variants = {row["variant"]: row for row in rows(job, "quota_shortened")}
    for variant, is_in in (("included", True), ("excluded", False)):
        assert sums([variants[variant]]) == counted(export, shortened=is_in, place=written)

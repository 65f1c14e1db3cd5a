from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.intake.delimited import Record
from cchc_analysis.intake.own_tables.rows import empty_table, read_rows
from cchc_analysis.sample.layout import TABLE_COLUMNS
from cchc_analysis.tables.contracts import check_table

CELLS = st.sampled_from(["Q1", "Q2", "2020", "2021", "4", "5", "", "2020-12-31", "2021-04-01", "x", "1.00"])
SOUND = ("Q1", "2020", "4", "2021-01-08")


@given(st.lists(st.lists(CELLS, min_size=3, max_size=5), max_size=12))
@settings(max_examples=30, deadline=None)
def test_every_row_is_used_or_named_in_a_finding(rows: list[list[str]]) -> None:
    records = [Record(number, tuple(cells)) for number, cells in enumerate([*rows, SOUND], start=2)]
    table, findings, counts = read_rows("reports", records, file="reports.csv")
    assert counts.read == len(records)
    assert counts.used == len(check_table("reports", table))
    named = {finding.place for finding in findings}
    assert set(table["source_row"]) == {record.number for record in records if f"row {record.number}" not in named}


@given(st.permutations([SOUND, SOUND, ("Q3", "2020", "4", "2021-01-08"), ("Q3", "2020", "4", "2021-01-09")]))
@settings(max_examples=12, deadline=None)
def test_the_order_of_the_rows_changes_no_count(rows: list[tuple[str, ...]]) -> None:
    records = [Record(number, cells) for number, cells in enumerate(rows, start=2)]
    table, _, counts = read_rows("reports", records, file="reports.csv")
    assert (counts.used, counts.repeated, counts.rejected) == (1, 1, 2)
    assert table["agency_code"].tolist() == ["Q1"]


def test_the_table_of_a_refused_file_keeps_its_contract() -> None:
    for name in TABLE_COLUMNS:
        assert check_table(name, empty_table(name)).empty

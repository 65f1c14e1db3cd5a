"""The real export of four days in March 2023, against a count that shares no code with the adapter."""

import ast
import csv
import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.intake.findings import Counts, Severity, SourceIntake
from cchc_analysis.intake.places import in_place
from cchc_analysis.intake.sources import parse_source, read_source
from cchc_analysis.tables.contracts import check_table

pytestmark = pytest.mark.real_data

FORMS = {
    "Chỉ định thầu rút gọn": "direct_appointment_shortened",
    "Đấu thầu rộng rãi": "open_bidding",
    "CDT": "direct_appointment",
    "Chào hàng cạnh tranh": "shopping",
    "TTH": "self_execution",
    "Chào hàng cạnh tranh rút gọn": "shopping_shortened",
    "LCNT_DB": "special",
    "MSTT": "direct_procurement",
}


@pytest.fixture(scope="module")
def intake(shared_data: Path) -> SourceIntake:
    return read_source(parse_source(f"vneps={shared_data / 'vneps-2023-03'}"))


@pytest.fixture(scope="module")
def counted(shared_data: Path) -> Iterator[sqlite3.Connection]:
    """Every package entry of every record, by plain text surgery into SQLite."""
    base = sqlite3.connect(":memory:")
    base.execute("create table entry (record int, form, online, price int, id, location)")
    record = 0
    for path in sorted((shared_data / "vneps-2023-03").glob("*/KHLCNT.csv")):
        text = path.read_bytes().decode().replace("\r\r\n", "\n")
        for cells in csv.reader(io.StringIO(text, newline="")):
            record += 1
            pairs = zip(ast.literal_eval(cells[17]), ast.literal_eval(cells[18]), strict=True)
            base.executemany(
                "insert into entry values (?, ?, ?, ?, ?, ?)",
                [(record, one[4], one[11], one[2], one[9], detail[14]) for one, detail in pairs],
            )
    yield base
    base.close()


def test_every_row_and_package_is_accounted_for(intake: SourceIntake, counted: sqlite3.Connection) -> None:
    accounts = [count for file in intake.files for count in file.counts if "KHLCNT" in file.file]
    assert Counts.total(accounts, "row") == Counts("row", 1933, 653, repeated=1280)
    assert Counts.total(accounts, "package") == Counts("package", 5585, 1714, repeated=3871)
    entries, distinct = counted.execute("select count(*), count(distinct id) from entry").fetchone()
    assert (entries, distinct) == (5585, 1714)


def test_number_value_and_forms_agree_with_an_independent_count(
    intake: SourceIntake, counted: sqlite3.Connection
) -> None:
    table = check_table("packages", intake.tables["packages"])
    once = "from (select distinct id, form, online, price, location from entry)"
    assert int(table["value_vnd"].sum()) == counted.execute(f"select sum(price) {once}").fetchone()[0]
    forms = dict(counted.execute(f"select form, count(*) {once} group by form"))
    assert table["form"].value_counts().to_dict() == {FORMS[word]: count for word, count in forms.items()}
    online = counted.execute(f"select count(*), sum(price) {once} where online = 'Qua mạng'").fetchone()
    assert (int(table["is_online"].sum()), int(table.loc[table["is_online"], "value_vnd"].sum())) == online


def test_packages_of_the_city_are_found_by_its_full_name(
    intake: SourceIntake, counted: sqlite3.Connection
) -> None:
    table = intake.tables["packages"]
    city = table[in_place(table["province"], "Thành phố Hồ Chí Minh")]
    query = "select count(distinct id) from entry where location like '%TP. Hồ Chí Minh'"
    assert len(city) == counted.execute(query).fetchone()[0] > 0


def test_the_known_faults_of_the_files_are_found(intake: SourceIntake) -> None:
    costly = {
        (finding.code, finding.severity, finding.file, finding.place)
        for finding in intake.findings
        if finding.severity is not Severity.NOTE
    }
    assert costly == {
        ("intake.empty_file", Severity.FILE_REJECTED, "2023-03-15/KHLCNT.csv", ""),
        ("vneps.placeholder_price", Severity.HELD, "2023-03-25/KHLCNT.csv", "row 17"),
    }
    kinds = [file for file in intake.files if file.findings[0].code == "vneps.kind_not_used"]
    assert len(kinds) == 12
    assert all(file.counts[0].read == file.counts[0].explained > 0 for file in kinds)
    assert len(intake.files) == 16

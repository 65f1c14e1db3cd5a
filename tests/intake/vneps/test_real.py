"""The real export of four days in March 2023, against a reading that shares no code with the adapter."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.compliance.quota import quota_table
from cchc_analysis.intake.findings import Counts, Severity, SourceIntake
from cchc_analysis.intake.places import in_place
from cchc_analysis.intake.sources import parse_source, read_source
from cchc_analysis.intake.vneps.words import load_words, meaning, planned_start
from cchc_analysis.period import Period
from cchc_analysis.reference.procurement_rules import rule_on
from cchc_analysis.tables.contracts import check_table
from tests.intake import independent_vneps as independent

pytestmark = pytest.mark.real_data

SUMS = ["eligible_count", "online_count", "eligible_value_vnd", "online_value_vnd"]
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
# Rows that say another row again in another layout: to the adapter a repetition, word for word a row of its own.
RETOLD = {"2023-03-15/TBMT_CDT.csv": 243}


@pytest.fixture(scope="module")
def intake(shared_data: Path) -> SourceIntake:
    return read_source(parse_source(f"vneps={shared_data / 'vneps-2023-03'}"))


@pytest.fixture(scope="module")
def base(shared_data: Path) -> Iterator[sqlite3.Connection]:
    connection = independent.load(shared_data / "vneps-2023-03")
    yield connection
    connection.close()


def test_every_row_of_every_file_is_counted_once(intake: SourceIntake, base: sqlite3.Connection) -> None:
    counted = {file: (read, copies) for file, read, copies in independent.answer(base, "rows")}
    by_file = {file.file: file.counts[0] for file in intake.files}
    assert {file: count.read for file, count in by_file.items() if count.read} == {
        file: read for file, (read, _) in counted.items()
    }
    assert {file: count.repeated for file, count in by_file.items() if count.read} == {
        file: copies + RETOLD.get(file, 0) for file, (_, copies) in counted.items()
    }
    total = Counts.total((count for file in intake.files for count in file.counts), "row")
    assert total == Counts("row", 17355, 3236, repeated=14081, rejected=30, explained=8)


def test_every_package_is_counted_once(intake: SourceIntake, base: sqlite3.Connection) -> None:
    total = Counts.total((count for file in intake.files for count in file.counts), "package")
    assert total == Counts("package", 5585, 1713, repeated=3871, rejected=1)
    ((held,),) = independent.answer(base, "held")
    assert len(intake.tables["unsettled"]) == held == 1


def test_all_tables_keep_their_contracts(intake: SourceIntake) -> None:
    assert sorted(intake.tables) == ["amendments", "packages", "procedures", "unsettled"]
    for name, table in intake.tables.items():
        check_table(name, table)
    assert intake.tables["amendments"].empty, "no plan of these four days is there in two versions"


def test_number_value_and_forms_of_packages_agree(intake: SourceIntake, base: sqlite3.Connection) -> None:
    table = intake.tables["packages"]
    assert [(len(table), int(table["value_vnd"].sum()))] == independent.answer(base, "packages")
    forms = dict(base.execute("SELECT form, count(*) FROM counted GROUP BY form"))
    assert table["form"].value_counts().to_dict() == {FORMS[word]: count for word, count in forms.items()}


def test_plan_types_and_planned_starts_agree(intake: SourceIntake, base: sqlite3.Connection) -> None:
    table = intake.tables["packages"]
    words = load_words()["plan_type"]
    types = {meaning(word, words): count for word, count in independent.answer(base, "packages_by_type")}
    assert table["plan_type"].value_counts().to_dict() == types
    starts: Counter[pd.Timestamp] = Counter()
    for word, count in independent.answer(base, "packages_by_start"):
        starts[pd.Timestamp(planned_start(word))] += count
    assert table["planned_start_on"].value_counts().to_dict() == dict(starts)


@pytest.mark.parametrize("shortened", [True, False])
def test_the_quota_of_every_investor_agrees(
    intake: SourceIntake, base: sqlite3.Connection, shortened: bool
) -> None:
    packages, period = intake.tables["packages"], Period.parse("2023-Q1")
    agencies = packages[["agency_code", "agency_name"]].drop_duplicates()
    quota = quota_table(packages, agencies, rule_on(period.end_on), period=period, counts_shortened=shortened)
    eligible = quota[quota["eligible_count"] > 0]
    expected = independent.quota(base, shortened=shortened)
    ours = {
        independent.plain(name): tuple(sums)
        for name, *sums in eligible[["agency_name", *SUMS]].to_numpy().tolist()
    }
    assert ours == expected
    totals = [sum(column) for column in zip(*expected.values(), strict=True)]
    assert eligible[SUMS].sum().tolist() == totals
    assert (
        totals
        == {
            True: [530, 522, 5_268_101_133_978, 4_958_971_992_760],
            False: [482, 474, 5_258_422_781_587, 4_949_293_640_369],
        }[shortened]
    )


def test_procedures_agree(intake: SourceIntake, base: sqlite3.Connection) -> None:
    table = intake.tables["procedures"]
    assert [(len(table),)] == independent.answer(base, "procedures")
    kinds = dict(independent.answer(base, "procedures_by_kind"))
    assert table["status"].value_counts().to_dict() == {
        "awarded": kinds["CNTTT"] + kinds["CNTTT_KQM"], "cancelled": kinds["DHT"], "open": kinds["TBMT_CDT"],
    }  # fmt: skip
    estimates = table["estimate_value"].dropna()
    assert [(len(estimates), int(estimates.sum()))] == independent.answer(base, "estimates")
    assert [(int(table["package_id"].ne("").sum()),)] == independent.answer(base, "joined")


def test_the_price_of_a_notice_or_award_is_that_of_its_package_in_the_plan(intake: SourceIntake) -> None:
    # So the price of an offline award is no award value, however the column is named.
    joined = intake.tables["procedures"].merge(
        intake.tables["packages"], on="package_id", suffixes=("", "_planned")
    )
    priced = joined.dropna(subset="estimate_value")
    assert (len(joined), len(priced)) == (252, 220)
    assert priced["estimate_value"].eq(priced["value_vnd"]).all()
    for column in ("field", "form", "method", "is_online", "is_domestic"):
        assert joined[column].eq(joined[f"{column}_planned"]).all(), column


def test_awards_agree(intake: SourceIntake, base: sqlite3.Connection) -> None:
    table = intake.tables["procedures"].dropna(subset="award_value")
    by_file = table.groupby("source_file")["award_value"].agg(["size", "sum"])
    ours = [(str(file), int(count), int(value)) for file, count, value in by_file.itertuples()]
    assert ours == independent.answer(base, "awards")
    assert int(table["award_value"].sum()) == 2_059_792_000
    assert list(table["bidder_count"]) == [1, 1, 1]


def test_broken_rows_are_the_same_rows(intake: SourceIntake, base: sqlite3.Connection) -> None:
    broken = Counter(
        finding.file for finding in intake.findings if finding.code in ("vneps.row_width", "vneps.row_mixed")
    )
    # A line without anything on it is explained, not rejected.
    broken["2023-03-25/CNTTT.csv"] += 1
    assert sorted(broken.items()) == independent.answer(base, "broken_rows")


def test_packages_of_the_city_are_found_by_its_full_name(intake: SourceIntake) -> None:
    table = intake.tables["packages"]
    city = table[in_place(table["province"], "Thành phố Hồ Chí Minh")]
    assert set(city["province"]) == {"TP. Hồ Chí Minh"}
    assert len(city) > 0


def test_the_known_faults_of_the_files_are_found(intake: SourceIntake) -> None:
    costly = [
        (finding.code, finding.severity, finding.file, finding.place)
        for finding in intake.findings
        if finding.severity is not Severity.NOTE and finding.code != "vneps.row_width"
    ]
    assert sorted(costly) == [
        ("intake.empty_file", Severity.FILE_REJECTED, "2023-03-15/KHLCNT.csv", ""),
        ("vneps.lines_alone", Severity.HELD, "2023-03-25/CNTTT.csv", "line 1"),
        ("vneps.placeholder_price", Severity.HELD, "2023-03-25/KHLCNT.csv", "row 17"),
        ("vneps.procedure_form", Severity.HELD, "2023-03-14/TBMT_CDT.csv", "row 9"),
        ("vneps.procedure_form", Severity.HELD, "2023-03-15/TBMT_CDT.csv", "row 362"),
        ("vneps.row_mixed", Severity.ROW_REJECTED, "2023-03-15/CNTTT_KQM.csv", "row 5236"),
    ]
    assert len(intake.files) == 16

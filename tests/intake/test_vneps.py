import itertools
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_analysis.intake.findings import Counts, Finding, Severity, SourceIntake
from cchc_analysis.intake.vneps import read_vneps
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES
from tests.intake.plan_rows import export, package, plan, save

Reader = Callable[..., SourceIntake]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read the rows of one file, or several files given as lists of rows by name."""

    def read_rows(*rows: list[str], **files: list[list[str]]) -> SourceIntake:
        days = files or {"d14": list(rows)}
        paths = [save(tmp_path / day / "KHLCNT.csv", *day_rows) for day, day_rows in days.items()]
        return read_vneps(paths, root=tmp_path)

    return read_rows


def packages(intake: SourceIntake) -> pd.DataFrame:
    return check_table("packages", intake.tables["packages"])


def counts(intake: SourceIntake, unit: str) -> tuple[int, int, int, int, int]:
    total = Counts.total((count for file in intake.files for count in file.counts), unit)
    return total.read, total.used, total.repeated, total.rejected, total.explained


def findings(intake: SourceIntake, *severities: Severity) -> list[Finding]:
    for finding, language in itertools.product(intake.findings, LANGUAGES):
        assert finding.message(language)
    return [finding for finding in intake.findings if not severities or finding.severity in severities]


def faults(intake: SourceIntake) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in findings(intake, Severity.ROW_REJECTED)]


def test_a_plan_becomes_its_packages(read: Reader) -> None:
    intake = read(
        plan(7, package(1, price=185_498_000), package(2, field="Xây lắp", form="CDT", detail={"form": ""}))
    )
    table = packages(intake)
    assert counts(intake, "row") == (1, 1, 0, 0, 0)
    assert counts(intake, "package") == (2, 2, 0, 0, 0)
    assert findings(intake) == []
    first, second = table.to_dict("records")
    assert first == {
        "package_id": "00000000-0000-0000-0000-000000000001",
        "plan_id": "PL2300000007",
        "plan_version": "00",
        "agency_code": first["agency_code"],
        "agency_name": "Ủy ban nhân dân Phường 7",
        "name": "Gói thầu số 1",
        "field": "goods",
        "form": "open_bidding",
        "is_online": True,
        "is_domestic": True,
        "method": "one_stage_one_envelope",
        "value_vnd": 185_498_000,
        "published_on": pd.Timestamp(2023, 3, 14),
        "district": "Quận 1",
        "province": "TP. Hồ Chí Minh",
        "source_file": "d14/KHLCNT.csv",
        "source_row": 1,
    }
    assert (second["field"], second["form"]) == ("works", "direct_appointment")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r\r\n"])
def test_line_ends_make_no_difference(tmp_path: Path, line_end: str) -> None:
    path = save(tmp_path / "KHLCNT.csv", plan(1), plan(2, name="hai\r\ndòng"), line_end=line_end)
    intake = read_vneps([path])
    assert counts(intake, "row") == (2, 2, 0, 0, 0)
    assert list(packages(intake)["source_row"]) == [1, 2]


def test_an_empty_line_is_explained_and_numbers_go_on(tmp_path: Path) -> None:
    path = tmp_path / "KHLCNT.csv"
    path.write_bytes(export(plan(1)) + b"\r\r\n" + export(plan(2, package(2))))
    intake = read_vneps([path])
    assert counts(intake, "row") == (3, 2, 0, 0, 1)
    assert list(packages(intake)["source_row"]) == [1, 3]
    assert [finding.code for finding in findings(intake)] == ["intake.empty_lines"]


def test_words_and_codes_of_one_thing_are_one_code(read: Reader) -> None:
    rows = [
        plan(1, package(1, form="CHCTRG", field="Phi tư vấn", method="1_MTHS", is_online="0", is_domestic="1")),
        plan(2, package(2, form="Chào hàng cạnh tranh rút gọn", field="PTV", is_online="Không qua mạng")),
    ]
    table = packages(read(*rows))
    for column in ("form", "field", "method", "is_online", "is_domestic"):
        assert table[column].nunique() == 1, column


@pytest.mark.parametrize(
    ("location", "district", "province"),
    [
        ("Thành phố Biên Hoà, Tỉnh Đồng Nai", "Thành phố Biên Hoà", "Tỉnh Đồng Nai"),
        ("Tỉnh Quảng Ngãi", "", "Tỉnh Quảng Ngãi"),
        ("Xã A, Huyện B, Tỉnh C", "Xã A, Huyện B", "Tỉnh C"),
    ],
)
def test_a_location_is_split_into_district_and_province(
    read: Reader, location: str, district: str, province: str
) -> None:
    table = packages(read(plan(1, package(location=location))))
    assert (table["district"].item(), table["province"].item()) == (district, province)


def test_a_package_without_a_location_is_used_and_noted(read: Reader) -> None:
    intake = read(plan(1, package(location="")))
    assert packages(intake)["province"].item() == ""
    assert [(one.code, one.severity) for one in findings(intake)] == [("vneps.no_location", Severity.NOTE)]


def test_a_price_of_one_dong_is_counted_and_held(read: Reader) -> None:
    intake = read(plan(1, package(1, price=1), package(2, price=2)))
    assert counts(intake, "package") == (2, 2, 0, 0, 0)
    (finding,) = findings(intake)
    assert (finding.code, finding.severity) == ("vneps.placeholder_price", Severity.HELD)
    assert (finding.place, finding.raw_value) == ("row 1", "1")


def test_decomposed_letters_are_composed_and_counted(read: Reader) -> None:
    intake = read(plan(1, investor="Sở Nội vu\u0323"))
    assert packages(intake)["agency_name"].item() == "Sở Nội vụ"
    (note,) = findings(intake)
    assert (note.code, note.values["count"]) == ("intake.text_composed", 1)


def test_a_row_typed_in_another_unicode_form_is_the_same_row(read: Reader) -> None:
    intake = read(plan(1, investor="Sở Nội vụ"), plan(1, investor="Sở Nội vu\u0323"))
    assert counts(intake, "row") == (2, 1, 1, 0, 0)


def test_one_investor_typed_in_two_ways_has_one_code_and_the_latest_spelling(read: Reader) -> None:
    table = packages(
        read(
            plan(2, package(1), investor="UBND  phường 05 ", published="2023-03-14 08:00:00"),
            plan(1, package(2), investor="Ủy ban nhân dân Phường 5", published="2023-03-15 08:00:00"),
            plan(3, package(3), investor="Ủy ban nhân dân Phường 6"),
        )
    )
    assert table["agency_code"].str.fullmatch("INV_[0-9A-F]{10}").all()
    assert table["agency_code"].nunique() == 2
    assert set(table["agency_name"]) == {"Ủy ban nhân dân Phường 5", "Ủy ban nhân dân Phường 6"}


BROKEN_ROWS: list[tuple[list[str], str, int]] = [
    (plan(9)[:-1], "vneps.row_fields", 0),
    ([*plan(9), "thừa"], "vneps.row_fields", 0),
    (plan(9, packages="[['Gói"), "vneps.list_unreadable", 0),
    (plan(9, packages=""), "vneps.list_unreadable", 0),
    (plan(9, packages="{'a': 1}"), "vneps.list_unreadable", 0),
    (plan(9, packages="['a', 'b']"), "vneps.list_unreadable", 0),
    (plan(9, packages="[[__import__('os').getpid()]]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[" * 5_000), "vneps.list_unreadable", 0),
    (plan(9, packages="[[" + "-" * 100_000 + "1]]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[['" + r"\d" + "']]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[[" + "9" * 5_000 + "]]"), "vneps.list_unreadable", 0),
    (plan(9, packages="[['" + "a" * 1_000_000 + "']]"), "vneps.list_too_long", 0),
    (plan(9, packages="[]", details="[]"), "vneps.list_empty", 0),
    (plan(9, details="[]"), "vneps.lists_differ", 0),
    (plan(9, investor="S\ufffd N\ufffdi v\ufffd"), "vneps.row_damaged", 0),
    (plan(9, investor="  "), "vneps.investor_absent", 1),
    (plan(9, plan_id="Kế hoạch 9"), "vneps.plan_number", 1),
    (plan(9, version="mới"), "vneps.plan_number", 1),
    (plan(9, version="٠١"), "vneps.plan_number", 1),
    (plan(9, published="14/03/2023"), "vneps.date", 1),
    (plan(9, published="2023-02-30 00:00:00"), "vneps.date", 1),
    (plan(9, published="1023-02-03"), "vneps.date", 1),
    (plan(9, published=""), "vneps.date", 1),
]


@pytest.mark.parametrize(("row", "code", "package_count"), BROKEN_ROWS, ids=map(str, range(len(BROKEN_ROWS))))
def test_a_broken_row_is_rejected_with_its_number_and_costs_no_other_row(
    read: Reader, row: list[str], code: str, package_count: int
) -> None:
    intake = read(plan(1, package(1)), row, plan(2, package(2)))
    assert counts(intake, "row") == (3, 2, 0, 1, 0)
    assert counts(intake, "package") == (2 + package_count, 2, 0, package_count, 0)
    assert faults(intake) == [(code, "row 2")]
    assert list(packages(intake)["plan_id"]) == ["PL2300000001", "PL2300000002"]


BROKEN_PACKAGES: list[tuple[dict[str, Any], str]] = [
    ({"price": 0}, "vneps.package_price"),
    ({"price": -5}, "vneps.package_price"),
    ({"price": 1.5}, "vneps.package_price"),
    ({"price": 100.0}, "vneps.package_price"),
    ({"price": "100000000"}, "vneps.package_price"),
    ({"price": True}, "vneps.package_price"),
    ({"price": None}, "vneps.package_price"),
    ({"price": 2**63}, "vneps.package_price"),
    ({"form": "Hình thức mới"}, "vneps.package_form"),
    ({"form": ""}, "vneps.package_form"),
    ({"field": "XX"}, "vneps.package_field"),
    ({"method": "Hai giai đoạn, một túi"}, "vneps.package_method"),
    ({"method": ""}, "vneps.package_method"),
    ({"method": 2}, "vneps.package_method"),
    ({"is_online": "có"}, "vneps.package_online"),
    ({"is_online": True}, "vneps.package_online"),
    ({"is_domestic": "2"}, "vneps.package_domestic"),
    ({"name": " "}, "vneps.package_name"),
    ({"name": 5}, "vneps.package_text"),
    ({"location": None}, "vneps.package_text"),
    ({"id": "a b"}, "vneps.package_id"),
    ({"id": ""}, "vneps.package_id"),
    ({"id": 7}, "vneps.package_id"),
    ({"detail": {"name": "Gói khác"}}, "vneps.package_details"),
    ({"detail": {"price": 100}}, "vneps.package_details"),
    ({"detail": {"is_online": "Không qua mạng"}}, "vneps.package_details"),
    ({"detail": {"is_domestic": "Quốc tế"}}, "vneps.package_details"),
    ({"detail": {"form": "Chỉ định thầu"}}, "vneps.package_details"),
    ({"detail": {"form": "Hình thức mới"}}, "vneps.package_details"),
    ({"detail": {"field": "Xây lắp"}}, "vneps.package_details"),
    ({"detail": {"method": "Một giai đoạn hai túi hồ sơ"}}, "vneps.package_details"),
    ({"detail": {"name": ""}}, "vneps.package_details"),
]


@pytest.mark.parametrize(("changes", "code"), BROKEN_PACKAGES, ids=map(str, range(len(BROKEN_PACKAGES))))
def test_one_bad_package_is_rejected_and_the_others_of_its_plan_are_used(
    read: Reader, changes: dict[str, Any], code: str
) -> None:
    intake = read(plan(1, package(1), package(2, **changes), package(3)))
    assert counts(intake, "row") == (1, 1, 0, 0, 0)
    assert counts(intake, "package") == (3, 2, 0, 1, 0)
    assert faults(intake) == [(code, "row 1")]
    assert list(packages(intake)["name"]) == ["Gói thầu số 1", "Gói thầu số 3"]


def test_a_package_with_a_missing_item_is_rejected(read: Reader) -> None:
    row = plan(1, package(1), package(2))
    row[17] = row[17].replace(", 'Không sơ tuyển']]", "]]")
    intake = read(row)
    assert faults(intake) == [("vneps.package_items", "row 1")]
    assert counts(intake, "package") == (2, 1, 0, 1, 0)


def test_details_may_leave_words_empty_or_say_them_otherwise(read: Reader) -> None:
    changes = {"form": "TTH", "field": "HH", "detail": {"form": "", "field": "Hàng hóa", "method": "1_MTHS"}}
    assert faults(read(plan(1, package(1, **changes)))) == []


def test_a_plan_none_of_whose_packages_can_be_used_is_a_rejected_row(read: Reader) -> None:
    intake = read(plan(1, package(1, price=0)))
    assert counts(intake, "row") == (1, 0, 0, 1, 0)
    assert packages(intake).empty


def test_a_plan_that_lists_fewer_packages_than_it_states_is_held(read: Reader) -> None:
    intake = read(plan(1, package(1), count="2"))
    (finding,) = findings(intake)
    assert (finding.code, finding.severity, finding.raw_value) == ("vneps.package_count", Severity.HELD, "2")
    assert counts(intake, "package") == (1, 1, 0, 0, 0)


def test_the_last_version_of_a_plan_counts_wherever_it_stands(read: Reader) -> None:
    old, new = plan(1, package(1), version="01"), plan(1, package(1, price=5), package(2), version="02")
    for files in ({"d14": [old], "d17": [new]}, {"d14": [new], "d17": [old]}):
        intake = read(**files)
        table = packages(intake)
        assert list(table["value_vnd"]) == [5, 100_000_002]
        assert set(table["plan_version"]) == {"02"}
        assert counts(intake, "row") == (2, 1, 0, 0, 1)
        assert counts(intake, "package") == (3, 2, 0, 0, 1)
        (note,) = findings(intake)
        assert (note.code, note.severity) == ("vneps.plan_superseded", Severity.NOTE)


def test_versions_are_numbers_not_words(read: Reader) -> None:
    intake = read(plan(1, package(1), version="9"), plan(1, package(2), version="10"))
    assert list(packages(intake)["plan_version"]) == ["10"]


def test_an_old_version_never_takes_the_place_of_a_broken_new_one(read: Reader) -> None:
    intake = read(plan(1, package(1), version="00"), plan(1, package(1), version="01", packages="[["))
    assert packages(intake).empty
    assert counts(intake, "row") == (2, 0, 0, 1, 1)


def test_one_version_with_two_contents_is_rejected_twice(read: Reader) -> None:
    intake = read(d14=[plan(1, package(1)), plan(2, package(2))], d17=[plan(1, package(1, price=5))])
    assert list(packages(intake)["plan_id"]) == ["PL2300000002"]
    assert counts(intake, "row") == (3, 1, 0, 2, 0)
    assert counts(intake, "package") == (3, 1, 0, 2, 0)
    first, second = findings(intake)
    assert (first.code, first.file, first.values["other_file"]) == (
        "vneps.plan_conflict", "d14/KHLCNT.csv", "d17/KHLCNT.csv",
    )  # fmt: skip
    assert second.values["other_file"] == "d14/KHLCNT.csv"


def test_a_repeated_row_is_counted_once_and_the_later_one_is_the_repetition(read: Reader) -> None:
    intake = read(d17=[plan(1), plan(2, package(2))], d14=[plan(1), plan(1)])
    by_file = {file.file: file.counts[0] for file in intake.files}
    assert by_file["d14/KHLCNT.csv"] == Counts("row", 2, 1, repeated=1)
    assert by_file["d17/KHLCNT.csv"] == Counts("row", 2, 1, repeated=1)
    assert list(packages(intake)["source_file"]) == ["d14/KHLCNT.csv", "d17/KHLCNT.csv"]


def test_one_package_id_with_two_contents_is_rejected_in_both_plans(read: Reader) -> None:
    intake = read(plan(1, package(1), package(2)), plan(2, package(1, price=7), package(3)))
    assert list(packages(intake)["name"]) == ["Gói thầu số 2", "Gói thầu số 3"]
    assert counts(intake, "package") == (4, 2, 0, 2, 0)
    assert faults(intake) == [("vneps.package_conflict", "row 1"), ("vneps.package_conflict", "row 2")]


def test_one_package_id_of_two_investors_is_rejected_in_both_plans(read: Reader) -> None:
    intake = read(plan(1, package(1)), plan(2, package(1)))
    assert packages(intake).empty
    assert counts(intake, "row") == (2, 0, 0, 2, 0)


def test_one_package_in_two_plans_of_one_investor_is_counted_once(read: Reader) -> None:
    early = plan(2, package(1), investor="Sở Y tế", published="2023-03-01 00:00:00")
    late = plan(1, package(1), investor="Sở Y tế", published="2023-03-02 00:00:00")
    for rows in ((early, late), (late, early)):
        intake = read(*rows)
        assert list(packages(intake)["plan_id"]) == ["PL2300000002"]
        assert counts(intake, "package") == (2, 1, 1, 0, 0)
        assert counts(intake, "row") == (2, 1, 1, 0, 0)
        assert [one.code for one in findings(intake)] == ["vneps.package_repeated"]


def test_other_kinds_of_file_are_listed_with_their_rows_and_not_used(tmp_path: Path) -> None:
    save(tmp_path / "d14" / "KHLCNT.csv", plan(1))
    for name in ("TBMT_CDT.csv", "CNTTT.csv", "CNTTT_KQM.csv", "DHT.csv"):
        (tmp_path / "d14" / name).write_bytes(b"a,b\r\r\nc,d\r\r\n")
    (tmp_path / "d14" / "KHLCNT_notes.txt").write_bytes(b"x\n")
    (tmp_path / "d14" / "README.md").write_bytes(b"x\n")
    intake = read_vneps(sorted((tmp_path / "d14").iterdir()), root=tmp_path)
    said = {file.file: (file.counts[:1], file.findings[0].code) for file in intake.files if file.findings}
    explained = (Counts("row", 2, 0, explained=2),)
    assert said == {
        "d14/TBMT_CDT.csv": (explained, "vneps.kind_not_used"),
        "d14/CNTTT.csv": (explained, "vneps.kind_not_used"),
        "d14/CNTTT_KQM.csv": (explained, "vneps.kind_not_used"),
        "d14/DHT.csv": (explained, "vneps.kind_not_used"),
        "d14/KHLCNT_notes.txt": ((), "intake.file_not_used"),
        "d14/README.md": ((), "intake.file_not_used"),
    }
    assert len(packages(intake)) == 1


def test_a_damaged_file_of_another_kind_is_only_a_note(tmp_path: Path) -> None:
    (tmp_path / "DHT.csv").write_bytes(b'a,"b\r\r\nc,d\r\r\n')
    (file,) = read_vneps([tmp_path / "DHT.csv"]).files
    assert [(one.code, one.severity) for one in file.findings] == [
        ("vneps.kind_not_used", Severity.NOTE),
        ("intake.unclosed_quote", Severity.NOTE),
    ]
    assert file.counts[0] == Counts("row", 2, 0, explained=2)


@pytest.mark.parametrize("name", ["KHLCNT.csv", "KHLCNT (2).csv", "khlcnt-2023.CSV", "KHLCNT_2023-03.csv"])
def test_plan_files_are_known_by_their_names(tmp_path: Path, name: str) -> None:
    assert len(packages(read_vneps([save(tmp_path / name, plan(1))]))) == 1


def test_a_refused_file_counts_its_lines_as_rejected_and_costs_no_other_file(tmp_path: Path) -> None:
    good = save(tmp_path / "d14" / "KHLCNT.csv", plan(1))
    cut = tmp_path / "d15" / "KHLCNT.csv"
    cut.parent.mkdir()
    cut.write_bytes(export(plan(2, package(2)), plan(3, package(3)))[:-60])
    intake = read_vneps([good, cut], root=tmp_path)
    assert list(packages(intake)["plan_id"]) == ["PL2300000001"]
    assert intake.files[1].counts[0] == Counts("row", 2, 0, rejected=2)
    assert intake.files[1].findings[0].severity is Severity.FILE_REJECTED


PLANS = [
    plan(1, package(1), package(2)),
    plan(1, package(1, price=9), version="01"),
    plan(2, package(3), investor="Sở Y tế"),
    plan(3, package(4), package(4)),
    plan(4, package(5), version="02"),
    plan(4, package(5, price=8), version="02"),
    plan(5, package(6, form="?"), package(7)),
    plan(6, package(7)),
    plan(7, package(3), investor="Sở Y tế", published="2023-04-01"),
    plan(8, packages="[["),
    ["ngắn"],
]


def content(*files: list[list[str]]) -> tuple[list[dict[str, Any]], dict[str, tuple[int, ...]]]:
    """Read files of rows; return the packages without their place, and the counts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [save(Path(folder, f"{day:02}", "KHLCNT.csv"), *rows) for day, rows in enumerate(files)]
        intake = read_vneps(paths, root=Path(folder))
    table = packages(intake).drop(columns=["source_file", "source_row"])
    return table.to_dict("records"), {unit: counts(intake, unit) for unit in ("row", "package")}


@settings(max_examples=20)
@given(st.permutations(PLANS), st.integers(min_value=0, max_value=len(PLANS)))
def test_order_of_rows_and_cutting_into_files_change_no_package(rows: list[list[str]], cut: int) -> None:
    expected = content(PLANS)
    assert expected[0], "the example must hold packages"
    assert content(rows) == expected
    halves = [half for half in (rows[:cut], rows[cut:]) if half]
    assert content(*halves) == expected


@settings(max_examples=20)
@given(st.lists(st.sampled_from(PLANS), min_size=1, max_size=8), st.data())
def test_one_more_identical_row_is_only_one_more_repetition(rows: list[list[str]], data: st.DataObject) -> None:
    before, counts_before = content(rows)
    again = data.draw(st.sampled_from(rows))
    place = data.draw(st.integers(min_value=0, max_value=len(rows)))
    after, counts_after = content([*rows[:place], again, *rows[place:]])
    assert after == before
    read, used, repeated, rejected, explained = counts_before["row"]
    assert counts_after["row"] == (read + 1, used, repeated + 1, rejected, explained)
    growth = [new - old for new, old in zip(counts_after["package"], counts_before["package"], strict=True)]
    assert growth[0] == growth[2]
    assert growth[1] == growth[3] == growth[4] == 0


@pytest.mark.parametrize(
    "name",
    ["'\\ud800'", "'\\x00'", "'\\u202e'", "0x" + "f" * 5000],
    ids=["surrogate", "NUL", "bidi", "huge number"],
)
def test_what_escapes_hide_costs_one_row_and_no_other(tmp_path: Path, name: str) -> None:
    hostile = plan(1, package(1))
    hostile[17] = hostile[17].replace(repr(package(1)["name"]), name, 1)
    hostile[18] = hostile[18].replace(repr(package(1)["name"]), name, 1)
    intake = read_vneps([save(tmp_path / "KHLCNT.csv", hostile, plan(2, package(2)))])
    assert counts(intake, "row") == (2, 1, 0, 1, 0)
    assert len(packages(intake)) == 1


def test_a_price_beyond_reason_is_rejected_so_that_no_sum_can_wrap(read: Reader) -> None:
    intake = read(plan(1, package(1, price=6 * 10**18), package(2, price=10**15)))
    assert list(packages(intake)["value_vnd"]) == [10**15]

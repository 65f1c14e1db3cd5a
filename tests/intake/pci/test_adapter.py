"""The competitiveness index by province and year: every fault of a file is named and costs no other row."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.intake.findings import Counts, Finding, Severity, SourceIntake
from cchc_analysis.intake.pci.adapter import is_pci_file, read_pci
from cchc_analysis.intake.sources import check_path
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.provinces import provinces_in_force
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES

COLUMNS = (
    "pci_entry", "pci_land", "pci_transparency", "pci_time", "pci_informal", "pci_implement", "pci_bias",
    "pci_proactive", "pci_support", "pci_labor", "pci_legal", "pci_unweighted", "pci_weighted",
)  # fmt: skip
HEADING = ",".join(("prov", "year", *COLUMNS))
PROVINCES = tuple(provinces_in_force(2016)["name_en"])
SUB_INDICES = 10

Reader = Callable[..., SourceIntake]


def row(province: str = "Ha Noi", year: str = "2016.0", **cells: str) -> str:
    """Write a whole row of 2016 with 5 of 10 in every sub-index: an index of 50."""
    given = dict.fromkeys(COLUMNS, "5") | {"pci_implement": "", "pci_unweighted": "50", "pci_weighted": "50"}
    return ",".join((province, year, *(given | cells).values()))


def table(*rows: str, heading: str = HEADING) -> str:
    """Write a whole year; `rows` replace the one of Hanoi."""
    others = [row(name) for name in PROVINCES[1:]]
    return "\n".join((heading, *(rows or (row(),)), *others)) + "\n"


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_text(text: str, name: str = "pci.csv") -> SourceIntake:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_pci([tmp_path / name])

    return read_text


def scores(intake: SourceIntake) -> pd.DataFrame:
    return check_table("scores", intake.tables["scores"])


def said(intake: SourceIntake) -> list[Finding]:
    assert all(finding.message(language) for finding in intake.findings for language in LANGUAGES)
    return list(intake.findings)


def counts(intake: SourceIntake) -> tuple[Counts, ...]:
    return intake.files[0].counts


def test_a_sub_index_becomes_points_of_its_weight(read: Reader) -> None:
    intake = read(table(row(pci_transparency="6.2838", pci_weighted="52.5676")))
    assert said(intake) == []
    assert counts(intake) == (Counts("row", 63, 63), Counts("cell", 63 * 12, 63 * SUB_INDICES, explained=63 * 2))
    own = scores(intake).query("agency_code == 'P01'").set_index("criterion_code")
    assert own["survey_score"].to_dict() == {
        "pci_entry": 2.5, "pci_land": 2.5, "pci_transparency": 12.5676, "pci_time": 2.5, "pci_informal": 5.0,
        "pci_policy_bias": 2.5, "pci_proactive": 2.5, "pci_support": 10.0, "pci_labor": 10.0, "pci_legal": 2.5,
    }  # fmt: skip
    assert set(own["framework"]) == {"pci"}
    assert (own["year"].iloc[0], own["source_file"].iloc[0], own["source_row"].iloc[0]) == (2016, "pci.csv", 2)
    assert own[["self_score", "appraised_score"]].isna().all(axis=None)


def test_points_are_computed_exactly_and_not_in_binary(read: Reader) -> None:
    own = scores(read(table(row(pci_entry="0.7", pci_labor="1.1")))).query("agency_code == 'P01'")
    points = own.set_index("criterion_code")["survey_score"]
    assert (points["pci_entry"], points["pci_labor"]) == (0.35, 2.2)


def test_the_bias_of_2008_and_that_of_2013_are_two_criteria(read: Reader) -> None:
    old = row("Ha Noi", "2008", pci_weighted="")
    table_of_two = scores(read("\n".join((HEADING, old, row())) + "\n"))
    codes = table_of_two.groupby("year")["criterion_code"].agg(set)
    assert codes[2008] - codes[2016] == {"pci_soe_bias"}
    assert codes[2016] - codes[2008] == {"pci_policy_bias"}


def test_an_unknown_province_is_rejected_and_costs_no_other(read: Reader) -> None:
    intake = read(table(row(), row("Saigon")))
    (finding,) = said(intake)
    assert (finding.code, finding.place, finding.raw_value) == ("pci.province_unknown", "row 3", "Saigon")
    assert counts(intake) == (
        Counts("row", 64, 63, rejected=1),
        Counts("cell", 64 * 12, 63 * SUB_INDICES, rejected=12, explained=63 * 2),
    )


def test_a_missing_name_is_rejected_with_its_row_and_the_province_is_named_as_absent(read: Reader) -> None:
    intake = read(table(row("", pci_weighted="50.0")))
    missing, absent = said(intake)
    assert (missing.code, missing.place, missing.values) == (
        "pci.name_missing", "row 2", {"year": 2016, "total": "50.0"},
    )  # fmt: skip
    assert (absent.code, absent.severity, absent.values["provinces"]) == (
        "pci.provinces_absent", Severity.HELD, "Hà Nội",
    )  # fmt: skip
    assert "P01" not in set(scores(intake)["agency_code"])
    assert counts(intake)[0] == Counts("row", 63, 62, rejected=1)


def test_a_province_that_had_been_merged_is_rejected(read: Reader) -> None:
    (finding,) = said(read(table(row(), row("Ha Tay"))))
    assert (finding.code, finding.values["year"]) == ("pci.province_ended", 2016)


def test_a_province_given_twice_with_other_content_is_rejected_twice(read: Reader) -> None:
    intake = read(table(row(), row("Hà Nội", pci_legal="5.1")))
    first, second, absent = said(intake)
    assert [(one.code, one.place) for one in (first, second)] == [
        ("pci.province_conflict", "row 2"),
        ("pci.province_conflict", "row 3"),
    ]
    assert absent.code == "pci.provinces_absent"
    assert "P01" not in set(scores(intake)["agency_code"])
    assert counts(intake)[0] == Counts("row", 64, 62, rejected=2)


def test_a_row_repeated_word_for_word_is_counted_once(read: Reader) -> None:
    intake = read(table(row(), row()))
    (note,) = said(intake)
    assert (note.code, note.severity, note.values["count"]) == ("pci.rows_repeated", Severity.NOTE, 1)
    assert counts(intake)[0] == Counts("row", 64, 63, repeated=1)
    once = scores(read(table()))
    pd.testing.assert_frame_equal(scores(intake).drop(columns="source_row"), once.drop(columns="source_row"))


@pytest.mark.parametrize("again", ["Hà Nội", "Ha\u0300 No\u0323\u0302i", " HÀ  NỘI "])
def test_a_row_repeated_under_another_spelling_of_the_name_is_counted_once(read: Reader, again: str) -> None:
    intake = read(table(row(), row(again, year="2016")))
    assert [one.code for one in said(intake)] == ["pci.rows_repeated"]
    assert counts(intake)[0] == Counts("row", 64, 63, repeated=1)


def test_one_province_and_year_in_two_files_is_judged_as_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(table(), encoding="utf-8")
    (tmp_path / "b.csv").write_text(table(row(pci_legal="5.1")), encoding="utf-8")
    intake = read_pci([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert [file.counts[0] for file in intake.files] == [
        Counts("row", 63, 62, rejected=1),
        Counts("row", 63, 0, repeated=62, rejected=1),
    ]


@pytest.mark.parametrize("cell", ["n/a", "-1.5", "1e999", "nan", "5*", "0x1", "٥"])
def test_a_cell_that_is_no_number_is_rejected_with_its_place_and_stays_missing(read: Reader, cell: str) -> None:
    intake = read(table(row(pci_land=cell)))
    codes = [(one.code, one.place, one.raw_value) for one in said(intake)]
    assert codes == [("pci.cell_range" if cell == "1e999" else "pci.cell_number", "pci_land, row 2", cell)]
    assert scores(intake)["survey_score"].isna().sum() == 1
    assert counts(intake)[1].rejected == 1


def test_a_sub_index_above_ten_is_rejected(read: Reader) -> None:
    (finding,) = said(read(table(row(pci_land="10.0001"))))
    assert finding.code == "pci.cell_range"
    assert "từ 0 đến 10" in finding.sentence("vi")
    assert said(read(table(row(pci_land="10", pci_weighted="52.5")))) == []


def test_a_finding_says_which_year_it_concerns(read: Reader) -> None:
    old = row("Ha Noi", "2008", pci_weighted="", pci_land="12")
    found = said(read("\n".join((HEADING, old, row(pci_land="11"), row(year="2017"))) + "\n"))
    years = {(one.code, one.year) for one in found}
    assert {("pci.cell_range", 2008), ("pci.cell_range", 2016), ("pci.year_unknown", None)} <= years
    assert {year for code, year in years if code == "pci.provinces_absent"} == {2008, 2016}


def test_an_empty_sub_index_stays_missing_and_is_not_zero(read: Reader) -> None:
    intake = read(table(row(pci_legal="")))
    assert said(intake) == []
    points = scores(intake).set_index(["agency_code", "criterion_code"])["survey_score"]
    assert pd.isna(points["P01", "pci_legal"])
    assert points.isna().sum() == 1


def test_a_total_that_does_not_follow_from_the_sub_indices_is_held(read: Reader) -> None:
    intake = read(table(row(pci_weighted="50.002")))
    (finding,) = said(intake)
    assert (finding.code, finding.severity, finding.place) == ("pci.totals_differ", Severity.HELD, "row 2")
    assert (finding.values["count"], finding.values["compared"], finding.values["widest"]) == (1, 63, 0.002)
    assert "0,002 điểm" in finding.sentence("vi")
    assert "0.002 points" in finding.sentence("en")
    assert said(read(table(row(pci_weighted="50.0009")))) == []


def test_a_column_of_another_year_is_rejected_if_it_is_filled(read: Reader) -> None:
    intake = read(table(row(pci_implement="5")))
    (finding,) = said(intake)
    assert (finding.code, finding.place, finding.values) == (
        "pci.column_unknown", "pci_implement", {"year": 2016, "count": 1},
    )  # fmt: skip
    assert counts(intake)[1].rejected == 1


def test_a_column_that_is_missing_is_held(read: Reader) -> None:
    intake = read(table(heading=HEADING.replace("pci_legal", "pci_law")))
    assert [(one.code, one.severity) for one in said(intake)] == [
        ("pci.columns_absent", Severity.HELD),
        ("pci.column_unknown", Severity.ROW_REJECTED),
    ]
    points = scores(intake).set_index("criterion_code")["survey_score"]
    assert points["pci_legal"].isna().sum() == 63
    assert points.drop("pci_legal").notna().all()


def test_what_intake_accepts_the_index_can_be_computed_from(read: Reader) -> None:
    table_without = scores(read(table(heading=HEADING.replace("pci_legal", "pci_law"))))
    groups = dict.fromkeys(table_without["agency_code"], "province")
    nodes = roll_up(table_without, load_framework("pci", 2016), groups=groups)
    assert nodes.loc[nodes["criterion_code"] == "PCI", "index"].isna().all()
    assert nodes.loc[nodes["criterion_code"] == "pci_land", "score"].eq(2.5).all()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (row(year="2017"), "pci.year_unknown"),
        (row(year="hai nghìn"), "pci.year_unknown"),
        (row(year="2016.5"), "pci.year_unknown"),
        ("Ha Noi,2016,5", "pci.row_fields"),
        (row("Ha\ufffdi"), "pci.row_damaged"),
    ],
)
def test_a_broken_row_is_rejected_and_costs_no_other(read: Reader, line: str, code: str) -> None:
    intake = read(table(row(), line))
    assert [(one.code, one.place) for one in said(intake)] == [(code, "row 3")]
    assert counts(intake)[0] == Counts("row", 64, 63, rejected=1)


def test_a_byte_order_mark_and_semicolons_make_no_difference(read: Reader) -> None:
    plain = scores(read(table()))
    pd.testing.assert_frame_equal(scores(read("\ufeff" + table().replace(",", ";"))), plain)


def test_an_empty_line_is_explained(read: Reader) -> None:
    assert counts(read(table() + "," * 14 + "\n\n"))[0] == Counts("row", 65, 63, explained=2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (table(heading=HEADING.replace("pci_legal", "pci_labor")), "pci.column_repeated"),
        (table()[:-8], "intake.truncated"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(read: Reader, text: str, code: str) -> None:
    intake = read(text)
    assert [(one.code, one.severity) for one in said(intake)] == [(code, Severity.FILE_REJECTED)]
    assert scores(intake).empty
    assert counts(intake)[0].read == counts(intake)[0].rejected == 64


def test_a_file_of_totals_is_listed_with_why_it_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "pci.csv").write_text(table(), encoding="utf-8")
    (tmp_path / "totals.csv").write_text("rank,province,pci_2020\n1,Hà Nội,66.93\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x\n", encoding="utf-8")
    intake = read_pci(list(tmp_path.iterdir()))
    assert {file.file: [one.code for one in file.findings] for file in intake.files} == {
        "notes.txt": ["intake.file_not_used"],
        "pci.csv": [],
        "totals.csv": ["pci.totals_only"],
    }
    assert all(not file.counts for file in intake.files if file.file != "pci.csv")


def test_check_knows_the_file_by_its_heading_whatever_its_name(tmp_path: Path) -> None:
    for name, text in (
        ("2016.csv", table()),
        ("any.csv", table()),
        ("other.csv", "a,b\n1,2\n"),
        ("empty.csv", ""),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [is_pci_file(tmp_path / name) for name in ("any.csv", "other.csv", "empty.csv")] == [True, False, False]
    assert check_path(tmp_path / "any.csv").source == "pci"
    assert check_path(tmp_path).source == "pci"

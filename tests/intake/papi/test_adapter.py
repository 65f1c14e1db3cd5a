from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.index.roll_up import roll_up
from cchc_analysis.intake.findings import Counts, Finding, Severity, SourceIntake
from cchc_analysis.intake.papi.adapter import read_papi
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.provinces import provinces_in_force
from cchc_analysis.tables.contracts import check_table
from cchc_analysis.texts import LANGUAGES

PROVINCES = tuple(provinces_in_force(2020)["code"])
LEAVES = load_framework("papi", 2020).leaf_codes

Reader = Callable[..., SourceIntake]


def year_table(*, year: int = 2020, **changes: dict[str, str]) -> str:
    """Write a whole year with 1.5 points everywhere; `changes` replace cells by province and column."""
    leaves = load_framework("papi", year).leaf_codes
    lines = [",".join(("Province", *leaves))]
    for province in PROVINCES:
        cells = dict.fromkeys(leaves, "1.5") | changes.get(province, {})
        lines.append(",".join((province, *cells.values())))
    return "\n".join(lines) + "\n"


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_text(text: str, name: str = "2020.csv") -> SourceIntake:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_papi([tmp_path / name])

    return read_text


def scores(intake: SourceIntake) -> pd.DataFrame:
    return check_table("scores", intake.tables["scores"])


def costly(intake: SourceIntake) -> list[Finding]:
    assert all(finding.message(language) for finding in intake.findings for language in LANGUAGES)
    return [finding for finding in intake.findings if finding.severity is not Severity.NOTE]


def row_counts(intake: SourceIntake) -> Counts:
    return intake.files[0].counts[0]


def test_a_year_becomes_one_score_per_province_and_criterion(read: Reader) -> None:
    intake = read(year_table(P17={"SC24": "2.25"}))
    table = scores(intake)
    assert intake.findings == ()
    assert intake.files[0].counts == (Counts("row", 63, 63), Counts("cell", 63 * len(LEAVES), 63 * len(LEAVES)))
    assert len(table) == 63 * len(LEAVES)
    row = table[(table["agency_code"] == "P17") & (table["criterion_code"] == "SC24")].iloc[0]
    assert (row["year"], row["framework"], row["source_file"], row["source_row"]) == (2020, "papi", "2020.csv", 18)
    assert row["survey_score"] == 2.25
    assert table[["self_score", "appraised_score"]].isna().all(axis=None)


def test_a_byte_order_mark_and_semicolons_make_no_difference(read: Reader) -> None:
    plain = scores(read(year_table()))
    pd.testing.assert_frame_equal(scores(read("\ufeff" + year_table().replace(",", ";"))), plain)


def test_an_empty_cell_stays_missing_and_is_not_zero(read: Reader) -> None:
    intake = read(year_table(P05={"SC11": ""}))
    table = scores(intake).set_index(["agency_code", "criterion_code"])["survey_score"]
    assert pd.isna(table["P05", "SC11"])
    assert table.isna().sum() == 1
    assert costly(intake) == []


def test_a_province_with_an_empty_row_is_named_and_kept(read: Reader) -> None:
    intake = read(year_table(P15=dict.fromkeys(LEAVES, "")))
    (note,) = intake.findings
    assert (note.code, note.values["provinces"]) == ("papi.provinces_unmeasured", "P15")
    assert (scores(intake)["agency_code"] == "P15").sum() == len(LEAVES)
    assert row_counts(intake) == Counts("row", 63, 63)


@pytest.mark.parametrize("cell", ["n/a", "1,5", "-1.5", "inf", "nan", "1.5*", "0x1", "١"])
def test_a_cell_that_is_not_points_is_rejected_with_its_place(read: Reader, cell: str) -> None:
    intake = read(year_table(P16={"SC24": f'"{cell}"'}))
    (finding,) = costly(intake)
    assert (finding.code, finding.place, finding.raw_value) == ("papi.cell_number", "SC24, row 17", cell)
    assert scores(intake)["survey_score"].isna().sum() == 1
    assert row_counts(intake).used == 63
    assert intake.files[0].counts[1].rejected == 1


def test_a_column_outside_the_framework_is_rejected_if_filled_and_noted_if_empty(read: Reader) -> None:
    filled = year_table().replace("\n", ",9\n").replace("SC83,9", "SC83,SC99")
    intake = read(filled)
    (finding,) = costly(intake)
    assert (finding.code, finding.values["count"]) == ("papi.column_unknown", 63)
    assert "SC99" not in set(scores(intake)["criterion_code"])
    assert intake.files[0].counts[1].rejected == 63
    empty = read(filled.replace(",9\n", ",\n"))
    assert [one.code for one in empty.findings] == ["papi.columns_unused"]


def test_a_criterion_of_another_year_is_outside_the_framework(read: Reader) -> None:
    intake = read(year_table(), name="2021.csv")
    assert [(one.code, one.raw_value) for one in costly(intake)] == [("papi.column_unknown", "SC52")]
    assert "SC52" not in set(scores(intake)["criterion_code"])


@pytest.mark.parametrize(
    ("code", "cell", "year"),
    [
        ("SC11", "1e9", 2020),
        ("SC11", "1e999", 2020),
        ("SC11", "2.6", 2020),
        ("SC31", "3.34", 2020),
        ("SC82", "5.01", 2018),
        ("SC51", "3.34", 2021),
    ],
)
def test_points_beyond_the_scale_of_a_criterion_are_rejected_with_their_place(
    read: Reader, code: str, cell: str, year: int
) -> None:
    intake = read(year_table(P16={code: cell}, year=year), name=f"{year}.csv")
    (finding,) = costly(intake)
    assert (finding.code, finding.place, finding.raw_value) == ("papi.cell_range", f"{code}, row 17", cell)
    assert finding.year == year
    table = scores(intake).set_index(["agency_code", "criterion_code"])["survey_score"]
    assert table[table.isna()].index.tolist() == [("P16", code)]
    assert intake.files[0].counts[1].rejected == 1


@pytest.mark.parametrize(
    ("code", "cell", "year"),
    [("SC11", "2.5", 2020), ("SC31", "3.3333", 2020), ("SC82", "5", 2018), ("SC51", "3.33", 2021)],
)
def test_the_highest_score_of_a_criterion_is_a_share_of_its_dimension(
    read: Reader, code: str, cell: str, year: int
) -> None:
    intake = read(year_table(P16={code: cell, "SC12": "0"}, year=year), name=f"{year}.csv")
    assert costly(intake) == []
    own = scores(intake).query("agency_code == 'P16'").set_index("criterion_code")["survey_score"]
    assert (own[code], own["SC12"]) == (float(cell), 0)


def test_a_scale_is_printed_as_the_language_writes_decimals(read: Reader) -> None:
    (finding,) = costly(read(year_table(P16={"SC31": "9"})))
    assert "từ 0 đến 3,33" in finding.sentence("vi")
    assert "0 to 3.33" in finding.sentence("en")


def test_a_missing_column_is_held_and_its_criterion_missing_for_every_province(read: Reader) -> None:
    intake = read(year_table().replace(",SC83", "").replace(",1.5\n", "\n"))
    assert [(one.code, one.severity) for one in costly(intake)] == [("papi.columns_absent", Severity.HELD)]
    points = scores(intake).set_index("criterion_code")["survey_score"]
    assert points["SC83"].isna().sum() == 63
    assert points.drop("SC83").notna().all()
    assert intake.files[0].counts[1] == Counts("cell", 63 * (len(LEAVES) - 1), 63 * (len(LEAVES) - 1))


def test_what_intake_accepts_the_index_can_be_computed_from(read: Reader) -> None:
    intake = read(year_table().replace(",SC83", "").replace(",1.5\n", "\n"))
    groups = dict.fromkeys(PROVINCES, "province")
    nodes = roll_up(scores(intake), load_framework("papi", 2020), groups=groups)
    assert nodes.loc[nodes["criterion_code"] == "PAPI", "index"].isna().all()
    assert nodes.loc[nodes["criterion_code"] == "C01", "score"].eq(6.0).all()


def test_a_missing_province_is_held_and_never_scored_zero(read: Reader) -> None:
    intake = read("\n".join(line for line in year_table().split("\n") if not line.startswith("P50")))
    (finding,) = costly(intake)
    assert (finding.code, finding.values["provinces"]) == ("papi.provinces_absent", "P50")
    assert "P50" not in set(scores(intake)["agency_code"])


def test_a_province_given_twice_with_other_values_is_rejected_twice(read: Reader) -> None:
    intake = read(year_table() + ",".join(("P01", *["1.6"] * len(LEAVES))) + "\n")
    assert [(one.code, one.place) for one in costly(intake)] == [
        ("papi.province_conflict", "row 2"),
        ("papi.province_conflict", "row 65"),
    ]
    assert row_counts(intake) == Counts("row", 64, 62, rejected=2)
    assert "P01" not in set(scores(intake)["agency_code"])


def test_a_province_given_twice_with_the_same_values_is_counted_once(read: Reader) -> None:
    once = scores(read(year_table()))
    intake = read(year_table() + ",".join(("P01", *["1.5"] * len(LEAVES))) + "\n")
    assert row_counts(intake) == Counts("row", 64, 63, repeated=1)
    pd.testing.assert_frame_equal(scores(intake), once)


def test_one_year_in_two_files_is_judged_as_one(tmp_path: Path) -> None:
    for folder, text in (("a", year_table()), ("b", year_table(P02={"SC11": "1.7"}))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "2020.csv").write_text(text, encoding="utf-8")
    intake = read_papi([tmp_path / "b" / "2020.csv", tmp_path / "a" / "2020.csv"])
    assert [file.counts[0] for file in intake.files] == [
        Counts("row", 63, 62, rejected=1),
        Counts("row", 63, 0, repeated=62, rejected=1),
    ]
    assert scores(intake)["agency_code"].nunique() == 62


@pytest.mark.parametrize(
    ("line", "code"),
    [("P64" + ",1" * len(LEAVES), "papi.province_unknown"), ("P01,1.5", "papi.row_fields")],
)
def test_a_broken_row_is_rejected_and_costs_no_other(read: Reader, line: str, code: str) -> None:
    intake = read(year_table() + line + "\n")
    assert [(one.code, one.place) for one in costly(intake)] == [(code, "row 65")]
    assert row_counts(intake) == Counts("row", 64, 63, rejected=1)


def test_an_empty_line_is_explained(read: Reader) -> None:
    intake = read(year_table() + "," * len(LEAVES) + "\n\n")
    assert row_counts(intake) == Counts("row", 65, 63, explained=2)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("", "2020.csv", "intake.empty_file"),
        ("tỉnh,SC11\nP01,1\n", "2020.csv", "papi.heading"),
        ("Province,SC11,SC11\nP01,1,2\n", "2020.csv", "papi.column_repeated"),
        (year_table(), "2010.csv", "papi.year_unknown"),
        (year_table()[:-60], "2020.csv", "intake.truncated"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(read: Reader, text: str, name: str, code: str) -> None:
    intake = read(text, name)
    assert [(one.code, one.severity) for one in costly(intake)] == [(code, Severity.FILE_REJECTED)]
    assert scores(intake).empty
    assert row_counts(intake).read == row_counts(intake).rejected == len(text.splitlines())


def test_other_files_of_the_folder_are_listed_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "2020.csv").write_text(year_table(), encoding="utf-8")
    (tmp_path / "codebook.csv").write_text("Province,SC11\nP01,1\n", encoding="utf-8")
    intake = read_papi(list(tmp_path.iterdir()))
    assert {file.file: [one.code for one in file.findings] for file in intake.files} == {
        "2020.csv": [],
        "codebook.csv": ["intake.file_not_used"],
    }


@pytest.mark.real_data
def test_the_real_tables_agree_with_the_totals_published_beside_them(shared_data: Path) -> None:
    folder = shared_data / "papi"
    intake = read_papi(list(folder.iterdir()))
    assert costly(intake) == []
    assert Counts.total((file.counts[0] for file in intake.files if file.counts), "row") == Counts("row", 882, 882)
    table = scores(intake)
    # A province's total is the sum of its sub-criteria; the derived file is rounded to four decimals.
    totals = table.groupby(["year", "agency_code"])["survey_score"].agg(lambda own: own.sum(skipna=False))
    derived = pd.read_csv(folder / "papi_dimensions_2011_2024.csv")
    derived = derived.set_index(["year", "province_code"])["papi_total"]
    both = pd.DataFrame({"ours": totals, "theirs": derived.reindex(totals.index)}).dropna()
    assert len(both) > 800
    assert (both["ours"] - both["theirs"]).abs().max() < 0.001
    filled = sum(
        cell.strip() != ""
        for path in folder.glob("20??.csv")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
        for cell in line.split(",")[1:]
    )
    assert table["survey_score"].notna().sum() == filled

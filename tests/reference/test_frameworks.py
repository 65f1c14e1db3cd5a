import csv

import pytest
import yaml

from cchc_analysis.reference.errors import NoRuleError, ReferenceFileError, UnsourcedRuleError, in_both
from cchc_analysis.reference.frameworks import FrameworkError, load_framework
from cchc_analysis.settings import load_settings

HEADER = (
    "code,parent_code,name_vi,name_en,max_points,score_source,applies_to,valid_from,valid_to,source,direction\n"
)
ENTRY = """
- code: "tree"
  name_vi: "Cây"
  name_en: "Tree"
  root_code: "R"
  valid_from: 2000
  valid_to: null
  status: "sourced"
  is_synthetic: true
  published_decimals: 2
  published_rounding: "half_up"
  index_scale: "share"
  without_survey: "missing"
  legal_basis_vi: "-"
  legal_basis_en: "-"
  sources: []
  notes_vi: ""
  notes_en: ""
"""


def _tree(tmp_path, rows, *, year=2020, entry=ENTRY):
    (tmp_path / "criteria").mkdir()
    (tmp_path / "frameworks.yml").write_text(entry, encoding="utf-8")
    inner = {row[1] for row in rows} - {""}
    # A leaf counts upward unless its row says otherwise.
    lines = [",".join([*row, *[""] * (10 - len(row)), "" if row[0] in inner else "up"][:11]) for row in rows]
    (tmp_path / "criteria" / "tree.csv").write_text(HEADER + "\n".join(lines), encoding="utf-8")
    return load_framework("tree", year, reference_dir=tmp_path)


def test_a_sound_tree_is_read_in_file_order(tmp_path):
    framework = _tree(
        tmp_path,
        [
            ("R", "", "Gốc", "Root", "10"),
            ("2", "R", "Hai", "Two", "7.5", "survey", "district;ward"),
            ("1", "R", "Một", "One", "2.5", "appraised"),
        ],
    )
    assert framework.criteria["code"].tolist() == ["R", "2", "1"]
    assert framework.criteria["max_points"].tolist() == [10.0, 7.5, 2.5]
    assert framework.criteria["applies_to"].tolist() == ["", "district;ward", ""]
    assert (framework.root_code, framework.year, framework.is_synthetic) == ("R", 2020, True)


def test_a_framework_knows_its_scored_criteria_as_printed_their_names_and_whom_they_are_for(tmp_path):
    framework = _tree(
        tmp_path,
        [
            ("R", "", "Gốc", "Root", "10"),
            ("2", "R", "Hai", "Two", "7.5", "survey", "district;ward"),
            ("1", "R", "Một", "One", "2.5"),
            ("3", "R", "Ba", "Three", "0", "appraised", "ward"),
            ("1.1", "1", "Một một", "One one", "2.5", "appraised"),
        ],
    )
    assert framework.codes == ("R", "2", "1", "1.1", "3")
    assert framework.leaf_codes == ("2", "1.1", "3")
    assert framework.names("vi")["1"] == "Một"
    assert framework.names("en") == {"R": "Root", "2": "Two", "1": "One", "1.1": "One one", "3": "Three"}
    assert framework.leaves_for("district") == {"2", "1.1"}
    assert framework.leaves_for("ward") == {"2", "1.1", "3"}
    assert framework.leaves_for("department") == {"1.1"}


@pytest.mark.parametrize(("year", "points"), [(2019, 3.0), (2020, 2.0)])
def test_a_criterion_may_change_its_points_from_one_year_to_the_next(tmp_path, year, points):
    rows = [
        ("R", "", "Gốc", "Root"),
        ("1", "R", "Một", "One", "3", "appraised", "", "", "2019"),
        ("1", "R", "Một", "One", "2", "appraised", "", "2020", ""),
    ]
    framework = _tree(tmp_path, rows, year=year)
    assert framework.criteria["max_points"].tolist()[1] == points


def test_points_that_are_not_stated_stay_missing_where_the_index_is_their_sum(tmp_path):
    rows = [("R", "", "Gốc", "Root", ""), ("1", "R", "Một", "One", "", "appraised")]
    framework = _tree(tmp_path, rows, entry=ENTRY.replace("share", "points"))
    assert framework.criteria["max_points"].isna().all()


def test_points_that_are_not_stated_are_a_fault_where_the_index_is_a_share_of_them(tmp_path):
    rows = [("R", "", "Gốc", "Root", ""), ("1", "R", "Một", "One", "", "appraised")]
    with pytest.raises(FrameworkError) as error:
        _tree(tmp_path, [*rows, ("2", "R", "Hai", "Two", "3", "survey")])
    assert error.value.faults == (in_both("fault_share_without_points", code="1"),)


def test_groups_of_agencies_on_a_domain_are_a_fault_and_never_passed_over(tmp_path):
    rows = [
        ("R", "", "Gốc", "Root", "10"),
        ("1", "R", "Một", "One", "10", "", "department"),
        ("1.1", "1", "Một một", "One one", "10", "appraised"),
    ]
    with pytest.raises(FrameworkError) as error:
        _tree(tmp_path, rows)
    assert error.value.faults == (in_both("fault_inner_group", code="1", value="department"),)
    assert "name them on each scored part" in error.value.message("en")


def test_every_version_that_is_shipped_is_sound():
    entries = yaml.safe_load((load_settings().reference_dir / "frameworks.yml").read_text(encoding="utf-8"))
    loaded = set()
    for entry in entries:
        if entry["status"] == "sourced":
            loaded.add(entry["code"])
            for year in range(entry["valid_from"], (entry["valid_to"] or 2026) + 1):
                assert load_framework(entry["code"], year).leaf_codes
    assert loaded == {"papi", "pci", "par_province_2948", "sample_city", "sample_ward"}


def test_a_faulty_tree_is_refused_with_all_its_faults(tmp_path):
    rows = [
        ("R", "", "Gốc", "Root", "10"),
        ("R2", "", "Gốc hai", "Second root", "10", "appraised"),
        ("", "R", "Trống", "Empty", "", "appraised"),
        ("1", "R", "Một", "One", "4"),
        ("1.1", "1", "Một một", "One one", "1.1", "appraised"),
        ("1.2", "1", "Một hai", "One two", "1.8", "appraised"),
        ("2", "R", "Hai", "Two", "x", "guess"),
        ("2", "R", "Hai", "Two", "3", "survey", "districts"),
        ("3", "9", "Ba", "Three", "3", "appraised"),
        ("4", "5", "Bốn", "Four", "3"),
        ("5", "4", "Năm", "Five", "3", "survey"),
    ]
    with pytest.raises(FrameworkError) as error:
        _tree(tmp_path, rows)
    message = error.value.message("en")
    for fault in (
        "more than one root, or the wrong one: R, R2",
        "row 4: the criterion code is missing",
        "code 2 has 2 rows in force at once",
        "criterion 3: there is no parent 9",
        "criteria 4, 5 are their own ancestors",
        "criterion 1: its parts add up to 2.9 points, its maximum is 4",
        'criterion 2: maximum points "x"',
        'criterion 2: score source "guess"',
        "criterion 2: there is no agency group districts",
        'criterion 5 has parts and must not name a score source "survey"',
    ):
        assert fault in message
    assert len(error.value.faults) == 10
    assert "nằm trong một vòng cha - con khép kín" in error.value.message("vi")


def test_points_are_added_exactly(tmp_path):
    rows = [("R", "", "Gốc", "Root", "0.3")]
    rows += [(str(part), "R", "Phần", "Part", "0.1", "appraised") for part in (1, 2, 3)]
    assert len(_tree(tmp_path, rows).criteria) == 4


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("R", "", "Gốc", "Root", "", "appraised", "", "2021")], "no criterion is in force"),
        ([("1", "2", "Một", "One"), ("2", "1", "Hai", "Two")], "the root R is missing"),
        ([("R", "", "Gốc", "Root", "", "appraised", "", "20")], "R: '20' - ''"),
    ],
)
def test_a_year_without_a_tree_is_refused(tmp_path, rows, fault):
    with pytest.raises(FrameworkError) as error:
        _tree(tmp_path, rows)
    assert fault in error.value.message("en")


def test_two_versions_in_force_at_once_are_refused(tmp_path):
    with pytest.raises(ReferenceFileError, match="tree 2020"):
        _tree(tmp_path, [("R", "", "Gốc", "Root", "", "appraised")], entry=ENTRY + ENTRY)


def test_an_unknown_framework_or_year_is_refused():
    for code, year in (("papi", 2010), ("papi", 2025), ("par_province_2948", 2020), ("nothing", 2020)):
        with pytest.raises(NoRuleError, match=code):
            load_framework(code, year)


@pytest.mark.parametrize(("year", "decision"), [(2019, "3004"), (2020, "3879"), (2021, "4000")])
def test_the_citys_own_criteria_are_refused_until_someone_types_them_in(year, decision):
    with pytest.raises(UnsourcedRuleError) as error:
        load_framework("hcmc", year)
    assert decision in error.value.message("vi")
    assert "criteria/hcmc.csv" in error.value.message("en")


def test_the_provincial_domains_add_up_to_100_and_the_38_39_trap_is_told():
    framework = load_framework("par_province_2948", 2018)
    domains = framework.criteria[framework.criteria["parent_code"] == "PAR"]
    assert domains["max_points"].sum() == 100
    assert len(domains) == 8
    assert "38" in framework.notes("vi")
    assert "39" in framework.notes("vi")


@pytest.mark.parametrize(("code", "root"), [("sample_city", "CCHC"), ("sample_ward", "CCHCPX")])
@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021])
def test_the_sample_frameworks_are_sound_and_marked_synthetic(code, root, year):
    framework = load_framework(code, year)
    assert framework.is_synthetic
    assert (framework.root_code, framework.published_decimals, framework.published_rounding) == (
        root,
        2,
        "half_up",
    )


@pytest.mark.parametrize(
    ("year", "dimensions", "leaves"),
    [(2011, 6, 22), (2017, 6, 22), (2018, 8, 28), (2019, 8, 29), (2020, 8, 29), (2021, 8, 28), (2024, 8, 28)],
)
def test_the_papi_tree_grows_and_shrinks_with_the_years(year, dimensions, leaves):
    criteria = load_framework("papi", year).criteria
    assert criteria["parent_code"].eq("PAPI").sum() == dimensions
    assert criteria["score_source"].eq("survey").sum() == leaves


@pytest.mark.real_data
@pytest.mark.parametrize("year", range(2011, 2025))
def test_the_papi_leaves_are_the_columns_measured_that_year(shared_data, year):
    with (shared_data / "papi" / f"{year}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    measured = {code for code in rows[0] if code != "Province" and any(row[code] for row in rows)}
    criteria = load_framework("papi", year).criteria
    assert set(criteria.loc[criteria["score_source"] == "survey", "code"]) == measured


@pytest.mark.real_data
def test_the_papi_names_are_those_of_the_codebook(shared_data):
    names = load_framework("papi", 2019).criteria.set_index("code")["name_en"]
    with (shared_data / "papi" / "codebook_subcriteria.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert names[row["Variable_Code"]] == row["Variable_Name"]

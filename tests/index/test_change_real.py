"""Change between years on real and sample data, against sums taken straight from the files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cchc_analysis.index.assessment import Assessment
from cchc_analysis.index.change import YearChange, change_between
from cchc_analysis.index.change_notes import change_notes
from cchc_analysis.index.rank_change import rank_change
from cchc_analysis.index.restated import restated
from cchc_analysis.intake.sources import SourceSpec, read_source
from cchc_analysis.reference.assessed import load_assessed
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.reference.provinces import load_provinces

PARTS = ["own_change", "added_change", "dropped_change", "points_change", "rounding_change"]
RANK_PARTS = ["own_change", "others_change", "rules_change", "field_change"]
PAPI_YEARS = range(2011, 2025)
# Criteria by the year they first or last differ from the year before, as the file's columns have them.
PAPI_ADDED = {2018: ["SC24", "SC71", "SC72", "SC73", "SC81", "SC82"], 2019: ["SC83"]}
PAPI_DROPPED = {2021: ["SC52"]}


def index_of(scores: pd.DataFrame, agencies: pd.DataFrame, framework: str, year: int) -> Assessment:
    return Assessment(scores, load_framework(framework, year), agencies, None, "vi")


@pytest.fixture(scope="module")
def papi(papi_scores: pd.DataFrame) -> dict[int, Assessment]:
    scores = papi_scores
    provinces = load_provinces().rename(columns={"code": "agency_code", "name_vi": "agency_name"})
    measured = provinces[provinces["agency_code"].isin(scores["agency_code"])].assign(group="province")
    return {year: index_of(scores, measured, "papi", year) for year in PAPI_YEARS}


@pytest.fixture(scope="module")
def changes(papi: dict[int, Assessment]) -> dict[int, YearChange]:
    """By the later year."""
    return {year: change_between(papi[year - 1], papi[year], language="vi") for year in PAPI_YEARS[1:]}


@pytest.mark.real_data
def test_papi_changes_are_the_sums_of_the_files_columns(shared_data: Path, changes: dict[int, YearChange]) -> None:
    tables = {year: pd.read_csv(shared_data / "papi" / f"{year}.csv", index_col="Province") for year in PAPI_YEARS}
    for year, change in changes.items():
        before, after = (
            tables[year - 1].dropna(axis="columns", how="all"),
            tables[year].dropna(axis="columns", how="all"),
        )
        common = [code for code in before.columns if code in after.columns]
        added = [code for code in after.columns if code not in common]
        dropped = [code for code in before.columns if code not in common]
        assert (added, dropped) == (PAPI_ADDED.get(year, []), PAPI_DROPPED.get(year, []))
        table = change.index_change.set_index("agency_code")
        expected = pd.DataFrame(
            {
                "own_change": after[common].sum(axis=1) - before[common].sum(axis=1),
                "added_change": after[added].sum(axis=1),
                "dropped_change": -before[dropped].sum(axis=1),
                "points_change": 0.0,
                "chained_from": before[common].sum(axis=1),
                "chained_to": after[common].sum(axis=1),
            }
        ).reindex(table.index)
        assert (table[expected.columns] - expected).abs().to_numpy().max() < 1e-9
        assert (table[PARTS].sum(axis=1) - table["change"]).abs().max() < 1e-9
        assert table["rounding_change"].abs().max() <= 0.0001 + 1e-9
        assert table["is_comparable"].tolist() == [not added and not dropped] * len(table)
        whole = before.dropna().index.intersection(after.dropna().index)
        assert sorted(table.index) == sorted(whole)
        assert len(table) + change.left_out["agency_code"].nunique() == 63


@pytest.mark.real_data
def test_papi_parts_by_criterion_name_the_vanishing_and_the_new(changes: dict[int, YearChange]) -> None:
    for year, change in changes.items():
        rows = change.change_by_criterion
        for part, expected in (("added", PAPI_ADDED), ("dropped", PAPI_DROPPED)):
            found = rows[rows["part"] == part].groupby("criterion_code")["agency_code"].nunique()
            assert found.to_dict() == dict.fromkeys(expected.get(year, []), len(change.index_change))
        assert set(rows.loc[rows["part"] != "own", "reason"]) <= {"framework"}
    dropped = changes[2021].change_by_criterion
    assert set(dropped.loc[dropped["part"] == "dropped", "criterion_name"]) == {"Thủ tục cấp phép xây dựng"}


@pytest.mark.real_data
def test_the_rise_of_2018_is_the_new_dimensions_not_the_provinces(changes: dict[int, YearChange]) -> None:
    table = changes[2018].index_change
    assert len(table) == 61
    assert (table["change"] > 0).all()
    assert table["change"].mean() == pytest.approx(7.5311, abs=5e-5)
    assert table["added_change"].mean() == pytest.approx(8.8985, abs=5e-5)
    assert table["own_change"].mean() == pytest.approx(-1.3674, abs=5e-5)
    city = table[table["agency_code"] == "P50"].iloc[0]
    assert (city["index_from"], city["index_to"]) == (35.8834, 42.401)
    assert city["own_change"] == pytest.approx(-2.4338, abs=5e-5)


@pytest.mark.real_data
def test_papi_says_which_years_do_not_compare_and_who_is_missing(
    papi: dict[int, Assessment], changes: dict[int, YearChange]
) -> None:
    said = {
        year: change_notes(change, papi[year - 1].framework, papi[year].framework, language="vi")
        for year, change in changes.items()
    }
    warned = {
        year for year, notes in said.items() if any("không so sánh trực tiếp được" in note for note in notes)
    }
    assert warned == {2018, 2019, 2021}
    assert said[2018][1] == (
        "2 cơ quan không so sánh được vì chưa đủ điểm để tính chỉ số năm 2018: Quảng Ninh; Đồng Tháp."
    )
    assert said[2012] == ()


@pytest.mark.real_data
def test_papi_ranks_split_to_the_whole_and_rules_move_them_only_where_criteria_changed(
    papi: dict[int, Assessment], changes: dict[int, YearChange]
) -> None:
    for year, change in changes.items():
        table = rank_change(change.index_change, papi[year - 1], papi[year])
        assert len(table) == len(change.index_change)
        assert (table[RANK_PARTS].sum(axis=1) == table["change"]).all()
        assert bool(table["rules_change"].any()) == (year in {2018, 2019, 2021})
        assert bool(table["field_change"].any()) == (not change.left_out.empty)


@pytest.mark.real_data
def test_papi_under_the_rules_of_2024_flags_the_years_of_six_dimensions(papi: dict[int, Assessment]) -> None:
    table = restated([papi[year] for year in PAPI_YEARS[:-1]], papi[2024])
    measured = table[table["reason"] == ""]
    shares = measured.groupby("year")["covered_share"].agg(["min", "max"])
    expected = {year: 21 / 28 if year < 2018 else 27 / 28 if year == 2018 else 1 for year in PAPI_YEARS[:-1]}
    assert shares["min"].to_dict() == shares["max"].to_dict() == pytest.approx(expected)
    assert set(table.loc[~table["is_covered"], "year"]) == set(range(2011, 2018))
    city = measured[(measured["agency_code"] == "P50") & (measured["year"] == 2017)].iloc[0]
    assert city["index"] == 35.8834
    assert city["restated_index"] == pytest.approx(35.8834 - 1.7989, abs=1.01e-4)  # without SC52
    unchanged = measured[measured["year"] >= 2021]
    assert unchanged["restated_index"].tolist() == unchanged["index"].tolist()


@pytest.fixture(scope="module")
def sample_years(sample_files: Path) -> tuple[Assessment, Assessment]:
    scores = read_source(SourceSpec("sample", sample_files)).tables["scores"]
    agencies = [
        load_assessed(year).assign(agency_name=lambda table: table["agency_code"]) for year in (2019, 2020)
    ]
    return tuple(  # type: ignore[return-value]
        index_of(scores, own, "sample_city", year) for own, year in zip(agencies, (2019, 2020), strict=True)
    )


def test_the_sample_city_of_2020_by_plain_arithmetic(sample_years: tuple[Assessment, Assessment]) -> None:
    earlier, later = sample_years
    change = change_between(earlier, later, language="vi")
    table = change.index_change.set_index("agency_code")
    assert (table[PARTS].sum(axis=1) - table["change"]).abs().max() < 1e-9
    assert not table["is_comparable"].any()
    for agency, row in table.iterrows():
        was, now = (
            year.nodes[year.nodes["agency_code"].eq(agency)].set_index("criterion_code")[["score", "max_points"]]
            for year in sample_years
        )
        leaves = set(earlier.framework.criteria.loc[earlier.framework.criteria["score_source"] != "", "code"])
        common = [code for code in was.index if code in now.index and code in leaves and code != "7.4"]
        shares = was.loc[common, "score"] / was.loc[common, "max_points"]
        maxima = now.loc[common, "max_points"]
        chained_from = 100 * (shares * maxima).sum() / maxima.sum()
        chained_to = 100 * now.loc[common, "score"].sum() / maxima.sum()
        common_from = 100 * was.loc[common, "score"].sum() / was.loc[common, "max_points"].sum()
        assert row["own_change"] == pytest.approx(chained_to - chained_from, abs=1e-9)
        assert row["points_change"] == pytest.approx(chained_from - common_from, abs=1e-9)
        assert row["added_change"] == pytest.approx(
            now.loc["CCHC", "score"] * 100 / now.loc["CCHC", "max_points"] - chained_to, abs=1e-9
        )
        assert row["dropped_change"] == pytest.approx(
            common_from - was.loc["CCHC", "score"] * 100 / was.loc["CCHC", "max_points"], abs=1e-9
        )


def test_the_sample_city_names_the_criteria_that_changed_in_2020(
    sample_years: tuple[Assessment, Assessment],
) -> None:
    earlier, later = sample_years
    change = change_between(earlier, later, language="vi")
    rows = change.change_by_criterion
    assert set(rows.loc[rows["part"] == "added", "criterion_code"]) == {"7.6"}
    assert set(rows.loc[rows["part"] == "dropped", "criterion_code"]) == {"7.4"}
    points = rows[(rows["part"] == "points") & (rows["max_from"] != rows["max_to"])]
    assert set(points["criterion_code"]) == {"7.3"}
    assert points[["max_from", "max_to"]].drop_duplicates().to_numpy().tolist() == [[3, 2]]
    ranks = rank_change(change.index_change, earlier, later)
    ranked = ranks[ranks["reason"] == ""]
    assert (ranked[RANK_PARTS].sum(axis=1) == ranked["change"]).all()
    assert (ranked["rank_from"] - ranked["rank_to"] == ranked["change"]).all()

"""The quota over the years: each year as its own report has it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from cchc_analysis.compliance.verdict import RESULTS
from cchc_analysis.exhibits.procurement import years as procurement_years
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.procurement.years import YearResults, year_results
from cchc_analysis.exhibits.procurement.years_section import show_years
from cchc_analysis.exhibits.study import Study
from cchc_analysis.reference.assessed import UnsourcedListError
from tests.exhibits.procurement_pages import asked, study
from tests.exhibits.shown import Shown, catch

pytestmark = pytest.mark.usefixtures("sample")


@pytest.fixture(scope="module")
def city(sample: None) -> tuple[Study, YearResults]:
    one, results = asked(period="2020-Q2")
    found = year_results(one, results)
    assert found is not None
    return one, found


def shown(monkeypatch: pytest.MonkeyPatch, one: Study, results: YearResults | None) -> Shown:
    return catch(monkeypatch, partial(show_years, one, results))


@pytest.mark.parametrize("period", ["2018", "2019", "2020-Q2"])
def test_a_year_comes_out_as_in_its_own_report(city: tuple[Study, YearResults], period: str) -> None:
    """2019 has two legal bases in a row, 2020 is a year to date."""
    _, years = city
    own = procurement_results(study(period=period))
    for table, expected in ((years.agencies, own.quota), (years.total, own.total)):
        of_year = table.loc[table["year"] == int(period[:4]), expected.columns]
        pd.testing.assert_frame_equal(
            of_year.sort_values("agency_code", ignore_index=True),
            expected.sort_values("agency_code", ignore_index=True),
        )


def test_earlier_years_are_concluded_and_the_own_year_stands_to_date(
    city: tuple[Study, YearResults], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(monkeypatch, *city)
    table = page.tables["quota_years"]
    results = {year: set(rows["result_name"]) for year, rows in table.groupby("year")}
    assert {"Đạt", "Không đạt"} <= results["2019"]
    assert results["2020"].isdisjoint({"Đạt", "Không đạt"})
    whole = page.tables["quota_years_whole"]
    assert list(whole["year"]) == ["2017", "2018", "2019", "2020"]
    counts = [f"{result}_count" for result in RESULTS]
    assert list(whole[counts].sum(axis=1)) == list(table.groupby("year").size()), "every agency is in one count"
    assert whole.set_index("year")["no_quota_count"].astype("int64").gt(0).to_dict() == {
        "2017": False, "2018": True, "2019": False, "2020": False
    }  # fmt: skip
    assert "2020 chưa hết" in page.captions["quota_years_whole"]
    assert "quota_years" in page.figures


def test_one_agency_sees_its_own_years(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked(period="2020-Q4", agency="SYT")
    page = shown(monkeypatch, one, year_results(one, results))
    assert set(page.tables) == {"quota_years"}
    assert set(page.tables["quota_years"]["agency_code"]) == {"SYT"}
    assert page.figures["quota_years"]["title"].endswith("Sở Y tế")


def test_an_agency_has_rows_only_in_years_in_which_it_was_judged(city: tuple[Study, YearResults]) -> None:
    _, years = city
    codes = years.agencies.groupby("year")["agency_code"].apply(set)
    assert codes[2019] - codes[2020], "an agency of 2019 was no longer assessed in 2020"


def test_a_year_without_a_list_of_agencies_is_named_and_left_out(
    city: tuple[Study, YearResults], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = procurement_years.judged_agencies

    def unlisted_2018(warehouse: object, period: object, language: object) -> pd.DataFrame:
        if str(period) == "2018":
            raise UnsourcedListError(2018, (2017, 2019))
        return listed(warehouse, period, language)  # type: ignore[arg-type]

    monkeypatch.setattr(procurement_years, "judged_agencies", unlisted_2018)
    one, _ = city
    found = year_results(one, procurement_results(one))
    assert found is not None
    assert found.unlisted == (2018,)
    assert list(found.total["year"]) == [2017, 2019, 2020]
    assert "2018" in shown(monkeypatch, one, found).of_style("warning")[0]


def test_a_source_of_one_year_says_that_there_is_nothing_to_compare(
    city: tuple[Study, YearResults], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, years = city
    single = replace(years, total=years.total.tail(1), agencies=years.agencies[years.agencies["year"] == 2020])
    page = shown(monkeypatch, one, single)
    assert not page.tables
    assert "một năm" in page.sentences[-1]


def test_of_a_place_no_year_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    one, results = asked(period="2020-Q4")
    there = replace(one, place="Hồ Chí Minh")
    assert year_results(there, results) is None
    assert shown(monkeypatch, there, None).sentences == []

"""The explorer follows its controls and shows the figures of the reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cchc_analysis.exhibits.index.results import index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.tables.warehouse import Warehouse
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.numbers import format_number
from cchc_analysis.widgets.explorer import _years, explorer
from cchc_analysis.widgets.views import VIEWS, YearResults, results_of_year
from tests.exhibits.whole_tables import forbid_whole_tables

PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def study(sample: None) -> Study:
    return open_study(period="2020-Q4", agency="Q1")


@pytest.fixture(scope="module", autouse=True)
def _computed_once() -> Iterator[None]:
    """Compute a year once for the same agencies, and not for every explorer that is opened on it."""
    computed: dict[tuple[str, ...], YearResults] = {}

    def once(study: Study) -> YearResults:
        key = (str(study.period), study.place, *study.agencies["agency_name"])
        if key not in computed:
            computed[key] = results_of_year(study)
        return computed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cchc_analysis.widgets.explorer.results_of_year", once)
        yield


def controls(box: object) -> tuple[object, ...]:
    bar, image, words, table = box.children  # type: ignore[attr-defined]
    return (*bar.children, image, words, table)


def test_chart_and_table_follow_every_indicator(study: Study) -> None:
    _, _, _, view, image, _, table = controls(explorer(study))
    seen = set()
    for name in VIEWS:
        view.value = name  # type: ignore[attr-defined]
        picture = bytes(image.value)  # type: ignore[attr-defined]
        assert picture.startswith(PNG)
        assert image.alt  # type: ignore[attr-defined]
        seen.add((picture, table.value))  # type: ignore[attr-defined]
    assert len(seen) == len(VIEWS)


def test_the_figure_is_that_of_the_report(study: Study) -> None:
    league = index_results(study).league.set_index("agency_code")["index"]
    _, agency, _, _, _, _, table = controls(explorer(study))
    assert agency.value == "Q1"  # type: ignore[attr-defined]
    assert format_number(league["Q1"], "vi", 2) in table.value  # type: ignore[attr-defined]


def test_the_search_needs_no_accents_and_keeps_vietnamese_order(study: Study) -> None:
    search, agency, *_ = controls(explorer(study))
    search.value = "so "  # type: ignore[attr-defined]
    names = [name for name, _ in agency.options]  # type: ignore[attr-defined]
    assert names == sorted(names, key=vietnamese_key)
    assert "Sở Nội vụ" in names
    assert all("Sở" in name for name in names)
    search.value = "nothing like it"  # type: ignore[attr-defined]
    assert len(agency.options) == 46  # type: ignore[attr-defined]


def test_a_year_offers_the_agencies_of_that_year_by_their_names_then(study: Study) -> None:
    _, agency, year, *_ = controls(explorer(study))
    assert "THUDUC" in dict(map(reversed, agency.options))  # type: ignore[attr-defined]
    year.value = "2021"  # type: ignore[attr-defined]
    codes = {code for _, code in agency.options}  # type: ignore[attr-defined]
    assert "TPTHUDUC" in codes
    assert "THUDUC" not in codes
    agency.value = "TPTHUDUC"  # type: ignore[attr-defined]
    year.value = "2019"  # type: ignore[attr-defined]
    assert agency.value != "TPTHUDUC"  # type: ignore[attr-defined]


def test_the_explorer_never_reads_the_packages_whole_and_offers_the_years_of_its_place(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = study.warehouse.table("packages")
    assert packages is not None
    first = packages.sort_values("published_on").iloc[0]
    only = study.warehouse.open("packages").filter(lambda rows: rows.package_id == first["package_id"])
    monkeypatch.setattr(Warehouse, "table", lambda self, name: None)
    forbid_whole_tables(monkeypatch)
    assert _years(study) == [str(year) for year in range(2021, 2016, -1)]
    monkeypatch.setattr(Study, "open", lambda self, name, **asked: only)
    assert _years(study) == [str(first["published_on"].year)]


def test_agency_text_is_never_markup(study: Study) -> None:
    hostile = study.agencies.assign(agency_name="<img src=x onerror=alert(1)>")
    *_, table = controls(explorer(type(study)(**{**vars(study), "agencies": hostile})))
    assert "<img" not in table.value  # type: ignore[attr-defined]

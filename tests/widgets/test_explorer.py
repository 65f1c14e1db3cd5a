"""The explorer follows its controls and shows the figures of the reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_analysis.exhibits.index_results import index_results
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.sample.write import write_sample
from cchc_analysis.vietnamese.collation import vietnamese_key
from cchc_analysis.vietnamese.numbers import format_number
from cchc_analysis.widgets.explorer import explorer
from cchc_analysis.widgets.views import VIEWS

PNG = b"\x89PNG"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    base = tmp_path_factory.mktemp("explorer")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("sample", "warehouse"):
            patch.setenv(f"CCHC_{name.upper()}_DIR", str(base / name))
        write_sample(Path(base / "sample"))
        yield open_study(period="2020-Q4", agency="Q1")


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


def test_agency_text_is_never_markup(study: Study) -> None:
    hostile = study.agencies.assign(agency_name="<img src=x onerror=alert(1)>")
    *_, table = controls(explorer(type(study)(**{**vars(study), "agencies": hostile})))
    assert "<img" not in table.value  # type: ignore[attr-defined]

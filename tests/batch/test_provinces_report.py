"""Indices of provinces end to end: from the source through study and exhibits, without running a notebook."""

from __future__ import annotations

import csv
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.batch.index_file import write_index
from cchc_analysis.batch.plan import plan_jobs
from cchc_analysis.batch.reports import load_report_spec
from cchc_analysis.exhibits import frame, programme_section, show
from cchc_analysis.exhibits.index import section as index_section
from cchc_analysis.exhibits.index.results import IndexResults, index_results
from cchc_analysis.exhibits.procurement import section as procurement_section
from cchc_analysis.exhibits.procurement.results import procurement_results
from cchc_analysis.exhibits.study import Study, UnknownInvestorError, open_study

pytestmark = pytest.mark.real_data

YEARS = {"papi": range(2011, 2025), "pci": range(2005, 2017)}
# A pilot in 42 provinces; a file in which 50 rows name no province.
PARTIAL = {("pci", 2005): 42, ("pci", 2013): 13}
BREAKS = {
    "papi": [(2017, 2018), (2018, 2019), (2020, 2021)],
    "pci": [(2005, 2006), (2008, 2009), (2012, 2013)],
}


@dataclass
class Shown:
    """What exhibits would have put into a notebook."""

    payloads: list[dict[str, Any]] = field(default_factory=list)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [payload[kind] for payload in self.payloads if kind in payload]

    def sentences(self, style: str = "") -> list[str]:
        return [one["text"] for one in self.of(show.NARRATIVE) if not style or one["style"] == style]

    def rows(self, name: str) -> list[dict[str, Any]]:
        (table,) = (one for one in self.of(show.TABLE) if one["name"] == name)
        columns = [column["name"] for column in table["columns"]]
        return [dict(zip(columns, row, strict=True)) for row in table["rows"]]

    def words(self) -> str:
        """Return everything a reader reads outside the tables."""
        figures = [one[part] for one in self.of(show.FIGURE) for part in ("title", "caption", "alt")]
        tables = [one[part] for one in self.of(show.TABLE) for part in ("title", "caption")]
        return " ".join([*self.sentences(), *figures, *tables])


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    collected = Shown()
    # Charts are judged by their words here; their pictures of provinces in `tests/charts/test_states.py`.
    monkeypatch.setattr(show, "figure_png", lambda chart: b"")
    monkeypatch.setattr(show, "_show", lambda payload, *_: collected.payloads.append(payload))
    return collected


@pytest.fixture(scope="module")
def ask(folders: Path, shared_data: Path) -> Iterator[Callable[..., Study]]:
    def open_one(source: str, period: str, **options: Any) -> Study:
        return open_study(period=period, source=f"{source}={shared_data / source}", **options)

    yield open_one


@pytest.fixture(scope="module")
def whole(ask: Callable[..., Study]) -> Callable[[str], IndexResults]:
    """The results of the last year with all years before, computed once per source."""
    return functools.cache(lambda source: index_results(ask(source, str(YEARS[source][-1]))))


def show_overview(study: Study) -> None:
    """Show what notebook 01 shows."""
    frame.show_opening(study, notebook="01_city_overview")
    index = index_results(study)
    index_section.show_index_heading(study, index)
    index_section.show_league(study, index)
    index_section.show_history(study, index)
    index_section.show_domains(study, index)
    index_section.show_gap(study, index)
    procurement = procurement_results(study)
    procurement_section.show_procurement_heading(study, procurement)
    procurement_section.show_total(study, procurement)
    procurement_section.show_quota(study, procurement)
    procurement_section.show_reporting(study, procurement)
    programme_section.show_programme(study, programme_section.programme_results(study))
    frame.show_inputs(study)


@pytest.mark.parametrize("source", ["papi", "pci"])
def test_every_year_has_a_league_of_the_provinces_in_force(
    ask: Callable[..., Study], whole: Callable[[str], IndexResults], source: str
) -> None:
    results = whole(source)
    assert [one.year for one in results.years] == list(YEARS[source])
    for one in results.years:
        assert len(one.league) == (64 if one.year < 2009 else 63)
        assert set(one.league["group"]) == {"province"}
        known = one.league["index"].notna().sum()
        assert known == PARTIAL.get((source, one.year), known)
        assert known >= 60 or (source, one.year) in PARTIAL
        assert one.framework.code == source
    assert results.history["year"].unique().tolist() == list(YEARS[source])


@pytest.mark.parametrize(("source", "year"), [("papi", 2011), ("papi", 2018), ("pci", 2005), ("pci", 2013)])
def test_an_early_or_thin_year_can_be_reported_on(
    ask: Callable[..., Study], shown: Shown, source: str, year: int
) -> None:
    show_overview(ask(source, str(year)))
    assert {row["year"] for row in shown.rows("league")} == {year}


@pytest.mark.parametrize(("source", "period", "noted"), [("pci", "2013", True), ("pci", "2014", False)])
def test_what_was_noted_of_other_years_is_counted_and_not_listed(
    ask: Callable[..., Study], shown: Shown, source: str, period: str, noted: bool
) -> None:
    study = ask(source, period)
    frame.show_inputs(study)
    listed = [row["message"] for row in shown.rows("findings")] if shown.of(show.TABLE) else []
    assert any(f"năm {period}" in message for message in listed) == noted
    years = {finding.year for file in study.warehouse.files for finding in file.findings}
    others = [str(year) for year in years - {None, int(period)}]
    assert others
    assert not any(f"ăm {year}" in message for message in listed for year in others)
    assert sum("về các năm khác" in sentence for sentence in shown.sentences("note")) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("source", "period"), [("papi", "2020"), ("pci", "2016")])
def test_the_overview_is_about_provinces_and_claims_nothing_of_the_city(
    ask: Callable[..., Study], shown: Shown, source: str, period: str, language: str
) -> None:
    show_overview(ask(source, period, language=language))
    assert [figure["name"] for figure in shown.of(show.FIGURE)] == [
        "league_province", "group_trend", "domain_heatmap",
    ]  # fmt: skip
    assert len(shown.rows("league")) == 63
    for claim in ("cải cách hành chính", "đấu thầu", "reform index", "procurement", "tự chấm cao", "ISO"):
        assert claim not in shown.words(), claim
    if source == "papi":
        assert "100" not in shown.words()


@pytest.mark.parametrize("source", ["papi", "pci"])
@pytest.mark.parametrize("agency", ["", "P50"])
def test_a_history_warns_of_every_pair_of_years_that_does_not_compare(
    ask: Callable[..., Study], whole: Callable[[str], IndexResults], shown: Shown, source: str, agency: str
) -> None:
    study = ask(source, str(YEARS[source][-1]), agency=agency)
    show_it = index_section.show_agency_index if agency else index_section.show_history
    show_it(study, whole(source))
    warnings = [sentence for sentence in shown.sentences("warning") if "không so sánh trực tiếp" in sentence]
    assert len(warnings) == len(BREAKS[source])
    for sentence, (before, after) in zip(warnings, BREAKS[source], strict=True):
        assert f"năm {before} và năm {after}" in sentence
    figure = next(one for one in shown.of(show.FIGURE) if "trend" in one["name"])
    assert "không so sánh trực tiếp qua vạch" in figure["caption"]


def test_ranks_of_a_year_with_few_provinces_are_said_to_be_among_those(
    ask: Callable[..., Study], whole: Callable[[str], IndexResults], shown: Shown
) -> None:
    index_section.show_agency_index(ask("pci", "2016", agency="P50"), whole("pci"))
    assert any("2005 (42 trên 64); 2013 (13 trên 63)" in sentence for sentence in shown.sentences("warning"))


def test_one_province_is_told_by_its_name_of_the_language(ask: Callable[..., Study], shown: Shown) -> None:
    study = ask("papi", "2020", agency="P50", language="en")
    index_section.show_agency_index(study, index_results(study))
    assert shown.sentences("lead") == [
        "In 2020, Ho Chi Minh City reached an index of 41.9847, rank 46 of 63 provinces and cities; not classed."
    ]
    # No maximum is stated and the index is the points themselves: neither column would say anything.
    assert set(shown.rows("criteria")[0]) == {"agency_code", "criterion_code", "criterion_name", "score"}


def test_a_province_that_was_merged_is_in_the_years_before_only(ask: Callable[..., Study]) -> None:
    assert ask("pci", "2008", agency="HATAY").agency_name == "Hà Tây"
    with pytest.raises(UnknownInvestorError):
        ask("pci", "2009", agency="HATAY")
    with pytest.raises(UnknownInvestorError):
        ask("papi", "2020", agency="SNV")


def test_the_report_has_a_title_of_its_own_and_no_slides_on_the_city(
    ask: Callable[..., Study], tmp_path: Path
) -> None:
    spec = load_report_spec("quarterly")
    study = ask("papi", "2020")
    jobs = plan_jobs(study, spec, report="quarterly", agencies=("P50",), outputs_dir=tmp_path)
    assert [job.title for job in jobs] == ["Chỉ số của các tỉnh, thành phố"] * 2
    assert not any(job.has_briefing for job in jobs)
    assert [job.subject for job in jobs] == ["Chỉ số PAPI, các tỉnh, thành phố", "Thành phố Hồ Chí Minh"]


def test_the_index_file_of_pci_holds_the_published_totals(
    folders: Path, shared_data: Path, tmp_path: Path
) -> None:
    output = tmp_path / "pci.csv"
    write_index(source=f"pci={shared_data / 'pci'}", year=2016, output=output, say=lambda line: None)
    with output.open(encoding="utf-8", newline="") as file:
        ours = {row["unit"]: Decimal(row["score"]) for row in csv.DictReader(file) if row["code"] == "PCI"}
    assert len(ours) == 63
    assert (ours["P32"], ours["P14"], ours["P50"]) == (Decimal("70.00"), Decimal("65.60"), Decimal("61.72"))

"""The whole path: from the sample city's files to published folders, proved and repeatable."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from pptx import Presentation

from cchc_analysis.batch.report import run_report
from cchc_analysis.publish.manifest import verify
from tests.batch.conftest import AGENCY, Published, request
from tests.batch.published_tables import rows

QUOTA_COLUMNS = [
    "agency_code", "agency_name", "year", "eligible_count", "online_count", "eligible_value_vnd",
    "online_value_vnd", "is_passed",
]  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_job_is_made_and_the_end_says_where_to_look(published: Published) -> None:
    assert published.exit_code == 0
    assert any(str(published.period_dir / "overview" / "index.html") in line for line in published.said)
    assert (published.outputs / "index.html").is_file()


@pytest.mark.parametrize("job", ["overview", AGENCY])
def test_a_published_folder_holds_page_notebook_tables_and_a_manifest_that_verifies(
    published: Published, job: str
) -> None:
    folder = published.period_dir / job
    assert verify(folder) == []
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {"index.html", "notebook.ipynb", "tables/quota.csv"} <= set(manifest["outputs"])
    assert manifest["is_synthetic"] is True
    assert manifest["agency_code"] == ("" if job == "overview" else job)
    assert manifest["lock_sha256"]
    for source in manifest["inputs"]:
        for counts in source["counts"]:
            parts = counts["used"] + counts["repeated"] + counts["rejected"] + counts["explained"]
            assert counts["read"] == parts > 0


def test_the_quota_table_has_the_agreed_columns_and_every_assessed_agency(published: Published) -> None:
    table = rows(published.period_dir / "overview", "quota")
    assert [name for name in table[0] if name in QUOTA_COLUMNS] == QUOTA_COLUMNS
    assert len(table) == 46
    assert {row["year"] for row in table} == {"2020"}


def test_the_agency_report_shows_its_agency_and_the_figure_of_the_overview(published: Published) -> None:
    own = rows(published.period_dir / AGENCY, "quota")
    assert [row["agency_code"] for row in own] == [AGENCY]
    everyone = rows(published.period_dir / "overview", "quota")
    assert own[0] in everyone
    packages = rows(published.period_dir / AGENCY, "packages")
    eligible = [row for row in packages if row["is_eligible"] == "true"]
    assert len(eligible) == int(own[0]["eligible_count"])
    assert sum(int(row["value_vnd"]) for row in eligible) == int(own[0]["eligible_value_vnd"])
    assert sum(row["is_online"] == "true" for row in eligible) == int(own[0]["online_count"])


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "data"}]


@pytest.mark.parametrize("page", ["overview/index.html", f"{AGENCY}/index.html", "overview/methodology.vi.html"])
def test_every_link_of_a_page_leads_to_a_place_in_it_or_a_file_beside_it(published: Published, page: str) -> None:
    parser = _Addresses()
    path = published.period_dir / page
    text = path.read_text(encoding="utf-8")
    parser.feed(text)
    for one in parser.found:
        if one.startswith("#"):
            assert f'id="{one[1:]}"' in text, one
        elif not one.startswith("data:"):
            assert (path.parent / one).is_file(), one
    other = "methodology.en.html" if "methodology" in page else "methodology.vi.html"
    assert other in parser.found


@pytest.mark.parametrize("page", ["overview/index.html", f"{AGENCY}/index.html", "../../index.html"])
def test_pages_open_offline_and_run_no_script(published: Published, page: str) -> None:
    parser = _Addresses()
    text = (published.period_dir / page).read_text(encoding="utf-8")
    parser.feed(text)
    assert parser.found
    assert [one for one in parser.found if one.startswith(("http", "//", "javascript", "file"))] == []
    assert "script" not in parser.tags
    assert "GIẢ LẬP" in text.upper()


def test_the_briefing_shows_the_figures_of_the_tables(published: Published) -> None:
    folder = published.period_dir / "overview"
    slides = Presentation(str(folder / "briefing.pptx")).slides
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert len(slides) == len(charts) == 3
    shown = {value for series in charts[0].plots[0].series for value in series.values if value is not None}
    league = {float(row["index"]) for row in rows(folder, "league") if row["index"]}
    assert len(shown) >= 10
    assert shown <= league


def test_nothing_of_the_machine_or_the_run_is_in_the_published_files(published: Published) -> None:
    for path in published.period_dir.rglob("*"):
        if path.suffix in {".html", ".ipynb", ".json", ".csv"}:
            text = path.read_text(encoding="utf-8")
            assert str(published.outputs.parent) not in text, path
            assert str(Path.home()) not in text, path


def test_the_executed_notebook_is_kept_with_every_cell_run(published: Published) -> None:
    node = nbformat.read(published.period_dir / AGENCY / "notebook.ipynb", as_version=4)
    code = [cell for cell in node.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)


def test_a_second_run_keeps_what_has_not_changed(published: Published) -> None:
    before = digests(published.period_dir)
    said: list[str] = []
    assert run_report(request(), say=lambda line: said.append(str(line))) == 0
    assert digests(published.period_dir) == before
    assert sum(line.startswith("= ") for line in said) == 2


def test_a_changed_output_is_made_again_and_comes_out_byte_for_byte(published: Published) -> None:
    before = digests(published.period_dir)
    page = published.period_dir / AGENCY / "index.html"
    page.write_text("tampered", encoding="utf-8")
    said: list[str] = []
    assert run_report(request(), say=lambda line: said.append(str(line))) == 0
    assert f"✓ {AGENCY}" in said
    assert digests(published.period_dir) == before


@pytest.fixture
def outputs_untouched(published: Published) -> Callable[[], bool]:
    before = digests(published.outputs)
    return lambda: digests(published.outputs) == before

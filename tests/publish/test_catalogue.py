from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.publish.atomic import STAGING, staging_folder
from cchc_analysis.publish.catalogue import list_reports, write_catalogue
from cchc_analysis.publish.manifest import ReportIdentity, write_manifest
from cchc_analysis.publish.provenance import Provenance
from cchc_analysis.texts import LANGUAGES, text


def publish(
    outputs: Path, folder: str, provenance: Provenance, *, is_synthetic: bool = False, **changed: str
) -> None:
    identity: dict[str, Any] = {
        "report": "quota",
        "notebook": "quota_agency",
        "title": "Đấu thầu qua mạng",
        "period": "2020-Q4",
        "language": "vi",
        "agency_code": "SNV",
        "agency_name": "Sở Nội vụ",
        **changed,
    }
    parent, _, name = folder.rpartition("/")
    with staging_folder(outputs / parent, name) as staged:
        (staged / "tables").mkdir()
        (staged / "tables" / "quota.csv").write_text("a\n")
        (staged / "index.html").write_text("x")
        for language in LANGUAGES:
            (staged / f"methodology.{language}.html").write_text("x")
        (staged / "briefing.pptx").write_bytes(b"x")
        write_manifest(
            staged,
            identity=ReportIdentity(**identity),
            provenance=provenance,
            tables={"quota": 0},
            is_synthetic=is_synthetic,
        )


def links(outputs: Path) -> list[str]:
    return re.findall(r'href="([^"]*)"', write_catalogue(outputs).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_outputs_folder_has_a_catalogue_that_says_so(tmp_path: Path, language: Any) -> None:
    path = write_catalogue(tmp_path / "outputs", language=language)
    assert text("catalogue.empty", language) in path.read_text(encoding="utf-8")


def test_a_report_is_listed_with_relative_links_to_its_files(tmp_path: Path, provenance: Provenance) -> None:
    publish(tmp_path, "quota-sample/2020-Q4/SNV", provenance)
    base = "quota-sample/2020-Q4/SNV"
    expected = [
        f"{base}/{file}"
        for file in ("index.html", "briefing.pptx", "methodology.vi.html", "tables/", "manifest.json")
    ]
    assert links(tmp_path) == ["#content", *expected]
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count(f">{text('catalogue.page', 'vi')}<") == 1
    assert all((tmp_path / link).exists() for link in expected)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    for printed in ("Đấu thầu qua mạng", "Sở Nội vụ", "Quý IV/2020", "Tiếng Việt"):
        assert printed in page


def test_reports_come_in_vietnamese_order_newest_period_first(tmp_path: Path, provenance: Provenance) -> None:
    for number, (name, period) in enumerate(
        [("Vận tải", "2020-Q4"), ("Đại học", "2020-Q4"), ("Dân vận", "2020-Q3"), ("Dân vận", "2020-Q4")]
    ):
        publish(tmp_path, f"r{number}", provenance, agency_name=name, period=period)
    usable, _ = list_reports(tmp_path, language="vi")
    assert [report.folder for report in usable] == ["r3", "r2", "r1", "r0"]


def test_a_year_and_a_quarter_of_it_stand_side_by_side(tmp_path: Path, provenance: Provenance) -> None:
    for period in ("2020", "2020-Q3", "2020-Q4", "2019"):
        publish(tmp_path, period, provenance, period=period)
    usable, _ = list_reports(tmp_path, language="vi")
    assert [report.folder for report in usable] == ["2020-Q4", "2020", "2020-Q3", "2019"]


def test_a_report_on_no_agency_is_on_the_whole_city(tmp_path: Path, provenance: Provenance) -> None:
    publish(tmp_path, "overview", provenance, agency_code="", agency_name="")
    write_catalogue(tmp_path)
    assert text("catalogue.whole_city", "vi") in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_synthetic_reports_are_marked(tmp_path: Path, provenance: Provenance) -> None:
    publish(tmp_path, "real", provenance)
    publish(tmp_path, "sample", provenance, is_synthetic=True)
    page = write_catalogue(tmp_path).read_text(encoding="utf-8")
    assert page.count(text("catalogue.synthetic", "vi")) == 1


def test_a_changed_or_unproved_folder_is_listed_with_the_reason_and_without_link(
    tmp_path: Path, provenance: Provenance
) -> None:
    publish(tmp_path, "quota/2020/SNV", provenance)
    publish(tmp_path, "quota/2020/STP", provenance)
    (tmp_path / "quota/2020/STP/index.html").write_text("changed")
    (tmp_path / "copied").mkdir()
    (tmp_path / "copied" / "index.html").write_text("x")
    usable, unusable = list_reports(tmp_path, language="vi")
    assert [report.folder for report in usable] == ["quota/2020/SNV"]
    assert [folder.folder for folder in unusable] == ["copied", "quota/2020/STP"]
    page = write_catalogue(tmp_path).read_text(encoding="utf-8")
    assert text("catalogue.unusable_title", "vi") in page
    assert text("publish.output_changed", "vi", file="index.html") in page
    assert 'href="quota/2020/STP' not in page
    assert 'href="copied' not in page


def test_what_is_being_published_is_not_listed(tmp_path: Path, provenance: Provenance) -> None:
    with staging_folder(tmp_path, "quota") as staged:
        (staged / "index.html").write_text("half")
        assert list_reports(tmp_path, language="vi") == ((), ())
        write_catalogue(tmp_path)
        assert (staged / "index.html").exists()


def test_a_report_set_aside_by_a_killed_run_is_back_in_the_catalogue(
    tmp_path: Path, provenance: Provenance
) -> None:
    publish(tmp_path, "quota/2020/SNV", provenance)
    (tmp_path / "quota/2020/SNV").rename(tmp_path / "quota/2020" / STAGING / "SNV~old~0")
    assert "quota/2020/SNV/index.html" in links(tmp_path)


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}"])
def test_hostile_names_are_printed_as_they_stand(tmp_path: Path, provenance: Provenance, payload: str) -> None:
    publish(tmp_path, "quota", provenance, title=payload, agency_name=payload)
    bad = tmp_path / payload.replace("/", "")
    bad.mkdir()
    (bad / "x").write_text("x")
    page = write_catalogue(tmp_path).read_text(encoding="utf-8")
    assert not re.search(r"<(script|img|iframe|link|svg)|//|url\(", page)
    assert payload.startswith("{{") == (payload in page)


def test_the_same_outputs_give_the_same_bytes(tmp_path: Path, provenance: Provenance) -> None:
    publish(tmp_path, "quota", provenance)
    assert write_catalogue(tmp_path).read_bytes() == write_catalogue(tmp_path).read_bytes()


@pytest.mark.parametrize("is_synthetic", [False, True])
def test_lists_are_told_apart_by_their_files_which_are_never_markup(
    tmp_path: Path, provenance: Provenance, is_synthetic: bool
) -> None:
    files = (replace(provenance.inputs[0], file="<b>danh sách.csv"),)
    publish(tmp_path, "quota", replace(provenance, inputs=files), is_synthetic=is_synthetic)
    page = write_catalogue(tmp_path).read_text(encoding="utf-8")
    assert ("<small>&lt;b&gt;danh sách.csv</small>" in page) == (not is_synthetic)
    assert "<b>danh" not in page

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc_analysis.publish.manifest import (
    ManifestError,
    ReportIdentity,
    read_manifest,
    verify,
    write_manifest,
)
from cchc_analysis.publish.provenance import Provenance

IDENTITY = ReportIdentity("quota", "quota_agency", "Đấu thầu qua mạng", "2020-Q4", "vi", "SNV", "Sở Nội vụ")


@pytest.fixture
def folder(tmp_path: Path, provenance: Provenance) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "index.html").write_text("<p>Trang</p>", encoding="utf-8")
    (tmp_path / "tables" / "quota.csv").write_text("a\n1\n", encoding="utf-8")
    write_manifest(tmp_path, identity=IDENTITY, provenance=provenance, tables={"quota": 1}, is_synthetic=True)
    return tmp_path


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_an_untouched_folder_has_no_problem(folder: Path) -> None:
    assert verify(folder) == []


def test_the_manifest_says_what_the_report_is_and_where_every_row_went(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert (manifest.report, manifest.agency_name, manifest.period) == ("quota", "Sở Nội vụ", "2020-Q4")
    assert sorted(manifest.outputs) == ["index.html", "tables/quota.csv"]
    assert manifest.outputs["tables/quota.csv"].bytes == 4
    assert manifest.tables == {"quota": 1}
    assert manifest.is_synthetic
    first = manifest.inputs[0]
    assert (first.counts[0].read, first.counts[0].used, first.counts[0].rejected) == (1234, 1200, 4)
    assert first.findings == {"row_rejected": 4}
    assert manifest.parameters == {"agency_code": "SNV", "period": "2020-Q4", "top": None}


def test_writing_again_gives_the_same_bytes_in_canonical_form(folder: Path, provenance: Provenance) -> None:
    path = folder / "manifest.json"
    first = path.read_bytes()
    write_manifest(folder, identity=IDENTITY, provenance=provenance, tables={"quota": 1}, is_synthetic=True)
    assert path.read_bytes() == first
    canonical = json.dumps(json.loads(first), ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert first == canonical.encode()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda folder: (folder / "index.html").write_text("<p>Tranh</p>"), "index.html"),
        (lambda folder: (folder / "index.html").write_text(""), "index.html"),
        (lambda folder: (folder / "tables" / "quota.csv").unlink(), "tables/quota.csv"),
        (lambda folder: (folder / "tables" / "extra.csv").write_text("a\n"), "tables/extra.csv"),
        (lambda folder: (folder / "tables" / "manifest.json").write_text("{}"), "tables/manifest.json"),
        (lambda folder: (folder / ".hidden").write_text(""), ".hidden"),
        (lambda folder: (folder / "broken").symlink_to("nowhere"), "broken"),
        (lambda folder: (folder / "away").symlink_to("/"), "away"),
    ],
)
def test_each_change_is_found_and_named(folder: Path, change: Callable[[Path], object], problem: str) -> None:
    change(folder)
    problems = verify(folder, language="en")
    assert len(problems) == 1
    assert problem in problems[0]


def test_a_link_to_a_copy_is_a_change(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    page = folder / "index.html"
    copy = tmp_path_factory.mktemp("elsewhere") / "index.html"
    page.rename(copy)
    page.symlink_to(copy)
    assert len(verify(folder)) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("outputs"),
        lambda content: content.update(schema_version=2),
        lambda content: content.update(period="quý 4"),
        lambda content: content.update(made_by="x"),
        lambda content: content.update(is_synthetic="no"),
        lambda content: content["outputs"].update({"../x": content["outputs"]["index.html"]}),
        lambda content: content["outputs"].update({"/etc/passwd": content["outputs"]["index.html"]}),
        lambda content: content["outputs"].update({"a\\..\\b": content["outputs"]["index.html"]}),
        lambda content: content["outputs"]["index.html"].update(sha256="x"),
    ],
)
def test_a_manifest_that_does_not_fit_makes_the_folder_absent(
    folder: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    edit(folder, change)
    with pytest.raises(ManifestError):
        read_manifest(folder)
    assert verify(folder, language="en") == ["manifest.json is not valid"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"schema_version": 1}'])
def test_a_torn_manifest_makes_the_folder_absent(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert verify(folder) == ["Tệp manifest.json không hợp lệ"]


def test_a_folder_without_manifest_is_absent(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    with pytest.raises(ManifestError):
        read_manifest(folder)
    assert verify(folder) == ["Không có hoặc không đọc được tệp manifest.json"]


def test_a_report_holding_a_link_cannot_be_sealed(tmp_path: Path, provenance: Provenance) -> None:
    (tmp_path / "page.html").symlink_to("/etc/hostname")
    with pytest.raises(ValueError, match="sha256"):
        write_manifest(tmp_path, identity=IDENTITY, provenance=provenance, tables={}, is_synthetic=False)
    assert not (tmp_path / "manifest.json").exists()

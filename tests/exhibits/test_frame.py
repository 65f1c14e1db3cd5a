"""What every page says of the files it was made from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from cchc_analysis.exhibits import frame
from cchc_analysis.intake.findings import Finding, Severity
from cchc_analysis.period import Period
from cchc_analysis.texts import LANGUAGES, Language, text
from tests.exhibits.shown import Shown, catch

FOUND = [
    Finding("intake.too_large", severity, file, values={"limit_mib": 1})
    for file, severity in (
        ("a.csv", Severity.NOTE),
        ("a.csv", Severity.ROW_REJECTED),
        ("b.csv", Severity.HELD),
        ("b.csv", Severity.ROW_REJECTED),
        ("c.csv", Severity.FILE_REJECTED),
    )
]


def inputs(monkeypatch: pytest.MonkeyPatch, found: list[Finding], language: Language) -> Shown:
    files = [SimpleNamespace(counts=(), findings=tuple(found))]
    study = SimpleNamespace(language=language, warehouse=SimpleNamespace(files=files), period=Period(2020))
    return catch(monkeypatch, lambda: frame.show_inputs(cast("Any", study)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_stand_in_the_order_that_their_caption_names(
    monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    shown = inputs(monkeypatch, FOUND, language)
    order = ["file_rejected", "held", "row_rejected", "row_rejected", "note"]
    table = shown.tables["findings"]
    assert table["severity_name"].tolist() == [text(f"notebooks.severity_{one}", language) for one in order]
    assert table["file"].tolist() == ["c.csv", "b.csv", "a.csv", "b.csv", "a.csv"]
    assert shown.captions["findings"] == text("notebooks.findings_order", language)
    assert inputs(monkeypatch, FOUND[:1], language).captions["findings"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_agency_is_alike_no_question_is_asked(language: Language) -> None:
    values = {"suggestions": "–"}
    found = Finding("package_sheet.unknown_agency", Severity.HELD, "a.csv", raw_value="X", values=values)
    assert "?" not in found.sentence(language)

"""Tables of an index are printed as the index is published."""

from __future__ import annotations

import pandas as pd
import pytest

from cchc_analysis.exhibits import show
from cchc_analysis.exhibits.columns import FORMATS
from cchc_analysis.exhibits.index.table import index_columns, show_index_table
from cchc_analysis.exhibits.study import Study, open_study
from cchc_analysis.reference.frameworks import load_framework
from cchc_analysis.texts import Language

pytestmark = pytest.mark.usefixtures("sample")


def printed(monkeypatch: pytest.MonkeyPatch, framework: tuple[str, int], table: pd.DataFrame) -> str:
    """Return the table as a notebook prints it."""
    seen: list[str] = []
    monkeypatch.setattr(show, "display", lambda bundle, raw: seen.append(bundle["text/html"]))
    study = open_study(period="2020-Q4", language="en")
    show_index_table(study, load_framework(*framework), table, name="league", title="")
    return seen[0]


def test_points_have_the_decimals_the_index_is_published_with(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"agency_name": ["A"], "score": [1.23456], "index": [41.23456], "change": [-0.00321]})
    papi = printed(monkeypatch, ("papi", 2018), table)
    assert all(f">{figure}<" in papi for figure in ("1.2346", "41.2346", "-0.0032"))
    pci = printed(monkeypatch, ("pci", 2016), table)
    assert all(f">{figure}<" in pci for figure in ("1.23", "41.23"))


def test_keys_of_ours_are_not_printed_and_numbers_of_criteria_are(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"criterion_code": ["pci_entry"], "criterion_name": ["Entry costs"]})
    assert "pci_entry" not in printed(monkeypatch, ("pci", 2016), table)
    assert "Entry costs" in printed(monkeypatch, ("pci", 2016), table)
    assert "3.1" in printed(monkeypatch, ("sample_city", 2020), table.assign(criterion_code="3.1"))


@pytest.mark.parametrize(("language", "label"), [("vi", "Tỉnh, thành phố"), ("en", "Province")])
def test_provinces_are_called_provinces(monkeypatch: pytest.MonkeyPatch, language: Language, label: str) -> None:
    study, framework = open_study(period="2020-Q4", language=language), load_framework("papi", 2018)
    assert "agency_name" not in index_columns(study, framework)
    monkeypatch.setattr(Study, "covers_provinces", True)
    assert index_columns(study, framework)["agency_name"] == {"label": label}


def test_every_column_printed_otherwise_is_a_column() -> None:
    study = open_study(period="2020-Q4")
    for framework in (load_framework("papi", 2018), load_framework("pci", 2016)):
        assert index_columns(study, framework).keys() <= FORMATS.keys()

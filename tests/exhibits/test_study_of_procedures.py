"""A source with procedures only, such as contracting data of another country: its buyers are the agencies."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import ibis.expr.types as ir
import pandas as pd
import pytest

from cchc_analysis.compliance.frames import as_frame, as_table
from cchc_analysis.exhibits.indicators import section as indicator_section
from cchc_analysis.exhibits.indicators.fields import show_source_fields
from cchc_analysis.exhibits.indicators.results import indicator_results
from cchc_analysis.exhibits.study import UnknownInvestorError, judged_agencies, open_study
from cchc_analysis.period import Period
from cchc_analysis.tables.warehouse import Warehouse
from tests.exhibits.shown import catch
from tests.intake.ocds_packages import award, release, save_lines


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CCHC_WAREHOUSE_DIR", str(tmp_path / "warehouse"))
    other = release("ocds-abc123-2", buyer={"id": "B0", "name": "Sở Xây dựng"}, awards=[award()])
    return f"ocds={save_lines(tmp_path / 'data' / 'a.jsonl', release(), other)}"


def test_the_buyers_that_occur_are_the_agencies(source: str) -> None:
    study = open_study(period="2024", source=source)
    assert study.agencies.to_dict(orient="records") == [
        {"agency_code": "ocds-abc123-B0", "agency_name": "Sở Xây dựng", "group": "investor"},
        {"agency_code": "ocds-abc123-B1", "agency_name": "Sở Y tế", "group": "investor"},
    ]
    assert study.open("packages") is None
    procedures = study.open("procedures")
    assert procedures is not None
    assert list(as_frame(procedures, order_by=["procedure_id"])["procedure_id"]) == [
        "ocds-abc123-1",
        "ocds-abc123-2",
    ]


def test_an_agency_is_asked_for_by_its_code(source: str) -> None:
    assert open_study(period="2024", source=source, agency="ocds-abc123-B1").agency_name == "Sở Y tế"
    with pytest.raises(UnknownInvestorError):
        open_study(period="2024", source=source, agency="SNV")


class Export:
    """A source of the national kind, with the agencies of its plans and of its procedures."""

    source = "vneps"
    table_names = ("packages", "procedures")

    def open(self, name: str) -> ir.Table:
        """Return the rows of a table as far as agencies are concerned."""
        rows = {
            "packages": [("I1", "Sở Y tế"), ("I1", "SỞ Y TẾ"), ("I1", "SỞ Y TẾ")],
            "procedures": [("I1", "Sở y tế TP"), ("B9", "Bệnh viện B"), ("B9", "Bệnh viện A")],
        }
        return as_table(pd.DataFrame(rows[name], columns=["agency_code", "agency_name"]))


@pytest.mark.parametrize(
    ("with_buyers", "wanted"),
    [(False, {"I1": "SỞ Y TẾ"}), (True, {"B9": "Bệnh viện A", "I1": "SỞ Y TẾ"})],
)
def test_quotas_are_the_investors_and_indicators_the_buyers_too_each_by_its_usual_name(
    with_buyers: bool, wanted: dict[str, str]
) -> None:
    export = cast("Warehouse", Export())
    found = judged_agencies(export, Period(2023), "vi", with_buyers=with_buyers)
    assert dict(zip(found["agency_code"], found["agency_name"], strict=True)) == wanted
    assert set(found["group"]) == {"investor"}


def test_the_fields_that_the_publisher_fills_in_are_shown(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    study = open_study(period="2024", source=source, with_buyers=True)
    results = indicator_results(study)
    shown = catch(monkeypatch, lambda: show_source_fields(study, results))
    table = shown.tables["indicator_source_fields"].set_index("ocds_field")
    assert table["process_count"].eq(2).all()
    assert table.loc["buyer", "fills_name"] == "Cơ quan"
    assert table.loc["awards.value.amount", "present_share"] == 0.5
    assert table.loc["awards.value.amount", "fills_name"] == "Giá trúng thầu"
    needing = [one for one in results.indicators if "award_value" in one.needs]
    assert table.loc["awards.value.amount", "needed_count"] == len(needing)
    assert table["needed_count"].gt(0)["awards.suppliers"]


def test_a_group_without_any_value_is_a_sentence_and_fields_are_named_as_the_source_calls_them(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = open_study(period="2024", source=source, with_buyers=True)
    results = indicator_results(study)
    shown = catch(monkeypatch, lambda: indicator_section.show_theme(study, results, "competition"))
    assert not shown.figures
    assert any("tính được cho cơ quan nào" in note for note in shown.of_style("note"))
    missing = " ".join(shown.tables["indicators_competition"]["missing_name"])
    assert "complaints/id" in missing
    assert "VNEPS" not in missing
    assert shown.tables["indicators_competition"]["status_name"].str.contains("complaints/id").any()

from pathlib import Path

import pytest

from cchc_analysis.intake.ocds.adapter import read_ocds
from cchc_analysis.intake.ocds.coverage import COLUMN_OF_FIELD, Coverage, coverage_table, present_fields
from cchc_analysis.tables.package_contracts import PROCEDURES
from tests.intake.ocds_packages import award, release, save_lines


def test_every_field_fills_a_column_of_the_contract() -> None:
    assert set(COLUMN_OF_FIELD.values()) <= set(PROCEDURES.columns)


def test_a_field_is_present_if_it_says_anything() -> None:
    said = present_fields({"tender": {"title": "", "title_fr": "A", "value": {"amount": 0}, "tenderers": []}})
    assert said == {"tender.title", "tender.value.amount"}
    assert present_fields({"awards": [{"date": ""}, {"date": "2024-01-01"}], "contracts": "x"}) == {"awards.date"}


def test_present_and_usable_are_told_apart_and_added_up_over_files(tmp_path: Path) -> None:
    odd = release("ocds-abc123-2", tender={"procurementMethod": "Licitaţie publică"})
    good = release("ocds-abc123-1", tender={"procurementMethod": "open"}, awards=[award()])
    paths = [
        save_lines(tmp_path / "a.jsonl", good, odd),
        save_lines(tmp_path / "b.jsonl", release("ocds-abc123-3")),
    ]
    table = coverage_table(read_ocds(paths).tables["ocds_coverage"]).set_index("ocds_field")
    assert list(table.index) == list(COLUMN_OF_FIELD)
    assert set(table["process_count"]) == {3}
    method = table.loc["tender.procurementMethod"]
    assert (method["present_share"], method["usable_share"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert table.loc["awards.value.amount", "usable_share"] == pytest.approx(1 / 3)
    assert table.loc["tender.numberOfTenderers", "present_share"] == 0


def test_no_process_no_coverage() -> None:
    assert coverage_table(Coverage().table()).empty

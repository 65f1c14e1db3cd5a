import datetime as dt

import pandas as pd
import pytest

from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.targets import targets_on
from cchc_analysis.settings import load_settings

SAMPLE_MEASURES = {
    "iso_9001_agency",
    "iso_9001_ward",
    "online_level4_services",
    "online_dossiers",
    "dossiers_on_time",
    "petitions_on_time",
    "e_payment",
    "inspections_done",
    "tasks_on_time",
}


def _pct(on: str) -> dict[str, object]:
    table = targets_on(dt.date.fromisoformat(on))
    assert table["measure"].is_unique
    return dict(zip(table["measure"], table["target_pct"], strict=True))


def test_the_targets_of_the_directive_year():
    targets = _pct("2020-12-31")
    stated = {measure: pct for measure, pct in targets.items() if not pd.isna(pct)}
    assert stated == {
        "iso_9001_agency": 100,
        "iso_9001_ward": 70,
        "online_level4_services": 30,
        "services_on_national_portal": 30,
        "online_dossiers": 20,
        "dossiers_via_single_window": 100,
        "unified_e_identity": 20,
        "portals_on_mobile": 50,
        "services_with_support": 100,
    }


@pytest.mark.parametrize(
    ("measure", "last_without", "first_with", "last_with", "first_after"),
    [
        ("iso_9001_agency", "2020-09-15", "2020-09-16", "2020-12-31", "2021-01-01"),
        ("online_level4_services", "2019-03-06", "2019-03-07", "2020-12-31", "2021-01-01"),
        ("dossiers_on_time", "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01"),
    ],
)
def test_a_target_holds_on_its_dates_only(measure, last_without, first_with, last_with, first_after):
    assert pd.isna(_pct(last_without)[measure])
    assert _pct(first_with)[measure] == _pct(last_with)[measure] > 0
    assert pd.isna(_pct(first_after)[measure])


@pytest.mark.parametrize("on", ["2018-06-30", "2020-03-31", "2020-12-31", "2024-12-31", "2026-01-01"])
def test_every_measure_of_the_sample_has_a_row_even_without_a_sourced_target(on):
    table = targets_on(dt.date.fromisoformat(on))
    assert set(table["measure"]) >= SAMPLE_MEASURES
    assert table["target_pct"].isna().eq(table["status"].eq("unknown")).all()
    assert table.loc[table["target_pct"].notna(), "source"].ne("").all()


def test_a_day_before_everything_gives_an_empty_table_with_the_same_columns():
    assert targets_on(dt.date(2000, 1, 1)).empty
    then, now = targets_on(dt.date(2000, 1, 1)), targets_on(dt.date(2020, 12, 31))
    pd.testing.assert_series_equal(then.dtypes, now.dtypes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("target_pct: 70", "target_pct: null"),
        ("target_pct: 70", 'target_pct: "70"'),
        ('valid_to: "2020-09-15"', 'valid_to: "2020-09-16"'),
        ('measure: "iso_9001_ward"', 'measure: "iso_9001_agency"'),
    ],
)
def test_a_slip_in_the_targets_is_refused(tmp_path, old, new):
    text = (load_settings().reference_dir / "targets.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "targets.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=r"targets\.yml"):
        targets_on(dt.date(2020, 12, 31), reference_dir=tmp_path)

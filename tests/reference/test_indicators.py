"""The registry of indicators, its limits and settings: whole, sourced, and refused when they are not."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from cchc_analysis.reference.dated_settings import load_setting_entries
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.indicator_limits import (
    LIMITS_FILE,
    SETTINGS_FILE,
    load_indicator_settings,
    load_limits,
)
from cchc_analysis.reference.indicators import FIELDS_FILE, INDICATORS_FILE, load_indicators, load_source_fields
from cchc_analysis.settings import load_settings
from cchc_analysis.tables.package_contracts import PROCEDURES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference data that a test may spoil."""
    source = load_settings().reference_dir
    for name in ("indicators", "settings", "vocabulary"):
        shutil.copytree(source / name, tmp_path / name)
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def test_every_indicator_says_its_formula_source_and_sample_in_both_languages() -> None:
    indicators = load_indicators()
    assert len(indicators) >= 25
    for one in indicators:
        assert one.min_sample >= 1
        said = [
            getattr(one, part)(language) for part in ("name", "formula", "source") for language in ("vi", "en")
        ]
        assert all(said), one.indicator
        assert one.name("vi") != one.name("en")


def test_names_accuse_nobody() -> None:
    for one in load_indicators():
        words = " ".join([one.name_vi, one.name_en]).lower()
        assert not any(
            word in words for word in ("vi phạm", "gian lận", "thông thầu", "fraud", "corrupt", "collu")
        )


def test_the_four_figures_of_decree_214_are_marked() -> None:
    marked = {one.indicator for one in load_indicators() if one.in_decree_214}
    assert marked == {"mean_saving_rate", "bidders_per_package", "single_bid_rate", "petition_share"}


def test_every_field_is_a_column_or_what_stands_for_two() -> None:
    assert set(load_source_fields()) - set(PROCEDURES.columns) == {"supplier", "plan_type"}


def test_a_limit_names_its_document_in_both_languages() -> None:
    limits = load_limits()
    for limit in limits:
        assert limit.legal_basis("vi") != limit.legal_basis("en")
    ceiling = [
        limit.value
        for limit in limits
        if limit.kind == "ceiling_vnd"
        and limit.is_in_force(dt.date(2025, 9, 1), dt.date(2025, 9, 1))
        and "purchase" in limit.plan_types
    ]
    assert ceiling == [500_000_000]


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2014-08-14", 0), ("2014-08-15", 7), ("2023-12-31", 7), ("2024-01-01", 4), ("2025-06-30", 4),
        ("2025-07-01", 0), ("2025-08-03", 0), ("2025-08-04", 4), ("2026-09-08", 4), ("2026-09-09", 0),
    ],
)  # fmt: skip
def test_limits_hold_from_their_first_to_their_last_day(day: str, count: int) -> None:
    on = dt.date.fromisoformat(day)
    ceilings = [limit for limit in load_limits() if limit.kind == "ceiling_vnd" and limit.is_in_force(on, on)]
    assert len(ceilings) == count


def test_a_setting_says_whether_a_publication_sets_it_and_what_it_does_in_both_languages() -> None:
    entries = load_setting_entries(SETTINGS_FILE)
    assert {entry.kind for entry in entries} == {"setting", "sourced"}
    assert all(entry.note("vi") != entry.note("en") for entry in entries)
    assert load_indicator_settings().fence_tenths == 15


def test_an_indicator_that_needs_an_unknown_field_is_refused(folder: Path) -> None:
    spoil(folder, INDICATORS_FILE, 'needs: ["has_petition"]', 'needs: ["has_complaint"]')
    with pytest.raises(ReferenceFileError, match="petition_share: has_complaint"):
        load_indicators(reference_dir=folder)


def test_an_indicator_that_stands_twice_is_refused(folder: Path) -> None:
    spoil(folder, INDICATORS_FILE, '"petition_share"', '"single_bid_rate"')
    with pytest.raises(ReferenceFileError, match="single_bid_rate"):
        load_indicators(reference_dir=folder)


def test_an_indicator_without_a_table_is_refused(folder: Path) -> None:
    spoil(folder, INDICATORS_FILE, 'reads: ["procedures"]', "reads: []")
    with pytest.raises(ReferenceFileError, match="no table"):
        load_indicators(reference_dir=folder)


def test_a_field_that_stands_twice_is_refused(folder: Path) -> None:
    spoil(folder, FIELDS_FILE, 'field: "status"', 'field: "form"')
    with pytest.raises(ReferenceFileError, match="form"):
        load_source_fields(reference_dir=folder)


def test_limits_that_overlap_are_refused(folder: Path) -> None:
    spoil(folder, LIMITS_FILE, '"2023-12-31"', '"2024-01-01"')
    with pytest.raises(ReferenceFileError, match="2014-08-15 ceiling_vnd 500000000"):
        load_limits(reference_dir=folder)


def test_limits_of_other_prices_do_not_overlap_and_those_of_a_price_do(folder: Path) -> None:
    assert len(load_limits(reference_dir=folder)) == len(load_limits())
    spoil(folder, LIMITS_FILE, "price_above_vnd: 10000000000", "price_above_vnd: 9999999999")
    with pytest.raises(ReferenceFileError, match="2014-08-15 minimum_days 10 / 20"):
        load_limits(reference_dir=folder)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  value: 500000000\n", "  price_up_to_vnd: 1\n  value: 500000000\n", "a ceiling is for packages"),
        ("price_above_vnd: 10000000000\n", "price_above_vnd: 9\n  price_up_to_vnd: 9\n", "is not above"),
    ],
)
def test_a_limit_for_prices_that_do_not_occur_is_refused(folder: Path, old: str, new: str, fault: str) -> None:
    spoil(folder, LIMITS_FILE, old, new)
    with pytest.raises(ReferenceFileError, match=fault):
        load_limits(reference_dir=folder)


def test_a_limit_read_in_a_document_gives_its_address() -> None:
    for limit in load_limits():
        assert limit.source.startswith("https://") == (limit.status == "sourced"), limit


def test_fields_of_limits_are_those_of_the_same_folder(folder: Path) -> None:
    spoil(folder, "vocabulary/names.csv", "field,mixed,Hỗn hợp", "field,mingled,Hỗn hợp")
    words = folder / "vocabulary" / "fields.csv"
    words.write_text(words.read_text(encoding="utf-8").replace(",mixed,", ",mingled,"), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match="mixed"):
        load_limits(reference_dir=folder)


def test_a_limit_of_an_unknown_form_is_refused(folder: Path) -> None:
    spoil(folder, LIMITS_FILE, '"shopping_shortened"', '"barter"')
    with pytest.raises(ReferenceFileError, match="barter"):
        load_limits(reference_dir=folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"band_pct"', '"bandwidth"'), ('"band_pct"', '"window_days"'), ("value: 30", "value: null"),
        ('"limited_bidding"', '"barter"'),
    ],
)  # fmt: skip
def test_settings_that_are_not_whole_are_refused(folder: Path, old: str, new: str) -> None:
    spoil(folder, SETTINGS_FILE, old, new)
    with pytest.raises(ReferenceFileError):
        load_indicator_settings(reference_dir=folder)


def test_formulas_state_the_settings_they_are_counted_with_and_no_key(folder: Path) -> None:
    spoil(
        folder,
        SETTINGS_FILE,
        'setting: "near_permille"\n  kind: "setting"\n  value: 5',
        'setting: "near_permille"\n  kind: "setting"\n  value: 7',
    )
    said = {one.indicator: one for one in load_indicators(reference_dir=folder)}
    assert "không quá 7 phần nghìn" in said["award_near_estimate"].formula("vi")
    keys = {entry.setting for entry in load_setting_entries(SETTINGS_FILE)}
    for one in said.values():
        words = " ".join(one.formula(language) for language in ("vi", "en"))
        assert not any(key in words for key in keys | {"{", "}"}), one.indicator


def test_a_formula_that_names_an_unknown_setting_is_refused(folder: Path) -> None:
    spoil(folder, INDICATORS_FILE, "{near_permille}", "{nearness}")
    with pytest.raises(ReferenceFileError, match="nearness"):
        load_indicators(reference_dir=folder)

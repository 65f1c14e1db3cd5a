"""What this project chose itself has one form: dated, sourced, and printed where it is explained."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from cchc_analysis.exhibits.indicators.registry import setting_text
from cchc_analysis.reference.dated_settings import load_dated_settings, load_setting_entries
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.reference.indicator_limits import SETTINGS_FILE
from cchc_analysis.reference.plausible_amounts import AMOUNTS_FILE
from cchc_analysis.reference.plausible_years import YEARS_FILE
from cchc_analysis.reference.projection_settings import PROJECTION_FILE
from cchc_analysis.settings import PROJECT_DIR, load_settings
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.dates import format_date
from tests.reference.setting_files import spoilt

# Where each file is printed; a file that nobody prints is a fault of its own.
PAGES = {
    SETTINGS_FILE: "procurement-indicators",
    PROJECTION_FILE: "procurement-outlook",
    AMOUNTS_FILE: "procurement",
    YEARS_FILE: "procurement",
}
ENTRY = """
- setting: "{name}"
  kind: "setting"
  value: {value}
  decided_on: "2026-11-26"
  note_vi: "Ý nghĩa."
  note_en: "Meaning."
  source_vi: "Dự án tự chọn."
  source_en: "Own choice."
  address: null
"""


@dataclass(frozen=True)
class Sample:
    most: int
    last_on: dt.date
    forms: tuple[str, ...]


VALUES = {"most": "30", "last_on": '"2030-12-31"', "forms": '["shopping", "special"]'}


def read(folder: Path, **values: str) -> Sample:
    entries = [ENTRY.format(name=name, value=value) for name, value in (VALUES | values).items() if value]
    (folder / "sample.yml").write_text("".join(entries), encoding="utf-8")
    return load_dated_settings("sample.yml", Sample, reference_dir=folder)


def test_numbers_days_and_groups_of_codes_are_read_as_their_fields_say(tmp_path: Path) -> None:
    assert read(tmp_path) == Sample(30, dt.date(2030, 12, 31), ("shopping", "special"))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"most": ""}, "most: –"),
        ({"most": '"2030-12-31"'}, "most: 2030-12-31"),
        ({"last_on": "30"}, "last_on: 30"),
        ({"forms": "30"}, "forms: 30"),
        ({"other": "30"}, "other: 30"),
        ({"most": "0"}, "greater than 0"),
        ({"most": "true"}, "value"),
        ({"forms": "[]"}, "at least 1"),
        ({"most": "", "last_on": ""}, "most: –\n- last_on: –"),
    ],
)
def test_a_setting_that_is_missing_unknown_or_of_another_kind_stops(
    tmp_path: Path, values: dict[str, str], named: str
) -> None:
    with pytest.raises(ReferenceFileError) as caught:
        read(tmp_path, **values)
    assert named in caught.value.message("en")


def test_a_setting_that_stands_twice_stops(tmp_path: Path) -> None:
    read(tmp_path)
    path = tmp_path / "sample.yml"
    path.write_text(path.read_text(encoding="utf-8") + ENTRY.format(name="most", value="31"), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match="most: 31"):
        load_dated_settings("sample.yml", Sample, reference_dir=tmp_path)


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("part", ["decided_on", "note_vi", "note_en", "source_vi", "source_en", "address"])
def test_a_setting_without_its_day_meaning_or_source_is_refused(tmp_path: Path, file: str, part: str) -> None:
    words = (load_settings().reference_dir / file).read_text(encoding="utf-8").splitlines(keepends=True)
    line = next(line for line in words if line.startswith(f"  {part}:"))
    for wanting in ("", f'  {part}: ""\n', f'  {part}: " "\n'):
        with pytest.raises(ReferenceFileError, match=part):
            load_setting_entries(file, reference_dir=spoilt(tmp_path, file, (line, wanting)))


@pytest.mark.parametrize(
    "change",
    [
        ('kind: "setting"', 'kind: "sourced"'),
        ('kind: "sourced"', 'kind: "setting"'),
        ('decided_on: "2026-11-25"', 'decided_on: "soon"'),
    ],
)
def test_a_source_claimed_and_not_stated_or_the_reverse_is_refused(
    tmp_path: Path, change: tuple[str, str]
) -> None:
    with pytest.raises(ReferenceFileError):
        load_setting_entries(SETTINGS_FILE, reference_dir=spoilt(tmp_path, SETTINGS_FILE, change))


def test_every_file_of_settings_is_printed_somewhere() -> None:
    folder = load_settings().reference_dir
    assert {path.relative_to(folder).as_posix() for path in (folder / "settings").glob("*.yml")} == set(PAGES)


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_setting_is_printed_with_its_value_day_meaning_and_source(file: str, language: Language) -> None:
    page = (PROJECT_DIR / "docs" / "methodology" / f"{PAGES[file]}.{language}.md").read_text(encoding="utf-8")
    for entry in load_setting_entries(file):
        cells = (
            f"`{entry.setting}`",
            setting_text(entry, language),
            format_date(entry.decided_on, language),
            entry.note(language),
            entry.source(language),
        )
        assert f"| {' | '.join(cells)} |" in page.splitlines()

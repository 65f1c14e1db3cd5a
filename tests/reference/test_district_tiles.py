from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from cchc_analysis.reference.agency_table import agencies_in_force, load_agencies
from cchc_analysis.reference.district_tiles import TILES_FILE, load_district_tiles
from cchc_analysis.reference.errors import ReferenceFileError
from cchc_analysis.settings import load_settings


@pytest.mark.parametrize(
    ("on", "count"),
    [("2015-01-01", 24), ("2020-12-31", 24), ("2021-01-01", 22), ("2025-06-30", 22), ("2025-07-01", 0)],
)
def test_every_district_in_force_has_one_square_of_its_own(on: str, count: int) -> None:
    day = dt.date.fromisoformat(on)
    tiles = load_district_tiles(day)
    districts = agencies_in_force(load_agencies(), day, "district")
    assert sorted(tiles["agency_code"]) == sorted(districts["agency_code"])
    assert len(tiles) == count
    assert not tiles.duplicated(["row", "column"]).any()


def test_thu_duc_city_takes_the_place_of_three_districts_in_2021() -> None:
    before, after = (set(load_district_tiles(dt.date(year, 1, 1))["agency_code"]) for year in (2020, 2021))
    assert before - after == {"Q2", "Q9", "THUDUC"}
    assert after - before == {"TPTHUDUC"}


def test_no_square_stands_alone() -> None:
    """All squares hang together by their sides: a stray one would be a slip of the pen."""
    for year in (2020, 2021):
        places = set(
            load_district_tiles(dt.date(year, 6, 1))[["row", "column"]].itertuples(index=False, name=None)
        )
        reached, found = set(), [min(places)]
        while found:
            row, column = found.pop()
            reached.add((row, column))
            beside = {(row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)}
            found += (beside & places) - reached
        assert reached == places


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(load_settings().reference_dir / "agencies.csv", tmp_path)
    (tmp_path / "tiles").mkdir()
    shutil.copy(load_settings().reference_dir / TILES_FILE, tmp_path / "tiles")
    return tmp_path


@pytest.mark.parametrize(
    ("line", "other", "fault"),
    [
        ("Q4,4,4\n", "", "no square: Q4"),
        ("Q4,4,4\n", "Q4,4,4\nQ4,6,0\n", "two squares: Q4"),
        ("Q4,4,4\n", "Q4,4,3\n", "taken: Q4"),
        ("Q4,4,4\n", "Q4,4,-4\n", "no number: Q4 4 -4"),
    ],
)
def test_a_slip_in_the_file_stops(folder: Path, line: str, other: str, fault: str) -> None:
    file = folder / TILES_FILE
    file.write_text(file.read_text(encoding="utf-8").replace(line, other), encoding="utf-8")
    with pytest.raises(ReferenceFileError, match=fault):
        load_district_tiles(dt.date(2020, 6, 1), reference_dir=folder)

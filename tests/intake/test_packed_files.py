"""Files that may be compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from cchc_analysis.intake.packed_files import open_unpacked


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
@pytest.mark.parametrize("is_packed", [True, False])
def test_content_is_unpacked_by_the_first_bytes_and_not_by_the_name(
    tmp_path: Path, name: str, *, is_packed: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"a,b\n") if is_packed else b"a,b\n")
    with open_unpacked(path) as (raw, content):
        assert content.read() == b"a,b\n"
        assert raw.tell() == path.stat().st_size
    assert raw.closed


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    with open_unpacked(path) as (_, content):
        assert content.read() == b""

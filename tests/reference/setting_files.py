"""Copies of the shipped files of settings that a test may spoil."""

from __future__ import annotations

from pathlib import Path

from cchc_analysis.settings import load_settings


def spoilt(folder: Path, file: str, *changes: tuple[str, str]) -> Path:
    """Return `folder` as a reference folder with a copy of a shipped file, words of it changed once each."""
    words = (load_settings().reference_dir / file).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in words
        words = words.replace(old, new, 1)
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return folder

"""The README in Vietnamese tells the same commands and leads to the same places as the one in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT_DIR = Path(__file__).resolve().parents[2]
READMES = {name: (PROJECT_DIR / name).read_text(encoding="utf-8") for name in ("README.md", "README.vi.md")}
STARTS = ("python3 ", "py ", "uv ", "cchc ", "conda ", "pip ", ".venv/", "… report")


def commands(readme: str) -> set[str]:
    """Every command a reader can copy: lines of the blocks, and what stands between backquotes."""
    blocks = re.findall(r"^```\n(.*?)^```", readme, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", readme, flags=re.MULTILINE | re.DOTALL))
    found = (" ".join(one.partition("  #")[0].split()) for one in [*lines, *inline])
    return {one for one in found if one.startswith(STARTS)}


def test_every_command_of_one_is_in_the_other() -> None:
    english, vietnamese = (commands(readme) for readme in READMES.values())
    assert len(english) >= 19
    assert sorted(english ^ vietnamese) == []


def test_each_leads_to_the_other() -> None:
    assert "](README.vi.md)" in READMES["README.md"]
    assert "](README.md)" in READMES["README.vi.md"]


@pytest.mark.parametrize("name", READMES)
def test_every_place_a_readme_links_to_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", READMES[name])
    assert links
    assert [link for link in links if not link.startswith("http") and not (PROJECT_DIR / link).exists()] == []


def test_a_command_in_a_block_or_a_sentence_is_seen_once_without_its_comment() -> None:
    readme = "Run `cchc report`, or `x`:\n\n```\npython3 run.py report     # says why\ncchc report\n```\n"
    assert commands(readme) == {"cchc report", "python3 run.py report"}

"""Modules that comments, docstrings and pages name are there: a file that moved is not left behind in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[2]
FOLDERS = ("cchc_analysis", "tests", "benchmarks", "tools")
NAMED = re.compile(r"`([\w./]+)`")
PYTHON = {
    "/" + path.relative_to(PROJECT_DIR).as_posix(): path.read_text(encoding="utf-8")
    for path in [
        *PROJECT_DIR.glob("*.py"),
        *(path for name in FOLDERS for path in (PROJECT_DIR / name).rglob("*.py")),
    ]
    if path != Path(__file__).resolve()
}
PAGES = [PROJECT_DIR / "CONTRIBUTING.md", PROJECT_DIR / "README.md", *sorted((PROJECT_DIR / "docs").rglob("*.md"))]
CODE = "\n".join(PYTHON.values())
# `/cchc_analysis/index/gap.py` by `cchc_analysis.index.gap`.
MODULES = {path[1:].removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in PYTHON}
# What was `rows` of the folder `vneps` before that folder was made, and what its test was called.
FLAT = {"_".join(module.rsplit(".", 2)[-2:]) for module in MODULES if "." in module}


def unknown_modules(text: str) -> Iterator[str]:
    """Names in backticks that can only be those of modules, or of things in them, and are not."""
    for name in NAMED.findall(text):
        if name.endswith(".py"):
            is_known = any(path.endswith(f"/{name}") for path in PYTHON)
        elif name.startswith("cchc_analysis.") or ".".join(["cchc_analysis", *name.split(".")[:2]]) in MODULES:
            is_known = _is_there("cchc_analysis." + name.removeprefix("cchc_analysis."))
        else:
            word = name.partition(".")[0]
            is_known = word.removeprefix("test_") not in FLAT or _is_word_of_code(word)
        if not is_known:
            yield name


def _is_there(name: str) -> bool:
    parts = name.split(".")
    length = max(n for n in range(1, len(parts) + 1) if ".".join(parts[:n]) in MODULES)
    code = PYTHON[MODULES[".".join(parts[:length])]]
    inside = parts[length : length + 1]
    return not inside or re.search(rf"^\s*(?:def |class )?{inside[0]}\b", code, re.MULTILINE) is not None


def _is_word_of_code(word: str) -> bool:
    """Tell whether a word is a name of its own: of a function, a column, a table, a framework, a library."""
    uses = rf"""\b(?:def|class|import) {word}\b|["']{word}["']|^\s*{word} ?[:=(]"""
    return re.search(uses, CODE, re.MULTILINE) is not None


def test_a_module_that_is_not_there_is_found() -> None:
    there = ["ocds/merge.py", "cchc_analysis.intake.findings.Counts.total", "compliance.cells", "awards.status"]
    # Named after folders all the same: a table and a framework.
    words = ["ocds_coverage", "sample_city"]
    gone = ["ocds_gone.py", "cchc_analysis.intake.gone.rows", "compliance.cells.gone", "vneps_rows.agency_code"]
    said = " and ".join(f"`{name}`" for name in [*there, *words, *gone, "test_workbook_cells"])
    assert list(unknown_modules(said)) == [*gone, "test_workbook_cells"]


def test_every_module_that_is_named_is_there() -> None:
    texts = PYTHON | {str(page.relative_to(PROJECT_DIR)): page.read_text(encoding="utf-8") for page in PAGES}
    found = {place: sorted(unknown_modules(text)) for place, text in texts.items()}
    assert {place: names for place, names in found.items() if names} == {}

"""Statistics and charts take tables and give tables: no file, no clock, no chance that was not passed in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE_DIR = Path(__file__).resolve().parents[2] / "cchc_analysis"
PURE = ("stats", "index", "compliance", "programme", "charts")
# What a file may reach for all the same, and why.
EXCUSED = {
    "charts/style.py": {"pathlib", "pathlib.Path"},  # the package's own fonts
    "charts/chart.py": {".savefig()"},  # into memory
}

FILE_MODULES = {
    "fileinput", "glob", "importlib.resources", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess",
    "tempfile", "urllib", "zipfile",
}  # fmt: skip
FILE_CALLS = {
    "fromfile", "genfromtxt", "loadtxt", "open", "savefig", "savetxt", "tofile", "write_bytes", "write_text",
}  # fmt: skip
CLOCK_AND_CHANCE_MODULES = {"random", "secrets", "time", "uuid"}
CLOCK_CALLS = {"now", "today", "utcnow"}
# pandas reads by read_csv, read_excel …; what it can write that is not a table in memory.
TO_FILES = {
    f"to_{kind}" for kind in ("clipboard", "csv", "excel", "feather", "hdf", "json", "parquet", "pickle", "sql")
}


def impurities(source: str) -> Iterator[str]:
    """What code reaches for outside itself."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names if _is_outside(one.name))
            case ast.ImportFrom(module=str(module), level=0):
                full = [module, *(f"{module}.{one.name}" for one in node.names)]
                yield from (name for name in full if _is_outside(name))
            case ast.Call(func=ast.Name(id="open" as name)):
                yield f"{name}()"
            case ast.Call(func=ast.Attribute(attr=name)) if _reaches_out(name):
                yield f".{name}()"
            case ast.Call(func=ast.Attribute(attr="default_rng"), args=[], keywords=[]):
                yield "default_rng() without a seed"
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="np"), attr="random"), attr=name):
                if name not in ("default_rng", "Generator", "SeedSequence"):
                    yield f"np.random.{name}"


def _is_outside(module: str) -> bool:
    outside = FILE_MODULES | CLOCK_AND_CHANCE_MODULES
    return module in outside or module.partition(".")[0] in outside


def _reaches_out(name: str) -> bool:
    return name in FILE_CALLS | CLOCK_CALLS | TO_FILES or name.startswith("read_")


def _reached(path: Path) -> set[str]:
    return set(impurities(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("folder", PURE)
def test_statistics_and_charts_reach_for_nothing_outside(folder: str) -> None:
    paths = sorted((PACKAGE_DIR / folder).rglob("*.py"))
    assert paths
    found = {path.relative_to(PACKAGE_DIR).as_posix(): _reached(path) for path in paths}
    excess = {name: sorted(reached - EXCUSED.get(name, set())) for name, reached in found.items()}
    assert {name: reached for name, reached in excess.items() if reached} == {}


def test_a_file_is_excused_only_from_what_it_needs() -> None:
    assert {name: _reached(PACKAGE_DIR / name) for name in EXCUSED} == EXCUSED


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "from pathlib import Path",
        "import os.path",
        "from importlib import resources",
        "pd.read_csv(x)",
        "table.to_csv(x)",
        "figure.savefig(x)",
        "path.open()",
        "import time",
        "datetime.now()",
        "date.today()",
        "np.random.default_rng()",
        "np.random.normal(0, 1)",
    ],
)
def test_what_reaches_outside_is_seen(source: str) -> None:
    assert list(impurities(source))


@pytest.mark.parametrize(
    "source",
    ["np.random.default_rng(seed)", "table.to_numpy()", "from datetime import date", "read(x)", "import re"],
)
def test_what_stays_inside_is_left_alone(source: str) -> None:
    assert not list(impurities(source))

"""The launcher: standard library only, pinned, and readable on an old Python."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import run

SOURCE = Path(run.__file__).read_text(encoding="utf-8")


def test_only_the_standard_library_is_imported() -> None:
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        str(node.module).partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, ast.ImportFrom)
    }
    assert imported <= set(sys.stdlib_module_names)


def test_uv_is_pinned_and_no_shell_is_used() -> None:
    assert re.fullmatch(r"uv==\d+\.\d+\.\d+", run.UV)
    assert "shell=True" not in SOURCE
    assert "os.system" not in SOURCE


def test_an_old_python_gets_one_message(monkeypatch: object, capsys: object) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))  # type: ignore[attr-defined]
    assert run.main(["report"]) == 2
    assert "3.11" in capsys.readouterr().err  # type: ignore[attr-defined]


def test_without_network_the_offline_way_is_named(monkeypatch: object, capsys: object, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "TOOLS_DIR", tmp_path)  # type: ignore[attr-defined]
    monkeypatch.setattr(run, "UV", "no-such-package-at-all==0")  # type: ignore[attr-defined]
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # type: ignore[attr-defined]
    assert run.main(["report"]) == 2
    assert "docs/how-to/offline.md" in capsys.readouterr().err  # type: ignore[attr-defined]


def test_every_gate_of_the_readme_is_run() -> None:
    gates = {gate[0] for gate in run.GATES}
    assert gates == {"ruff", "mypy", "lint-imports", "pytest"}

"""The launcher: standard library only, pinned, and readable on an old Python."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

import run

SOURCE = Path(run.__file__).read_text(encoding="utf-8")
DOCUMENTS = [run.PROJECT_DIR / "README.md", run.PROJECT_DIR / "CONTRIBUTING.md"]
DOCUMENTS += sorted((run.PROJECT_DIR / "docs").rglob("*.md"))


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


def test_no_document_names_another_uv() -> None:
    named = {
        (path.name, version)
        for path in DOCUMENTS
        for version in re.findall(r"\buv(?:==|[ -])\d+\.\d+[.\d]*", path.read_text(encoding="utf-8"))
    }
    assert {(name, version) for name, version in named if re.sub("[ -]", "==", version) != run.UV} == set()


def test_an_old_python_gets_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    assert run.main(["report"]) == run.SETUP_FAILED
    assert "3.11" in capsys.readouterr().err


def test_without_network_the_offline_way_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "TOOLS_DIR", tmp_path)
    monkeypatch.setattr(run, "UV", "no-such-package-at-all==0")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert run.main(["report"]) == run.SETUP_FAILED
    assert "docs/how-to/offline.md" in capsys.readouterr().err


def test_a_failed_set_up_gives_no_network_as_one_cause_only_and_runs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "install_uv", lambda: True)
    monkeypatch.setattr(run, "sync", lambda *options: False)
    monkeypatch.setattr(run, "uv_run", lambda *words: pytest.fail(f"was run all the same: {words}"))
    assert run.main(["report"]) == run.SETUP_FAILED
    message = capsys.readouterr().err
    assert "Nếu máy không có mạng: docs/how-to/offline.md" in message
    assert "If there is no network: docs/how-to/offline.md" in message
    assert "uv.lock" in message


def test_uv_itself_says_why_the_set_up_failed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    complaint = "import sys; sys.exit('The lockfile needs to be updated')"
    monkeypatch.setattr(run, "uv", lambda: [sys.executable, "-c", complaint])
    assert not run.sync("--no-dev")
    assert "The lockfile needs to be updated" in capfd.readouterr().err


def test_every_gate_is_run_and_any_that_fails_makes_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for failing in run.GATES:
        started: list[tuple[str, ...]] = []

        def fake(*words: str, started: list[tuple[str, ...]] = started, failing: tuple[str, ...] = failing) -> int:
            started.append(words)
            return 7 if words == failing else 0

        monkeypatch.chdir(run.PROJECT_DIR)
        monkeypatch.setattr(run, "uv_run", fake)
        assert run.run_gates([]) == 7
        assert started == list(run.GATES)
        assert f"✗ {' '.join(failing)}" in capsys.readouterr().err


def test_contributing_lists_the_gates_as_they_are_run() -> None:
    contributing = (run.PROJECT_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.findall(r"^- `(.+)` — ", contributing, flags=re.MULTILINE) == [" ".join(gate) for gate in run.GATES]

"""One notebook with one set of parameters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_analysis.texts import Language, SpokenError, text


class RunNotProvedError(SpokenError, RuntimeError):
    """A run that failed, or whose notebook does not prove that it ran to its end for whom it was asked."""


class CellFailedError(RunNotProvedError):
    """A cell raised an error; `reasons` says in each language which."""

    key = "cli.cell_failed"

    def message(self, language: Language) -> str:
        """Say where the notebook stopped, and why, in one language."""
        return text(self.key, language, cell=self.values["cell"], reason=self.values["reasons"][language])


class CellsNotRunError(RunNotProvedError):
    """The notebook ended quietly before its last cell."""

    key = "cli.cells_not_run"


class KernelStoppedError(RunNotProvedError):
    """The kernel died, or a cell ran longer than is allowed."""

    key = "cli.kernel_stopped"


class ProofDiffersError(RunNotProvedError):
    """The last cell does not show the run that was asked for."""

    key = "cli.proof_differs"


@dataclass(frozen=True)
class Job:
    """What to run; `folder` is the name of the job and of its folder inside the report."""

    notebook: Path
    parameters: dict[str, Any]
    folder: str

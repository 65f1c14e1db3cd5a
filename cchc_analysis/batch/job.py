"""One notebook with one set of parameters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc_analysis.texts import SpokenError


class RunNotProvedError(SpokenError, RuntimeError):
    """A run that failed, or whose notebook does not prove that it ran to its end for whom it was asked."""

    key = "cli.not_proved"


@dataclass(frozen=True)
class Job:
    """What to run; `folder` is the name of the job and of its folder inside the report."""

    notebook: Path
    parameters: dict[str, Any]
    folder: str

"""Turn mistakes a person can mend into one clear message; anything else is a defect and keeps its trace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.texts import LANGUAGES, Language

USAGE_ERROR = 1


@contextmanager
def explained_errors() -> Iterator[None]:
    """Print a mistake in Vietnamese and English and exit with 1."""
    try:
        yield
    except IntakeError as error:
        _stop(finding.message(language) for finding in error.findings for language in LANGUAGES)
    except Exception as error:
        # Errors meant for people know how to say themselves in both languages.
        message = getattr(error, "message", None)
        if not callable(message):
            raise
        _stop(_said(message, language) for language in LANGUAGES)


def _said(message: object, language: Language) -> str:
    assert callable(message)  # noqa: S101 - for the type checker; tested just above
    return str(message(language))


def _stop(lines: Iterator[str]) -> None:
    print("\n".join(lines), file=sys.stderr)
    raise SystemExit(USAGE_ERROR)

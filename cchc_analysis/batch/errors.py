"""Turn mistakes a person can mend into one clear message; anything else is a defect and keeps its trace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.texts import LANGUAGES, SpokenError

USAGE_ERROR = 1


@contextmanager
def explained_errors() -> Iterator[None]:
    """Print a mistake in Vietnamese and English and exit with 1."""
    try:
        yield
    except (SpokenError, IntakeError) as error:
        print("\n".join(error.message(language) for language in LANGUAGES), file=sys.stderr)
        raise SystemExit(USAGE_ERROR) from error

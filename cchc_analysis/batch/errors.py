"""Turn mistakes a person can mend into one clear message; anything else is a defect and keeps its trace."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cchc_analysis.batch.disk_errors import disk_error
from cchc_analysis.intake.findings import IntakeError
from cchc_analysis.texts import LANGUAGES, SpokenError

USAGE_ERROR = 1


@contextmanager
def explained_errors() -> Iterator[None]:
    """Print a mistake in Vietnamese and English and exit with 1."""
    try:
        yield
    except (SpokenError, IntakeError) as error:
        _say(error)
        raise SystemExit(USAGE_ERROR) from error
    except OSError as error:
        known = disk_error(error)
        if known is None:
            raise
        _say(known)
        raise SystemExit(USAGE_ERROR) from error


def _say(error: SpokenError | IntakeError) -> None:
    print("\n".join(error.message(language) for language in LANGUAGES), file=sys.stderr)

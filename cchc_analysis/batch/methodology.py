"""The methodology that goes with every report, as the documents of the project hold it."""

from __future__ import annotations

import hashlib

from cchc_analysis.publish.methodology import methodology_source
from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.texts import LANGUAGES, Language


def read_methodology() -> dict[Language, str]:
    """Return the text of the methodology by language."""
    folder = PROJECT_DIR / "docs" / "methodology"
    return {
        language: (folder / methodology_source(language)).read_text(encoding="utf-8") for language in LANGUAGES
    }


def methodology_digest() -> str:
    """Return the sha256 of the methodology in all languages: a report with an older one is made again."""
    return hashlib.sha256("\0".join(read_methodology().values()).encode()).hexdigest()

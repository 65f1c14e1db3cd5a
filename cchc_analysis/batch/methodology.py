"""The methodology that goes with every report, as the documents of the project hold it."""

from __future__ import annotations

import hashlib
import re

from cchc_analysis.settings import PROJECT_DIR
from cchc_analysis.texts import LANGUAGES, Language, text

SUBJECTS = ("reform-index", "procurement", "procurement-outlook", "procurement-indicators")

# The same page in the other language, linked from under a document's title.
_LINKED_TITLE = re.compile(r"\A# (?P<title>[^\n]+)\n\n(?P<link>\[[^\]\n]+\]\([^)\n]+\))\n")
_HEADING = re.compile(r"^(?=#{1,3} )", re.MULTILINE)


class UnlinkedDocumentError(ValueError):
    """A methodology document that does not begin with its title and the link to the other language."""


def read_methodology() -> dict[Language, str]:
    """Return the text of the methodology by language: the documents of all subjects under one title.

    Raises `UnlinkedDocumentError` for a document whose beginning is not as agreed.
    """
    return {language: _joined(language) for language in LANGUAGES}


def methodology_digest() -> str:
    """Return the sha256 of the methodology in all languages: a report with an older one is made again."""
    return hashlib.sha256("\0".join(read_methodology().values()).encode()).hexdigest()


def _joined(language: Language) -> str:
    parts, link = [], ""
    for subject in SUBJECTS:
        path = PROJECT_DIR / "docs" / "methodology" / f"{subject}.{language}.md"
        document = path.read_text(encoding="utf-8")
        beginning = _LINKED_TITLE.match(document)
        if beginning is None:
            raise UnlinkedDocumentError(path.name)
        link = link or beginning["link"]
        lowered = _HEADING.sub("#", f"# {beginning['title']}\n{document[beginning.end() :]}")
        parts.append(lowered)
    return "\n\n".join((f"# {text('page.methodology', language)}", link, *parts))

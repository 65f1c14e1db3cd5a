"""What a source is called where a reader must tell two of a kind apart: by its kind and its files."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_analysis.exhibits.study import Study
from cchc_analysis.texts import Language, text
from cchc_analysis.vietnamese.numbers import format_number

# A list or two is named; of a folder of files it is said how many there are.
MOST_NAMED_FILES = 3


def file_names(files: Sequence[str], language: Language) -> str:
    """Name files as they are called, where they are few; else say how many there are."""
    if len(files) <= MOST_NAMED_FILES:
        return ", ".join(files)
    return text("sources.file_count", language, count=format_number(len(files), language))


def source_name(study: Study) -> str:
    """Return the kind of the source with its files; those of made-up data are always the same and not named."""
    name = text(f"sources.{study.warehouse.source}", study.language)
    files = [file.file for file in study.warehouse.files]
    if study.is_synthetic or not files:
        return name
    key = "of_files" if len(files) <= MOST_NAMED_FILES else "of_many_files"
    return text(f"sources.{key}", study.language, source=name, files=file_names(files, study.language))

"""The words of forms, fields and methods of procurement: as they are written, and as they are shown."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

from cchc_analysis.reference.errors import ReferenceFileError, in_both, no_rule
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.texts import Language

Kind = Literal["form", "field", "method"]

_NAMES_FILE = "vocabulary/names.csv"


def name_key(raw: str) -> str:
    """Return the form in which two spellings of one word are equal: NFC, no case, single spaces.

    >>> name_key("  CHÀO hàng cạnh  tranh ")
    'chào hàng cạnh tranh'
    """
    return " ".join(unicodedata.normalize("NFC", raw).casefold().split())


def form_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a selection form (hình thức), by `name_key`.

    A spelling that is not there is unknown: it must be reported, never guessed.
    """
    return _codes("form", reference_dir)


def field_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a procurement field (lĩnh vực), by `name_key`."""
    return _codes("field", reference_dir)


def method_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a selection method (phương thức), by `name_key`."""
    return _codes("method", reference_dir)


def method_spellings(code: str, *, reference_dir: Path | None = None) -> tuple[str, ...]:
    """Return every way a selection method is written in files, its code first."""
    rows = read_rows(reference_file("vocabulary/methods.csv", reference_dir), _columns("method"))
    return (code, *rows.loc[rows["method"] == code, "raw"])


def known_codes(kind: Kind, *, reference_dir: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all forms, fields or methods, in the order in which they are shown."""
    return tuple(_names(kind, reference_dir))


def form_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a selection form as shown in reports; `NoRuleError` for an unknown code."""
    return _name("form", code, language, reference_dir)


def field_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a procurement field as shown in reports; `NoRuleError` for an unknown code."""
    return _name("field", code, language, reference_dir)


def _columns(kind: Kind) -> list[str]:
    return ["scheme", "raw", kind, "source"]


def _codes(kind: Kind, reference_dir: Path | None) -> dict[str, str]:
    path = reference_file(f"vocabulary/{kind}s.csv", reference_dir)
    rows = read_rows(path, _columns(kind))
    known = _names(kind, reference_dir)
    codes: dict[str, str] = {}
    faults: list[str] = []
    for raw, code in zip(rows["raw"], rows[kind], strict=True):
        if code not in known or codes.get(name_key(raw), code) != code:
            faults.append(f"{raw} -> {code}")
        codes[name_key(raw)] = code
    if faults:
        raise ReferenceFileError(path.name, tuple(faults))
    return codes


def _name(kind: Kind, code: str, language: Language, reference_dir: Path | None) -> str:
    names = _names(kind, reference_dir)
    if code not in names:
        raise no_rule(in_both("subject_name", code=code), in_both("when_any"), _NAMES_FILE)
    return names[code][language]


def _names(kind: Kind, reference_dir: Path | None) -> dict[str, dict[Language, str]]:
    path = reference_file(_NAMES_FILE, reference_dir)
    rows = read_rows(path, ["kind", "code", "name_vi", "name_en"])
    rows = rows[rows["kind"] == kind]
    if not rows["code"].is_unique:
        raise ReferenceFileError(path.name, tuple(rows.loc[rows["code"].duplicated(), "code"]))
    return {row["code"]: {"vi": row["name_vi"], "en": row["name_en"]} for row in rows.to_dict(orient="records")}

"""The words of forms, fields and methods of procurement: as they are written, and as they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from cchc_analysis.reference.errors import ReferenceFileError, in_both, no_rule
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.names import clean

Kind = Literal["form", "field", "method", "plan_type"]

_NAMES_FILE = "vocabulary/names.csv"


def word_key(raw: str) -> str:
    """Return the form in which two spellings of one word are equal: as `clean` repairs it, without capitals.

    >>> word_key("  CHÀO hàng cạnh  tranh ")
    'chào hàng cạnh tranh'
    """
    return clean(raw).casefold()


def form_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a selection form (hình thức), by `word_key`.

    A spelling that is not there is unknown: it must be reported, never guessed.
    """
    return _codes("form", reference_dir)


def field_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a procurement field (lĩnh vực), by `word_key`."""
    return _codes("field", reference_dir)


def method_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a selection method (phương thức), by `word_key`."""
    return _codes("method", reference_dir)


def plan_type_codes(*, reference_dir: Path | None = None) -> dict[str, str]:
    """Return the code of every known spelling of a plan's type (project, purchase, other), by `word_key`."""
    return _codes("plan_type", reference_dir)


def known_codes(kind: Kind, *, reference_dir: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all forms, fields or methods, in the order in which they are shown."""
    return tuple(_names(kind, reference_dir))


def form_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a selection form as shown in reports; `NoRuleError` for an unknown code."""
    return _name("form", code, language, reference_dir)


def field_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a procurement field as shown in reports; `NoRuleError` for an unknown code."""
    return _name("field", code, language, reference_dir)


def _codes(kind: Kind, reference_dir: Path | None) -> dict[str, str]:
    path = reference_file(f"vocabulary/{kind}s.csv", reference_dir)
    rows = read_rows(path, ["scheme", "raw", kind, "source"])
    known = _names(kind, reference_dir)
    codes: dict[str, str] = {}
    faults: list[str] = []
    for raw, code in zip(rows["raw"], rows[kind], strict=True):
        if code not in known or codes.get(word_key(raw), code) != code:
            faults.append(f"{raw} -> {code}")
        codes[word_key(raw)] = code
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

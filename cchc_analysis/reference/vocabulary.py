"""The words of forms, fields and methods of procurement: as they are written, and as they are shown."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

from cchc_analysis.reference.errors import ReferenceFileError, in_both, no_rule
from cchc_analysis.reference.strict_files import read_rows, reference_file
from cchc_analysis.texts import Language
from cchc_analysis.vietnamese.names import clean

Kind = Literal["form", "field", "method", "plan_type"]

Question = Literal["is_online", "is_domestic"]

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


def yes_no_codes(
    column: Question, *, scheme: str | None = None, reference_dir: Path | None = None
) -> dict[str, bool]:
    """Return what every known answer to a yes-or-no question means, by `word_key`; of one scheme or of all.

    Schemes: ``vneps`` (the national system), ``bid_report`` (the official report), ``list`` (lists made by hand).
    """
    rows = _yes_no_rows(reference_dir)
    return {word_key(raw): means for own, asked, raw, means in rows if asked == column and scheme in (own, None)}


def yes_no_words(column: Question, scheme: str, *, reference_dir: Path | None = None) -> dict[bool, str]:
    """Return the word a scheme writes for yes and for no: the first of each."""
    rows = [
        (means, raw) for own, asked, raw, means in _yes_no_rows(reference_dir) if (own, asked) == (scheme, column)
    ]
    first = dict(reversed(rows))
    return {means: first[means] for means in (True, False) if means in first}


def known_codes(kind: Kind, *, reference_dir: Path | None = None) -> tuple[str, ...]:
    """Return the codes of all forms, fields or methods, in the order in which they are shown."""
    return tuple(_names(kind, reference_dir))


def form_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a selection form as shown in reports; `NoRuleError` for an unknown code."""
    return _name("form", code, language, reference_dir)


def field_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a procurement field as shown in reports; `NoRuleError` for an unknown code."""
    return _name("field", code, language, reference_dir)


def method_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a selection method as shown in lists; `NoRuleError` for an unknown code."""
    return _name("method", code, language, reference_dir)


def plan_type_name(code: str, language: Language, *, reference_dir: Path | None = None) -> str:
    """Return the name of a plan's type as shown in reports; `NoRuleError` for an unknown code."""
    return _name("plan_type", code, language, reference_dir)


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


def _yes_no_rows(reference_dir: Path | None) -> tuple[tuple[str, str, str, bool], ...]:
    path = reference_file("vocabulary/yes_no.csv", reference_dir)
    return _read_yes_no(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _read_yes_no(path: Path, _mtime_ns: int) -> tuple[tuple[str, str, str, bool], ...]:
    rows = read_rows(path, ["scheme", "column", "raw", "meaning", "source"])
    known = {"true": True, "false": False}
    meanings: dict[tuple[str, str], str] = {}
    faults: list[str] = []
    for column, raw, meaning in zip(rows["column"], rows["raw"], rows["meaning"], strict=True):
        if meaning not in known or meanings.setdefault((column, word_key(raw)), meaning) != meaning:
            faults.append(f"{column}: {raw} -> {meaning}")
    if faults:
        raise ReferenceFileError(path.name, tuple(faults))
    parts = (rows[name] for name in ("scheme", "column", "raw", "meaning"))
    return tuple(
        (scheme, column, raw, known[meaning]) for scheme, column, raw, meaning in zip(*parts, strict=True)
    )

"""Every sentence a reader sees, by key, in Vietnamese and English.

One file per language and subject: ``vi/outlook.yml`` holds the keys ``outlook.…``. What follows a number is
written ``{count} {count:agency|agencies}``: the first form is for 1.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any, Literal, get_args

import yaml

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# The compiled reader does the same ten times faster; it is not built on every machine.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


# Two forms of a word, for a number that is 1 and for any other: {count:agency|agencies}.
_FORM = r"((?:[^{}|]|\{\w+\})*)"
_ONE_OR_MORE = re.compile(rf"\{{(\w+):{_FORM}\|{_FORM}\}}")


@functools.cache
def catalogue(language: Language) -> dict[str, str]:
    """Return all texts of a language by full key (``subject.key``)."""
    texts: dict[str, str] = {}
    folder = resources.files(__package__) / language
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yml"):
            subject = file.name.removesuffix(".yml")
            entries = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506 - safe
            texts |= {f"{subject}.{key}": value for key, value in entries.items()}
    return texts


def text(key: str, language: Language, /, **values: Any) -> str:
    """Return the sentence for `key` with its `{placeholders}` filled in.

    Raises `KeyError` for an unknown key or a placeholder without a value: a report with a hole in a
    sentence is worse than none.
    """
    return in_number(catalogue(language)[key], values).format_map(values)


def in_number(template: str, values: Mapping[str, Any]) -> str:
    """Return a text with each ``{name:one|more}`` replaced by the form that goes with the number of that name.

    >>> in_number("{count} {count:row|rows}", {"count": 1})
    '{count} row'
    """
    return _ONE_OR_MORE.sub(lambda found: found[2 if str(values[found[1]]) == "1" else 3], template)


def placeholders(template: str) -> set[str]:
    """Return the names of the placeholders in a text; of two forms of a word those in the one for many."""
    spread = _ONE_OR_MORE.sub(r"{\1}\3", template)
    return {name for _, name, _, _ in string.Formatter().parse(spread) if name}


class SpokenError(Exception):
    """A mistake a person can mend: `key` is the text that says what and how, filled with `values`."""

    key: str

    def __init__(self, **values: Any) -> None:
        self.values = values
        super().__init__(self.message("en"))

    def __reduce__(self) -> tuple[Any, ...]:
        # Raised in a worker process, it must arrive whole in the one that speaks to the user.
        return functools.partial(type(self), **self.values), ()

    def message(self, language: Language) -> str:
        """Say what is wrong and what to do."""
        return text(self.key, language, **self.values)

    def _render_traceback_(self) -> list[str]:
        return spoken_traceback(self.message)


def spoken_traceback(message: Callable[[Language], str]) -> list[str]:
    """Return what a notebook shows in place of a trace: the mistake in each language, marked with it.

    IPython asks an exception for this by the method ``_render_traceback_``.
    """
    return [f"[{language}] {message(language)}" for language in LANGUAGES]


def heard(traceback: Sequence[str]) -> dict[Language, str] | None:
    """Return by language the mistake that a notebook showed; None if it shows the trace of a defect."""
    marks = [f"[{language}] " for language in LANGUAGES]
    if len(traceback) != len(marks) or not all(map(str.startswith, traceback, marks)):
        return None
    lines = zip(LANGUAGES, traceback, marks, strict=True)
    return {language: line.removeprefix(mark) for language, line, mark in lines}

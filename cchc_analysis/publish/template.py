"""Fill the HTML templates: everything escaped, nothing undefined, styles inside the page."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cchc_analysis.texts import Language, text

_HERE = Path(__file__).parent
# A browser refuses or hides these; a reader must see that something stood there.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def fill_template(file: str, *, language: Language, **values: Any) -> str:
    """Fill a template of this folder; in it ``t("subject.key", name=…)`` is the text in `language`.

    Raises `jinja2.UndefinedError` for a value the template needs and did not get.
    """
    template = _environment().get_template(file)
    return template.render(
        language=language,
        t=functools.partial(_text, language),
        css=Markup(_css()),  # noqa: S704  (our own file)
        **values,
    )


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@functools.cache
def _css() -> str:
    return (_HERE / "page.css").read_text(encoding="utf-8")


def _text(language: Language, key: str, **values: Any) -> str:
    return text(key, language, **values)


def _visible(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Markup):
        return _CONTROL.sub("\ufffd", value)
    return value

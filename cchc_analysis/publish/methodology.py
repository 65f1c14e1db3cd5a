"""The methodology as offline pages beside a report: every figure can be walked back to its formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import mistune
from markupsafe import Markup
from mistune.toc import add_toc_hook

from cchc_analysis.publish.atomic import write_bytes_atomic
from cchc_analysis.publish.contents import Heading, page_contents
from cchc_analysis.publish.template import fill_template
from cchc_analysis.texts import LANGUAGES, Language

_DEEPEST = 3
# A document of the methodology, as the documents link to each other.
_DOCUMENT = re.compile(r"\]\([a-z-]+\.(?P<language>[a-z]{2})\.md\)")


def methodology_page(language: Language) -> str:
    """Return the name of the page beside a report."""
    return f"methodology.{language}.html"


def write_methodology(sources: Mapping[Language, str], folder: Path) -> None:
    """Write the methodology of every language into the folder of a report; the pages link to each other."""
    for language, source in sources.items():
        page = render_methodology(source, language=language)
        write_bytes_atomic(folder / methodology_page(language), page.encode("utf-8"))


def render_methodology(source: str, *, language: Language) -> str:
    """Return the page of a methodology written in Markdown; HTML in it is printed as text."""
    source = _DOCUMENT.sub(_linked_page, source)
    markdown = mistune.create_markdown(escape=True, plugins=["table"])
    add_toc_hook(markdown, max_level=_DEEPEST, heading_id=lambda _, index: f"section-{index + 1}")
    content, state = markdown.parse(source)
    headings = [Heading(level, anchor, words) for level, anchor, words in state.env["toc_items"]]
    # A wide table scrolls in its own frame, by keyboard too, so that a phone need not scroll the page.
    framed = str(content).replace("<table>", '<div class="scroll" tabindex="0"><table>')
    framed = framed.replace("</table>", "</table></div>").replace("<pre>", '<pre class="scroll" tabindex="0">')
    opening, end, rest = framed.partition("</h1>\n")
    return fill_template(
        "methodology.html.j2",
        language=language,
        title=headings[0].words if headings else methodology_page(language),
        contents=page_contents(headings),
        links=(),
        opening=Markup(opening + end),  # noqa: S704  (escaped by the Markdown reader)
        content=Markup(rest),  # noqa: S704  (the same)
    )


def _linked_page(link: re.Match[str]) -> str:
    return next((f"]({methodology_page(one)})" for one in LANGUAGES if one == link["language"]), link[0])

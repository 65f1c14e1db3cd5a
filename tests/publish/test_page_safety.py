"""Whatever a source sends, a page shows it as text, runs nothing and asks for nothing."""

from __future__ import annotations

import dataclasses
import re

import pytest

from cchc_analysis.intake.findings import Counts, Severity
from cchc_analysis.publish.provenance import FindingLine, InputFile, PrivatePathError, Provenance
from tests.publish.pages import Dom, recorded, render

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</td></table><iframe src=//evil.example>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></p><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "<img src=http://evil.example/x.png>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import url(http://evil.example)</style>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<!--><script>alert(1)</script>-->",
    "{{7*7}}",
    "{% include '/etc/passwd' %}",
    "${7*7}",
    "<%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script>alert(1)</script>",
    "\u202e<b>đảo</b>",
]


def hostile_provenance(provenance: Provenance, word: str) -> Provenance:
    counts = (Counts("row", 1, 1),)
    return dataclasses.replace(
        provenance,
        inputs=(InputFile(word, word, word, counts), InputFile(word, word, word, ())),
        findings=tuple(FindingLine(severity, word) for severity in Severity),
        lock_sha256=word,
        parameters={word: word},
    )


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_in_every_field_changes_no_tag_and_no_attribute(provenance: Provenance, payload: str) -> None:
    plain = render(hostile_provenance(provenance, "x"), recorded("x"), title="x", subtitle="x")
    page = render(hostile_provenance(provenance, payload), recorded(payload), title=payload, subtitle=payload)
    assert Dom(page).shape() == Dom(plain).shape()


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(provenance: Provenance, payload: str) -> None:
    dom = Dom(render(provenance, recorded(payload)))
    assert dom.text.count(payload.replace("\x00", "\ufffd")) >= 8
    assert dom.attributes("img", "alt") == [payload.replace("\x00", "\ufffd")]


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_the_page_runs_nothing_and_loads_nothing(provenance: Provenance, is_synthetic: bool) -> None:
    page = render(provenance, is_synthetic=is_synthetic)
    dom = Dom(page)
    tags = {tag for tag, _ in dom.tags}
    assert not tags & {"script", "iframe", "object", "embed", "link", "base", "form", "svg", "audio", "video"}
    for _, attrs in dom.tags:
        assert not [name for name in attrs if name.startswith("on") or name in ("style", "srcset")]
        for name in ("src", "href", "action", "xlink:href"):
            assert re.match(
                r"data:image/png;base64,|#|tables/[a-z0-9_]+\.csv$|methodology\.vi\.html$|$", attrs.get(name) or ""
            )
    assert "url(" not in page
    assert "@import" not in page
    assert "//" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", page)


def test_the_content_policy_forbids_everything_but_the_pages_own_pictures_and_styles(
    provenance: Provenance,
) -> None:
    policies = [
        attrs["content"]
        for _, attrs in Dom(render(provenance)).tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policies == [
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]


@pytest.mark.parametrize("place", ["/home/an/so-noi-vu.csv", "C:\\Users\\an\\x.csv", "\\\\may-chu\\x\\y.csv"])
def test_no_place_on_a_disk_is_published(provenance: Provenance, place: str) -> None:
    with pytest.raises(PrivatePathError):
        dataclasses.replace(provenance, parameters={"file": place})
    with pytest.raises(PrivatePathError):
        InputFile(place, "", "", ())

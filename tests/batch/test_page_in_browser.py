"""A published page in a real browser: nothing is asked for outside the page, nothing overflows a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.batch.conftest import AGENCY, Published

playwright = pytest.importorskip("playwright.sync_api", reason="the extra 'browser' is not installed")
CHROMIUM = os.environ.get("CCHC_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (.ci/run installs it; or set CCHC_CHROMIUM)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("page", ["overview", AGENCY])
def test_the_page_asks_for_nothing_and_fits_the_screen(
    published: Published, browser: object, page: str, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})  # type: ignore[attr-defined]
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: faults.append(message.text))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    address = (published.period_dir / page / "index.html").as_uri()
    tab.goto(address)
    assert [one for one in asked if one != address and not one.startswith("data:")] == []
    assert faults == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("[...document.images].every(image => image.naturalWidth > 0 && image.alt)")
    tab.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_contents_are_reached_and_followed_by_keyboard(
    published: Published, browser: object, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})  # type: ignore[attr-defined]
    address = (published.period_dir / "overview" / "index.html").as_uri()
    tab.goto(address)
    focused: list[str] = []
    for _ in range(12):
        tab.keyboard.press("Tab")
        focused.append(tab.evaluate("document.activeElement.closest('nav.contents') ? 'contents' : ''"))
        if focused[-1] and tab.evaluate("document.activeElement.tagName") == "A":
            break
    assert focused[-1] == "contents"
    target = tab.evaluate("document.activeElement.getAttribute('href')")
    tab.keyboard.press("Enter")
    place = tab.evaluate("id => document.querySelector(id).getBoundingClientRect().top", target)
    mark = tab.evaluate("document.querySelector('.synthetic').getBoundingClientRect().bottom")
    # Not hidden below the band that stays on top.
    assert mark <= place < 900
    tab.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_methodology_opens_from_the_page_offline_and_fits_the_screen(
    published: Published, browser: object, width: int
) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 900})  # type: ignore[attr-defined]
    asked: list[str] = []
    tab.goto((published.period_dir / "overview" / "index.html").as_uri())
    tab.on("request", lambda request: asked.append(request.url))
    tab.click("nav.contents a[href^=methodology]")
    tab.wait_for_load_state()
    wanted = (published.period_dir / "overview" / "methodology.vi.html").as_uri()
    assert tab.url == wanted
    assert asked == [wanted]
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()

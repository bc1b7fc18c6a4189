"""Whether everyone can read a page: axe's rules in both themes, and nothing that sticks out of a phone."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

TABLET, PHONE = {"width": 1200, "height": 800}, {"width": 320, "height": 640}
SCHEMES = ("light", "dark")
# Else axe copies each stylesheet into a <style> that the page's policy refuses, and its imports are not found.
OPTIONS = {"preload": False}
# What colours decide; the rest of a page is the same in every theme, and looking at it takes four times as long.
OF_COLOURS = {"preload": False, "runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    page.locator("h1").first.wait_for()  # a click returns before its page is there
    return _told(Axe().run(page, options=OPTIONS).response)


def violations_in_themes(page: Page) -> dict[str, list[str]]:
    """What axe finds on it in each theme: everything in the first, in the others what colours decide."""
    first, *others = SCHEMES
    page.emulate_media(color_scheme=first)
    found = {first: violations(page)}
    for scheme in others:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = _told(page.evaluate("options => axe.run(document, options)", OF_COLOURS))
    return found


def _told(answer: dict[str, Any]) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in answer["violations"]]


def look(page: Page, address: str) -> Response | None:
    """Open a page, and hold it to all of that."""
    page.set_viewport_size(TABLET)
    answer = page.goto(address)
    assert violations_in_themes(page) == {scheme: [] for scheme in SCHEMES}, address
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address
    return answer

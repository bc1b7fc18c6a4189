"""Whether everyone can read a page: axe's rules in both themes, and nothing that sticks out of a phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

TABLET, PHONE = {"width": 1200, "height": 800}, {"width": 320, "height": 640}
SCHEMES = ("light", "dark")
# Else axe copies each stylesheet into a <style> that the page's policy refuses, and its imports are not found. And
# without an account of all that is well, which is most of a page: to hand that over takes longer than to find it.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
# What colours decide; the rest of a page is the same in every theme, and looking at it takes four times as long.
OF_COLOURS = OPTIONS | {"runOnly": ["color-contrast", "link-in-text-block"]}
RUN = """options => axe.run(document, options).then(
  (found) => found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))"""


def violations(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """What axe finds on the page as it stands."""
    page.locator("h1").first.wait_for()  # a click returns before its page is there
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, options)
    return found


def violations_in_themes(page: Page) -> dict[str, list[str]]:
    """What axe finds on it in each theme: everything in the first, in the others what colours decide."""
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(page, OF_COLOURS if found else OPTIONS)
    return found


def look(page: Page, address: str) -> Response | None:
    """Open a page, and hold it to all of that."""
    page.set_viewport_size(TABLET)
    answer = page.goto(address)
    assert violations_in_themes(page) == {scheme: [] for scheme in SCHEMES}, address
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address
    return answer

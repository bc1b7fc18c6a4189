"""Whether everyone can read a page: axe's rules in both themes, and nothing that sticks out of a phone."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

TABLET, PHONE = {"width": 1200, "height": 800}, {"width": 320, "height": 640}
# Else axe copies each stylesheet into a <style> that the page's policy refuses, and its imports are not found.
OPTIONS = {"preload": False}


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    page.locator("h1").first.wait_for()  # a click returns before its page is there
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def look(page: Page, address: str) -> Response | None:
    """Open a page, and hold it to all of that."""
    page.set_viewport_size(TABLET)
    answer = page.goto(address)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == [], (address, scheme)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address
    return answer

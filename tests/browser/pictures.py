"""Pictures of every screen for the docs, in both themes, from the stack that `make up` runs here: `make screenshots`.

Signs in as people of the demo, and writes docs/screenshots/NAME.png (light) and NAME-dark.png.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from config.local.state import state_folder
from config.local.story.stage import ready_stack
from tests.browser.conftest import CHROMIUM

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WINDOW = {"width": 1100, "height": 760}
PATIENCE_MILLISECONDS = 90_000
NOBODY = ""
Way = str | Callable[[Page, str], None]


def listed(title: str, then: str = "") -> Callable[[Page, str], None]:
    """The page of the challenge with this title, or one below it."""

    def go(page: Page, web: str) -> None:
        page.goto(f"{web}/challenges?q={title}")
        link = page.locator(".board h3 a").first.get_attribute("href")
        page.goto(f"{web}{link}{then}")

    return go


def first_link(path: str, pattern: str) -> Callable[[Page, str], None]:
    """The first page that this list leads to."""

    def go(page: Page, web: str) -> None:
        page.goto(web + path)
        link = page.locator(f"main a[href^='{pattern}']").first.get_attribute("href")
        page.goto(f"{web}{link}")

    return go


def trace_of_a_purse(page: Page, web: str) -> None:
    """Every cent of one challenge."""
    page.goto(f"{web}/admin/payments/purse/?status__exact=closed")
    reference = page.get_by_role("row", name="A propeller").first.locator(".field-reference").inner_text()
    page.goto(f"{web}/admin/trace?id={reference}")


# Who looks at what: a path, or a way through pages.
SCREENS: dict[str, dict[str, Way]] = {
    NOBODY: {
        "home": "/",
        "board": "/challenges",
        "challenge": listed("bird"),
        "results": listed("propeller"),
        "sign-in": "/accounts/login/",
        "solvency": "/solvency",
    },
    "sponsor": {
        "mine-sponsor": "/mine",
        "post": "/post",
        "panel": listed("bins", "/panel"),
        "ranking": listed("bins", "/ranking"),
    },
    "solver1": {
        "mine-solver": "/mine",
        "enter": listed("choir", "/enter"),
        "account": "/account",
        "earnings": "/mine/earnings",
    },
    "judge1": {"judging": "/judging", "scoring": first_link("/judging", "/judging/")},
    "moderator": {"review": "/review"},
    "finance1": {
        "desk-home": "/admin/",
        "desk-payouts": "/admin/payments/payout/",
        "desk-trace": trace_of_a_purse,
    },
}


@contextmanager
def signed_in(browser: Browser, web: str, name: str, scheme: str) -> Iterator[Page]:
    """A window of one of the demo's people."""
    context = browser.new_context(viewport=WINDOW, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    if name != NOBODY:
        page.goto(f"{web}/accounts/login/")
        page.get_by_label("Email").fill(f"{name}@demo.test")
        page.get_by_label("Password").fill("laurel-demo")
        page.get_by_role("button", name="Sign In", exact=True).click()
        page.wait_for_url(f"{web}/mine")
    yield page
    context.close()


def main(web: str) -> None:
    """One window's height of each screen, at a normal width, light and dark."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=flags)
        for scheme, ending in (("light", ""), ("dark", "-dark")):
            for name, screens in SCREENS.items():
                with signed_in(browser, web, name, scheme) as page:
                    for screen, way in screens.items():
                        page.goto(web + way) if isinstance(way, str) else way(page, web)
                        page.screenshot(path=FOLDER / f"{screen}{ending}.png")
                        sys.stdout.write(f"  {screen}{ending}\n")


if __name__ == "__main__":
    running = ready_stack(state_folder())
    if running is None:
        sys.exit("No stack is ready here. Start one with `make up`, and run `make screenshots` in another terminal.")
    main(running["web"])

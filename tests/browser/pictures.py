"""Pictures of the finance desk for the docs, from a running stack: `python -m tests.browser.pictures URL`.

Signs in as finance1 and writes docs/screenshots/desk-*.png and solvency.png.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
WINDOW = {"width": 1100, "height": 760}
PAGES = {
    "desk-home": "/admin/",
    "desk-payouts": "/admin/payments/payout/",
    "solvency": "/solvency",
}


def main(web: str) -> None:
    """One window's height of each page, light, at a normal width; and the trace of one challenge."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        page = play.chromium.launch(executable_path=found, args=flags).new_page(viewport=WINDOW)
        page.set_default_timeout(90_000)
        sign_in(page, web)
        for name, path in PAGES.items():
            page.goto(web + path)
            page.screenshot(path=FOLDER / f"{name}.png")
        page.goto(f"{web}/admin/payments/purse/?status__exact=closed")
        reference = page.get_by_role("row", name="A propeller").first.locator(".field-reference").inner_text()
        page.goto(f"{web}/admin/trace?id={reference}")
        page.screenshot(path=FOLDER / "desk-trace.png")


def sign_in(page: Page, web: str) -> None:
    """As one of the demo's finance people."""
    page.goto(f"{web}/accounts/login/")
    page.get_by_label("Email").fill("finance1@demo.test")
    page.get_by_label("Password").fill("laurel-demo")
    page.get_by_role("button", name="Sign In").click()
    page.wait_for_url(f"{web}/mine")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))

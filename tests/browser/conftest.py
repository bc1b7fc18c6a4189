"""A real Chromium, in light and dark, wide and at 320 pixels."""

import os
import shutil

import pytest
from playwright.sync_api import expect

# The headless shell draws no window around a page, which costs five times as much of a processor as an empty page.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

expect.set_options(timeout=20_000)  # milliseconds; a busy machine is slow, and what does not come fails all the same


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium where there is one; as root it runs only without its sandbox."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    flags = ["--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "args": flags} | ({"executable_path": found} if found else {})


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Without motion: a colour that is still changing from one theme to the other is nobody's contrast."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def said(page):
    """What the page wrote to the console; a page of ours writes nothing."""
    lines = []
    page.on("console", lambda message: lines.append(message.text))
    page.on("pageerror", lambda error: lines.append(str(error)))
    return lines

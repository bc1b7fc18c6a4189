"""Pictures of every screen for the docs, in both themes, from the stack that `make up` runs here: `make screenshots`.

Signs in as people of the demo, and writes docs/screenshots/NAME.png (light) and NAME-dark.png, and docs/screens.md,
which shows them all. `ARGS="board queue"` draws only these. What cannot be drawn is said at the end; the rest is there.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

from config.local.state import state_folder
from config.local.story.stage import ready_stack
from tests.browser.conftest import CHROMIUM
from tests.browser.scenes import Places, places
from tests.browser.screens import NOBODY, SCREENS, Screen

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "screenshots"
WINDOW = {"width": 1100, "height": 760}
PATIENCE_MILLISECONDS = 60_000
THEMES = (("light", ""), ("dark", "-dark"))
PAGE = """# Every screen

Drawn by `make screenshots` from the running demo, in both themes; this page is written by it, too.
"""


def sign_in(page: Page, web: str, name: str) -> None:
    """As one of the demo's people."""
    page.goto(f"{web}/accounts/login/")
    page.get_by_label("Email").fill(f"{name}@demo.test")
    page.get_by_label("Password").fill("laurel-demo")
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.wait_for_url(f"{web}/mine")


@contextmanager
def window_of(browser: Browser, web: str, name: str) -> Iterator[Page]:
    """A window of this person, which speaks English wherever it runs."""
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", locale="en-US", timezone_id="UTC")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MILLISECONDS)
    if name != NOBODY:
        sign_in(page, web, name)
    yield page
    context.close()


def save(picture: bytes, file: Path) -> None:
    """With 256 colours, which screens of ours have few more than: a third of the bytes."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def draw(page: Page, web: str, screen: Screen, known: Places) -> None:
    """One screen, light and dark, without going there twice."""
    page.emulate_media(color_scheme="light")
    page.goto(web + screen.path.format(**known))
    if screen.way:
        screen.way(page)
    for scheme, ending in THEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        save(page.screenshot(), FOLDER / f"{screen.name}{ending}.png")
    sys.stdout.write(f"  {screen.name}\n")


def write_the_page() -> None:
    """docs/screens.md."""
    parts = [PAGE]
    for screens in SCREENS.values():
        parts += [f"## {screen.caption}\n\n![{screen.caption}](screenshots/{screen.name}.png)\n" for screen in screens]
    (DOCS / "screens.md").write_text("\n".join(parts))


def draw_all(web: str, known: Places, wanted: set[str]) -> list[str]:
    """What could not be drawn, and why."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    failed = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=flags)
        for name, screens in SCREENS.items():
            chosen = [screen for screen in screens if not wanted or screen.name in wanted]
            if not chosen:
                continue
            with window_of(browser, web, name) as page:
                for screen in chosen:
                    try:
                        draw(page, web, screen, known)
                    except Error as error:
                        failed.append(f"{screen.name}: {error.message.splitlines()[0]}")
    return failed


if __name__ == "__main__":
    running = ready_stack(state_folder())
    if running is None:
        sys.exit("No stack is ready here. Start one with `make up`, and run `make screenshots` in another terminal.")
    write_the_page()
    if missing := draw_all(running["web"], places(running["web"], state_folder()), {*sys.argv[1:]}):
        sys.exit("Not drawn:\n" + "\n".join(f"  {line}" for line in missing))

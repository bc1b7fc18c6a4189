"""Walking through pages as a person would: each must be readable for everyone, quiet, and lead nowhere that is not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from bounties.accounts.models import User
from tests.browser.reading import PHONE, TABLET, violations_in_themes
from tests.browser.serving import let_be

FOLLOWED = 400  # a link answers below this
NEVER_FOLLOWED = ("/accounts/logout/",)
REPORT = """document.addEventListener("securitypolicyviolation",
  (event) => console.error("CSP refused " + event.violatedDirective + " " + event.blockedURI))"""


@dataclass
class Crawl:
    """What was looked at, and what was wrong with it."""

    address: str
    every_link: bool = True  # else, for each person, the first of each route and its parameters
    pages: int = 0
    links: int = 0
    faults: list[str] = field(default_factory=list)
    _followed: dict[tuple[str, str], int] = field(default_factory=dict)

    def as_person(self, browser: Browser, name: str, person: User | None, paths: Iterable[str]) -> None:
        """Every page, in both themes, wide and on a phone, and every link on it."""
        context = browser.new_context(reduced_motion="reduce", viewport=TABLET)
        context.add_init_script(REPORT)
        let_be(context, person, self.address)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{message.text} {message.location.get('url', '')}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in paths:
            said.clear()
            self._look(page, f"{name} at {path}", path)
            self.faults += [f"{name} at {path}: the console says {line}" for line in said]
        context.close()

    def _look(self, page: Page, where: str, path: str) -> None:
        self.pages += 1
        answer = page.request.get(self.address + path)
        if answer.status >= FOLLOWED:
            self.faults.append(f"{where}: answers {answer.status}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return  # a file: a browser would keep it, and show nothing
        if "<html" not in answer.text():
            return  # a part of a page, which a script asks for
        page.goto(self.address + path)
        if not page.locator("h1").count():
            self.faults.append(f"{where}: has no heading")
            return
        for scheme, violations in violations_in_themes(page).items():
            self.faults += [f"{where}, {scheme}: {found}" for found in violations]
        page.set_viewport_size(PHONE)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE["width"]:
            self.faults.append(f"{where}: {width} pixels wide on a phone")
        page.set_viewport_size(TABLET)
        self._follow(page, where)

    def _follow(self, page: Page, where: str) -> None:
        person = where.split(maxsplit=1)[0]
        targets = page.locator("a[href]").evaluate_all("all => all.map((link) => link.href)")
        for target in sorted({urldefrag(one).url for one in targets if one.startswith(self.address)}):
            path = urlsplit(target).path
            if path.startswith(NEVER_FOLLOWED):
                continue
            key = (person, target if self.every_link else _kind(target))
            if key not in self._followed:
                self.links += 1
                self._followed[key] = page.request.get(target, max_redirects=3).status
            if self._followed[key] >= FOLLOWED:
                self.faults.append(f"{where}: its link to {path} answers {self._followed[key]}")


def _kind(target: str) -> str:
    """The route, and the names of what is asked of it; without a route, as of a static file, the target itself."""
    parts = urlsplit(target)
    try:
        return f"{resolve(parts.path).route}?{'&'.join(sorted(parse_qs(parts.query, keep_blank_values=True)))}"
    except Resolver404:
        return target

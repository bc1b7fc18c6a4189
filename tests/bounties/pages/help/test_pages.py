"""The guide at /help: every page is there, every link and picture leads somewhere, and nothing moves when they come."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import Resolver404, resolve

from bounties.pages.help.pictures import picture
from bounties.pages.help.shelf import BY_NAME, LEAVES
from bounties.pages.help.writing import address_of
from tests.bounties.conftest import make_user
from tests.browser.screens import named

ROOT = Path(__file__).parents[4]
TEMPLATES = sorted(
    [*(ROOT / "bounties").rglob("templates/**/*.html"), *(ROOT / "config" / "templates").rglob("*.html")]
)
PICTURE = re.compile(r"!\[[^]]+\]\([^)]*screenshots/([\w-]+)\.png\)")
MORE = re.compile(r"""\{% more ["']([^"']+)["']""")

pytestmark = pytest.mark.django_db


class Reader(HTMLParser):
    """What a page links to, what on it can be linked to, and its pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.pictures: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        self.anchors += [said["id"]] if "id" in said else []
        self.links += [said["href"]] if tag == "a" and "href" in said else []
        self.pictures += [said] if tag in ("img", "source") else []


def read(name: str) -> Reader:
    answer = Client().get(f"/help/{name}")
    assert answer.status_code == 200
    return Reader(answer.content.decode())


@pytest.fixture(scope="module")
def pages(django_db_blocker) -> dict[str, Reader]:
    with django_db_blocker.unblock():
        return {leaf.name: read(leaf.name) for leaf in LEAVES}


def leads_nowhere(link: str, here: str, pages: dict[str, Reader]) -> bool:
    """Whether this link, read on this page, has no page or no such place on it."""
    target, _, anchor = link.partition("#")
    name = target.removeprefix("/help/") if target.startswith("/help/") else here
    if target and name == here and target != f"/help/{here}":
        try:
            return not resolve(target)
        except Resolver404:
            return True
    return name not in pages or (bool(anchor) and anchor not in pages[name].anchors)


def test_every_link_of_the_guide_leads_somewhere(pages):
    wrong = [
        f"{here}: {link}"
        for here, page in pages.items()
        for link in page.links
        if "://" not in link and leads_nowhere(link, here, pages)
    ]
    assert wrong == []


def test_no_place_of_a_page_has_two_headings(pages):
    assert {name: page.anchors for name, page in pages.items() if len(page.anchors) != len({*page.anchors})} == {}


def test_what_pages_explain_by_the_guide_stands_there(pages):
    asked = {target for file in TEMPLATES for target in MORE.findall(file.read_text())}
    assert asked
    wrong = [target for target in sorted(asked) if leads_nowhere(f"/help/{target}", "", pages)]
    assert wrong == []


def test_every_picture_is_there_in_both_themes_and_keeps_its_place(pages):
    shown = [picture for page in pages.values() for picture in page.pictures]
    addresses = {picture.get("src") or picture["srcset"] for picture in shown}
    assert [one for one in sorted(addresses) if finders.find(one.removeprefix("/static/")) is None] == []
    drawn = [picture for picture in shown if "src" in picture]
    assert len(drawn) == len(shown) / 2  # one of each pair is for the dark
    assert [one for one in drawn if not (one["alt"] and int(one["width"]) > 0 and int(one["height"]) > 0)] == []
    assert {one["loading"] for one in drawn} == {"lazy"}


def test_every_picture_of_the_docs_is_drawn_by_the_script_and_each_that_is_drawn_is_shown():
    files = {file.stem for file in (settings.DOCS_DIR / "screenshots").iterdir()}
    assert files == {f"{name}{theme}" for name in named() for theme in ("", "-dark")}
    texts = [ROOT / "README.md", *settings.DOCS_DIR.rglob("*.md")]
    shown = {name for text in texts for name in PICTURE.findall(text.read_text())}
    assert shown == {*named()}


def test_the_index_names_every_page(pages):
    assert set(BY_NAME) <= {
        link.removeprefix("/help/") for link in Reader(Client().get("/help").content.decode()).links
    }


def test_every_file_of_the_guide_is_a_page():
    files = {f"help/{file.name}" for file in (settings.DOCS_DIR / "help").glob("*.md")}
    assert files == {leaf.file for leaf in LEAVES if leaf.file.startswith("help/")}


def test_what_is_no_page_is_not_found():
    assert {Client().get(f"/help/{name}").status_code for name in ("nothing", "README", "architecture")} == {404}


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_who_has_read_a_page_is_not_sent_it_again(is_signed_in):
    browser = Client()
    if is_signed_in:
        browser.force_login(make_user())
    tag = browser.get("/help/glossary").headers["ETag"]
    again = browser.get("/help/glossary", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_who_signs_in_meanwhile_is_sent_it_anew():
    browser = Client()
    tag = browser.get("/help/glossary").headers["ETag"]
    browser.force_login(make_user())
    assert browser.get("/help/glossary", headers={"If-None-Match": tag}).status_code == 200


def test_the_guide_is_in_english_and_says_so():
    page = Client().get("/help/sponsors", headers={"Accept-Language": "de"}).content.decode()
    assert '<article class="guide" lang="en">' in page


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("solvers.md#enter", "/help/solvers#enter"),
        ("../finance.md", "/help/books"),
        ("#decide", "#decide"),
        ("/mine", "/mine"),
        ("https://stripe.com", "https://stripe.com"),
        ("../decisions/0077-the-web-client.md", None),
        ("../../config/settings.py", None),
    ],
)
def test_a_link_in_a_file_leads_to_its_page_or_is_only_words(href, leads_to):
    assert address_of(href, "help/sponsors.md") == leads_to


def test_the_image_has_every_file_that_the_guide_shows():
    left_out = (ROOT / ".dockerignore").read_text().split()
    shown = [f"docs/{leaf.file}" for leaf in LEAVES] + [f"docs/screenshots/{name}.png" for name in named()]
    assert [file for file in shown for pattern in left_out if file == pattern or file.startswith(f"{pattern}/")] == []
    assert "COPY . ." in (ROOT / "Dockerfile").read_text()


def test_a_picture_that_is_not_drawn_yet_is_its_words():
    assert picture("of-nothing", "What <nobody> drew") == "What &lt;nobody&gt; drew"


def test_search_engines_find_every_page():
    told = Client().get("/sitemap-guide.xml").content.decode()
    assert [leaf.name for leaf in LEAVES if f"/help/{leaf.name}<" not in told] == []

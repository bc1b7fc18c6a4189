"""Nobody's words become markup: every text of the world is hostile, and every page is looked at.

By the client and a parser here; `make campaign NAME=markup` looks as everyone who is let in, not only as two.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from bounties.pages.templatetags.laurel import json_ld
from bounties.text import to_html
from tests.attacks.markup import harm_in
from tests.attacks.poisoning import CODES, CORPUS, MARK, OURS, POISON, name_of, poison_everything, text_fields
from tests.attacks.silent import OTHER_HOUSES, SILENT
from tests.authorisation_table import PAGES, PEOPLE
from tests.bounties.conftest import make_user
from tests.bounties.world import World, build_world
from tests.campaigns.options import IS_CAMPAIGN
from tests.campaigns.reporting import report
from tests.keeping import kept
from tests.test_authorisation import browser_of, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
ROOT = Path(__file__).resolve().parents[2]
NEAREST_FIRST = ["owner", "solver", "judge", "moderator", "arbiter", "finance", "stranger", "visitor"]
NOT_PAGES = (
    "application/json",
    "application/problem+json",
    "image/png",
    "text/plain",
    "text/calendar",
    "application/feed+json",
)


KEPT_CLEAN = {
    *("ballots.ballot.receipt", "community.profile.handle", "entries.picture.fingerprint"),
    *("challenges.terms.sha256", "entries.entryfile.sha256", "entries.entryversion.sha256"),
    *("service_levels.calendar.country", "service_levels.calendar.subdivision"),
}


def hostile() -> World:
    world = build_world()
    world.ids["poisoned"] = poison_everything()
    return world


world = kept(hostile)


# Where code vouches that what it says is markup; whoever adds one says here what makes it so.
VOUCHING = re.compile(r"mark_safe\(|SafeString\(|\|\s*safe\b|autoescape|safeseq|__html__")
VOUCHED = {
    "bounties/pages/templatetags/laurel.py": "JSON in which nothing can end a script; Markdown, sanitised",
    "bounties/pages/templates/components/field.html": "the help texts of our own forms, as Django's own template does",
    "bounties/pages/help/reading.py": "the pages of docs/, which we write",
    "payments/admin/periods.py": "what Django's own templates made, which escape",
}
RUN = re.compile(r"innerHTML|insertAdjacentHTML|outerHTML\s*=|document\.write|\beval\(|new Function|srcdoc|DOMParser")


def harm_at(browser: Client, path: str) -> list[str]:
    answer = browser.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code >= 500:
        return [f"{path}: {answer.status_code}"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff", path
    if kind in NOT_PAGES or "attachment" in answer.headers.get("Content-Disposition", ""):
        return []
    return [f"{path}: {harm}" for harm in harm_in(body.decode())]


def test_every_text_column_is_hostile_or_poisoned_by_postgresql(world):
    became = world.ids["poisoned"]
    assert became.clean <= KEPT_CLEAN
    assert became.silent == set().union(*SILENT.values())
    assert {model._meta.app_label for model in apps.get_models()} == OURS | OTHER_HOUSES
    assert len(became.hostile) > 60
    assert {name_of(field) for field in text_fields()} >= CODES


def chosen(answers: dict[str, str]) -> list[str]:
    """Everyone who may see a page in the campaign; else who is nearest to it, and who is furthest."""
    let_in = [person for person in NEAREST_FIRST if answers[person] == "200"]
    return let_in if IS_CAMPAIGN else [*let_in[:1], *let_in[1:][-1:]]


def test_no_page_makes_markup_of_it(world):
    found, looked_at = [], 0
    for person in PEOPLE:
        browser = browser_of(world.people[person])
        for path, answers in rows(PAGES):
            if person in chosen(answers) and path != "api/v1/schema":
                looked_at += 1
                found += harm_at(browser, "/" + path.format(**world.ids))
    hostile = len(world.ids["poisoned"].hostile)
    report("markup", {"hostile_columns": hostile, "pages_as_their_people": looked_at, "harm": len(found)})
    assert found == []


def desks() -> Iterator[str]:
    """Each list of the desk, and the page of its first row; one search that is said back."""
    yield reverse("admin:accounts_user_changelist") + f"?q={POISON}"
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if row := model._default_manager.first():
            yield reverse(f"{name}_change", args=[row.pk])


def test_no_page_of_the_desk_makes_markup_of_it(world):
    browser = browser_of(make_user(is_staff=True, is_superuser=True))
    paths = list(desks())
    found = [harm for path in paths for harm in harm_at(browser, path)]
    report("markup", {"pages_of_the_desk": len(paths), "harm": len(found)})
    assert found == []


def sources(*endings: str) -> Iterator[Path]:
    for folder in ("bounties", "payments", "workers", "config"):
        yield from (file for file in sorted((ROOT / folder).rglob("*")) if file.suffix in endings)


def test_only_these_places_vouch_for_markup():
    files = sources(".py", ".html", ".txt", ".xml", ".svg")
    vouching = {str(file.relative_to(ROOT)) for file in files if VOUCHING.search(file.read_text())}
    assert vouching == VOUCHED.keys()


def test_no_script_of_ours_makes_markup_or_code_of_words():
    ours = [file for file in sources(".js") if "vendor" not in file.parts]
    assert ours
    assert [file.name for file in ours if RUN.search(file.read_text())] == []


def test_no_template_of_ours_holds_code_that_a_browser_would_run():
    running = re.compile(
        r"""\son\w+\s*=\s*["']|hx-on|hx-vars|["']js:|javascript:|<script(?![^>]*\b(src|type)=)""", re.IGNORECASE
    )
    assert [str(file) for file in sources(".html") if running.search(file.read_text())] == []
    assert '"allowEval":false' in (ROOT / "config/templates/base.html").read_text()


def test_what_is_encoded_twice_is_decoded_once():
    shown = Client().get(f"/challenges?q=%253C{MARK}%253E").content.decode()
    assert f"%3C{MARK}%3E" in shown
    assert f"<{MARK}>" not in shown
    assert f"&lt;{MARK}&gt;" not in shown


@pytest.mark.parametrize("hostile", CORPUS)
def test_markdown_makes_no_harm_of_any_of_the_corpus_which_the_eye_would_see(hostile):
    assert harm_in(to_html(hostile)) == []
    assert harm_in(f'<p title="{escape(hostile)}">{escape(hostile)}</p>') == []
    assert harm_in(json_ld({"name": hostile})) == []


@pytest.mark.parametrize("hostile", [hostile for hostile in CORPUS if hostile.startswith("<")])
def test_the_eye_sees_what_gets_through(hostile):
    assert harm_in(f"<p>{hostile}</p>") != []

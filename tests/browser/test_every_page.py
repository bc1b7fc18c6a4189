"""Pages of the house, as the first who may see them: readable for everyone, quiet, and without dead ends.

`make campaign NAME=crawl` is the same as every role at every address. Among the tests the run's seed draws a quarter.
"""

import random
from collections.abc import Iterator

import pytest
from django.urls import resolve

from tests.authorisation_table import PAGES, PEOPLE
from tests.bounties.world import World, build_world
from tests.browser.crawling import Crawl
from tests.browser.serving import served
from tests.campaigns.options import IS_CAMPAIGN, seed_of_this_run
from tests.campaigns.reporting import report
from tests.test_authorisation import rows

SEED = seed_of_this_run()
OF_SO_MANY = 4  # among the tests one page of these is looked at
# Of other makers: the API's own browser, which is no page of ours.
NOT_OURS = {"api/v1/docs"}
ALLAUTH = ["email/", "password/change/", "2fa/", "sessions/", "login/", "signup/", "password/reset/", "logout/"]


@pytest.fixture
def world(committed_db: None) -> World:
    return build_world()


def paths_of(world: World, person: str) -> Iterator[tuple[str, str]]:
    """The route and the path of each page that this person may see."""
    for path, answers in rows(PAGES):
        if answers[person] == "200" and path not in NOT_OURS:
            address = "/" + path.format(**world.ids)
            yield resolve(address).route, address
    yield from ((f"accounts/{page}", f"/accounts/{page}") for page in ALLAUTH)


def chosen(world: World, person: str, seen: set[str], luck: random.Random) -> list[str]:
    """In the campaign each page; else some of the routes that nobody before could walk."""
    paths = [*paths_of(world, person)]
    if IS_CAMPAIGN:
        return [path for _, path in paths]
    new = {route: path for route, path in reversed(paths) if route not in seen}
    seen |= set(new)
    return [path for path in new.values() if not luck.randrange(OF_SO_MANY)]


def test_every_page_is_for_everyone_and_leads_somewhere(world, browser):
    seen: set[str] = set()
    luck = random.Random(SEED)
    with served() as address:
        crawl = Crawl(address, every_link=IS_CAMPAIGN)
        for person in PEOPLE:
            crawl.as_person(browser, person, world.people[person], chosen(world, person, seen, luck))
    assert crawl.pages > (len(seen) // (OF_SO_MANY * 2))
    report("crawl", {"pages": crawl.pages, "links": crawl.links, "faults": len(crawl.faults)})
    assert crawl.faults == [], "\n".join(crawl.faults)

"""What there is costs no more to be refused than what never was: neither addresses nor things are told by their time.

`make campaign NAME=enumerating [SAMPLES=60] [DOORS=24]` asks each pair so often, in turn, and compares the processor
time of the thread that answers: its middles, and how probable it is that one takes longer than the other. A door where
both say that they differ fails, unless it answers to a beat (config/layers/pacing.py) or knows what it is asked for by
74 random bits (SLOWER). Among tests only statements are counted: time on a busy machine proves nothing.
"""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from config.layers import pacing
from tests.attacks.keys import with_password
from tests.attacks.test_enumerating import FORMS, HEADERS, KNOWN, SLOWER, UNKNOWN, nowhere, shut
from tests.attacks.weighing import Act, Weighed, rank_of, weighed
from tests.authorisation_table import API, BODIES, PAGES
from tests.bounties.conftest import client_of
from tests.bounties.world import World, build_world
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.reporting import Progress, report
from tests.keeping import kept
from tests.test_authorisation import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
SAMPLES = length("SAMPLES", campaign=60, among_tests=0)
DOORS = length("DOORS", campaign=24, among_tests=6)
SEED = seed_of_this_run()
TOKENS = {"email": "{}", "password": "wrong", "name": "x"}
# Where somebody signed in names another's address.
NAMING = {
    "POST /api/v1/sponsors/{sponsor}/members": {"email": "{}", "role": "viewer"},
    "POST /api/v1/challenges/{open}/judges": {"email": "{}"},
    "POST /accounts/email/": {"email": "{}", "action_add": ""},
}
Pairs = dict[str, tuple[Act, Act]]


def peopled() -> World:
    """Beside everything else, somebody whose address is known."""
    world = build_world()
    with_password(KNOWN.partition("@")[0])
    return world


world = kept(peopled)


def said_of(form: dict[str, str], address: str) -> dict[str, str]:
    return {name: value.format(address) for name, value in form.items()}


def of_visitors(path: str, form: dict[str, str], address: str) -> Act:
    """A new visitor each time, as whoever tries addresses would be."""
    client: Callable[[], Any] = (lambda: client_of(None)) if path.startswith("/api") else Client
    return lambda: client().post(path, said_of(form, address))


def of_members(world: World, path: str, form: dict[str, str], address: str) -> Act:
    owner = world.people["owner"]
    client: Any = client_of(owner) if path.startswith("/api") else browser_of(owner)
    return lambda: client.post(path.format(**world.ids), said_of(form, address))


def of_things(client: Any, method: str, url: str, body: str) -> Act:
    return lambda: client.generic(method, url, body, "application/json", headers=HEADERS)


def addresses(world: World) -> Pairs:
    """Each door that takes an address: asked for one that has an account, and for one that has none."""
    pairs: Pairs = {}
    for path, form in {**FORMS, "/api/v1/tokens": TOKENS}.items():
        pairs[f"POST {path}"] = (of_visitors(path, form, KNOWN), of_visitors(path, form, UNKNOWN))
    for door, form in NAMING.items():
        path = door.split()[1]
        pairs[door] = (of_members(world, path, form, KNOWN), of_members(world, path, form, UNKNOWN))
    return pairs


def things(world: World) -> Pairs:
    """Doors drawn from those that a stranger finds shut: asked for what is another's, and for what never was."""
    api, browser = client_of(world.people["stranger"]), browser_of(world.people["stranger"])
    doors = [(api, *door.split(), json.dumps(BODIES.get(door, {}))) for door, _ in shut(API, "stranger")]
    doors = [(client, method, f"/api/v1/{path}", body) for client, method, path, body in doors]
    doors += [(browser, "GET", f"/{path}", "") for path, _ in shut(PAGES, "stranger")]
    missing, pairs = nowhere(world), {}
    for client, method, path, body in Random(SEED).sample(doors, min(DOORS, len(doors))):
        there = of_things(client, method, path.format(**world.ids), body)
        pairs[f"{method} {path}"] = (there, of_things(client, method, path.format(**missing), body))
    return pairs


def all_weighed(pairs: Pairs) -> dict[str, Weighed]:
    progress, draw, found = Progress("enumerating", len(pairs)), Random(SEED), {}
    for number, (door, (one, other)) in enumerate(pairs.items(), 1):
        found[door] = weighed(one, other, samples=SAMPLES, draw=draw)
        progress.at(number, door=door)
    return found


def is_excused(door: str) -> bool:
    """It answers to a beat, or is asked for by what nobody guesses."""
    return door in SLOWER or bool(pacing.DOORS.fullmatch(door.split()[1]))


def test_no_door_asks_more_of_what_it_does_not_show(world):
    cache.clear()
    found = all_weighed(addresses(world) | things(world))
    unlike = {door: one.statements for door, one in found.items() if one.statements[0] != one.statements[1]}
    assert {door: counted for door, counted in unlike.items() if not is_excused(door)} == {}
    if IS_CAMPAIGN:
        apart = [door for door, one in found.items() if one.is_told_apart]
        figures = {door: one.figures() for door, one in found.items()}
        report("enumerating", {"seed": SEED, "samples": SAMPLES, "told_apart_by_time": apart, **figures})
        assert [door for door in apart if not is_excused(door)] == []


def test_whoever_names_an_address_is_taken_at_their_word(world):
    """Else two refusals would have been weighed."""
    for door in NAMING:
        said = [addresses(world)[door][which]() for which in (0, 1)]
        assert [answer.status_code < 400 for answer in said] == [True, True], door


@pytest.mark.parametrize("more_ms", [0, 2])
def test_the_scales_see_two_milliseconds(more_ms):
    """Of samples that are given, not taken: what is judged is the judgement."""
    draw = Random(7)
    one, other = ([draw.gauss(10 + more, 0.5) for _ in range(60)] for more in (more_ms, 0))
    assert Weighed(one, other, (1, 1)).is_told_apart is bool(more_ms)


def test_a_rank_is_the_share_of_pairs_that_the_first_wins():
    assert rank_of([3.0, 4.0], [1.0, 2.0]) == 1
    assert rank_of([1.0, 2.0], [1.0, 2.0]) == 0.5
    assert rank_of([1.0], [2.0, 1.0]) == 0.25

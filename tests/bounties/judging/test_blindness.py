"""Until the decision is locked, nothing that judges or the sponsor's side can fetch tells who entered.

Two worlds have the same entries under the same ids; in the second the entrants are swapped and came in the other order.
Every answer at every door must be the same to the byte.

Among all tests a seed draws half of the stories but the first, and who else reads in that; `make campaign NAME=blind`
tells all of them to everyone.
"""

import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.urls import get_resolver, resolve

from bounties.accounts.models import Membership
from bounties.entries.models import Entry
from config.api.checks import methods_of, views_of
from tests.bounties.awards.test_requests import REQUEST
from tests.bounties.ballots.conftest import pass_to, vote
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.judging import planted
from tests.bounties.judging.blind_doors import CONTEST, EVERYWHERE, NOT_BLIND, NOT_BLIND_BELOW
from tests.bounties.judging.drawn import compared, drawn, story_of
from tests.bounties.judging.swapping import IDS, Reader, World, arrive, filled, hand_in, reader, told_apart
from tests.bounties.queues import TERMS as QUEUE
from tests.bounties.queues import reject, take
from tests.bounties.staging import Stage, open_stage
from tests.deliveries import deliver_all
from tests.test_authorisation import routes
from workers.models import Event

Order = list[tuple[Any, int]]


def opened(**terms: Any) -> tuple[Stage, tuple[Any, Any], dict[str, Reader]]:
    """A contest that takes entries, two who will enter, and who must not know them: staff and the sponsor's people."""
    stage = open_stage(**terms)
    entrants = (make_user("adalovelace", country="GB"), make_user("zoeloveless", country="GB"))
    viewer = make_user()
    Membership.objects.create(sponsor=stage.sponsor, user=viewer, role="viewer")
    people = {"owner": stage.owner, "viewer": viewer}
    people |= {role: make_staff(role) for role in ("moderator", "arbiter")}
    return stage, entrants, {name: reader(name, user) for name, user in people.items()}


def nobody_is_named(world: World, *entrants: Any) -> bool:
    """What is not in any answer."""
    text = b"".join(content for _, _, content in world.found.values())
    assert b"Slope before level" in text
    return not any(str(said).encode() in text for one in entrants for said in (one.pk, one.email, one.name))


def heard(world: World, moment: str, name: str, door: str) -> int:
    """The status at the door."""
    (path,) = filled(door, world.objects())
    return world.found[moment, name, path][0]


@pytest.fixture(autouse=True)
def kept_here(settings, tmp_path):
    """Files go with the test; a refusal, of which there are thousands, is not worth a line in the log."""
    settings.MEDIA_ROOT = tmp_path
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_a_panel_and_its_sponsor_cannot_tell_the_worlds_apart_but_by_a_planted_leak(db, settings):
    settings.ROOT_URLCONF = "tests.bounties.judging.planted"
    stage, entrants, readers = opened()
    chair, judge = stage.seat(make_user(), is_chair=True), stage.seat(make_user())
    readers |= {"chair": reader("chair", chair), "judge": reader("judge", judge)}
    owner_and_judge = [readers["owner"], readers["judge"]]
    lists = [readers["judge"], *drawn(1, [readers["owner"], readers["moderator"]])]
    asked = owner_and_judge + drawn(1, [readers[name] for name in ("moderator", "arbiter", "chair")])

    def story(order: Order) -> Iterator[Any]:
        arrive(stage, order, with_pictures=True)
        hand_in(order)
        deliver_all()
        yield "open", [readers["viewer"]], CONTEST
        stage.pass_deadline()
        for entry_id in IDS:
            stage.give(Entry.objects.get(pk=entry_id), chair, 80)
        deliver_all()
        yield "judging", asked, CONTEST
        yield "judging", [*owner_and_judge, readers["moderator"]], planted.LEAKS
        yield "judging", lists, EVERYWHERE
        for entry_id in IDS:
            stage.give(Entry.objects.get(pk=entry_id), judge, 80)
        deliver_all()
        yield "scored", [readers["owner"]], CONTEST

    one, other = compared(stage, entrants, story, leaking=planted.LEAKS)
    leaks = {path for door in planted.LEAKS for path in filled(door, one.objects())}
    apart = told_apart(one, other)
    assert {path: what for path, what in apart.items() if path not in leaks} == {}
    assert apart.keys() == leaks
    assert nobody_is_named(one, *entrants)
    ranking = "api/v1/challenges/{challenge}/ranking"
    assert [heard(one, when, "owner", ranking) for when in ("judging", "scored")] == [409, 200]
    read = [path for when, name, path in one.found if (when, name) == ("judging", "judge")]
    blind = [path for path in read if path.startswith(("/api/v1/judging/", "/api/v1/renditions/"))]
    assert [one.found["judging", "judge", path][0] for path in blind] == [200] * 4


@story_of("queue")
def test_reviewers_of_a_queue_know_the_order_of_receipt_and_not_who_is_in_it(db):
    stage, entrants, readers = opened(**QUEUE)
    judge = stage.seat(make_user())
    some = [readers["owner"], readers["moderator"], reader("judge", judge)]

    def story(order: Order) -> Iterator[Any]:
        arrive(stage, order)
        hand_in(sorted(order, key=lambda pair: pair[1]))
        reject(stage)
        take(stage, judge)
        deliver_all()
        yield "reviewing", some, CONTEST

    one, other = compared(stage, entrants, story)
    assert told_apart(one, other) == {}
    assert nobody_is_named(one, *entrants)


@story_of("votes")
def test_who_votes_cannot_tell_who_entered(db):
    stage, entrants, readers = opened(format="vote", criteria=())
    voters = [make_user(), make_user()]
    some = [readers["owner"], reader("voter", voters[0])]

    def story(order: Order) -> Iterator[Any]:
        arrive(stage, order)
        hand_in(order)
        stage.pass_deadline()
        stage.entries = list(Entry.objects.order_by("pk"))
        for voter in voters:
            vote(stage, voter, e0=1)
        deliver_all()
        yield "voting", some, CONTEST
        pass_to(stage, "ends_at")
        pass_to(stage, "tallied_at")
        yield "tallied", some[:1], CONTEST

    one, other = compared(stage, entrants, story)
    assert told_apart(one, other) == {}
    assert heard(one, "tallied", "owner", "api/v1/challenges/{challenge}/recount") == 200
    assert nobody_is_named(one, *entrants)


@story_of("jury")
def test_a_jury_beside_a_public_vote_and_its_sponsor_cannot_tell_who_entered(db):
    stage, entrants, readers = opened(format="vote", aggregation="jury_and_public")
    judges, voter = [stage.seat(make_user(), is_chair=True), stage.seat(make_user())], make_user()
    chair, owner = reader("chair", judges[0]), readers["owner"]

    def story(order: Order) -> Iterator[Any]:
        arrive(stage, order)
        hand_in(order)
        stage.pass_deadline()
        stage.entries = list(Entry.objects.order_by("pk"))
        vote(stage, voter, e0=1)
        for entry in stage.entries:
            stage.give(entry, judges[0], 80)
        deliver_all()
        yield "voting", [chair], CONTEST
        for entry in stage.entries:
            stage.give(entry, judges[1], 80)
        pass_to(stage, "ends_at")
        pass_to(stage, "tallied_at")
        yield "tallied", [owner], CONTEST

    one, other = compared(stage, entrants, story)
    assert told_apart(one, other) == {}
    assert nobody_is_named(one, *entrants)
    hidden = [f"api/v1/challenges/{{challenge}}/{what}" for what in ("ranking", "tally", "recount")]
    assert {heard(one, "voting", "chair", door) for door in hidden} == {409}
    assert {heard(one, "tallied", "owner", door) for door in hidden} == {409}


@story_of("offers")
def test_a_buyer_cannot_tell_whose_offers_were_opened(db):
    stage, entrants, readers = opened(prizes=[(1, 50_000, 1)], **REQUEST)
    some = [readers[name] for name in ("owner", "arbiter")]

    def story(order: Order) -> Iterator[Any]:
        arrive(stage, order, price=42_000)
        hand_in(order)
        stage.pass_deadline()
        deliver_all()
        yield "opened", some, CONTEST

    one, other = compared(stage, entrants, story)
    assert told_apart(one, other) == {}
    assert nobody_is_named(one, *entrants)


def unlisted(urlpatterns: list[Any]) -> set[str]:
    """Routes that answer a GET and are in neither list."""
    api = {route: "GET" in methods_of(view) for route, view in views_of(urlpatterns)}
    answering = {route for route in routes(urlpatterns) if api.get(route, True)}
    return {one for one in answering - walked() - NOT_BLIND.keys() if not one.startswith(tuple(NOT_BLIND_BELOW))}


def walked() -> set[str]:
    """The routes of the doors that are opened in both worlds."""
    objects = {name: [uuid4()] for name in ("challenge", "entry", "file", "rendition", "sponsor")}
    return {resolve(path).route for door in (*CONTEST, *EVERYWHERE) for path in filled(door, objects)}


def test_every_url_is_opened_in_both_worlds_or_stands_in_the_list_of_those_that_are_not():
    house = get_resolver().url_patterns
    assert unlisted(house) == set()
    assert NOT_BLIND.keys() <= set(routes(house))
    assert NOT_BLIND.keys() & walked() == set()
    assert len(unlisted(planted.urlpatterns)) == len(planted.LEAKS)


def test_no_event_that_the_judging_side_may_read_is_about_an_entry(db):
    stage = open_stage()
    judges = [stage.seat(make_user()), stage.seat(make_user())]
    for entry_id in IDS:
        stage.enter_as(make_user(), entry_id)
    stage.pass_deadline()
    for person in (stage.owner, *judges):
        rows = client_of(person).get(f"/api/v1/challenges/{stage.challenge.pk}/timeline").json()["results"]
        assert {row["name"].partition(".")[0] for row in rows} <= {"challenge", "judge", "question"}
    assert Event.objects.filter(name="entry.submitted", root=str(stage.challenge.pk)).count() == 2

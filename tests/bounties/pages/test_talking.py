"""A buyer and an offeror write to each other on a page, by alias; what is reported, a moderator reads and may hide."""

import pytest
from django.test import Client

from bounties.entries import messaging
from bounties.entries.models import Message
from bounties.judging.aliases import alias_of
from tests.bounties.awards.test_requests import request_stage
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import Stage, close, enter
from tests.keeping import kept

pytestmark = pytest.mark.django_db


def build() -> Stage:
    stage = request_stage()
    for price in (42_000, 39_900):
        enter(stage, make_user(), price=price)
    return close(stage)


world = kept(build)


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def buyer(world):
    return browser_of(world.owner)


@pytest.fixture
def offeror(world):
    return browser_of(world.entries[0].entrant)


@pytest.fixture
def address(world):
    return f"/entries/{world.entries[0].pk}/messages"


def test_both_sides_find_the_thread_where_they_are_and_neither_is_named(world, buyer, offeror, address):
    assert address in text(buyer.get(f"/challenges/{world.challenge.pk}/entries"))
    assert address in text(offeror.get(f"/entries/{world.entries[0].pk}"))
    assert buyer.post(address, {"body": "Is it blue?"}).url == address
    waiting = text(offeror.get(address))
    assert ("1 message waits for your answer." in waiting, "Is it blue?" in waiting) == (True, True)
    assert "Waits for your answer" in text(offeror.get("/mine/messages"))
    assert "Waits for your answer" not in text(buyer.get("/mine/messages"))
    offeror.post(address, {"body": "Blue, and 20 cm longer."})
    read = text(buyer.get(address))
    assert alias_of(world.entries[0].pk) in read
    assert world.entries[0].entrant.name not in read
    assert "wait" not in text(offeror.get(address)).partition("<ol")[0].partition("<h1>")[2]


def test_what_gives_an_address_is_refused_and_still_there(buyer, address):
    answer = text(buyer.post(address, {"body": "Write to me at a@example.com please"}))
    assert "You know each other by alias until an offer is taken" in answer
    assert "Write to me at a@example.com please" in answer.partition("<textarea")[2]
    assert Message.objects.count() == 0


def test_nobody_else_finds_the_thread(world, address):
    for person in (world.entries[1].entrant, make_user(), make_staff("moderator")):
        assert browser_of(person).get(address).status_code == 404


def test_who_received_a_message_reports_it_and_a_moderator_hides_it_from_both(world, buyer, offeror, address):
    message = messaging.write(entry_id=world.entries[0].pk, body="You are a liar.", by=world.owner)
    report = f"/messages/{message.pk}/report"
    assert report in text(offeror.get(address))
    assert buyer.get(report).status_code == 404
    assert offeror.post(report, {"reason": "An insult."}).url == address
    desk = browser_of(make_staff("moderator"))
    assert "An insult." in text(desk.get("/review/waiting/reports"))
    assert "You are a liar." in text(desk.get(address))
    read = f"/review/messages/{message.pk}"
    assert desk.post(read, {"reason": "It insults."}).url == "/review/waiting/reports"
    for reader in (buyer, offeror):
        shown = text(reader.get(address))
        assert ("You are a liar." in shown, "It insults." in shown) == (False, True)
    late = text(browser_of(make_staff("moderator")).post(read, {"reason": ""}))
    assert "It is hidden; both sides read why." in late


def test_a_contest_says_why_nobody_writes_here(db):
    entry = make_entry(make_challenge())
    answer = text(browser_of(entry.entrant).get(f"/entries/{entry.pk}/messages"))
    assert ("Ask on the question board" in answer, "<textarea" in answer) == (True, False)

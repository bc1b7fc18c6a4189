"""A buyer and an offeror write to each other by alias, and moderators read what is reported."""

import pytest

from bounties.awards import confirming, deciding
from bounties.awards.placing import Chosen
from bounties.entries import messaging
from bounties.entries.contact import GivesContact, require_no_contact
from bounties.entries.messaging import AwaitsAnswer, NoThread, NotReported
from bounties.entries.models import Entry
from bounties.errors import InvalidInput, NotAllowed
from bounties.notifications.models import Notification
from tests.bounties.awards.test_requests import request_stage
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import Stage, close, enter
from tests.deliveries import deliver_all


@pytest.fixture
def opened(db) -> Stage:
    """A request with two offers, opened."""
    stage = request_stage()
    for price in (42_000, 39_900):
        enter(stage, make_user(), price=price)
    return close(stage)


def write(stage: Stage, by=None, body: str = "Is it blue?", number: int = 0):
    return messaging.write(entry_id=stage.entries[number].pk, body=body, by=by or stage.owner)


def test_both_sides_read_a_thread_that_names_neither(opened, client_of):
    write(opened)
    write(opened, by=opened.entries[0].entrant, body="Blue, and 20 cm longer.")
    path = f"/api/v1/entries/{opened.entries[0].pk}/messages"
    read = [client_of(reader).get(path) for reader in (opened.owner, opened.entries[0].entrant)]
    assert [answer.json() for answer in read] == [read[0].json()] * 2
    assert [row["side"] for row in read[0].json()["results"]] == ["sponsor", "entrant"]
    assert opened.owner.name not in read[0].content.decode()


def test_other_offerors_and_strangers_find_no_thread(opened, client_of):
    write(opened)
    path = f"/api/v1/entries/{opened.entries[0].pk}/messages"
    for reader in (opened.entries[1].entrant, make_user(), make_staff("moderator")):
        assert client_of(reader).get(path).status_code == 404


def test_before_the_deadline_there_is_no_thread(db):
    stage = request_stage()
    enter(stage, make_user(), price=42_000)
    with pytest.raises(Entry.DoesNotExist):
        write(stage)
    with pytest.raises(NoThread):
        write(stage, by=stage.entries[0].entrant)


def test_a_contest_has_no_threads(db):
    entry = make_entry(make_challenge())
    with pytest.raises(NoThread, match="question board"):
        messaging.write(entry_id=entry.pk, body="Psst.", by=entry.entrant)


@pytest.mark.parametrize(
    "text",
    ["Mail me: sam.solver+bike@example.co.uk", "sam (at) example (dot) org", "Call 01482 555 0199", "+44 7700 900123"],
)
def test_addresses_and_numbers_are_refused(text):
    with pytest.raises(GivesContact, match="by alias"):
        require_no_contact(text, field="body")


@pytest.mark.parametrize(
    "text",
    ["It is 499.00, from 2027-01-03 10:30 on.", "Frame 52/54, gears 3x9", "GBP 1,250,000", "12.01.2027 or 13.01.2027"],
)
def test_prices_dates_and_sizes_are_not(text):
    require_no_contact(text, field="body")


def test_an_offer_gives_no_contact_either(db):
    with pytest.raises(GivesContact):
        enter(request_stage(), make_user(), price=42_000, body="Write to bike@example.com")


def test_once_taken_the_two_may_exchange_addresses(opened):
    with pytest.raises(GivesContact):
        write(opened, body="01482 555 0199")
    taken = Chosen(opened.entries[0].pk, 1, "The nearest.")
    deciding.decide(challenge_id=opened.challenge.pk, awards=[taken], by=opened.owner)
    confirming.confirm_due()
    assert write(opened, body="Ring 01482 555 0199 when you are there.").pk
    with pytest.raises(NoThread):
        write(opened, number=1)


def test_nobody_writes_on_and_on_without_an_answer(opened):
    for _ in range(messaging.MOST_UNANSWERED):
        write(opened)
    with pytest.raises(AwaitsAnswer):
        write(opened)
    write(opened, by=opened.entries[0].entrant)
    assert write(opened).pk


@pytest.mark.parametrize("body", ["   ", "x" * 4_001])
def test_a_message_says_something_and_not_too_much(opened, body):
    with pytest.raises(InvalidInput):
        write(opened, body=body)


def test_a_moderator_reads_and_hides_only_what_was_reported(opened, client_of):
    moderator, offeror = make_staff("moderator"), opened.entries[0].entrant
    rude = write(opened, body="Are you stupid?")
    with pytest.raises(NotAllowed):
        messaging.report(message_id=rude.pk, reason="Mine.", by=opened.owner)
    messaging.report(message_id=rude.pk, reason="Rude.", by=offeror)
    other = write(opened, by=offeror, body="I am not.")
    reported = client_of(moderator).get("/api/v1/messages/reported").json()["results"]
    assert [row["id"] for row in reported] == [str(rude.pk)]
    with pytest.raises(NotReported):
        messaging.hide(message_id=other.pk, reason="No.", by=moderator)
    messaging.hide(message_id=rude.pk, reason="Be kind.", by=moderator)
    first = client_of(offeror).get(f"/api/v1/entries/{opened.entries[0].pk}/messages").json()["results"][0]
    assert (first["status"], first["body"], first["hidden_reason"]) == ("hidden", "", "Be kind.")


def test_the_other_side_is_told_and_nobody_else(opened):
    Notification.objects.all().delete()
    write(opened)
    deliver_all()
    assert [told.user for told in Notification.objects.filter(kind="message.sent")] == [opened.entries[0].entrant]

"""What a challenge's terms say of entries: how many, how often, and made by whom or what."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection

from bounties.challenges.completeness import require_right
from bounties.challenges.drafting import frame_now
from bounties.challenges.problems import Incomplete
from bounties.challenges.terms import document_of
from bounties.entries import entering, submitting, withdrawing
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.entries.refusals import AlreadyEntered, TooManySubmissions
from bounties.errors import InvalidInput
from tests.bounties.building import make_challenge, make_entry, terms
from tests.bounties.conftest import client_of, make_user
from tests.bounties.staging import close, enter, open_stage
from tests.clock import move_clock
from workers.clock import laurel_now

DRAFT = Changes("Another", "Text.", True)


def rewritten(entry: Entry, **changes: str) -> Entry:
    entry.refresh_from_db()
    return entering.rewrite(entry_id=entry.pk, version=entry.version, changes=Changes(**changes), by=entry.entrant)


def test_one_may_have_as_many_entries_as_the_terms_allow_drafts_included(db, user):
    challenge = make_challenge(entry_limit=2)
    first = make_entry(challenge, user)
    make_entry(challenge, user, submit=False)
    with pytest.raises(AlreadyEntered, match="2 entries"):
        entering.start(challenge_id=challenge.pk, draft=DRAFT, by=user)
    withdrawing.withdraw(entry_id=first.pk, by=user)
    entering.start(challenge_id=challenge.pk, draft=DRAFT, by=user)


def test_two_starts_at_once_past_every_service_make_no_more_entries_than_allowed(committed_db):
    challenge, user = make_challenge(), make_user()
    latest, ready, refused = challenge.terms.latest("number"), Barrier(4), []

    def start() -> None:
        ready.wait()
        try:
            Entry.objects.create(challenge=challenge, entrant=user, title="T", terms=latest)
        except IntegrityError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Entry.objects.count(), len(refused)) == (1, 3)


def test_a_solver_hands_in_no_more_often_than_allowed_in_24_hours(db, user):
    challenge = make_challenge(submissions_a_day=2)
    entry = make_entry(challenge, user)
    rewritten(entry, body="Version 2.")
    submitting.submit(entry_id=entry.pk, by=user)
    rewritten(entry, body="Version 3.")
    with pytest.raises(TooManySubmissions, match="2 times"):
        submitting.submit(entry_id=entry.pk, by=user)
    assert make_entry(challenge).status == "submitted"


def test_the_count_of_a_day_forgets_what_is_older(db, user):
    now = laurel_now()
    challenge = make_challenge(submissions_a_day=1, closes_at=now + timedelta(days=3), judge_by=now + timedelta(days=9))
    entry = make_entry(challenge, user)
    rewritten(entry, body="Version 2.")
    move_clock(seconds=86_401)
    assert submitting.submit(entry_id=entry.pk, by=user).number == 2


@pytest.mark.parametrize(
    ("policy", "said", "is_taken"),
    [
        ("allowed", "", True),
        ("disclosed", "", False),
        ("disclosed", "  ", False),
        ("disclosed", "None used.", True),
        ("disclosed", "A model wrote the tests.", True),
        ("barred", "", False),
        ("barred", "A model wrote the tests.", False),
        ("barred", "none used", True),
    ],
)
def test_the_use_of_ai_is_said_before_an_entry_is_received_where_the_terms_ask(db, user, policy, said, is_taken):
    entry = make_entry(make_challenge(ai_policy=policy), user, submit=False, ai_use=said)
    if is_taken:
        assert submitting.submit(entry_id=entry.pk, by=user).ai_use == said
        return
    with pytest.raises(InvalidInput) as refusal:
        submitting.submit(entry_id=entry.pk, by=user)
    assert refusal.value.field == "ai_use"


def test_a_receipt_covers_what_was_said_of_ai_and_one_without_it_is_as_before(db, user):
    entry = make_entry(make_challenge(), user)
    silent = entry.versions.get()
    assert "ai_use" not in submitting.canonical(silent)
    rewritten(entry, ai_use="none used")
    version = submitting.submit(entry_id=entry.pk, by=user)
    assert submitting.canonical(version)["ai_use"] == "none used"
    assert version.sha256 != silent.sha256


def test_judges_read_what_was_said_of_ai(db):
    stage = open_stage(ai_policy="disclosed")
    judge = stage.seat(make_user())
    enter(stage, make_user(), ai_use="A model drew the chart.")
    close(stage)
    (row,) = client_of(judge).get(f"/api/v1/challenges/{stage.challenge.pk}/judging").json()["results"]
    assert row["ai_use"] == "A model drew the chart."


def test_over_http_it_is_said_with_the_entry_and_missing_it_names_the_field(db, user):
    challenge = make_challenge(ai_policy="barred")
    client = client_of(user)
    body = {"title": "T", "body": "B", "accept_terms": True}
    entry = client.post(f"/api/v1/challenges/{challenge.pk}/entries", body).json()
    address = f"/api/v1/entries/{entry['id']}"
    refused = client.post(f"{address}/submit", headers={"Idempotency-Key": "1"})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["ai_use"])
    client.patch(address, {"ai_use": "none used"}, headers={"If-Match": f'"{entry["version"]}"'})
    assert client.post(f"{address}/submit", headers={"Idempotency-Key": "2"}).status_code == 201
    shown = client.get(f"/api/v1/challenges/{challenge.pk}").json()
    assert (shown["ai_policy"], shown["entry_limit"], shown["entry_media"]) == ("barred", 1, "any")


@pytest.mark.parametrize(
    ("field", "value"),
    [("ai_policy", "perhaps"), ("entry_media", "songs"), ("entry_limit", 21), ("submissions_a_day", 0)],
)
def test_terms_that_ask_the_impossible_of_entries_are_refused_by_field(db, field, value):
    with pytest.raises(Incomplete) as refusal:
        require_right(terms(**{field: value}), frame_now())
    assert list(refusal.value.errors) == [field]
    assert str(value) in refusal.value.errors[field][0]


def test_terms_that_say_nothing_new_keep_the_document_that_they_always_had(db):
    said = {"ai_policy", "entry_media", "entry_limit", "submissions_a_day", "screening"}
    assert not said & set(document_of(terms()))
    assert document_of(terms(ai_policy="barred"))["ai_policy"] == "barred"

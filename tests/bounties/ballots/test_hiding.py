"""Until the round has ended nothing that anyone can fetch depends on how others voted, to the byte."""

import pytest

from bounties.ballots.models import Ballot
from tests.bounties.ballots.conftest import audited, tallied, vote_stage, votes
from tests.bounties.conftest import client_of, make_staff, make_user

PATHS = ["", "/ballot", "/tally", "/recount", "/timeline", "/gallery", "/results"]


def seen(stage, readers):
    """Every answer with its status and its headers, ETags included; of a refusal its code, for it has its own id."""
    found = []
    for reader in readers:
        client = client_of(reader)
        for path in PATHS:
            answer = client.get(f"/api/v1/challenges/{stage.challenge.pk}{path}")
            headers = {name: value for name, value in answer.headers.items() if name in {"ETag", "Content-Length"}}
            said = answer.content if answer.status_code < 400 else answer.json()["code"]
            found.append((path, answer.status_code, headers if answer.status_code < 400 else {}, said))
    return found


@pytest.mark.django_db
def test_how_the_votes_stand_is_nowhere_to_be_seen_before_they_are_counted():
    stage = vote_stage(ballot={"jury_picks_among": 2})
    readers = [None, make_user(), stage.owner, stage.entries[0].entrant, make_staff("arbiter")]
    # Staff read the whole timeline, and there that somebody voted, though not for what.
    before = seen(stage, readers[:-1])
    votes(stage, 1, 6, 2)
    assert seen(stage, readers[:-1]) == before
    audited(stage)
    assert [row[1:] for row in seen(stage, readers) if row[0] == "/tally"] == [
        row[1:] for row in before[: len(PATHS)] if row[0] == "/tally"
    ] * len(readers)
    tallied(stage)
    (tally,) = [row for row in seen(stage, [None]) if row[0] == "/tally"]
    assert tally[1] == 200


def test_where_a_jury_scores_too_it_is_nowhere_to_be_seen_before_the_decision(jury):
    readers = [jury.judges[0], jury.owner]
    before = seen(jury, readers)
    votes(jury, 1, 6, 2)
    assert seen(jury, readers) == before
    tallied(jury)
    told = [row for row in seen(jury, readers) if row[0] != "/timeline"]  # there, that the votes are counted
    assert told == [row for row in before if row[0] != "/timeline"]


def test_options_come_in_an_order_of_the_readers_own_that_never_changes(db):
    stage = vote_stage(entries=6)
    url = f"/api/v1/challenges/{stage.challenge.pk}/ballot"

    def order(reader):
        return tuple(row["entry"] for row in client_of(reader).get(url).json()["options"])

    people = [make_user() for _ in range(4)]
    orders = {person: order(person) for person in people}
    assert len(set(orders.values())) > 1
    votes(stage, 0, 3)
    assert {person: order(person) for person in people} == orders


def test_a_ballot_paper_names_no_entrant(db):
    stage = vote_stage()
    text = client_of(stage.owner).get(f"/api/v1/challenges/{stage.challenge.pk}/ballot").content.decode()
    for entry in stage.entries:
        assert entry.title in text
        assert str(entry.entrant_id) not in text
        assert entry.entrant.email not in text
        assert entry.entrant.name not in text


def test_the_desk_shows_no_marks(db, client):
    stage = vote_stage()
    votes(stage, 1)
    staff = make_user(is_staff=True, is_superuser=True)
    client.force_login(staff)
    ballot = Ballot.objects.get()
    page = client.get(f"/admin/ballots/ballot/{ballot.pk}/change/").content.decode()
    assert ballot.voter.email in page or str(ballot.voter_id) in page
    assert str(stage.entries[0].pk) not in page
    assert ballot.receipt not in page
    for name in ("flag", "tally", "audit", "ballot"):
        assert client.get(f"/admin/ballots/{name}/").status_code == 200

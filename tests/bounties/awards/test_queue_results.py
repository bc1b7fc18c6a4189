"""A queue's signed result: a stranger checks that whoever won was accepted, and in turn."""

from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction

from bounties.judging.verifying.decisions import decision
from bounties.judging.verifying.envelopes import Mismatch
from tests.bounties.awards.recounting import bundle_of, faults, said
from tests.bounties.queues import accept, ask, improve, queue_stage, reject


@pytest.fixture(scope="module")
def bundle(django_db_setup, django_db_blocker) -> dict[str, Any]:
    """The first of three is mended, the second rejected; the third and then the first are accepted."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            stage = queue_stage(entries=3)
            first = ask(stage)
            reject(stage)
            accept(stage)
            improve(first)
            accept(stage)
            found = bundle_of(stage)
            transaction.set_rollback(True)
        connection.close()
    return found


def test_it_is_recomputed_without_a_database(bundle):
    assert faults(bundle) == {}
    assert said(bundle, "decision") == "2 of 3 were accepted, each in its turn"
    assert len(bundle["document"]["queue"]["verdicts"]) == 3


def earliest(document):
    return min(document["receipts"], key=lambda row: row["received_at"])["entry"]


def test_an_acceptance_before_its_turn_shows(bundle):
    document = deepcopy(bundle["document"])
    late = next(row for row in document["queue"]["verdicts"] if row["entry"] == earliest(document))
    late["given_at"] = "2099-01-01T00:00:00+00:00"
    with pytest.raises(Mismatch, match="was accepted while"):
        decision(document)
    accepted = [row["given_at"] for row in document["queue"]["verdicts"] if row["outcome"] == "accepted"]
    late["given_at"] = min(accepted)  # at the very same moment it is not before it, either
    with pytest.raises(Mismatch, match="was accepted while"):
        decision(document)
    document["queue"]["verdicts"].remove(late)
    with pytest.raises(Mismatch, match="was accepted while"):
        decision(document)
    document["queue"]["left"] = [late["entry"]]
    decision(document)


def test_an_award_without_an_acceptance_shows(bundle):
    document = deepcopy(bundle["document"])
    won = document["awards"][0]["entry"]
    document["queue"]["verdicts"] = [row for row in document["queue"]["verdicts"] if row["entry"] != won]
    with pytest.raises(Mismatch, match="was not accepted"):
        decision(document)


def test_a_verdict_on_what_nobody_handed_in_shows(bundle):
    document = deepcopy(bundle["document"])
    document["queue"]["verdicts"][0]["entry"] = "Nobody"
    with pytest.raises(Mismatch, match="no receipt"):
        decision(document)

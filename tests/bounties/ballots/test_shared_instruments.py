"""Voters with one bank account, or with that of somebody behind what they voted for: flagged, and never dropped."""

from itertools import count

import pytest

from bounties.ballots.flagging import raise_flags
from bounties.ballots.models import Ballot, Flag, Tally
from bounties.entries.models import Entry
from payments.payees.models import Payee
from payments.payees.sharing import sharing_a_bank
from tests.bounties.ballots.conftest import audited, tallied, vote, vote_stage
from tests.bounties.conftest import make_user

NUMBERS = count(1)


def banked(*fingerprints, user=None):
    """Somebody who is paid into these bank accounts."""
    user, number = user or make_user(), next(NUMBERS)
    Payee.objects.create(
        user=user,
        status="onboarding",
        account_key=f"key {number}",
        account_request={},
        account_id=f"acct_{number}",
        fingerprints=list(fingerprints),
    )
    return user


def flagged():
    """The groups of ballots that share an instrument."""
    flags = Flag.objects.filter(kind="instrument").order_by("id")
    return [{ballot.pk for ballot in flag.ballots.all()} for flag in flags]


def test_two_voters_with_one_bank_account_are_flagged_and_their_ballots_count(stage):
    ring = {vote(stage, banked("theirs", own), e0=1).pk for own in ("a", "b")}
    audited(stage)
    assert flagged() == [ring]
    assert Ballot.objects.filter(voided_at=None).count() == 2
    tallied(stage)
    assert Tally.objects.get().counted == 2


def test_a_voter_for_an_entrant_with_the_same_bank_account_is_flagged_alone(stage):
    banked("family", user=stage.entries[0].entrant)
    cousin = vote(stage, banked("family"), e0=1)
    audited(stage)
    assert flagged() == [{cousin.pk}]


def test_so_is_a_voter_for_a_mate_s_team(stage):
    mate = banked("family")
    shares = Entry.objects.get(pk=stage.entries[1].pk).shares
    shares.update(user=mate)
    cousin = vote(stage, banked("family"), e1=1)
    audited(stage)
    assert flagged() == [{cousin.pk}]


def test_strangers_are_not_nor_who_voted_for_somebody_else(stage):
    banked("family", user=stage.entries[0].entrant)
    vote(stage, banked("family"), e1=1)
    vote(stage, banked("another"), e0=1)
    vote(stage, banked(), e0=1)
    vote(stage, banked(), e0=1)
    vote(stage, e0=1)
    audited(stage)
    assert flagged() == []


def test_what_a_ballot_says_last_counts_and_a_score_of_nothing_is_for_nobody(db):
    stage = vote_stage(ballot={"kind": "score"})
    banked("family", user=stage.entries[0].entrant)
    voter = banked("family")
    vote(stage, voter, e0=5)
    vote(stage, voter, e0=0, e1=5)
    audited(stage)
    assert flagged() == []


def test_two_accounts_in_common_are_one_flag(stage):
    ring = {vote(stage, banked("one", "two"), e0=1).pk for _ in range(2)}
    audited(stage)
    assert flagged() == [ring]


def test_nobody_reads_which_account_it_is(stage, moderator, client_of):
    for _ in range(2):
        vote(stage, banked("secret-print"), e0=1)
    audited(stage)
    answer = client_of(moderator).get(f"/api/v1/challenges/{stage.challenge.pk}/ballot-flags")
    assert [row["kind"] for row in answer.json()["results"]] == ["instrument"]
    assert "secret-print" not in answer.content.decode()


@pytest.mark.parametrize("rings", [1, 4])
def test_flagging_asks_as_often_for_many_as_for_few(stage, rings, django_assert_num_queries):
    for ring in range(rings):
        for _ in range(2):
            vote(stage, banked(f"ring {ring}"), e0=1)
    with django_assert_num_queries(9):
        assert raise_flags(stage.challenge) >= rings


def test_only_those_who_are_asked_about_are_told_of(db):
    ann, ben, cleo = banked("x"), banked("x", "y"), banked("y")
    assert sharing_a_bank([ann.pk, cleo.pk]) == []
    assert sharing_a_bank([ann.pk, ben.pk]) == [frozenset({ann.pk, ben.pk})]
    assert len(sharing_a_bank([ann.pk, ben.pk, cleo.pk])) == 2

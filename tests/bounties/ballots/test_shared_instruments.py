"""Voters with one card or bank account, or with one of somebody behind their choice: flagged, and never dropped."""

from itertools import count

import pytest

from bounties.ballots import auditing
from bounties.ballots.flagging import raise_flags
from bounties.ballots.models import Ballot, Flag, FlagStatus, Tally
from bounties.entries.models import Entry
from payments.payees.models import Payee
from payments.payouts.sharing import Group, sharing_an_instrument
from payments.purses.models import Contribution, Purse
from tests.bounties.ballots.conftest import audited, tallied, vote, vote_stage
from tests.bounties.conftest import make_user
from workers.clock import laurel_now
from workers.models import Event

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


def paying(*fingerprints, user=None, instrument="card"):
    """Somebody who has paid for other challenges with these cards."""
    user = user or make_user()
    for fingerprint in fingerprints:
        number = next(NUMBERS)
        purse = Purse.objects.create(reference=f"other {number}", label="Another", currency="usd", target=1_000)
        Contribution.objects.create(
            purse=purse,
            payer=user,
            payer_reference="theirs",
            client_key="k",
            request={},
            status="astray",
            amount=1_000,
            platform_fee=0,
            refunded=1_000,
            charge_id=f"ch_{number}",
            received=1_000,
            stripe_fee=1,
            settled_at=laurel_now(),
            instrument=instrument if fingerprint else "",
            fingerprint=fingerprint,
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


def test_two_voters_with_one_card_are_flagged_and_count_until_a_person_decides(stage, moderator):
    ring = {vote(stage, paying(own, "theirs"), e0=1).pk for own in ("a", "b")}
    vote(stage, paying("another"), e0=1)
    audited(stage)
    flag = Flag.objects.get(kind="instrument")
    assert {ballot.pk for ballot in flag.ballots.all()} == ring
    assert flag.instruments == ["card"]
    assert Ballot.objects.filter(voided_at=None).count() == 3
    auditing.answer(flag_id=flag.pk, status=FlagStatus.UPHELD, reason="One person.", by=moderator)
    tallied(stage)
    assert (Tally.objects.get().counted, Tally.objects.get().voided) == (1, 2)


def test_voters_with_cards_of_their_own_are_not_nor_those_whose_cards_we_do_not_know(stage):
    for card in ("one", "two", None, None):
        vote(stage, paying(card), e0=1)
    paying("one")  # by somebody who did not vote
    audited(stage)
    assert flagged() == []


def test_a_voter_who_pays_from_the_bank_account_of_their_choice_s_entrant_is_flagged_alone(stage):
    banked("family", user=stage.entries[0].entrant)
    cousin = vote(stage, paying("family", instrument="bank_account"), e0=1)
    audited(stage)
    assert flagged() == [{cousin.pk}]
    assert Flag.objects.get().instruments == ["bank_account"]


def test_a_flag_says_in_words_what_is_shared(stage):
    for _ in range(2):
        vote(stage, paying("card", user=banked("bank")), e0=1)
    audited(stage)
    assert Flag.objects.get().why == (
        "The voters, or a voter and somebody behind an entry that they voted for, share one bank account and one card."
    )


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


def test_nobody_reads_which_card_or_account_it_is(stage, moderator, client_of):
    voters = [paying("secret-card", user=banked("secret-bank")) for _ in range(2)]
    for voter in voters:
        vote(stage, voter, e0=1)
    audited(stage)
    of_challenge = f"/api/v1/challenges/{stage.challenge.pk}"
    for path, user in (("", stage.owner), ("/ballot", voters[0])):
        assert "secret" not in client_of(user).get(of_challenge + path).content.decode()
    answer = client_of(moderator).get(f"{of_challenge}/ballot-flags")
    assert [(row["kind"], row["why"].count("one card")) for row in answer.json()["results"]] == [("instrument", 1)]
    assert "secret" not in answer.content.decode()
    assert not any("secret" in str(payload) for payload in Event.objects.values_list("payload", flat=True))


@pytest.mark.parametrize("rings", [1, 4])
def test_flagging_asks_as_often_for_many_as_for_few(stage, rings, django_assert_num_queries):
    for ring in range(rings):
        for _ in range(2):
            vote(stage, paying(f"card {ring}", user=banked(f"ring {ring}")), e0=1)
    with django_assert_num_queries(10):
        assert raise_flags(stage.challenge) >= rings


def test_only_those_who_are_asked_about_are_told_of(db):
    ann, ben, cleo = (user.pk for user in (banked("x"), banked("x", "y"), paying("y")))
    assert sharing_an_instrument([ann, cleo]) == []
    assert sharing_an_instrument([ann, ben]) == [Group((ann, ben), ("bank_account",))]
    assert sharing_an_instrument([ann, ben, cleo])[1] == Group((ben, cleo), ("bank_account", "card"))

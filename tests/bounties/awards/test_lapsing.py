"""An award whose winner does not let themselves be paid."""

from uuid import uuid4

import pytest

from bounties.awards import lapsing, recalling
from bounties.awards.models import Award
from bounties.entries.models import TeamShare
from payments.ledger.accounts import Kind, balance
from payments.models import Payout
from payments.payouts import claiming, expiring
from payments.payouts.creating import announce, make
from payments.payouts.placing import BLOCKED_DAYS
from tests.bounties.awards.conftest import award_of, statuses
from tests.bounties.awards.test_paying import accept_and_hand_over, alone, transfer
from tests.bounties.awards.test_recalling import take_back
from tests.bounties.conftest import make_user
from tests.clock import move_clock
from workers.clock import laurel_now

__all__ = ["alone"]


def let_expire():
    move_clock(seconds=BLOCKED_DAYS * 86_400 + 1)
    expiring.look_after_waiting()
    expiring.look_after_waiting()


def test_it_goes_to_the_next_in_rank_who_has_not_accepted_another(offered):
    lost = accept_and_hand_over(offered, 0)
    let_expire()
    lapsing.note_expiry(award_id=lost.pk)
    assert statuses(offered)[0] == (0, 1, "forfeited")
    assert (1, 1, "offered") in statuses(offered)
    assert balance(Kind.UNCLAIMED, "usd", str(offered.challenge.pk)).amount == 0
    heir = accept_and_hand_over(offered, 1)
    assert Payout.objects.get(award_reference=str(heir.pk)).amount == 100_000


def test_without_a_next_in_rank_it_is_kept_and_the_challenge_ends(alone):
    lost = accept_and_hand_over(alone, 0)
    let_expire()
    lapsing.note_expiry(award_id=lost.pk)
    assert award_of(alone, 0).status == "unclaimed"
    assert alone.status() == "completed"
    assert balance(Kind.UNCLAIMED, "usd", str(alone.challenge.pk)).amount == 100_000


def test_who_comes_after_all_is_paid(alone):
    lost = accept_and_hand_over(alone, 0)
    let_expire()
    lapsing.note_expiry(award_id=lost.pk)
    claiming.claim(payout_id=Payout.objects.get().pk)
    lapsing.note_claim(award_id=lost.pk)
    assert award_of(alone, 0).status == "paying"
    assert transfer(lost).status == "paid"
    assert alone.status() == "completed"


@pytest.fixture
def team_award(offered):
    """Of two members with equal shares."""
    entry, mate = offered.entries[0], make_user()
    entry.shares.all().delete()
    TeamShare.objects.bulk_create(
        TeamShare(entry=entry, email=user.email, user=user, share_bp=5_000, consented_at=laurel_now())
        for user in (entry.entrant, mate)
    )
    return accept_and_hand_over(offered, 0)


def test_a_members_share_does_not_pass_on_while_the_others_are_paid(offered, team_award):
    let_expire()
    one, other = Payout.objects.order_by("id")
    claiming.claim(payout_id=one.pk)  # one of the two is being paid again
    lapsing.note_expiry(award_id=team_award.pk)
    assert award_of(offered, 0).status == "paying"
    transfer(team_award)
    lapsing.note_expiry(award_id=team_award.pk)
    assert award_of(offered, 0).status == "paid"
    assert Award.objects.filter(entry=offered.entries[1], rank=1).count() == 0
    assert balance(Kind.UNCLAIMED, "usd", str(offered.challenge.pk)).amount == other.amount


def test_an_award_of_something_else_than_a_challenge_is_none_of_ours(db):
    """A replayed contest's payouts expire and are claimed like any other; who is told must not fail."""
    assert lapsing.note_expiry(award_id=uuid4()) is None
    assert lapsing.note_claim(award_id=uuid4()) is None


def test_once_the_challenge_has_ended_it_is_kept_because_nobody_would_offer_it_any_more(offered):
    """Finance took a payment back to pay it again, and its payee lets it expire."""
    award = accept_and_hand_over(offered, 0)
    for one in (award, accept_and_hand_over(offered, 1)):
        transfer(one)
    old = take_back(award)
    announce([make(old.purse, old.payee, old.money, old.award_reference, [])], None)
    assert (recalling.note_recall(award_id=award.pk).status, offered.status()) == ("paying", "completed")
    let_expire()
    assert lapsing.note_expiry(award_id=award.pk).status == "unclaimed"
    assert balance(Kind.UNCLAIMED, "usd", str(offered.challenge.pk)).amount == 100_000
    assert not Award.objects.filter(entry=offered.entries[2]).exists()

"""An award whose payout finance took back or gave up: paid again, kept, for the next in rank, or the sponsor's."""

import pytest
from django.db import connection

from bounties.awards import recalling
from bounties.notifications.models import Notification
from payments.ledger.accounts import Kind, balance
from payments.models import Payout, Refund
from payments.payouts import forfeiting, renewing
from payments.payouts.creating import announce, make
from payments.payouts.expiring import keep_as_unclaimed, reopen
from payments.payouts.forfeiting import RENEWABLE_DAYS
from payments.payouts.locking import locked_payout
from payments.purses import releasing
from tests.bounties.awards.conftest import award_of, statuses
from tests.bounties.awards.test_paying import accept_and_hand_over, alone, transfer
from tests.bounties.conftest import make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.delivery import Courier, Outcome
from workers.models import Delivery, Event

__all__ = ["alone"]


@pytest.fixture
def fay(db):
    return make_user(role="finance", is_staff=True)


def take_back(award):
    """What a reversal has done when it tells of its end; its calls to Stripe are the money floor's own matter."""
    payout = locked_payout(Payout.objects.get(award_reference=str(award.pk)).pk)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Payout.objects.filter(pk=payout.pk).update(status="reversed")
        payout.legs.update(status="reversed", transfer_id="tr_" + payout.pk.hex, transferred_at=payout.transferred_at)
        cursor.execute("SET LOCAL session_replication_role = origin")
    for leg in payout.legs.select_related("contribution"):
        releasing.give_back(contribution=leg.contribution, amount=leg.money)
    reopen(payout.purse)
    return payout


def to_purse(payout):
    owner = str(payout.payee.user_id)
    key = f"payout:{payout.pk}:forfeited"
    releasing.take_back(purse=payout.purse, owner=owner, amount=payout.money, effect_key=key)


def in_purse(stage):
    return balance(Kind.PURSE, "usd", str(stage.challenge.pk)).amount


def test_what_is_paid_again_makes_the_award_paying_and_then_paid(alone):
    award = accept_and_hand_over(alone, 0)
    transfer(award)
    old = take_back(award)
    announce([make(old.purse, old.payee, old.money, old.award_reference, [])], None)
    assert recalling.note_recall(award_id=award.pk).status == "paying"
    assert transfer(award).status == "paid"
    assert recalling.note_recall(award_id=award.pk).status == "paid"  # late news changes nothing


def test_what_is_kept_for_its_winner_makes_the_award_unclaimed(alone):
    award = accept_and_hand_over(alone, 0)
    transfer(award)
    keep_as_unclaimed(take_back(award))
    assert recalling.note_recall(award_id=award.pk).status == "unclaimed"
    assert alone.status() == "completed"


def test_what_goes_to_the_purse_is_for_the_next_in_rank(offered, fay):
    award = accept_and_hand_over(offered, 0)
    transfer(award)
    to_purse(take_back(award))
    recalling.note_recall(award_id=award.pk, reason="Plagiarised.", by_id=fay.pk)
    told = Event.objects.filter(name="award.revoked", subject_id=str(award.pk)).get()
    assert statuses(offered)[0] == (0, 1, "revoked")
    assert (1, 1, "offered") in statuses(offered)
    assert (told.payload["reason"], told.actor_id) == ("Plagiarised.", fay.pk)
    deliver_all()
    sorry = Notification.objects.filter(kind="award.revoked").values_list("user_id", flat=True)
    assert list(sorry) == [offered.entries[0].entrant_id]  # the others moved up, and lost nothing


def test_once_the_challenge_has_ended_it_goes_back_to_the_sponsor(alone):
    award = accept_and_hand_over(alone, 0)
    transfer(award)
    to_purse(take_back(award))
    assert recalling.note_recall(award_id=award.pk).status == "revoked"
    assert in_purse(alone) == 0
    assert sorted(Refund.objects.values_list("amount", flat=True)) == [50_000, 100_000]
    alone.entries[0].refresh_from_db()
    assert alone.entries[0].status == "not_selected"


@pytest.fixture
def cancelled(alone, fay):
    """The only award, handed over, and its payout given up by finance."""
    award = accept_and_hand_over(alone, 0)
    forfeiting.forfeit(payout_id=Payout.objects.get().pk, by=fay, reason="To the wrong person.")
    deliver_all()
    return award


def test_a_cancelled_payout_leaves_its_award_waiting_for_some_days(alone, cancelled):
    assert award_of(alone, 0).status == "paying"
    assert in_purse(alone) == 150_000


def test_then_the_award_is_revoked_and_nothing_stays_in_the_purse(alone, cancelled):
    move_clock(seconds=RENEWABLE_DAYS * 86_400 + 1)
    (due,) = Delivery.objects.due().filter(event__name="payout.given_up")
    assert Courier().deliver(due.pk) is Outcome.DONE
    assert award_of(alone, 0).status == "revoked"
    assert (in_purse(alone), alone.status()) == (0, "no_award")


def test_a_cancelled_payout_that_is_paid_again_is_not_given_up(alone, cancelled, fay):
    renewing.renew(payout_id=Payout.objects.get().pk, by=fay, reason="It was right after all.")
    move_clock(seconds=RENEWABLE_DAYS * 86_400 + 1)
    deliver_all()
    assert award_of(alone, 0).status == "paying"
    assert transfer(cancelled).status == "paid"

"""From acceptance to the last payment."""

from uuid import uuid4

import pytest
from django.db import connection

from bounties.accounts.models import Membership
from bounties.awards import accepting, paying
from bounties.entries.models import TeamShare
from payments.money import Money
from payments.payouts.models import Payout
from payments.purses.models import Purse
from payments.purses.opening import open_purse
from tests.bounties.awards.conftest import award_of, decide, pass_window
from tests.bounties.conftest import make_user
from tests.bounties.staging import hold_purse, judging_stage
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.events import emit
from workers.models import Event


def accept_and_hand_over(stage, number):
    award = award_of(stage, number)
    accepting.accept(award_id=award.pk, by=stage.entries[number].entrant)
    return paying.hand_over(award_id=award.pk)


def transfer(award):
    """What the saga has done when it tells of a payment; how it gets there is the money floor's own matter."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        payouts = Payout.objects.filter(award_reference=str(award.pk)).live()
        payouts.update(status="transferred", hold_reason="", due_at=None, expires_at=None, transferred_at=laurel_now())
        cursor.execute("SET LOCAL session_replication_role = origin")
    return paying.note_transfer(award_id=award.pk)


def test_an_accepted_award_is_owed_to_its_winner(offered):
    award = accept_and_hand_over(offered, 0)
    payout = Payout.objects.get()
    assert award.status == "paying"
    assert (payout.amount, payout.currency, payout.award_reference) == (100_000, "usd", str(award.pk))
    assert payout.payee.user == offered.entries[0].entrant
    assert (payout.status, payout.hold_reason) == ("blocked", "kyc")


def test_the_workers_hand_over_what_was_accepted(offered):
    accepting.accept(award_id=award_of(offered, 0).pk, by=offered.entries[0].entrant)
    deliver_all()
    assert award_of(offered, 0).status == "paying"
    assert Payout.objects.get().status == "blocked"


def test_a_repeat_changes_nothing(offered):
    award = accept_and_hand_over(offered, 0)
    paying.hand_over(award_id=award.pk)
    assert Payout.objects.count() == 1


def test_neither_the_winner_nor_a_judge_nor_the_sponsors_members_may_approve(offered):
    colleague = make_user()
    Membership.objects.create(sponsor=offered.sponsor, user=colleague, role="finance")
    accept_and_hand_over(offered, 0)
    barred = set(Payout.objects.get().barred_approvers)
    judges = {judge.pk for judge in offered.judges}
    assert barred == {offered.entries[0].entrant_id, offered.owner.pk, colleague.pk, *judges}


def test_a_team_is_paid_by_its_shares_and_what_nobody_consented_to_is_the_captains(offered):
    entry, mate = offered.entries[0], make_user()
    shares = [
        TeamShare(entry=entry, email=mate.email, user=mate, share_bp=3_333, consented_at=laurel_now()),
        TeamShare(entry=entry, email="late@example.com", share_bp=3_333),
        TeamShare(
            entry=entry, email=entry.entrant.email, user=entry.entrant, share_bp=3_334, consented_at=laurel_now()
        ),
    ]
    entry.shares.all().delete()
    TeamShare.objects.bulk_create(shares)
    accept_and_hand_over(offered, 0)
    assert {payout.payee.user: payout.amount for payout in Payout.objects.all()} == {
        mate: 33_330,
        entry.entrant: 66_670,
    }


@pytest.fixture
def alone(db):
    """One entry, one award of two prizes: half of the purse is left over."""
    stage = hold_purse(judging_stage(entries=1))
    stage.judge_all(60)
    decide(stage, [(0, 1)])
    pass_window(stage)
    return stage


def test_with_the_last_payout_the_challenge_is_completed_and_the_rest_goes_back(alone):
    award = accept_and_hand_over(alone, 0)
    assert transfer(award).status == "paid"
    assert alone.status() == "completed"
    assert Purse.objects.get().contributions.get().refunded == 50_000


def test_it_is_not_completed_while_another_award_is_open(offered):
    transfer(accept_and_hand_over(offered, 0))
    assert offered.status() == "awarding"
    transfer(accept_and_hand_over(offered, 1))
    assert offered.status() == "completed"


def test_every_move_has_its_event(alone):
    transfer(accept_and_hand_over(alone, 0))
    names = Event.objects.filter(root=str(alone.challenge.pk)).order_by("at", "id").values_list("name", flat=True)
    after = [name for name in names if name.startswith(("award.", "challenge."))]
    assert after[-9:] == [
        "challenge.decided",
        "award.made",
        "challenge.confirmed",
        "award.offered",
        "award.accepted",
        "award.payable",
        "award.paying",
        "award.paid",
        "challenge.completed",
    ]


def test_news_of_a_purse_that_is_no_challenges_concerns_nobody_here(offered):
    elsewhere = open_purse(reference=str(uuid4()), label="A contest", currency="usd", target=Money(10_000, "usd"))
    accept_and_hand_over(offered, 0)
    payout = Payout.objects.get()
    payout.purse, payout.award_reference = elsewhere, str(uuid4())
    emit("purse.funded", subject=elsewhere)
    emit("payout.paid", subject=payout, payload={"award_reference": payout.award_reference})
    deliver_all()
    assert award_of(offered, 0).status == "paying"

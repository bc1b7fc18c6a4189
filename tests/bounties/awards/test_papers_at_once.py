"""Papers of questions, whose award is accepted at once; and two papers at the same moment: one payment."""

import pytest

from bounties.awards import answering, calling_off, overdue, papers
from bounties.awards.models import Award
from payments.payees.models import Payee
from payments.payouts.models import Payout
from payments.purses.models import Purse
from tests.bounties.awards.conftest import team
from tests.bounties.awards.papering import know, sign, tell_of
from tests.bounties.awards.test_races import at_once
from tests.bounties.conftest import make_user
from tests.bounties.staging import enter, hold_purse, open_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event


def accepted(**terms):
    """A team's answer, accepted by the asker."""
    stage = hold_purse(open_stage(format="question", criteria=(), prizes=((1, 2_000, 1),), **terms))
    entry = enter(stage, make_user())
    (mate,) = team(entry, 2_500)
    return answering.accept_answer(entry_id=entry.pk, by=stage.owner), entry.entrant, mate


def payouts_of(award):
    return sorted(Payout.objects.filter(award_reference=str(award.pk)).values_list("amount", flat=True))


def test_an_answer_is_paid_once_its_rights_are_signed(db):
    award, captain, mate = accepted(papers=("rights",))
    deliver_all()
    assert (Award.objects.get().status, Purse.objects.get().contributions.get().refunded) == ("verifying", 0)
    sign(award, captain, mate)
    deliver_all()
    assert payouts_of(award) == [500, 1_500]


def test_a_fee_for_work_that_nobody_takes_asks_for_nothing(db):
    stage = hold_purse(open_stage(guarantee="up_to", kill_fee_bp=1_000, papers=("rights",)))
    entry = enter(stage, make_user())
    calling_off.call_off(challenge_id=stage.challenge.pk, reason="client_request", by=stage.owner)
    award = Award.objects.get()
    papers.begin(award)
    assert (award.entry, award.kind, award.status) == (entry, "kill_fee", "offered")


@pytest.fixture
def committed(committed_db):
    return accepted(papers=("rights", "identity"))


def test_of_signatures_and_news_at_once_each_counts_and_the_award_is_paid_once(committed):
    award, captain, mate = committed
    know(captain)
    tell_of(mate)
    payee = Payee.objects.get(user=mate)
    at_once(
        *[lambda: sign(award, captain)] * 2,
        *[lambda: sign(award, mate)] * 2,
        *[lambda: papers.note_identity(payee_id=payee.pk)] * 2,
    )
    deliver_all()
    assert Event.objects.filter(name="award.papers_given").count() == 1
    assert payouts_of(award) == [500, 1_500]


def test_of_the_last_signature_and_the_end_one_wins(committed):
    award, captain, mate = committed
    know(captain, mate)
    sign(award, mate)
    award.refresh_from_db()
    move_clock(seconds=(award.due_at - laurel_now()).total_seconds() - 0.7)
    at_once(*[lambda: sign(award, captain)] * 2, *[overdue.end_due] * 3)
    move_clock(seconds=2)
    overdue.end_due()
    award.refresh_from_db()
    signed = award.papers.filter(user=captain, kind="rights").exists()
    assert award.status == ("payable" if signed else "forfeited")
    assert award.challenge.status in {"awarding", "no_award"}

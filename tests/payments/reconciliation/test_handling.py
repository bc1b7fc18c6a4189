"""Who may do what about an exception, what is told of it, and what its remedies say before they are done."""

import pytest
from django.contrib.auth.models import Group

from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import BookCheck, Discrepancy, DiscrepancyNote, Posting, Remedy
from payments.money import Money
from payments.reconciliation import handling, looking, remedying
from payments.reconciliation.policies import ReasonNeeded
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.sides import Sides, sides_of
from payments.reconciliation.suggesting import suggestions
from tests.payments.reconciliation.test_exceptions import NOW, float_put_in, people, settled
from workers.models import Event

__all__ = ["float_put_in", "people"]


def told(row, name):
    """What one event of this name says of an exception: who did it, and the rest."""
    event = Event.objects.get(name=name, subject_id=str(row.pk))
    return event.actor_id, event.payload


@pytest.fixture
def viewer(finance):
    user = finance("vi")
    user.groups.set(Group.objects.filter(name="viewer"))
    return user


@pytest.fixture
def maker(finance):
    user = finance("mia")
    user.groups.set(Group.objects.filter(name="maker"))
    return user


def proposed(row, by, name="book_float"):
    return remedying.propose(discrepancy_id=row.pk, name=name, reason="As the letter says.", by=by)


def test_an_exception_is_told_when_it_opens_and_when_it_matches(float_put_in, people):
    assert told(float_put_in, "exception.opened")[0] is None
    remedy = proposed(float_put_in, people[0])
    assert told(float_put_in, "exception.remedy_proposed") == (
        people[0].pk,
        {"remedy": str(remedy.pk), "name": "book_float", "reason": "As the letter says."},
    )
    remedying.accept(remedy_id=remedy.pk, by=people[1], reason=" Seen. ")
    assert told(float_put_in, "exception.remedied") == (
        people[1].pk,
        {"remedy": str(remedy.pk), "name": "book_float", "reason": "Seen."},
    )
    assert told(float_put_in, "exception.matched")[0] is None
    remedy.refresh_from_db()
    entry = Posting.objects.filter(transaction__source=float_put_in.subject).first().transaction
    assert (remedy.status, remedy.second, remedy.outcome) == ("done", people[1], f"Booked as {entry.pk}.")


def test_what_is_explained_escalated_and_refused_is_told_with_its_reason(float_put_in, people):
    proposed(float_put_in, people[0], "escalate")
    assert told(float_put_in, "exception.escalated") == (people[0].pk, {"reason": "As the letter says."})
    first = proposed(float_put_in, people[0])
    remedying.refuse(remedy_id=first.pk, by=people[1], reason="No letter.")
    assert told(float_put_in, "exception.remedy_refused") == (
        people[1].pk,
        {"remedy": str(first.pk), "name": "book_float", "reason": "No letter."},
    )
    remedy = settled(float_put_in, "explain", people)
    assert told(float_put_in, "exception.explained")[0] == people[1].pk
    remedy.refresh_from_db()
    float_put_in.refresh_from_db()
    assert (remedy.outcome, float_put_in.closed_at is not None) == ("Accepted as it is.", True)


def test_an_exception_that_is_still_there_is_not_told_again(float_put_in):
    reconcile(grace=NOW)
    assert Event.objects.filter(name="exception.opened").count() == 1
    assert not Event.objects.filter(name="exception.matched").exists()


def test_nobody_refuses_another_s_remedy_without_the_right_to_check(float_put_in, people, viewer, maker):
    remedy = proposed(float_put_in, people[0])
    for stranger in (viewer, maker):
        with pytest.raises(NotAllowed):
            remedying.refuse(remedy_id=remedy.pk, by=stranger, reason="No.")
    assert Remedy.objects.get().status == "proposed"
    with pytest.raises(ReasonNeeded):
        remedying.refuse(remedy_id=remedy.pk, by=people[1], reason=" ")


def test_a_maker_takes_back_what_they_proposed_and_accepts_nothing(float_put_in, people, maker):
    mine = proposed(float_put_in, maker)
    remedying.refuse(remedy_id=mine.pk, by=maker, reason="A guess.")
    with pytest.raises(NotAllowed):
        remedying.accept(remedy_id=proposed(float_put_in, people[0]).pk, by=maker)
    assert balance(Kind.BANK, "usd").amount == 0


def test_a_viewer_only_reads(float_put_in, viewer):
    with pytest.raises(NotAllowed):
        proposed(float_put_in, viewer)
    with pytest.raises(NotAllowed):
        handling.note(discrepancy_id=float_put_in.pk, text="Mine.", by=viewer)
    assert not DiscrepancyNote.objects.exists()


def test_what_one_person_does_alone_waits_for_no_second(float_put_in, people):
    alone = Remedy.objects.create(
        discrepancy=float_put_in, name="look_again", amount=777, reason="Looking.", by=people[0]
    )
    with pytest.raises(IllegalMove, match="waits for nobody"):
        remedying.accept(remedy_id=alone.pk, by=people[1])
    assert Remedy.objects.get().status == "proposed"


def test_whoever_may_not_read_money_owns_no_exception(float_put_in, people, payer):
    with pytest.raises(NotAllowed):
        handling.assign(discrepancy_id=float_put_in.pk, owner=payer, by=people[0])
    assert Discrepancy.objects.get().owner is None


def test_leaving_an_exception_to_nobody_is_told_so(float_put_in, people):
    handling.assign(discrepancy_id=float_put_in.pk, owner=None, by=people[0], reason=" Gil is away. ")
    assert told(float_put_in, "exception.assigned") == (people[0].pk, {"owner": None, "reason": "Gil is away."})


def test_a_closed_exception_takes_a_note_and_no_owner(float_put_in, people):
    settled(float_put_in, "explain", people)
    kept = handling.note(discrepancy_id=float_put_in.pk, text=" The letter came. ", by=people[0])
    assert (kept.text, DiscrepancyNote.objects.get()) == ("The letter came.", kept)
    assert told(float_put_in, "exception.noted") == (people[0].pk, {"note": str(kept.pk)})
    with pytest.raises(IllegalMove, match="closed"):
        handling.assign(discrepancy_id=float_put_in.pk, owner=people[1], by=people[0])
    with pytest.raises(IllegalMove, match="closed"):
        looking.look_again(discrepancy_id=float_put_in.pk, reason="Once more.", by=people[0])


def test_each_comparison_keeps_what_it_found(float_put_in):
    kept = BookCheck.objects.filter(kind="reconcile").latest("at")
    assert (kept.differences, kept.findings) == (
        1,
        [f"unmatched_stripe {float_put_in.subject} usd: 777 / None"],
    )


@pytest.fixture
def charged(committed_db, funded):
    """A prize of 100.00, paid by card."""
    return funded("R", 10_000)


def off_by(charge, pending, fee):
    """Our books say more of a charge at Stripe and of its fee than Stripe does; the platform's fees balance it."""
    amounts = [(Kind.STRIPE_PENDING, pending), (Kind.STRIPE_FEES, fee)]
    post(
        effect_key="off",
        situation=Situation.FUNDED,
        source=charge,
        lines=[
            *(debit(account(kind, "usd"), Money(amount, "usd")) for kind, amount in amounts),
            credit(account(Kind.FEES, "usd"), Money(pending + fee, "usd")),
        ],
    )


@pytest.mark.parametrize(
    ("off", "says", "booked"),
    [
        ((1, 0), "stripe_pending -$0.01, stripe_fees $0.00, losses +$0.01.", (1, 0)),
        ((-1, 0), "stripe_pending $0.01, stripe_fees $0.00, unclaimed -$0.01.", (0, 1)),
        ((0, 1), "stripe_pending $0.00, stripe_fees -$0.01, losses +$0.01.", (1, 0)),
        ((-1, 1), "stripe_pending $0.01, stripe_fees -$0.01, unclaimed -$0.00.", (0, 0)),
        ((-3, 1), "stripe_pending $0.03, stripe_fees -$0.01, unclaimed -$0.02.", (0, 2)),
    ],
)
def test_a_correction_says_beforehand_which_accounts_it_moves(charged, people, off, says, booked):
    off_by(charged.charge_id, *off)
    reconcile(grace=NOW)
    row = Discrepancy.objects.get()
    assert suggestions(row)[0].says == f"Book what Stripe says: {says}"
    settled(row, "correct", people)
    assert (balance(Kind.LOSSES, "usd").amount, balance(Kind.UNCLAIMED, "usd").amount) == booked
    assert reconcile(grace=NOW) == []


def test_an_object_that_neither_book_knows_has_nothing_on_either_side(db):
    assert sides_of("ch_nobody", "usd") == Sides(0, 0, 0, 0, "")

"""What people do about exceptions: one proposes, another accepts, and the next comparison agrees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import Contribution, Discrepancy, Remedy
from payments.money import Money
from payments.purses.settling import look
from payments.reconciliation import handling, looking, remedying
from payments.reconciliation.policies import ReasonNeeded
from payments.reconciliation.reconciling import compare, reconcile
from payments.reconciliation.suggesting import suggestions
from tests.simulator import GOOD, fill
from workers.models import Event

NOW = timedelta(0)


def usd(amount):
    return Money(amount, "usd")


def named(row):
    return [suggestion.name.value for suggestion in suggestions(row)]


@pytest.fixture
def people(finance):
    return finance("fay"), finance("gil")


@pytest.fixture
def float_put_in(committed_db, simulator):
    """777 that only Stripe knows, as an open exception."""
    simulator.control.add_funds(777)
    reconcile(grace=NOW)
    return Discrepancy.objects.get()


def settled(row, name, people, **more):
    """Proposed by the first, accepted by the second."""
    fay, gil = people
    remedy = remedying.propose(discrepancy_id=row.pk, name=name, reason="As the bank's letter says.", by=fay)
    return remedying.accept(remedy_id=remedy.pk, by=gil, reason="Seen.", **more)


def test_a_float_is_booked_by_two_and_then_agrees(float_put_in, people):
    assert named(float_put_in)[0] == "book_float"
    settled(float_put_in, "book_float", people)
    assert balance(Kind.BANK, "usd") == usd(-777)
    float_put_in.refresh_from_db()
    assert float_put_in.status == "matched"
    assert reconcile(grace=NOW) == []


def test_whoever_proposes_does_not_accept(float_put_in, people):
    fay, _ = people
    remedy = remedying.propose(discrepancy_id=float_put_in.pk, name="book_float", reason="Mine.", by=fay)
    with pytest.raises(NotAllowed):
        remedying.accept(remedy_id=remedy.pk, by=fay)
    assert balance(Kind.BANK, "usd") == usd(0)


def test_not_even_an_administrator_accepts_their_own(float_put_in, finance):
    root = finance("root")
    root.is_superuser = True
    root.save()
    remedy = remedying.propose(discrepancy_id=float_put_in.pk, name="book_float", reason="Mine.", by=root)
    with pytest.raises(NotAllowed):
        remedying.accept(remedy_id=remedy.pk, by=root)


def test_a_refused_remedy_moves_nothing_and_another_may_follow(float_put_in, people):
    fay, gil = people
    remedy = remedying.propose(discrepancy_id=float_put_in.pk, name="book_float", reason="A guess.", by=fay)
    with pytest.raises(IllegalMove):
        remedying.propose(discrepancy_id=float_put_in.pk, name="explain", reason="Or so.", by=gil)
    remedying.refuse(remedy_id=remedy.pk, by=gil, reason="No letter.")
    with pytest.raises(IllegalMove):
        remedying.accept(remedy_id=remedy.pk, by=gil)
    assert settled(float_put_in, "book_float", people).status == "done"


def test_figures_that_changed_since_are_not_booked(float_put_in, people):
    fay, gil = people
    remedy = remedying.propose(discrepancy_id=float_put_in.pk, name="book_float", reason="777 it is.", by=fay)
    Discrepancy.objects.update(stripe=778)
    with pytest.raises(IllegalMove):
        remedying.accept(remedy_id=remedy.pk, by=gil)


def test_what_is_explained_stays_away_until_its_figures_change(float_put_in, people, simulator):
    settled(float_put_in, "explain", people)
    assert reconcile(grace=NOW) == []
    assert Discrepancy.objects.get().status == "explained"
    Discrepancy.objects.update(stripe=1)  # as if two people had accepted another figure
    assert [row.stripe for row in reconcile(grace=NOW)] == [777]


def test_an_act_without_a_reason_is_refused(float_put_in, people):
    with pytest.raises(ReasonNeeded):
        remedying.propose(discrepancy_id=float_put_in.pk, name="explain", reason="  ", by=people[0])
    assert not Remedy.objects.exists()


def test_only_finance_acts(float_put_in, payer):
    with pytest.raises(NotAllowed):
        handling.assign(discrepancy_id=float_put_in.pk, owner=payer, by=payer)
    with pytest.raises(NotAllowed):
        remedying.propose(discrepancy_id=float_put_in.pk, name="explain", reason="Why not.", by=payer)


def test_owner_and_notes_are_kept_with_who_and_when(float_put_in, people):
    fay, gil = people
    handling.assign(discrepancy_id=float_put_in.pk, owner=gil, by=fay)
    kept = handling.note(discrepancy_id=float_put_in.pk, text="The bank is asked.", by=gil)
    row = Discrepancy.objects.get()
    assert (row.status, row.owner) == ("assigned", gil)
    assert (kept.by, kept.text) == (gil, "The bank is asked.")
    told = Event.objects.filter(name="exception.assigned").get()
    assert (told.actor_id, told.payload["owner"]) == (fay.pk, str(gil.pk))


def test_escalating_needs_one_and_moves_nothing(float_put_in, people):
    remedy = remedying.propose(discrepancy_id=float_put_in.pk, name="escalate", reason="Whose is it?", by=people[0])
    row = Discrepancy.objects.get()
    assert (remedy.status, row.status, row.escalated_at is not None) == ("done", "open", True)


def test_a_charge_of_ours_is_settled_by_looking_again(committed_db, simulator, ask, people):
    contribution = ask()
    fill(contribution.checkout_url, card=GOOD)
    reconcile(grace=NOW)
    row = Discrepancy.objects.get()
    assert named(row)[0] == "look_again"
    remedy = looking.look_again(discrepancy_id=row.pk, reason="It has our metadata.", by=people[0])
    assert Contribution.objects.get().status == "settled"
    row.refresh_from_db()
    assert (row.status, remedy.outcome) == ("matched", "It matches by itself.")


def test_what_stripe_never_moved_is_taken_back_by_two(committed_db, simulator, funded, people):
    funded("R", 10_000)
    post(
        effect_key="typed by hand",
        situation=Situation.FUNDED,
        purse="R",
        source="ch_never",
        lines=[
            debit(account(Kind.STRIPE_PENDING, "usd"), usd(100)),
            credit(account(Kind.PURSE, "usd", "R"), usd(100)),
        ],
    )
    reconcile(grace=NOW)
    row = Discrepancy.objects.get()
    assert (row.kind, "reverse" in named(row)) == ("unmatched_ledger", True)
    settled(row, "reverse", people)
    assert balance(Kind.PURSE, "usd", "R") == usd(10_000)
    assert reconcile(grace=NOW) == []


@pytest.mark.parametrize(("wrong", "kind"), [(1, "amount"), (-1, "amount")])
def test_a_wrong_amount_is_put_right_by_two(committed_db, simulator, funded, people, wrong, kind):
    charge = funded("R", 10_000).charge_id
    post(
        effect_key="a cent off",
        situation=Situation.FUNDED,
        source=charge,
        lines=[
            debit(account(Kind.STRIPE_PENDING, "usd"), usd(wrong)),
            credit(account(Kind.FEES, "usd"), usd(wrong)),
        ],
    )
    reconcile(grace=NOW)
    row = Discrepancy.objects.get()
    assert (row.kind, named(row)[0]) == (kind, "correct")
    settled(row, "correct", people)
    assert reconcile(grace=NOW) == []


def test_a_wrong_fee_is_put_right_by_two(committed_db, simulator, funded, people):
    charge = funded("R", 10_000).charge_id
    post(
        effect_key="a cent of fee",
        situation=Situation.FUNDED,
        source=charge,
        lines=[debit(account(Kind.STRIPE_FEES, "usd"), usd(1)), credit(account(Kind.FEES, "usd"), usd(1))],
    )
    reconcile(grace=NOW)
    row = Discrepancy.objects.get()
    assert row.kind == "fee"
    settled(row, "correct", people)
    assert balance(Kind.LOSSES, "usd") == usd(1)
    assert reconcile(grace=NOW) == []


def test_what_was_settled_in_another_currency_is_owed_in_that_currency(committed_db, simulator, ask, people):
    simulator.control.settle("usd", into="eur", rate="0.9")
    contribution = ask()
    fill(contribution.checkout_url, card=GOOD)
    look(contribution_id=str(contribution.pk))
    reconcile(grace=NOW)
    row = Discrepancy.objects.get()
    assert row.kind == "currency"
    settled(row, "correct", people)
    assert balance(Kind.UNCLAIMED, "eur").amount > 0
    assert reconcile(grace=NOW) == []


def test_what_matches_by_itself_needs_no_remedy_any_more(committed_db, simulator, ask, people):
    contribution = ask()
    fill(contribution.checkout_url, card=GOOD)
    reconcile(grace=NOW)
    remedy = remedying.propose(
        discrepancy_id=Discrepancy.objects.get().pk, name="correct", reason="Lost, I think.", by=people[0]
    )
    look(contribution_id=str(contribution.pk))
    compare(grace=NOW)
    remedy.refresh_from_db()
    assert remedy.status == "refused"
    with pytest.raises(IllegalMove):
        remedying.accept(remedy_id=remedy.pk, by=people[1])


def test_a_fresh_posting_does_not_close_what_still_differs(committed_db, simulator, people):
    simulator.control.add_funds(777)
    reconcile(grace=NOW)
    handling.assign(discrepancy_id=Discrepancy.objects.get().pk, owner=people[0], by=people[0])
    reconcile()  # Stripe's line is younger than the grace
    assert Discrepancy.objects.get().status == "assigned"


def test_a_correction_without_two_people_is_refused_by_the_database(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        post(
            effect_key="remedy:none",
            situation=Situation.CORRECTED,
            lines=[
                debit(account(Kind.LOSSES, "usd"), usd(1)),
                credit(account(Kind.UNCLAIMED, "usd"), usd(1)),
            ],
        )

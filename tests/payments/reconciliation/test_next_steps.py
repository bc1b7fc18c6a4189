"""Exceptions that end with another room's own act: tried again, paid by hand, taken back, found by asking Stripe."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Discrepancy, LegReversal, Refund, StripeMovement
from payments.payouts import banking
from payments.purses.refunding import refund_all
from payments.reconciliation import looking, remedying
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.suggesting import suggestions
from payments.reconciliation.troubles import troubles
from payments.stripe.inbox import accept
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.reconciliation.test_exceptions import NOW, named, settled
from workers.clock import laurel_now


@pytest.fixture
def people(finance):
    return finance("fay"), finance("gil")


@pytest.fixture
def transferred(committed_db, simulator, funded, solver, award):
    """A payout of 100.00 of purse R that has left."""
    funded("R", 10_000)
    (payout,) = award(10_000, solver())
    deliver_money()
    payout.refresh_from_db()
    assert payout.status == "transferred"
    return payout


@pytest.fixture
def banked(transferred, simulator):
    """The same, paid on to the bank, with no webhook told; gives the bank payout's id."""
    simulator.control.settle_everything()
    simulator.control.advance(4_000)
    (made,) = simulator.control.dump()["objects"]["payout"]
    return str(made["id"])


@pytest.fixture
def refused(committed_db, simulator, funded):
    """A refund that Stripe refuses, because somebody has sent the money back on its own pages."""
    charge = funded("R", 10_000).charge_id
    simulator.client().v1.refunds.create({"charge": charge, "amount": 10_000})
    refund_all(reference="R", reason="client_request")
    deliver_money()
    reconcile(grace=NOW)
    return Discrepancy.objects.get(kind="failed")


def clean():
    return [breach for finding in self_check() for breach in finding.breaches] == []


def test_a_failed_refund_is_sent_once_more_by_one_person(refused, people):
    assert named(refused)[:3] == ["send_again", "paid_by_hand", "look_again"]
    remedy = remedying.propose(discrepancy_id=refused.pk, name="send_again", reason="The card works.", by=people[0])
    refused.refresh_from_db()
    assert (remedy.status, remedy.outcome, refused.status) == ("done", "Sent once more.", "matched")
    assert Refund.objects.get().status == "reserved"


def test_a_failed_refund_is_paid_by_hand_by_two(refused, people):
    settled(refused, "paid_by_hand", people)
    assert (Refund.objects.get().status, balance(Kind.BANK, "usd").amount) == ("by_hand", -10_000)
    refused.refresh_from_db()
    assert refused.status == "matched"
    assert clean()


def test_a_failed_payout_is_let_go_on(committed_db, simulator, funded, solver, award, people):
    funded("R", 10_000)
    (payout,) = award(10_000, solver())
    charge = Contribution.objects.get().charge_id
    Contribution.objects.update(charge_id="ch_gone")
    deliver_money()
    Contribution.objects.update(charge_id=charge)
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(kind="failed")
    assert named(row)[:2] == ["send_again", "look_again"]
    remedying.propose(discrepancy_id=row.pk, name="send_again", reason="The charge is there.", by=people[0])
    deliver_money()
    assert stands(payout) == "transferred"


def test_what_the_bank_sent_back_is_found_without_any_webhook_within_the_hour(simulator, transferred, banked):
    banking.look_at_banks()
    assert stands(transferred) == "banked"
    simulator.control.fail_payout(banked)
    banking.look_at_banks()
    assert stands(transferred) == "banked"  # asked a moment ago
    move_clock(seconds=3_601)
    banking.look_at_banks()
    assert stands(transferred) == "returned"


def test_news_of_a_bank_payout_are_about_the_account_that_they_name(transferred, banked):
    event = {"type": "payout.paid", "created": 1_790_000_000, "livemode": False, "data": {"object": {"id": banked}}}
    accept({**event, "id": "evt_ours"}, way="webhook")  # what the platform's own account is paid is nobody's prize
    deliver_money()
    assert stands(transferred) == "transferred"
    accept({**event, "id": "evt_theirs", "account": transferred.payee.account_id}, way="webhook")
    deliver_money()
    assert stands(transferred) == "banked"


def test_what_came_back_from_the_bank_is_looked_at_or_taken_back(simulator, transferred, banked, people):
    simulator.control.fail_payout(banked)
    banking.look_at_banks()
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(kind="failed")
    assert named(row)[:2] == ["look_again", "take_back"]
    assert "lies in their account at Stripe" in suggestions(row)[1].says
    settled(row, "take_back", people)
    deliver_money()
    assert stands(transferred) == "reversed"
    assert balance(Kind.UNCLAIMED, "usd", "R").amount == 10_000
    assert reconcile(grace=NOW) == []
    assert clean()


def test_a_returned_payout_that_stripe_paid_again_is_found_by_looking(simulator, transferred, banked, people):
    simulator.control.fail_payout(banked)
    banking.look_at_banks()
    reconcile(grace=NOW)
    simulator.control.bank(transferred.payee.account_id)
    simulator.control.advance(4_000)
    row = Discrepancy.objects.get(kind="failed")
    looking.look_again(discrepancy_id=row.pk, reason="They have another bank.", by=people[0])
    assert stands(transferred) == "banked"


def test_a_reversal_on_stripes_pages_says_which_payout_it_took_and_is_followed(simulator, transferred, people):
    simulator.client().v1.transfers.reversals.create(transferred.transfer_ids[0])
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(kind="reversed")
    assert StripeMovement.objects.get(source=row.subject).parent == transferred.transfer_ids[0]
    assert named(row)[0] == "take_back"
    assert str(transferred) in suggestions(row)[0].says
    settled(row, "take_back", people)
    deliver_money()
    assert (stands(transferred), LegReversal.objects.get().stripe_id) == ("reversed", row.subject)
    assert reconcile(grace=NOW) == []
    assert clean()


def test_a_part_taken_back_on_stripes_pages_can_only_be_corrected(simulator, transferred, people):
    simulator.client().v1.transfers.reversals.create(transferred.transfer_ids[0], {"amount": 400})
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(kind="reversed")
    assert named(row)[:2] == ["look_again", "correct"]
    settled(row, "correct", people)
    assert reconcile(grace=NOW) == []


@pytest.mark.parametrize(
    ("object_id", "metadata", "is_orphan"),
    [
        ("tr_of_nobody", {}, True),
        ("trr_of_nobody", {}, True),
        ("dp_of_nobody", {}, True),
        ("trr_ours", {"leg_reversal": "named"}, False),
        ("tr_ours", {"payout": "named"}, False),
        ("acct_of_nobody", {}, False),
    ],
)
def test_news_of_an_object_that_no_row_of_ours_has_is_an_orphan(db, object_id, metadata, is_orphan):
    about = {"id": object_id, "object": "thing", "metadata": metadata}
    event = {"id": f"evt_{uuid4().hex}", "type": "thing.created", "created": int(datetime.now(UTC).timestamp())}
    accept({**event, "livemode": False, "data": {"object": about}}, way="poll")
    move_clock(seconds=100)
    orphans = [row.subject for row in troubles(laurel_now()) if row.kind == "orphan_event"]
    assert orphans == [event["id"]] * is_orphan


def stands(payout):
    payout.refresh_from_db()
    return payout.status
